"""The first organisations and people of a deployment, from a file: checked whole, then written item by item."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "layers" / name / "python") for name in ("jiandu", "regulations")]
