"""Verifying the record from outside the product, by the product's own code."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "layers" / name / "python") for name in ("jiandu", "regulations")]
