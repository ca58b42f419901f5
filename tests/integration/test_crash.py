"""The power fails at every call to AWS in turn: the same request sent again finds the same end, nothing doubled.

*Before* a call: it was never made. *After* it: it took effect, but the answer was lost; after one that only reads, the
power fails before the next. The whole table afterwards is compared with the table after an undisturbed act, but for
ids, salts and hashes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from jiandu.adapters import aws, keys
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Conflict
from jiandu.core.procedure import rules_on
from jiandu.core.record import broken_at
from jiandu.perform import Act, perform
from jiandu.settings import settings
from jiandu.submit import Submitted, submit

from tests.integration.desk_work import (
    ACCEPTANCE,
    AGENCY,
    CLERK,
    COMPLAINT,
    OPINION,
    REVIEWER,
    SIGNER,
    SUPERVISOR,
    URGING,
    Desk,
    load,
    scan,
)
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.traffic import WRITES, Traffic
from tests.integration.whole_table import Kept, everything

Doing = Callable[[], Any]
CHANGES = {*WRITES, "PutObject", "DeleteObject"}
NAMED = {"name": "张三", "phone": "13800000000"}


class PowerCut(BaseException):
    """Nothing that anybody would catch."""


@dataclass
class Outage:
    """Lets the power fail at the n-th call, before or after it."""

    traffic: Traffic
    at: int = -1
    after: bool = False
    calls: list[str] = field(default_factory=list)

    def before_call(self, operation: str, _: dict[str, Any]) -> None:
        self.calls.append(operation)
        if len(self.calls) == self.at and not self.after:
            raise PowerCut(operation)

    def after_call(self, operation: str, _: dict[str, Any]) -> None:
        if len(self.calls) == self.at and self.after:
            raise PowerCut(operation)

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.traffic.before.append(self.before_call)
        self.traffic.after.append(self.after_call)
        try:
            yield
        finally:
            self.traffic.before.remove(self.before_call)
            self.traffic.after.remove(self.after_call)


def crash_points(traffic: Traffic, do: Doing) -> list[tuple[int, bool]]:
    """Before each call that the undisturbed act makes, and after each that changes something or is the last."""
    outage = Outage(traffic)
    with outage.watching():
        do()
    assert outage.calls
    changing = {n for n, operation in enumerate(outage.calls, 1) if operation in CHANGES} | {len(outage.calls)}
    points = [(n, False) for n in range(1, len(outage.calls) + 1)] + [(n, True) for n in changing]
    return sorted(points)


def stopped_at(traffic: Traffic, point: tuple[int, bool], do: Doing) -> None:
    with Outage(traffic, *point).watching(), pytest.raises(PowerCut):
        do()


def swept(traffic: Traffic, embedded: EmbeddedAws, do: Doing, same: Callable[[Any, Any], None]) -> int:
    """The sweep; ``same`` compares the answer of the undisturbed act with that of the one sent again."""
    kept = Kept.now(embedded)
    points = crash_points(traffic, do)
    kept.restore()
    answer = do()
    end = everything(embedded)
    for point in points:
        kept.restore()
        stopped_at(traffic, point, do)
        same(answer, do())
        assert end == everything(embedded), point
    return len(points)


def one_more(answer: Any, again: Any) -> None:
    """The matter is where it was, and its record whole."""
    case = load(again.matter.id)
    assert (answer.matter.state, answer.matter.version) == (case.matter.state, case.matter.version)
    assert (None, len(answer.matter.children)) == (broken_at(case.matter, case.events), len(case.matter.children))


def accept(desk: Desk) -> Act:
    return desk.wanted(desk.submit().matter_id, "accept", SUPERVISOR, **ACCEPTANCE)


def sign_opinion(desk: Desk) -> Act:
    return desk.wanted(desk.reviewed(), "sign_opinion", SIGNER)


def sign_with_a_number_from_outside(desk: Desk) -> Act:
    return desk.wanted(desk.reviewed(), "sign_opinion", SIGNER, number="市司执监意〔2026〕7号", instruction=scan())


def amend_opinion(desk: Desk) -> Act:
    _, case = desk.reported()
    desk.act(case, "draft_opinion", SUPERVISOR, **OPINION)
    return desk.wanted(case, "amend_opinion", REVIEWER, **{**OPINION, "demand": "撤销处罚。"})


def set_date(desk: Desk) -> Act:
    _, case = desk.reported("inaction")
    printed = desk.working_day(5)
    desk.act(case, "draft_urging", SUPERVISOR, **URGING, due_on=printed)
    desk.act(case, "review_urging", REVIEWER)
    desk.act(case, "sign_urging", SIGNER)
    desk.act(case, "seal_urging", CLERK, file=scan(), sealed_on=desk.today)
    desk.wait(days=30)
    desk.act(case, "receive_urging", AGENCY, signatory="王某")
    return desk.wanted(case, "set_date_urging", SIGNER, new_due_on=desk.working_day(5))


def seal_opinion(desk: Desk) -> Act:
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    return desk.wanted(case, "seal_opinion", CLERK, file=scan(), sealed_on=desk.today)


def serve_opinion(desk: Desk) -> Act:
    facts = {"served_on": desk.today, "method": "direct", "servers": "赵甲、孙乙", "signatory": "王某"}
    return desk.wanted(desk.sealed(), "serve_opinion", CLERK, **facts)


def object_(desk: Desk) -> Act:
    return desk.wanted(desk.correcting(), "object", AGENCY, request="withdraw", reasons="程序合法。")


def answer_objection(desk: Desk) -> Act:
    objection = desk.objected(desk.correcting())
    desk.act(objection, "review_objection", REVIEWER, course="阅卷。", view="变更。")
    facts = {"outcome": "changed", "reasons": "表述不准确。", "changes": "改为限期补正。"}
    return desk.wanted(objection, "answer_objection", SIGNER, **facts)


def record_decision(desk: Desk) -> Act:
    case = desk.correcting()
    desk.wait(days=40)
    draft = {"facts": "事实。", "non_compliance": "未纠正。", "proposal": "制发。", "decision": "撤销。"}
    desk.act(case, "draft_request_to_government", SUPERVISOR, **draft, checked=True)
    desk.act(case, "review_request_to_government", REVIEWER)
    desk.act(case, "sign_request_to_government", SIGNER)
    desk.act(case, "seal_request_to_government", CLERK, file=scan(), sealed_on=desk.today)
    decision = {
        "outcome": "decided",
        "decided_on": desk.today,
        "kinds": ["revoke"],
        "number": "示政执监决〔2026〕7号",
        "text": "撤销。",
        "approval": "市长批示",
        "scan": scan(),
    }
    return desk.wanted(case, "record_decision", SUPERVISOR, **decision)


def supplement(desk: Desk) -> Act:
    wanted = desk.wanted(desk.submit().matter_id, "supplement", "complainant", text="补充。")
    return replace(wanted, version=None)


ACTS = (
    accept, amend_opinion, sign_opinion, sign_with_a_number_from_outside, seal_opinion, serve_opinion, set_date,
    object_, answer_objection, record_decision,
)  # fmt: skip
SHOWN = [act.__name__.strip("_") for act in ACTS]


def test_a_complaint_is_received_once_with_one_code_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """Number, matter and code of the answer stay the same from the first commit on; the code finds the matter."""
    desk = Desk()
    first: list[Submitted] = []

    def do() -> Submitted:
        keys._fetched.cache_clear()
        return submit({**COMPLAINT, **NAMED}, "once", desk.now)

    def same(answer: Submitted, again: Submitted) -> None:
        assert answer.code == again.code
        item = aws.client("dynamodb").get_item(
            TableName=settings().table_name,
            Key={"pk": {"S": keys.tracking_key(again.code, "1")}, "sk": {"S": "CODE"}},
        )["Item"]
        assert again.matter_id == item["matter"]["S"]
        assert again == do()
        assert (again.number, 1) == (load(again.matter_id).matter.number, load(again.matter_id).matter.version)
        first.append(again)

    count = swept(traffic, embedded, do, same)
    tried(f"submit: {count} crash points")
    assert count == len(first) >= 6


@pytest.mark.parametrize("wanted", (*ACTS, supplement), ids=[*SHOWN, "supplement"])
def test_an_act_is_done_once_wherever_the_power_fails(
    traffic: Traffic, embedded: EmbeddedAws, wanted: Callable[[Desk], Act], tried: Callable[[str], None]
) -> None:
    """One event, one number, one child, one parent's change: the table is what it is without the failure."""
    act = replace(wanted(Desk()), idempotency_key="once")
    count = swept(traffic, embedded, lambda: perform(act), one_more)
    tried(f"{act.action}: {count} crash points")
    assert count >= 3


