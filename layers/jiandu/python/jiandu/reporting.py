"""The figures a work report opens with, gathered from the bureau's own shelves of the work index."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from jiandu.adapters import table
from jiandu.core.figures import counted, figures, period
from jiandu.core.matter import Case
from jiandu.core.procedure import Procedure, Rules

AT_ONCE = 100


def with_figures(case: Case, rules: Rules, today: date) -> Case:
    """The case with the figures of the period its report is about, while a report may be drafted; else as it is."""
    if case.matter.closed_at or case.matter.letter or not _reports(rules.procedures[case.matter.kind]):
        return case
    first, last = period(case, today)
    names = {o.id: o.name for o in table.list_organisations()}
    rows = map(counted, _all_of(case.matter.owner, first.year, today.year))
    return replace(case, figures=figures(rows, first, last, rules, names))


def _reports(procedure: Procedure) -> bool:
    return any(action.form == "work_report_draft" for action in procedure.actions.values())


def _all_of(owner: str, first: int, last: int) -> Iterator[dict[str, Any]]:
    """An office's open matters, and those closed in a year of the period or later."""
    for shelf in ("open", *(f"closed#{year}" for year in range(first, last + 1))):
        yield from shelved(f"{owner}#{shelf}")


def shelved(shelf: str) -> Iterator[dict[str, Any]]:
    """Every line of one shelf of the work index, page after page."""
    after = None
    while True:
        page = table.page("work", shelf, AT_ONCE, after)
        yield from page.items
        if page.next is None:
            return
        after = page.next
