"""The use case of ``POST /complaints``: one complaint, its clock, code and identity in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiandu.adapters import keys, table
from jiandu.adapters.ids import RandomIds
from jiandu.core.deadlines import shanghai_day
from jiandu.core.decide import decide
from jiandu.core.errors import Busy, invalid
from jiandu.core.forms.intake import Complaint
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Actor, Case, Matter, Organisation
from jiandu.core.procedure import rules_on
from jiandu.core.record import canonical, digest

ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Submitted:
    """The answer of a submission: what the complainant keeps."""

    number: str
    code: str
    received_at: str
    matter_id: str

    def view(self) -> dict[str, str]:
        return {
            "number": self.number,
            "code": self.code,
            "received_at": self.received_at,
            "matter_id": self.matter_id,
        }


def submit(values: Mapping[str, Any], idempotency_key: str, now: datetime) -> Submitted:
    """Receives a complaint; the same key and body get the same answer, code included.

    Raises Invalid for a field that breaks its rule, also for another body under the same key.
    """
    form = read_form(Complaint, values)
    assert isinstance(form, Complaint)
    agency = supervised(form.agency)
    body_hash = digest(canonical(form.model_dump(mode="json")))
    code = keys.tracking_code(idempotency_key, body_hash)
    for _ in range(ATTEMPTS):
        try:
            return _receive(form, agency, idempotency_key, body_hash, code, now)
        except table.Lost as lost:
            if "idempotency" in lost.labels or "code" in lost.labels:
                return _again(idempotency_key, body_hash, code)
    raise Busy("系统繁忙，请稍后再次提交。")


def supervised(agency_id: str) -> Organisation:
    """The agency complained of; Invalid for one that is unknown, closed or not supervised here (NAT-02)."""
    agency = table.load_organisation(agency_id)
    if agency is None:
        raise invalid("agency", "known", "没有这个行政执法机关，请从列表中选择。")
    if not agency.open:
        raise invalid("agency", "open", f"{agency.name}已经撤销，请选择承接其职能的机关。")
    if agency.bureau is None or agency.kind not in ("agency", "government"):
        raise invalid("agency", "supervised", f"{agency.name}不是本系统监督的行政执法机关。")
    return agency


def _receive(form: Complaint, agency: Organisation, key: str, body_hash: str, code: str, now: datetime) -> Submitted:
    fresh = RandomIds()
    today = shanghai_day(now)
    rules = rules_on(agency.profile, today)
    procedure = rules.procedures["complaint"]
    matter = Matter(
        id=fresh.id(),
        kind="complaint",
        profile=agency.profile,
        number=fresh.number(procedure.prefix, today),
        owner=str(agency.bureau),
        respondent=agency.id,
        state=procedure.initial,
        opened_at=now,
        category=form.category,
    )
    actor = Actor("complainant", matter.id)
    action = procedure.actions["submit"]
    decision = decide(Case(matter), action, actor, _kept_facts(form), now, rules, fresh)
    answer = Submitted(matter.number, code, now.isoformat(), matter.id)
    _commit(decision, form, answer, key, body_hash)
    return answer


def _commit(decision: Any, form: Complaint, answer: Submitted, key: str, body_hash: str) -> None:
    transaction = table.Transaction()
    table.add_decision(transaction, decision, ())
    transaction.put(
        "code",
        {"pk": f"T#{keys.tracking_key(answer.code)}", "sk": "CODE", "matter": answer.matter_id},
        table.NEW,
    )
    kept = {k: v for k, v in answer.view().items() if k != "code"}
    item = {"pk": _idempotency(key), "sk": "IDEM", "body_hash": body_hash, "answer": kept}
    transaction.put("idempotency", item, table.NEW)
    if form.name or form.phone:
        sealed = keys.encrypt_identity(answer.matter_id, {"name": form.name, "phone": form.phone})
        identity = {"pk": f"I#{answer.matter_id}", "sk": "IDENTITY", "ciphertext": sealed}
        transaction.put("identity", identity, table.NEW)
    transaction.commit()


def _kept_facts(form: Complaint) -> dict[str, Any]:
    """What officers may read: everything but name and phone; of the name only the family name."""
    facts = form.model_dump(mode="json", exclude={"name", "phone"})
    return {**facts, "shown_name": f"{form.name[0]}*" if form.name else "匿名"}


def _idempotency(key: str) -> str:
    return f"IDEM#public#{keys.idempotency_hash(key)}"


def _again(key: str, body_hash: str, code: str) -> Submitted:
    item = table.get(_idempotency(key), "IDEM")
    if item is None or item["body_hash"] != body_hash:
        raise invalid("Idempotency-Key", "same_body", "这个幂等键已经用于另一份内容，请换一个键。")
    return Submitted(code=code, **item["answer"])
