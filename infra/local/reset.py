"""Empty the data directory of the embedded cloud, unless it is running.

Run: python -m infra.local.reset
"""

from __future__ import annotations

import shutil
import sys

from infra.local.occupancy import Occupied, hold
from infra.local.settings import from_environment


def main() -> int:
    data = from_environment().data
    try:
        hold(data, patience=0)
    except Occupied as refusal:
        print(refusal, file=sys.stderr)
        return 1
    for path in data.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != "lock":
            path.unlink()
    print(f"已清空 {data}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
