"""An act from end to end on the table: one transaction, under conditions, done once."""

import io
import zipfile
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from jiandu import perform as use_case
from jiandu.adapters import aws, table
from jiandu.core.errors import Busy, Conflict, Forbidden, Invalid, JianduError, Missing
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Document
from jiandu.core.record import broken_at
from jiandu.perform import RawFile, perform
from jiandu.settings import settings

from tests.integration.deployments import BUCKET
from tests.integration.desk_work import (
    ACCEPTANCE,
    AGENCY,
    CLERK,
    REVIEWER,
    SIGNER,
    SUPERVISOR,
    Desk,
    load,
    scan,
)
from tests.integration.traffic import Traffic

PROPOSAL = {
    "facts": "事实。",
    "non_compliance": "未纠正。",
    "proposal": "制发。",
    "decision": "撤销。",
    "grave": True,
    "checked": True,
}


def documents(matter_id: str, kind: str) -> list[Document]:
    return [d for d in load(matter_id).documents if d.kind == kind]


def stored(key: str) -> bytes:
    body: bytes = aws.client("s3").get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return body


def mistake(act: Any) -> tuple[str, str]:
    with pytest.raises(JianduError) as refusal:
        act()
    return refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule


def test_every_act_is_one_transaction_of_at_most_forty_items(traffic: Traffic) -> None:
    """The whole story: no write outside a transaction, no Scan, never more than 40 items."""
    desk = Desk()
    case = desk.correcting()
    objection = desk.objected(case)
    desk.act(objection, "review_objection", REVIEWER, course="阅卷。", view="变更。")
    desk.act(objection, "answer_objection", SIGNER, outcome="changed", reasons="表述不准确。", changes="改为限期补正。")
    acts = sum(load(i).matter.version for i in (case, objection, str(load(case).matter.parent)))
    assert {"TransactWriteItems"} == set(traffic.writes())
    assert "Scan" not in traffic.operations()
    assert max(map(len, traffic.transactions())) <= 40
    assert acts - 3 == len(traffic.transactions())  # three acts each changed two matters


def test_every_write_carries_a_condition(traffic: Traffic) -> None:
    """Not-exists or version: nothing is overwritten unseen."""
    Desk().correcting()
    writes = [write for items in traffic.transactions() for write in items]
    assert [] == [write for write in writes if "ConditionExpression" not in write["Put"]]


def test_the_record_of_what_was_done_is_whole(deployment: str) -> None:
    """As read back from the table."""
    case = load(Desk().correcting())
    assert broken_at(case.matter, case.events) is None
    assert len(case.events) == case.matter.version


def test_a_letter_is_in_the_bucket_before_the_record_names_it(traffic: Traffic) -> None:
    """Stored first, committed after: a crash between leaves an object nobody names, never a name without one."""
    desk = Desk()
    case = desk.reviewed()
    traffic.calls.clear()
    desk.act(case, "sign_opinion", SIGNER)
    assert ["PutObject", "TransactWriteItems"] == [o for o in traffic.operations() if o.startswith(("Put", "Transact"))]
    (opinion,) = documents(case, "opinion")
    text = zipfile.ZipFile(io.BytesIO(stored(opinion.key))).read("word/document.xml").decode()
    assert opinion.number == "市司执监意〔2026〕1号"
    assert "市司执监意〔2026〕1号" in text
    assert "未告知听证权利。" in text


def test_the_sealed_copy_is_kept_as_it_came(deployment: str) -> None:
    (opinion,) = documents(Desk().sealed(), "opinion")
    assert opinion.sealed is not None
    assert scan().body == stored(opinion.sealed.key)


def test_a_stale_version_is_told_what_changed(deployment: str) -> None:
    """409, with the acts done since."""
    desk = Desk()
    case = desk.correcting()
    blame = {"reason": "refusal", "scope": "全市", "approver": "局长", "text": "通报。"}
    seen = desk.wanted(case, "draft_circular", SUPERVISOR, **blame)
    desk.act(case, "acknowledge", AGENCY)
    with pytest.raises(Conflict, match="您打开之后事项有了变化：标记已阅") as refusal:
        perform(seen)
    assert ("version", "stale") == (refusal.value.mistakes[0].field, refusal.value.mistakes[0].rule)


