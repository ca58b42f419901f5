"""A program that answers one request many times: a function of ours, or bare boto3 making the same calls.

Run: python -I -S requests_made.py FILE TIMES; prints CPU seconds a request to standard error.
"""

import json
import pickle
import re
import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

WARM = 5


def ours(given: dict[str, Any]) -> Callable[[], None]:
    """The function with what it was asked, at the business time of the recording."""
    import app
    from jiandu.adapters import clock

    now = datetime.fromisoformat(given["now"])
    clock.now = lambda: now

    def once() -> None:
        answer = app.handler(given["event"], None)
        assert answer["statusCode"] == given["status"], answer

    return once


def bare(given: dict[str, Any]) -> Callable[[], None]:
    """A handler as one writes it: the body read, the calls made by default clients, the last answer returned."""
    import boto3

    clients = {service: boto3.client(service) for service, *_ in given["calls"]}
    calls = [(getattr(clients[service], _snake(name)), asked) for service, name, asked in given["calls"]]

    def once() -> None:
        json.loads(given["event"]["body"] or "null")
        answers = [call(**asked) for call, asked in calls]
        json.dumps({"statusCode": 200, "body": json.dumps(answers[-1], default=str)})

    return once


def _snake(operation: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def main() -> None:
    with open(sys.argv[1], "rb") as file:
        given = pickle.load(file)
    sys.path = given["folders"] + sys.path
    once, times = (bare if given["calls"] else ours)(given), int(sys.argv[2])
    for _ in range(WARM):
        once()
    began = time.process_time()
    for _ in range(times):
        once()
    print((time.process_time() - began) / max(times, 1), file=sys.stderr)


main()
