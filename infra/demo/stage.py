"""Plays the planned matters day by day on the business clock, and tells how it goes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date

from infra.demo.office import Office, Refusal
from infra.demo.plan import Planned
from infra.demo.play import Play
from infra.demo.steps import STEPS

WEEKDAYS = "一二三四五六日"


class Stage:
    """All matters at once: each is on the day of its next step."""

    def __init__(self, office: Office, matters: list[Planned]) -> None:
        self._office = office
        paths: dict[str, str] = {}
        self._waiting = [(m.day, Play(office, m.words, paths=paths), list(m.course)) for m in matters]
        self._total = len(matters)
        self.finished = 0
        self.failed = 0
        self.acts = 0

    def run(self) -> Counter[str]:
        """Plays to the end; answers how many matters stand in which state."""
        started = time.monotonic()
        last = max(day + sum(wait for wait, _ in course) for day, _, course in self._waiting)
        states: Counter[str] = Counter()
        for today in range(1, last + 1):
            raised = self._morning()
            before = self.acts
            for play in self._play(today):
                states[play.state] += 1
            done = self.acts - before
            print(f"    办理 {done} 次，提醒和逾期 {raised} 项，已演 {time.monotonic() - started:.0f} 秒", flush=True)
        return states

    def _morning(self) -> int:
        """Nine o'clock of the next working day."""
        day = self._office.working_day(1)
        raised = self._office.move(to=day)
        at = date.fromisoformat(day)
        print(f"{at.year}年{at.month}月{at.day}日 星期{WEEKDAYS[at.weekday()]}", flush=True)
        return raised

    def _play(self, today: int) -> Iterator[Play]:
        """The steps of a day; yields the matters whose course ends with it."""
        waiting, self._waiting = self._waiting, []
        for day, play, course in waiting:
            while course and day + course[0][0] <= today:
                if not self._step(play, course.pop(0)[1]):
                    course.clear()
                day = today
            if course:
                self._waiting.append((day, play, course))
            else:
                self.finished += 1
                place = f"{self.finished}/{self._total}"
                print(f"    {place}　{play.number}　{play.words['title']}：{play.state}", flush=True)
                yield play

    def _step(self, play: Play, name: str) -> bool:
        try:
            STEPS[name](play)
        except Refusal as refusal:
            self.failed += 1
            play.state = f"没有演完，“{name}”被拒绝：{refusal.reply.body['detail']}"
            return False
        self.acts += 1
        return True
