"""来件登记: beside each complaint that came in, what it is known again by, who handed it in, and its work order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from jiandu.adapters import table
from jiandu.core.likeness import WINDOW, Trace
from jiandu.core.matter import Matter
from jiandu.core.record import digest


@dataclass(frozen=True, slots=True)
class Registered:
    """A matter that a work order has become."""

    matter: str
    number: str


def add_trace(transaction: table.Transaction, trace: Trace) -> None:
    """What a later complaint is compared with."""
    item = {
        "pk": f"TRACE#{trace.matter}",
        "sk": "TRACE",
        "list_pk": f"TRACES#{trace.agency}",
        "list_sk": f"{trace.received_on}#{trace.matter}",
        "matter": trace.matter,
        "number": trace.number,
        "phone": trace.phone,
        "sketch": " ".join(trace.sketch),
    }
    transaction.put("trace", item, table.NEW)


def traces(agency: str, first: date, last: date) -> list[Trace]:
    """All complaints about an agency that came in around these days."""
    items = table.listed(f"TRACES#{agency}", (first - WINDOW).isoformat(), f"{last + WINDOW}~")
    return [
        Trace(
            matter=str(item["matter"]),
            number=str(item["number"]),
            agency=agency,
            received_on=date.fromisoformat(str(item["list_sk"])[:10]),
            phone=str(item["phone"]),
            sketch=tuple(str(item["sketch"]).split()),
        )
        for item in items
    ]


def add_handed_in(transaction: table.Transaction, organisation: str, matter: str, now: datetime) -> None:
    """That an office outside the bureau handed this matter in."""
    item = {
        "pk": f"HANDED#{matter}",
        "sk": "HANDED",
        "list_pk": f"HANDED#{organisation}",
        "list_sk": f"{now.isoformat()}#{matter}",
        "matter": matter,
    }
    transaction.put("handed", item, table.NEW)


def handed_in(organisation: str, after: str, limit: int) -> tuple[list[Matter], str]:
    """What an office handed in, newest first, and the place to go on from, empty at the end."""
    items = table.listed(f"HANDED#{organisation}", last=after or "~", newest_first=True)
    later = (item for item in items if item["list_sk"] != after)
    page = list(islice(later, limit + 1))
    return list(_matters(str(item["matter"]) for item in page[:limit])), page[limit - 1]["list_sk"] if page[
        limit:
    ] else ""


def _matters(ids: Iterator[str]) -> Iterator[Matter]:
    for matter_id in ids:
        if item := table.get(f"M#{matter_id}", "MATTER"):
            yield Matter.model_validate(item)


def add_order(transaction: table.Transaction, bureau: str, order_number: str, found: Registered) -> None:
    """The claim of a work order: whoever comes second loses the write ``order``."""
    item = {"pk": _order(bureau, order_number), "sk": "UNIQUE", "matter": found.matter, "number": found.number}
    transaction.put("order", item, table.NEW)


def registered(bureau: str, order_number: str) -> Registered | None:
    """The matter a work order has become at this bureau, or None."""
    item = table.get(_order(bureau, order_number), "UNIQUE")
    return Registered(str(item["matter"]), str(item["number"])) if item else None


def _order(bureau: str, order_number: str) -> str:
    return "U#order#" + digest(f"{bureau}\x00{order_number}")
