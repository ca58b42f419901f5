"""The use case of ``/take-in/import``: 12345 work orders from a table, tried first, then row by row.

Each row is a transaction of its own. A crash between two loses nothing: the same file again finds the work orders
that are on record and goes on.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from jiandu.adapters import arrivals, sheets, table
from jiandu.adapters.arrivals import Registered
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Busy, Invalid, invalid
from jiandu.core.likeness import Trace, alike
from jiandu.core.matter import Actor, Organisation
from jiandu.core.work_orders import Order, read_sheet
from jiandu.perform import RawFile
from jiandu.submit import take, trace_of
from jiandu.take_in import Counter, counter_of_bureau, intake_of

PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Line:
    """What is to become, or has become, of a row: ``result`` is a key of ``RESULTS``."""

    order: Order
    result: str
    found: Registered | None = None
    like: tuple[Trace, str] | None = None


RESULTS = {
    "ready": "可以导入",
    "alike": "疑似重复，请核对",
    "registered": "此前已经登记",
    "bad": "填写有误，不能导入",
    "imported": "已导入",
    "waiting": "尚未导入，请再次确认导入",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it was read: its hash, its lines in order, and the headings nothing was read from."""

    sha256: str
    lines: tuple[Line, ...]
    unused: tuple[str, ...]


def try_out(actor: Actor, file: RawFile, now: datetime) -> Table:
    """What an import of this file would do; nothing is changed.

    Raises Forbidden for whoever may not import, Invalid at ``file`` for what is no table of work orders.
    """
    return _read(*_place(actor, now), file, now)


def bring_in(actor: Actor, file: RawFile, confirmed: str, looked_at: Iterable[int], now: datetime) -> Table:
    """Imports the ready rows, and of those probably on record the ones looked at; answers what became of each.

    ``confirmed`` is the hash of the file that was tried out. Raises Invalid for another file.
    """
    until = time.monotonic() + PATIENCE
    counter, agencies = _place(actor, now)
    tried = _read(counter, agencies, file, now)
    if confirmed != tried.sha256:
        raise invalid("confirm", "same_file", "确认导入的不是刚才核对的文件，请重新上传核对。")
    wanted = {line.order.row for line in tried.lines if line.result == "ready"}
    wanted |= {line.order.row for line in tried.lines if line.result == "alike"} & set(looked_at)
    done = (_import(counter, agencies, line, until, now) if line.order.row in wanted else line for line in tried.lines)
    return replace(tried, lines=tuple(done))


def _place(actor: Actor, now: datetime) -> tuple[Counter, dict[str, Organisation]]:
    """The counter, and the agencies its bureau supervises."""
    organisations = table.list_organisations()
    counter = counter_of_bureau(actor, organisations, now)
    own = (o for o in organisations if o.bureau == counter.bureau.id and o.open and o.kind in ("agency", "government"))
    return counter, {o.id: o for o in own}


def _read(counter: Counter, agencies: dict[str, Organisation], file: RawFile, now: datetime) -> Table:
    sheet = read_sheet(sheets.read("file", file.body), list(agencies.values()), shanghai_day(now))
    lines = tuple(_lines(counter.bureau, sheet.orders))
    return Table(hashlib.sha256(file.body).hexdigest(), lines, sheet.unused)


def _lines(bureau: Organisation, orders: tuple[Order, ...]) -> Iterator[Line]:
    """Each row as it stands now, compared with what is on record and with the rows before it."""
    known = _known(orders)
    for order in orders:
        if order.form is None:
            yield Line(order, "bad")
            continue
        if found := arrivals.registered(bureau.id, order.number):
            yield Line(order, "registered", found)
            continue
        trace = trace_of(order.form, order.form.received_on, "", f"本文件第 {order.row} 行")
        like = alike(trace, known)
        known.append(trace)
        yield Line(order, "alike" if like else "ready", like=like)


def _known(orders: tuple[Order, ...]) -> list[Trace]:
    """What is on record of the agencies named, around the days named."""
    days: dict[str, list[date]] = {}
    for form in (order.form for order in orders if order.form):
        days.setdefault(form.agency, []).append(form.received_on)
    return [trace for agency, on in days.items() for trace in arrivals.traces(agency, min(on), max(on))]


def _import(counter: Counter, agencies: dict[str, Organisation], line: Line, until: float, now: datetime) -> Line:
    form = line.order.form
    assert form is not None
    if time.monotonic() > until:
        return replace(line, result="waiting")
    key = f"12345\x00{counter.bureau.id}\x00{form.order_number}"
    try:
        made = take(intake_of(counter, form, key, now), agencies[form.agency], now)
    except Busy:
        return replace(line, result="waiting")
    except Invalid:  # somebody else brought this order in meanwhile
        return replace(line, result="registered", found=arrivals.registered(counter.bureau.id, form.order_number))
    return replace(line, result="imported", found=Registered(made.matter_id, made.number), like=None)
