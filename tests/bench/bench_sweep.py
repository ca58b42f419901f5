"""The sweep with 100 matters due among more and more that are not: what it reads must not grow with the backlog.

Counted, not timed; beside it a scan of the table of clocks, by DynamoDB's rules.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from jiandu import sweep
from jiandu.settings import settings

from infra.cost.units import item_size, read_units
from infra.cost.use import Use
from tests.bench.figures import Figure, keep
from tests.bench.played import Deployment, deployment
from tests.integration.desk_work import Desk
from tests.integration.embedded_aws import Items

ROOT = Path(__file__).parents[2]
DUE = 100
BACKLOGS = (10**3, 10**4, 10**5)
LATER = "2099-01-01T00:00:00+08:00"
LONG = 3600.0


def renamed(value: Any, old: str, new: str) -> Any:
    """An item, or a part of it, as that of another matter."""
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, dict):
        return {name: renamed(part, old, new) for name, part in value.items()}
    return [renamed(part, old, new) for part in value] if isinstance(value, list) else value


def another_id(n: int) -> str:
    """Of the shards in turn."""
    return f"{n:08x}" + "f" * 24


def on_shard(item: dict[str, Any], n: int) -> dict[str, Any]:
    """An entry of the due index in its matter's own shard."""
    return {**item, "due_pk": {"S": f"DUE#{n % 16:02d}"}} if "due_pk" in item else item


def filled(model: str, before: Items, backlog: int) -> tuple[Items, int]:
    """The table with so many matters due at once and a backlog of clocks that are not; the bytes of all clocks."""
    rows = before[f"M#{model}"]
    items = {pk: rows for pk, rows in before.items() if not pk.startswith("M#")}
    for n in range(DUE):
        own = renamed(rows, model, another_id(n))
        items[f"M#{another_id(n)}"] = {sk: on_shard(item, n) for sk, item in own.items()}
    (clock,) = [item for sk, item in rows.items() if sk.startswith("C#correction")]
    for n in range(DUE, DUE + backlog):
        other = on_shard(renamed(clock, model, another_id(n)), n)
        place = f"{LATER}#{another_id(n)}#{other['sk']['S']}"
        items[f"M#{another_id(n)}"] = {other["sk"]["S"]: {**other, "due_sk": {"S": place}}}
    return items, (DUE + backlog) * item_size(clock)


def swept(there: Deployment, items: Items, desk: Desk) -> tuple[Use, int]:
    """What a run used, and how many alerts it raised."""
    there.services.replace_items(settings().table_name, items)
    there.meter.taken()
    result = sweep.sweep(desk.now + timedelta(days=40), LONG)
    assert result.done and not result.failed, result
    return there.meter.taken(), result.raised


def main() -> None:
    rows = []
    with deployment() as there:
        desk = Desk()
        model = desk.correcting()
        before = there.services.items(settings().table_name)
        for backlog in BACKLOGS:
            items, length = filled(model, before, backlog)
            use, raised = swept(there, items, desk)
            rows.append((backlog, use, raised, read_units([length], consistent=False)))
    print(f"{DUE} matters due; read units, write units, calls, alerts raised, read units of a scan of the clocks")
    for backlog, use, raised, scan in rows:
        print(f"{backlog:8} open{use.reads:10g}{use.writes:8}{use.trips:8}{raised:8}{scan:10g}")
    keep(
        Figure(f"sweep, {DUE} due among {backlog:,}", use.reads, "read units", "scan of the clocks", scan)
        for backlog, use, _, scan in rows
    )
    if len({(use.reads, use.writes, use.trips) for _, use, *_ in rows}) != 1:
        raise SystemExit("what the sweep reads grows with the backlog")


if __name__ == "__main__":
    main()