def test_an_agency_is_not_told_what_its_bureau_prepares(deployment: str) -> None:
    """Neither as what changed since it looked nor as where the matter is now."""
    desk = Desk()
    case = desk.correcting()
    seen = desk.wanted(case, "report_correction", AGENCY, report="已纠正。")
    desk.act(case, "draft_request_to_government", SUPERVISOR, **PROPOSAL)
    with pytest.raises(Conflict) as refusal:
        perform(seen)
    assert "报请" not in refusal.value.detail
    with pytest.raises(Conflict) as refusal:
        desk.act(case, "report_execution", AGENCY, report="已执行。")
    assert "请示" not in refusal.value.detail


def test_a_race_lost_between_reading_and_writing_is_told_what_changed(traffic: Traffic) -> None:
    """The rival commits in the very moment before: the condition fails, and the second look explains it."""
    desk = Desk()
    case = desk.correcting()
    mine = desk.wanted(case, "report_correction", AGENCY, report="已纠正。")
    rival = desk.wanted(case, "acknowledge", AGENCY)
    traffic.once_before("TransactWriteItems", lambda: perform(rival))
    with pytest.raises(Conflict, match="标记已阅"):
        perform(mine)
    assert "correcting" == load(case).matter.state


def test_an_act_without_a_version_is_refused(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    wanted = replace(desk.wanted(case, "acknowledge", AGENCY), version=None)
    assert ("version", "required") == mistake(lambda: perform(wanted))


def test_two_signatures_at_once_get_two_numbers_without_a_gap(traffic: Traffic) -> None:
    """The loser of the series renders again with the next number."""
    desk = Desk()
    one, two = desk.reviewed(), desk.reviewed()
    rival = desk.wanted(two, "sign_opinion", SIGNER)
    traffic.once_before("TransactWriteItems", lambda: perform(rival))
    desk.act(one, "sign_opinion", SIGNER)
    numbers = sorted(str(d.number) for i in (one, two) for d in documents(i, "opinion"))
    assert ["市司执监意〔2026〕1号", "市司执监意〔2026〕2号"] == numbers
    (opinion,) = documents(one, "opinion")
    assert str(opinion.number) in zipfile.ZipFile(io.BytesIO(stored(opinion.key))).read("word/document.xml").decode()


def test_later_rivals_for_a_running_series_are_settled_too(traffic: Traffic) -> None:
    """Not only for the first number, whose item is not there yet."""
    desk = Desk()
    cases = [desk.reviewed() for _ in range(3)]
    desk.act(cases[0], "sign_opinion", SIGNER)
    rival = desk.wanted(cases[1], "sign_opinion", SIGNER)
    traffic.once_before("TransactWriteItems", lambda: perform(rival))
    desk.act(cases[2], "sign_opinion", SIGNER)
    assert {1, 2, 3} == {int(str(documents(c, "opinion")[0].number).split("〕")[1][:-1]) for c in cases}


def test_a_crash_between_letter_and_commit_takes_no_number(traffic: Traffic) -> None:
    desk = Desk()
    case = desk.reviewed()

    def crash() -> None:
        raise KeyboardInterrupt

    traffic.once_before("TransactWriteItems", crash)
    with pytest.raises(KeyboardInterrupt):
        desk.act(case, "sign_opinion", SIGNER)
    assert [] == documents(case, "opinion")
    desk.act(case, "sign_opinion", SIGNER)
    assert "市司执监意〔2026〕1号" == documents(case, "opinion")[0].number


def test_a_series_starts_anew_with_the_year(deployment: str) -> None:
    desk = Desk()
    desk.act(desk.reviewed(), "sign_opinion", SIGNER)
    desk.wait(days=310)
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    assert "市司执监意〔2027〕1号" == documents(case, "opinion")[0].number


def test_a_collision_in_time_is_tried_again(traffic: Traffic) -> None:
    """TransactionConflict is no refusal."""
    desk = Desk()
    case = desk.correcting()
    traffic.cancel(3, "None", "TransactionConflict")
    desk.act(case, "report_correction", AGENCY, report="已纠正。")
    assert "correction_reported" == load(case).matter.state


def test_collisions_without_end_are_told_as_busy(traffic: Traffic, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with Retry-After once patience is at an end."""
    monkeypatch.setattr(use_case, "PATIENCE", 0.05)
    desk = Desk()
    case = desk.correcting()
    traffic.cancel(999, "TransactionConflict")
    with pytest.raises(Busy):
        desk.act(case, "report_correction", AGENCY, report="已纠正。")


def test_a_transaction_refused_for_its_content_is_no_collision(traffic: Traffic) -> None:
    """It would be refused for ever: the error comes out instead of another try."""
    desk = Desk()
    case = desk.correcting()
    traffic.cancel(1, "ValidationError")
    with pytest.raises(Exception, match="TransactionCanceled"):
        desk.act(case, "report_correction", AGENCY, report="已纠正。")


def test_a_repeated_request_is_answered_and_not_done_again(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    wanted = replace(desk.wanted(case, "report_correction", AGENCY, report="已纠正。"), idempotency_key="once")
    version = perform(wanted).matter.version
    assert version == perform(wanted).matter.version == load(case).matter.version


def test_another_request_under_the_key_is_refused(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    wanted = replace(desk.wanted(case, "report_correction", AGENCY, report="已纠正。"), idempotency_key="once")
    perform(wanted)
    other = replace(wanted, values={"report": "另一份报告。"})
    assert ("Idempotency-Key", "same_body") == mistake(lambda: perform(other))


def test_the_complainants_repeated_request_is_answered_at_once(deployment: str) -> None:
    """The public sends no version: the key alone tells that it was done."""
    desk = Desk()
    complaint = desk.submit().matter_id
    wanted = replace(desk.wanted(complaint, "supplement", "complainant", text="补充。"), idempotency_key="once")
    perform(replace(wanted, version=None))
    perform(replace(wanted, version=None))
    assert 2 == load(complaint).matter.version
    other = replace(wanted, version=None, values={"text": "别的。"})
    assert ("Idempotency-Key", "same_body") == mistake(lambda: perform(other))


def test_a_browsers_repeated_post_with_a_file_is_answered_at_once(deployment: str) -> None:
    """The hash of a request covers its files, from either face."""
    desk = Desk()
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    posted = Posted({"file": [scan()], "sealed_on": [desk.today]})
    wanted = replace(desk.wanted(case, "seal_opinion", CLERK), values=posted, idempotency_key="once")
    version = perform(wanted).matter.version
    assert version == perform(wanted).matter.version
    other = replace(wanted, values=Posted({**posted, "file": [RawFile("正本.pdf", scan().body + b"x")]}))
    assert ("Idempotency-Key", "same_body") == mistake(lambda: perform(other))


def test_two_clicks_at_once_are_one_act(traffic: Traffic) -> None:
    """The same request twice in the same moment."""
    desk = Desk()
    case = desk.correcting()
    wanted = replace(desk.wanted(case, "report_correction", AGENCY, report="已纠正。"), idempotency_key="once")
    version = load(case).matter.version
    traffic.once_before("TransactWriteItems", lambda: perform(wanted))
    perform(wanted)
    assert version + 1 == load(case).matter.version


def test_a_file_that_is_only_named_is_no_file(deployment: str) -> None:
    """A program cannot point to another matter's object and have it given out as its own."""
    desk = Desk()
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    key = documents(case, "opinion")[0].key
    forged = {"name": "a.pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64, "key": key}
    seal = lambda: desk.act(case, "seal_opinion", CLERK, file=forged, sealed_on=desk.today)  # noqa: E731
    assert "file" == mistake(seal)[0]


def test_nothing_of_a_refused_act_is_stored(traffic: Traffic) -> None:
    """Not even its file."""
    desk = Desk()
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    before, traffic.calls = load(case), []
    with pytest.raises(Invalid):
        desk.act(case, "seal_opinion", CLERK, file=scan(), sealed_on="2020-01-01")
    assert [] == traffic.writes() + [o for o in traffic.operations() if o == "PutObject"]
    assert before == load(case)


def test_an_act_under_another_functions_path_is_not_there(deployment: str) -> None:
    """Each function does what its rights allow: the path tells which."""
    desk = Desk()
    case = desk.reviewed()
    wanted = desk.wanted(case, "sign_opinion", SIGNER)
    with pytest.raises(Missing):
        perform(replace(wanted, path=wanted.path.replace("letters", "actions")))


def test_who_may_not_see_a_matter_does_not_learn_that_it_is_there(deployment: str) -> None:
    """404 and not 403, as for a matter that is not there."""
    desk = Desk()
    complaint, case = desk.accepted()
    for matter_id in (complaint, case):
        with pytest.raises(Missing):
            desk.act(matter_id, "record_as_lead" if matter_id == complaint else "acknowledge", AGENCY)
    with pytest.raises(Forbidden):
        desk.act(case, "request_opening", CLERK, subject="某处罚", mode="daily", reason="理由。")


def test_an_act_without_a_form_takes_nothing(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    assert ("note", "extra_forbidden") == mistake(lambda: desk.act(case, "acknowledge", AGENCY, note="x"))


def test_a_governments_number_is_taken_once(deployment: str) -> None:
    """The same number for two decisions is a mistake at its field."""
    desk = Desk()
    cases = [desk.correcting(), desk.correcting()]
    desk.wait(days=40)
    draft = {
        "facts": "事实。",
        "non_compliance": "未纠正。",
        "proposal": "制发。",
        "decision": "撤销。",
        "checked": True,
    }
    decision = {
        "outcome": "decided",
        "kinds": ["revoke"],
        "number": "示政执监决〔2026〕7号",
        "text": "撤销。",
        "approval": "市长批示",
    }
    for case in cases:
        desk.act(case, "draft_request_to_government", SUPERVISOR, **draft)
        desk.act(case, "review_request_to_government", REVIEWER)
        desk.act(case, "sign_request_to_government", SIGNER)
        desk.act(case, "seal_request_to_government", CLERK, file=scan(), sealed_on=desk.today)
    record = [
        lambda c=case: desk.act(c, "record_decision", SUPERVISOR, **decision, decided_on=desk.today, scan=scan())
        for case in cases
    ]
    record[0]()
    assert ("number", "unique") == mistake(record[1])


def test_many_rivals_on_one_matter_leave_one_unbroken_record(traffic: Traffic) -> None:
    """Ten supplements, each overtaken by the next: ten events, no number twice, the chain whole."""
    desk = Desk()
    complaint = desk.submit().matter_id
    wanted = [
        replace(desk.wanted(complaint, "supplement", "complainant", text=f"补充{n}。"), version=None) for n in range(10)
    ]
    for rival in wanted[1:]:
        traffic.once_before("TransactWriteItems", partial(perform, rival))
    perform(wanted[0])
    case = load(complaint)
    assert 11 == case.matter.version
    assert broken_at(case.matter, case.events) is None


def test_index_entries_say_what_the_items_say(deployment: str) -> None:
    """The lists are read from the index alone: each line equals its item."""
    desk = Desk()
    case = desk.correcting()
    for index, shelf in (("work", "city-bureau#open"), ("inbox", "city-market#open")):
        for line in table.page(index, shelf, 100, None).items:
            item = table.get(str(line["pk"]), "MATTER")
            assert item is not None
            assert line == {name: item[name] for name in line}
    assert case in [i["id"] for i in table.page("inbox", "city-market#open", 100, None).items]


def test_a_closed_matter_leaves_the_open_shelf(deployment: str) -> None:
    """For the bureau and for the agency."""
    desk = Desk()
    case = desk.correcting()
    desk.act(case, "report_correction", AGENCY, report="已纠正。")
    desk.act(case, "accept_correction", SUPERVISOR, finding="到位。")
    desk.act(case, "close", SUPERVISOR, summary="办结。", retention="10")
    for index, organisation in (("work", "city-bureau"), ("inbox", "city-market")):
        lists = [
            [i["id"] for i in table.page(index, f"{organisation}#{shelf}", 100, None).items]
            for shelf in ("open", "closed#2026")
        ]
        assert ([False, True]) == [case in found for found in lists]


def test_a_matter_that_is_not_known_to_the_agency_is_not_in_its_inbox(deployment: str) -> None:
    desk = Desk()
    complaint, case = desk.accepted()
    assert [] == table.page("inbox", "city-market#open", 100, None).items
    assert {complaint, case} == {i["id"] for i in table.page("work", "city-bureau#open", 100, None).items}


def test_the_due_index_holds_only_what_is_still_to_come(deployment: str) -> None:
    """A stopped clock has no alert and stands in no shard."""
    desk = Desk()
    case = desk.correcting()
    keys = {i["sk"]["S"]: "due_pk" in i for i in aws.client("dynamodb").scan(TableName=settings().table_name)["Items"]}
    assert (False, True, True) == (keys["C#explanation#1"], keys["C#correction#1"], keys["C#objection#1"])
    desk.act(case, "report_correction", AGENCY, report="已纠正。")
    keys = {i["sk"]["S"]: "due_pk" in i for i in aws.client("dynamodb").scan(TableName=settings().table_name)["Items"]}
    assert not keys["C#correction#1"]


def test_accepting_writes_both_matters_and_the_notice_together(traffic: Traffic) -> None:
    """Complaint, case, their clocks and events, the notice, its number and what it is checked by, the words."""
    desk = Desk()
    complaint = desk.submit().matter_id
    traffic.calls.clear()
    desk.act(complaint, "accept", SUPERVISOR, **ACCEPTANCE)
    (items,) = traffic.transactions()
    keys = [(write["Put"]["Item"]["pk"]["S"], write["Put"]["Item"]["sk"]["S"]) for write in items]
    kinds = {"WORDS" if pk.startswith("WORDS#") else sk.split("#")[0] for pk, sk in keys}
    assert {"MATTER", "E", "C", "D", "SERIES", "UNIQUE", "WORDS", "CHECK", "F"} == kinds
    assert 2 == sum(write["Put"]["Item"]["sk"]["S"] == "MATTER" for write in items)


def test_a_case_is_not_opened_under_a_subject_that_tells_of_the_complaint(deployment: str) -> None:
    """The complaint is gathered with the request, though no letter is written by it."""
    desk = Desk()
    complaint, case = desk.accepted()
    opening = {"subject": "投诉人王某的处罚", "mode": "daily", "reason": "涉嫌违法。"}
    telling = partial(desk.act, case, "request_opening", SUPERVISOR, **opening)
    assert ("subject", "hides_complainant") == mistake(telling)
    assert ("subject", "hides_complainant") == mistake(partial(telling, subject=load(complaint).matter.number))
    telling(subject="投诉举报处理不及时")


def test_the_seal_of_a_superiors_letter_is_in_the_superiors_register(deployment: str) -> None:
    desk = Desk()
    complaint = desk.submit(agency="county-market").matter_id
    officers = ["county-supervisor-1", "county-supervisor-2"]
    desk.act(complaint, "accept", officers[0], **{**ACCEPTANCE, "officers": officers})
    (case,) = load(complaint).matter.children
    listing = {"reason": "反映强烈。", "demand": "限期办结。", "due_on": desk.working_day(8)}
    desk.act(case, "list_case", SIGNER, **listing)
    (notice,) = documents(case, "listing_notice")
    sealed = {"document": notice.id, "file": scan(), "sealed_on": desk.today}
    desk.act(case, "attach_sealed_copy", officers[0], **sealed)
    registers = [table.seals_of(bureau, 2026) for bureau in ("city-bureau", "county-bureau")]
    assert [[notice.number], []] == [[line["document"]["number"] for line in lines] for lines in registers]
