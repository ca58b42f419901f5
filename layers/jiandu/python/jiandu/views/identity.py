"""Who complained, for whoever has just put on record that he looks at it; shown once, kept nowhere."""

from collections.abc import Mapping
from typing import Any, Protocol

from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Case
from jiandu.core.procedure import rules_on

TITLES = {
    "name": "姓名或者名称",
    "phone": "联系电话",
    "representatives": "代表",
    "other_name": "被代为反映的人",
    "other_phone": "被代为反映的人的电话",
}


class Told(Protocol):
    """What was told of who complained, by name."""

    @property
    def told(self) -> Mapping[str, Any]: ...


def identity_view(case: Case, action: str, identity: Told | None) -> dict[str, Any]:
    """The contract of ``POST /matters/{matter_id}/identity/{action}``; ``identity`` is None where nothing is shown."""
    matter, event = case.matter, next(e for e in reversed(case.events) if e.action == action)
    row = rules_on(matter.profile, shanghai_day(event.recorded_at)).procedures[matter.kind].actions[action]
    rows = [{"name": n, "title": TITLES[n], "value": _text(v)} for n, v in identity.told.items()] if identity else []
    return {
        "id": matter.id,
        "number": matter.number,
        "path": f"/matters/{matter.id}",
        "version": matter.version,
        "event": event.n,
        "recorded_at": event.recorded_at.isoformat(),
        "told_complainant": row.effect.public is not None,
        "identity": rows,
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "、".join(value)
