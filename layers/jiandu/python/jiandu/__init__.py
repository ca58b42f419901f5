"""Jiandu (监督): the working system of a bureau that supervises administrative enforcement."""

import gc

gc.set_threshold(50_000, 20, 20)  # what a starting function makes in such numbers stays: to look for garbage is idle
