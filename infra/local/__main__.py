"""Run the whole system on this machine. Run: python -m infra.local"""

from __future__ import annotations

import asyncio
import sys
import time

from infra.local.occupancy import Occupied, hold, require_free
from infra.local.settings import from_environment


def main() -> int:
    started = time.monotonic()
    settings = from_environment()
    try:
        require_free(settings.port, "PORT")
        require_free(settings.aws_port, "AWS_PORT")
        lock = hold(settings.data)
    except Occupied as refusal:
        print(refusal, file=sys.stderr)
        return 1
    from infra.local.launcher import run

    asyncio.run(run(settings, lock, started))


if __name__ == "__main__":
    sys.exit(main())
