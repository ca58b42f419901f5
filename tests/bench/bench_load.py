"""A bounded load on the whole system on loopback: complaints, each followed by its code, beside an office's desk.

Every second complaint is sent twice under its key, as a browser does whose answer was lost. Afterwards each number is
looked for: none may be missing, none there twice.
"""

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.bench.figures import Figure, keep
from tests.scenarios.steps import listed

COMPLAINTS, AT_ONCE = 60, 4
COMPLAINT = {"agency": "city-market", "category": "unlawful_penalty", "facts": "罚款未告知听证权利。"}
Times = dict[str, list[float]]


def timed(times: Times, what: str, ask: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    answer = ask()
    times[what].append((time.perf_counter() - began) * 1e3)
    return answer


def one(office: Office, desk: Office, n: int, times: Times) -> str:
    """A complaint with all that belongs to it; its number."""
    key = {"Idempotency_Key": f"load-{n}"}
    receipt = timed(times, "submit", lambda: office.post("/complaints", COMPLAINT, **key))
    if n % 2:
        assert receipt == office.post("/complaints", COMPLAINT, **key)
    assert receipt["number"] == timed(times, "track", lambda: office.track(receipt["code"]))["number"]
    timed(times, "desk", lambda: desk.get("/desk?tab=open"))
    return str(receipt["number"])


def loaded(office: Office) -> tuple[Times, list[str], list[str], float]:
    """Times, the numbers given out, those that the desk lists afterwards, and the seconds it took."""
    times, desk = defaultdict(list), office.as_("city-supervisor-1")
    for n in range(-AT_ONCE, 0):  # the functions are started
        one(office, desk, n, defaultdict(list))
    there = {row["number"] for row in listed(desk, "/desk?tab=open")}
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = list(pool.map(lambda n: one(office, desk, n, times), range(COMPLAINTS)))
    seconds = time.perf_counter() - began
    found = [row["number"] for row in listed(desk, "/desk?tab=open") if row["number"] not in there]
    return times, given, found, seconds


def main() -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setenv("PROOF", "off")
        with Cloud(Path(folder) / "data") as cloud:
            times, given, found, seconds = loaded(Office(cloud.url))
    lost, doubled = set(given) - set(found), len(found) - len(set(found)) + len(given) - len(set(given))
    requests = sum(map(len, times.values())) + COMPLAINTS // 2
    print(f"{requests} requests, {AT_ONCE} at once, {requests / seconds:.1f} a second; ms from outside")
    for what, measured in times.items():
        half, nine, last = (statistics.quantiles(measured, n=100)[at - 1] for at in (50, 90, 99))
        print(f"{what:10}{half:8.0f} half of them {nine:8.0f} nine in ten {last:8.0f} all but one in a hundred")
    strange = set(found) - set(given)
    print(f"{len(given)} complaints: {len(lost)} lost, {doubled} doubled, {len(strange)} nobody was told of")
    keep(
        [Figure(f"load: lost or doubled of {COMPLAINTS} complaints", len(lost) + doubled + len(strange), "", goal="0")]
    )
    if lost or doubled or strange:
        raise SystemExit("complaints were lost or doubled")


if __name__ == "__main__":
    main()
