"""保管期限和销毁: how long a filed matter is kept, what stands against its disposal, and the lines of a 销毁清册.

A matter goes with everything that hangs on it (``kin``): its children and theirs, and the complaints merged into it.
Each of them must be ended, filed where its kind is filed, past its own period, and not held.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import conflict
from jiandu.core.letters import KINDS
from jiandu.core.matter import Case, Clock, Document, Event, Matter, Service

YEARS = {"30": 30, "10": 10}
FILED = (
    "complaint", "supervision", "personnel", "activity", "contact_point", "selection", "candidacy", "dispute",
    "accompanying", "invitee",
)  # fmt: skip
UNDONE = ("archive", "reopen", "case_reopened")
MOST_LINES = 100


def filed(case: Case) -> Event | None:
    """The act that filed the matter as it stands; None where it never was, or was reopened since."""
    latest = next((e for e in reversed(case.events) if e.action in UNDONE), None)
    return latest if latest and latest.action == "archive" else None


def kept_until(case: Case) -> date | None:
    """The last day of the period, counted from the day of filing; None for what is kept for good or not filed."""
    event = filed(case)
    years = YEARS.get(str(event.facts.get("retention"))) if event else None
    return _years_after(shanghai_day(event.happened_at), years) if event and years else None


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def obstacle(case: Case, today: date) -> str | None:
    """Why a matter cannot be disposed of with its kin, in Chinese; None where nothing stands against it.

    What hangs on a matter goes after it: then only a hold, set meanwhile, stands against it.
    """
    if case.matter.held:
        return f"{case.matter.number}已经冻结销毁"
    if case.parent and case.parent.matter.disposed_on:
        return None
    return next((why for one in (case, *case.kin) if (why := _stands(one, today))), None)


def _stands(case: Case, today: date) -> str | None:
    matter = case.matter
    if matter.held:
        return f"{matter.number}已经冻结销毁"
    if matter.closed_at is None or case.errands_left:
        return f"{matter.number}还没有办结"
    if matter.kind not in FILED or matter.merged_into:
        return None
    if filed(case) is None:
        return f"{matter.number}还没有归档"
    until = kept_until(case)
    if until is None:
        return f"{matter.number}永久保管"
    return f"{matter.number}保管到{chinese_date(until)}" if today <= until else None


def lines(families: Iterable[Case], titles: Mapping[str, str], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of the list, whole families alone, as many as one list takes; of a confined matter nothing is said.

    ``titles`` are those of the kinds of matter, ``names`` those of the agencies: nothing typed enters the list.
    """
    found: list[dict[str, Any]] = []
    for case in families:
        family = [_line(one, titles, names) for one in (case, *case.kin)]
        if len(found) + len(family) <= MOST_LINES:
            found += family
    return found


def _line(case: Case, titles: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    matter, event = case.matter, filed(case)
    if matter.confined:
        return {"matter": matter.id, "confined": True}
    return {
        "matter": matter.id,
        "confined": False,
        "number": matter.number,
        "title": f"{names.get(matter.respondent, '')}{titles[matter.kind]}",
        "archive_number": matter.archive_number,
        "retention": str(event.facts["retention"]) if event else "",
        "filed_on": shanghai_day(event.happened_at).isoformat() if event else "",
        "began_on": shanghai_day(matter.opened_at).isoformat(),
        "ended_on": shanghai_day(matter.closed_at).isoformat() if matter.closed_at else "",
        "documents": len(case.documents),
    }


def gone(matter: Matter) -> str:
    """What is said of a matter whose file was destroyed."""
    assert matter.disposed_on is not None
    day = chinese_date(matter.disposed_on)
    return f"本事项的档案保管期限届满，已于{day}按销毁清册{matter.disposal}销毁，只保留不可更改的办理记录。"


def still_kept(matter: Matter) -> None:
    """Raises Conflict for a matter whose file was destroyed."""
    if matter.disposed_on:
        raise conflict("disposed", gone(matter))


def without_text(case: Case) -> Case:
    """A disposed matter without what was typed and without files: the record's bodies and the documents' numbers and
    hashes are left. Of what was typed the bodies hold salted hashes alone, so that the chain stands.
    """
    return replace(
        case,
        clocks=tuple(_clock(clock) for clock in case.clocks),
        documents=tuple(_document(document) for document in case.documents),
        events=tuple(event.model_copy(update={"facts": {}, "salt": ""}) for event in case.events),
    )


def _clock(clock: Clock) -> Clock:
    plain = tuple(extension.model_copy(update={"reason": ""}) for extension in clock.extensions)
    return clock.model_copy(update={"extensions": plain})


def _document(document: Document) -> Document:
    sealed = document.sealed.model_copy(update={"name": "", "key": ""}) if document.sealed else None
    service = document.service and _service(document.service)
    return document.model_copy(
        update={
            "title": KINDS[document.kind.removesuffix("_draft")].title,
            "addressee": "",
            "key": "",
            "sealed": sealed,
            "sealing": document.sealing and document.sealing.model_copy(update={"organ": ""}),
            "service": service,
            "former_services": tuple(_service(former) for former in document.former_services),
        }
    )


def _service(service: Service) -> Service:
    return Service(served_on=service.served_on, method=service.method, recorded_by=service.recorded_by)
