"""Jiandu (监督): the working system of a bureau that supervises administrative enforcement."""
