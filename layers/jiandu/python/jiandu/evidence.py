"""证据材料: a complainant asks to send a file; what arrives is inspected, then released or refused, on record.

A file is copied before the transaction that records it: a crash between both is finished by the next delivery of its
arrival or by the schedule, and a second delivery changes nothing.
"""

import hashlib
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jiandu.adapters import evidence as kept
from jiandu.adapters import files, quarantine, scanner, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.admit import admit
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import Decision, decide, ready
from jiandu.core.errors import Busy, JianduError, conflict
from jiandu.core.evidence import LARGEST, MOST_FILES, Evidence, inspect, named
from jiandu.core.evidence_unfit import Unfit
from jiandu.core.forms.evidence import EvidenceToSend
from jiandu.core.forms.posted import values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import SYSTEM, Case
from jiandu.core.procedure import rules_on

ATTEMPTS = 8
PATIENCE = timedelta(hours=1)
UNSCANNED_DAYS = 6  # the bucket keeps a file for seven
SETTLED_BEFORE = "settled_before"


def ask(case: Case, values: Mapping[str, Any], now: datetime, back: str | None) -> tuple[Evidence, quarantine.Post]:
    """A place for one file of a complaint, and the form to send it by.

    Raises Invalid for a field that breaks its rule, Conflict where the matter takes no more files.
    """
    form = read_form(EvidenceToSend, values_of(EvidenceToSend, values))
    assert isinstance(form, EvidenceToSend)
    if case.matter.closed_at:
        raise conflict("state", "本件已经办结，不再接收证据材料。")
    for attempt in range(ATTEMPTS):
        free = kept.free_slots(kept.of_matter(case.matter.id))
        if not free:
            full = f"每件投诉举报最多上传{MOST_FILES}个文件，已经满了。其余的请寄送或者送到监督机构。"
            raise conflict("evidence", full)
        name = named(form.name, form.kind)
        fresh, slot = RandomIds().id(), random.choice(free) if attempt else free[0]
        asked = Evidence(id=fresh, matter=case.matter.id, slot=slot, name=name, suffix=form.kind, asked_at=now)
        transaction = table.Transaction()
        kept.add(transaction, asked)
        try:
            transaction.commit()
        except table.Lost:
            continue
        return asked, quarantine.post_for(asked, form.size or 1, form.size or LARGEST, back)
    raise Busy("同时上传的文件太多，请稍后再试。")


def settle(matter_id: str, evidence_id: str, now: datetime) -> str:
    """Inspects a file that arrived and records what became of it; answers its outcome, ``unknown`` for nobody's.

    Raises Busy where the scanner or the table does not answer: the file stays, unseen, until the next delivery.
    """
    found = kept.find(matter_id, evidence_id)
    if found is None:
        return "unknown"
    if found.outcome in ("released", "refused"):
        return found.outcome
    body = quarantine.arrived(found)
    if body is None:
        return _lapsed(found, now)
    return _recorded(_inspected(found, body, now), now)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a file that was waited for; ``error`` is the type of what stood in its way."""

    matter: str
    evidence: str
    outcome: str
    error: str = ""


def settle_waiting(now: datetime, seconds: float) -> list[Tried]:
    """The same for every file that is waited for, within ``seconds``: what a lost or failed delivery left.

    In no order: a file that ends the whole process stands before the same others once only.
    """
    until, tried, left = time.monotonic() + seconds, [], list(kept.waiting())
    for waiting in random.sample(left, len(left)):
        if time.monotonic() > until:
            break
        tried.append(Tried(waiting.matter, waiting.id, *_tried(waiting, now)))
    return tried


def _tried(waiting: Evidence, now: datetime) -> tuple[str, str]:
    """Outcome and error; whatever it is, the others go on, and this one is tried again."""
    try:
        return settle(waiting.matter, waiting.id, now), ""
    except JianduError as error:
        return "postponed", type(error).__name__
    except Exception as error:
        return "failed", type(error).__name__


def _lapsed(found: Evidence, now: datetime) -> str:
    """Gives up waiting for a file that never came; should it come after all while nobody has its slot, it is taken."""
    if found.outcome == "lapsed" or now < found.asked_at + PATIENCE:
        return found.outcome
    transaction = table.Transaction()
    kept.settle(transaction, found.model_copy(update={"outcome": "lapsed"}))
    try:
        transaction.commit()
    except table.Lost:
        return SETTLED_BEFORE
    return "lapsed"


def _inspected(found: Evidence, body: bytes, now: datetime) -> Evidence:
    """The file's verdict; a released one is stored already."""
    arrived = {"arrived_sha256": hashlib.sha256(body).hexdigest(), "settled_at": now}
    try:
        cleaned = inspect(found.suffix, body)
        if virus := _scanned(found, body, now):
            raise Unfit(f"文件被检出恶意代码（{virus}），没有保存。")
    except Unfit as unfit:
        return found.model_copy(update={**arrived, "outcome": "refused", "reason": unfit.reason})
    key, sha256 = files.store("evidence", found.matter, cleaned, found.media_type, found.suffix)
    stored = {"outcome": "released", "key": key, "sha256": sha256, "size": len(cleaned)}
    return found.model_copy(update={**arrived, **stored})


def _scanned(found: Evidence, body: bytes, now: datetime) -> str | None:
    """What the scanner finds; a file that waited for it too long is refused on record before the bucket drops it."""
    try:
        return scanner.scan(body)
    except Busy as busy:
        if now < found.asked_at + timedelta(days=UNSCANNED_DAYS):
            raise
        raise Unfit(f"病毒扫描服务{UNSCANNED_DAYS}天内没有完成检查，没有保存。请重新上传。") from busy


def _recorded(judged: Evidence, now: datetime) -> str:
    """The verdict and its event in one transaction; whoever settled it before has the last word."""
    for attempt in range(ATTEMPTS):
        case = table.load_case(judged.matter)
        assert case is not None
        transaction = table.Transaction()
        table.add_decision(transaction, _decision(case, judged, now), case.clocks)
        kept.settle(transaction, judged)
        try:
            transaction.commit()
        except table.Lost as lost:
            if "evidence" in lost.labels:
                return SETTLED_BEFORE
            time.sleep(random.uniform(0, 0.02 * 2**attempt))
        else:
            return judged.outcome
    raise Busy("系统繁忙，稍后重新检查。")


def _decision(case: Case, judged: Evidence, now: datetime) -> Decision:
    rules = rules_on(case.matter.profile, shanghai_day(now))
    procedure, fresh = rules.procedures[case.matter.kind], RandomIds()
    action = procedure.actions[f"evidence_{judged.outcome}"]
    admit(ready(case, rules, now, fresh), procedure, action, SYSTEM)
    told = {"name": judged.name, "kind": judged.suffix, "arrived_sha256": judged.arrived_sha256, "evidence": judged.id}
    released = {"size": judged.size, "sha256": judged.sha256}
    facts = {**told, **(released if judged.outcome == "released" else {"reason": judged.reason})}
    return decide(case, action, SYSTEM, facts, now, rules, fresh)
