"""Contexts of the flow charts, from the rows as they are written."""

from jiandu.views.procedures import listed, procedure_view
from law_rows import written
from page_parts import Context, common


def procedures() -> Context:
    items = [listed(intervals[-1]) for intervals in written().load().values()]
    return common("办理流程图") | {"items": items}


def flow() -> Context:
    rules = written().load()["jinzhong"][-1]
    view, drawing = procedure_view(rules, rules.procedures["supervision"])
    return common("个案监督案件办理流程图") | {"procedure": view, "drawing": drawing}
