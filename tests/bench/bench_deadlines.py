"""Due dates of 5 to 10 working days: ours beside four others, same cases, answers compared first.

Run ``python tests/bench/bench_deadlines.py``; CPU time, median of interleaved rounds.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import holidays
import numpy as np
from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import Period, due

from tests.bench.figures import Figure, keep

ROUNDS = 9
GOAL_DATE, GOAL_STEPS = 1.0, 20.0
FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)

PUBLISHED = Calendar.published()
CHINA = holidays.country_holidays("CN", years=range(2022, 2027))
OFF = {day for year in PUBLISHED.years.values() for day in year.off}
MAKEUP = {day for year in PUBLISHED.years.values() for day in year.makeup}
RESTS = [day for k in range((LAST - FIRST).days + 1) if not PUBLISHED.is_working_day(day := FIRST + timedelta(days=k))]
BUSDAYS = np.busdaycalendar("1111111", holidays=np.array(RESTS, dtype="datetime64[D]"))
PERIODS = {n: Period(n, "working_day") for n in range(5, 11)}

Case = tuple[date, int]


def ours(start: date, n: int) -> date:
    return due(start, PERIODS[n], PUBLISHED).date


def ours_with_steps(start: date, n: int) -> date:
    return due(start, PERIODS[n], PUBLISHED).steps[-1]["date"]


def by_numpy(start: date, n: int) -> date:
    return np.busday_offset(start, n, roll="preceding", busdaycal=BUSDAYS).item()


def by_holidays(start: date, n: int) -> date:
    return CHINA.get_nth_working_day(start, n)


def by_chinesecalendar(start: date, n: int) -> date:
    """Walked by its ``is_workday``; its ``find_workday`` errs in some years."""
    return walk(start, n, chinese_calendar.is_workday)


def by_sets(start: date, n: int) -> date:
    return walk(start, n, lambda day: day in MAKEUP or (day.weekday() < 5 and day not in OFF))


def walk(day: date, n: int, works: Callable[[date], bool]) -> date:
    while n:
        day += timedelta(days=1)
        n -= works(day)
    return day


SUBJECTS: dict[str, tuple[Callable[[date, int], date], int]] = {
    "ours, the date": (ours, 400),
    "ours, with steps": (ours_with_steps, 40),
    "walk over bare sets": (by_sets, 100),
    "numpy.busday_offset": (by_numpy, 100),
    "holidays": (by_holidays, 20),
    "chinesecalendar": (by_chinesecalendar, 1),
}


def cases() -> list[Case]:
    """Sixty cases of 2022 to 2026, the same in every run."""
    draw = random.Random(825)
    return [(FIRST + timedelta(days=draw.randrange(1780)), draw.randint(5, 10)) for _ in range(60)]


def disagreements(chosen: list[Case]) -> list[str]:
    return [
        f"{name}: {start} + {n} is {subject(start, n)}, ours {ours(start, n)}"
        for name, (subject, _) in SUBJECTS.items()
        for start, n in chosen
        if subject(start, n) != ours(start, n)
    ]


def microseconds(subject: Callable[[date, int], date], chosen: list[Case], repeats: int) -> float:
    """CPU time of one answer."""
    began = time.process_time()
    for _ in range(repeats):
        for start, n in chosen:
            subject(start, n)
    return (time.process_time() - began) / (repeats * len(chosen)) * 1e6


def main() -> None:
    chosen = cases()
    if wrong := disagreements(chosen):
        raise SystemExit("\n".join(wrong))
    rounds = [
        {name: microseconds(subject, chosen, repeats) for name, (subject, repeats) in SUBJECTS.items()}
        for _ in range(ROUNDS)
    ]
    medians = {name: statistics.median(figures[name] for figures in rounds) for name in SUBJECTS}
    base = medians["ours, the date"]
    print(f"{len(chosen)} cases, equal answers, median of {ROUNDS} interleaved rounds, CPU time")
    for name in SUBJECTS:
        ratio = statistics.median(figures[name] / figures["ours, the date"] for figures in rounds)
        print(f"{name:22}{medians[name]:10.2f} µs {ratio:8.1f} x")
    print(f"goal: the date at most {GOAL_DATE} µs ({base:.2f}), with steps at most {GOAL_STEPS} µs")
    peers = ("numpy.busday_offset", "holidays", "chinesecalendar", "walk over bare sets")
    keep(Figure("due date, 5 to 10 working days", base, "µs", peer, medians[peer], "0.25") for peer in peers[:1])
    keep(Figure("due date, 5 to 10 working days", base, "µs", peer, medians[peer]) for peer in peers[1:])


if __name__ == "__main__":
    main()