def test_the_power_may_fail_again_while_the_request_is_repeated(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """Every pair of failures, of an act and of its repetition."""
    act = replace(supplement(Desk()), idempotency_key="once")
    kept = Kept.now(embedded)
    points = crash_points(traffic, lambda: perform(act))
    end, pairs = everything(embedded), 0
    for point in points:
        kept.restore()
        stopped_at(traffic, point, lambda: perform(act))
        half = Kept.now(embedded)
        for again in crash_points(traffic, lambda: perform(act)):
            half.restore()
            stopped_at(traffic, again, lambda: perform(act))
            perform(act)
            assert end == everything(embedded), (point, again)
            pairs += 1
    tried(f"supplement twice: {pairs} pairs of crash points")
    assert pairs >= 9


@pytest.mark.parametrize("wanted", ACTS, ids=SHOWN)
def test_without_a_key_a_lost_answer_is_a_conflict_that_tells_what_was_done(
    traffic: Traffic, embedded: EmbeddedAws, wanted: Callable[[Desk], Act]
) -> None:
    """409, and the sentence names the act that was done meanwhile: one's own."""
    desk = Desk()
    act = wanted(desk)
    kept = Kept.now(embedded)
    points = crash_points(traffic, lambda: perform(act))
    end = everything(embedded)
    kept.restore()
    stopped_at(traffic, points[-1], lambda: perform(act))
    with pytest.raises(Conflict, match="您打开之后事项有了变化：") as refusal:
        perform(act)
    assert end == everything(embedded)
    matter = load(act.matter_id).matter
    procedure = rules_on(matter.profile, shanghai_day(act.now)).procedures[matter.kind]
    assert procedure.actions[act.action].title in refusal.value.detail
    assert ("version", "stale") == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)
