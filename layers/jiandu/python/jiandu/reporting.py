"""The figures a work report opens with, gathered from the bureau's own shelves of the work index."""

from dataclasses import replace
from datetime import date

from jiandu.adapters import table
from jiandu.core.figures import counted, figures, period
from jiandu.core.matter import Case
from jiandu.core.procedure import Procedure, Rules


def with_figures(case: Case, rules: Rules, today: date) -> Case:
    """The case with the figures of the period its report is about, while a report may be drafted; else as it is."""
    if case.matter.closed_at or case.matter.letter or not _reports(rules.procedures[case.matter.kind]):
        return case
    first, last = period(case, today)
    names = {o.id: o.name for o in table.list_organisations()}
    rows = map(counted, table.open_and_closed("work", case.matter.owner, first.year, today.year))
    return replace(case, figures=figures(rows, first, last, rules, names))


def _reports(procedure: Procedure) -> bool:
    return any(action.form == "work_report_draft" for action in procedure.actions.values())
