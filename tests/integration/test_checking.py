"""What a document is checked by: written with the act itself, found by code and by file, told to anybody."""

import base64
import hashlib
import io
import zipfile
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from jiandu.adapters import keys, word
from jiandu.core.matter import Document
from jiandu.perform import RawFile

from infra.demo.office import SCAN, Reply
from infra.demo.office import scan as scan_of
from tests.integration.desk_work import ACCEPTANCE, AGENCY, CLERK, REVIEWER, SIGNER, SUPERVISOR, Desk, load, scan
from tests.integration.front import call
from tests.integration.test_perform import PROPOSAL, stored
from tests.integration.traffic import Traffic

DECISION = {
    "outcome": "decided",
    "kinds": ["revoke"],
    "number": "示政执监决〔2026〕1号",
    "text": "撤销处罚决定。",
    "approval": "市长批示",
}
OUTSIDE = ("city-market", "示范市市场监督管理局", SUPERVISOR, SIGNER, "罚款前未告知", "送达", "王某")


def issued(case: str, kind: str) -> Document:
    return next(d for d in load(case).documents if d.kind == kind)


def checked(**given: Any) -> dict[str, Any]:
    reply = call("POST", "/check", given)
    assert 200 == reply.status
    return dict(reply.body)


def numbers(answer: dict[str, Any]) -> set[str]:
    return {document["number"] for document in answer["documents"]}


def raw_parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parts(docx: bytes) -> dict[str, str]:
    return {name: body.decode("utf-8", "replace") for name, body in raw_parts(docx).items()}


def text_of(shown: dict[str, str]) -> str:
    """The XML of a previewed letter's body."""
    return parts(base64.b64decode(shown["content"]))["word/document.xml"]


def refused(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.body["errors"][0]["field"], reply.body["errors"][0]["rule"]


def test_every_issued_letter_has_a_code_and_no_draft_has_one(deployment: str) -> None:
    """The draft of a decision that goes with a 请示 is not issued: it can be checked by nothing."""
    desk = Desk()
    case = desk.correcting()
    desk.act(case, "draft_request_to_government", SUPERVISOR, **PROPOSAL)
    desk.act(case, "review_request_to_government", REVIEWER)
    desk.act(case, "sign_request_to_government", SIGNER)
    documents = load(case).documents
    codes = [d.check_code for d in documents if not d.kind.endswith("_draft")]
    assert len(codes) == len(set(codes)) >= 3
    assert {17} == {len(code) for code in codes}
    draft = issued(case, "decision_draft")
    assert ("", False) == (draft.check_code, checked(sha256=draft.sha256)["known"])


def test_the_code_is_printed_on_the_letter_and_found_as_it_is_typed(deployment: str) -> None:
    """With issuer, title, number, day and standing, and nothing else."""
    case = Desk().correcting()
    opinion = issued(case, "opinion")
    printed = keys.in_groups(opinion.check_code)
    docx = stored(opinion.key)
    assert printed in parts(docx)["word/document.xml"]
    assert word._qr(f"https://example.test/check#{opinion.check_code}") == raw_parts(docx)["word/media/check.png"]
    answer = checked(code=printed.lower().replace("-", " "))
    (told,) = answer["documents"]
    assert ("示范市司法局", "行政执法监督意见书", opinion.number) == (told["issuer"], told["title"], told["number"])
    assert ("2026-03-02", "有效", False) == (told["issued_on"], told["standing_title"], told["record_copy"])
    assert [word for word in OUTSIDE if word in str(answer)] == []
    assert case not in str(answer)


def test_the_record_copy_is_the_document_and_the_issued_file_says_so(deployment: str) -> None:
    """By the file, by its hash; before the sealed copy is there and after."""
    desk = Desk()
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    docx = issued(case, "opinion").sha256
    assert "用印正本尚未登记" in checked(sha256=docx)["documents"][0]["message"]
    assert not checked(sha256=hashlib.sha256(SCAN).hexdigest())["known"]
    desk.act(case, "seal_opinion", CLERK, file=scan(), sealed_on=desk.today)
    by_file, by_hash = checked(file=scan_of()), checked(sha256=hashlib.sha256(SCAN).hexdigest().upper())
    assert ("file", "sha256") == (by_file["by"], by_hash["by"])
    assert by_file["documents"] == by_hash["documents"]
    assert by_file["documents"][0]["record_copy"]
    assert "正本是用印后登记的另一文件" in checked(sha256=docx)["documents"][0]["message"]


def test_one_scan_may_be_the_record_copy_of_several_documents(deployment: str) -> None:
    """A notice scanned together with another: both are kept and both are told, none instead of the other."""
    desk = Desk()
    case = desk.sealed()
    notice = issued(case, "explanation_demand")
    desk.act(case, "attach_sealed_copy", SUPERVISOR, document=notice.id, file=scan(), sealed_on=desk.today)
    opinion = issued(case, "opinion")
    assert {opinion.number, notice.number} == numbers(checked(file=scan_of()))


def test_the_governments_decision_is_known_by_its_scan(deployment: str) -> None:
    desk = Desk()
    case = desk.correcting()
    desk.act(case, "draft_request_to_government", SUPERVISOR, **{**PROPOSAL, "grave": True})
    desk.act(case, "review_request_to_government", REVIEWER)
    desk.act(case, "sign_request_to_government", SIGNER)
    desk.act(case, "seal_request_to_government", CLERK, file=scan(), sealed_on=desk.today)
    paper = RawFile("决定书.pdf", SCAN + b"%decision")
    desk.act(case, "record_decision", SUPERVISOR, **DECISION, decided_on=desk.today, scan=paper)
    (told,) = checked(sha256=hashlib.sha256(SCAN + b"%decision").hexdigest())["documents"]
    assert ("示范市人民政府", "行政执法监督决定书", DECISION["number"], True) == (
        told["issuer"],
        told["title"],
        told["number"],
        told["record_copy"],
    )


def test_a_letter_that_was_withdrawn_is_told_so(deployment: str) -> None:
    """An objection upheld for the agency: the opinion stands no more, whoever still holds the paper."""
    desk = Desk()
    case = desk.correcting()
    code = issued(case, "opinion").check_code
    objection = desk.objected(case)
    desk.act(objection, "review_objection", REVIEWER, course="阅卷。", view="撤销。")
    desk.act(objection, "answer_objection", SIGNER, outcome="withdrawn", reasons="依据错误。", changes="撤销。")
    assert "已撤销" == checked(code=code)["documents"][0]["standing_title"]
    assert "已撤销" == checked(file=scan_of())["documents"][0]["standing_title"]


def test_a_wrong_code_is_answered_as_one_that_never_was(traffic: Traffic) -> None:
    """A slip that the check character betrays, a code nobody has, and no code at all: one answer, one look-up each."""
    code = keys.check_code()
    wrong = (code[:-1] + ("2" if code[-1] != "2" else "3"), keys.check_code(), "不是查验码", "2" * 60)
    answers, asked = [], []
    for typed in wrong:
        traffic.calls.clear()
        answers.append(checked(code=typed))
        asked.append(traffic.operations())
    assert [answers[0]] * 4 == answers
    assert [asked[0]] * 4 == asked
    assert not answers[0]["known"]


@pytest.mark.parametrize("given", [{}, {"code": " "}, {"code": "2", "sha256": "a" * 64}])
def test_a_check_is_by_one_thing(deployment: str, given: dict[str, str]) -> None:
    """Number and day are no way in: they are not even names of the form."""
    assert (422, "code", "one") == refused(call("POST", "/check", given))
    assert (422, "code", "one") == refused(call("POST", "/check", {"number": "示司执监意〔2026〕1号"}))


def test_what_is_no_hash_and_no_file_is_refused(deployment: str) -> None:
    assert (422, "sha256", "pattern") == refused(call("POST", "/check", {"sha256": "a" * 63 + "g"}))
    assert (422, "file", "empty_file") == refused(call("POST", "/check", {"file": {"name": "a.pdf", "content": ""}}))
    assert (422, "file", "file") == refused(call("POST", "/check", {"file": "a.pdf"}))


def test_a_file_that_is_checked_is_kept_nowhere(traffic: Traffic) -> None:
    checked(file=scan_of())
    assert set(traffic.operations()) <= {"Query", "GetItem"}


def test_a_link_is_good_for_five_minutes_and_carries_the_chinese_name(deployment: str) -> None:
    """RFC 5987; the name is the document's, never that of the file somebody handed in."""
    case = Desk().correcting()
    opinion = issued(case, "opinion")
    path = f"/documents/{case}/{opinion.id}"
    title = f"行政执法监督意见书{opinion.number}"
    for copy, way, suffix in (
        ("docx", "attachment", "docx"),
        ("sealed", "attachment", "pdf"),
        ("sealed/view", "inline", "pdf"),
    ):
        answer = call("GET", f"{path}/{copy}", person=SUPERVISOR).body
        asked = parse_qs(urlsplit(answer["link"]).query)
        assert (300, ["300"]) == (answer["seconds"], asked["X-Amz-Expires"])
        name = quote(f"{title}.{suffix}", safe="")
        assert [f"{way}; filename*=UTF-8''{name}"] == asked["response-content-disposition"]


def test_an_agency_gets_the_record_copy_and_no_docx_in_any_way(deployment: str) -> None:
    case = Desk().correcting()
    path = f"/documents/{case}/{issued(case, 'opinion').id}"
    for copy in ("docx", "docx/view"):
        assert 404 == call("GET", f"{path}/{copy}", person=AGENCY).status
    for copy in ("sealed", "sealed/view"):
        assert 200 == call("GET", f"{path}/{copy}", person=AGENCY).status
    assert 404 == call("GET", f"{path}/sealed/view", person="city-urban-respondent-1").status
    assert 404 == call("GET", f"/matters/{case}/preview", person=AGENCY).status


def test_no_name_and_no_metadata_tells_of_the_complainant(deployment: str) -> None:
    """Keys, media types and names in the bucket, and all parts of the letter."""
    desk = Desk()
    complaint = desk.submit(name="欧阳青云", phone="17700001234", facts="甲乙丙丁饭店被罚。").matter_id
    desk.act(complaint, "accept", SUPERVISOR, **ACCEPTANCE)
    notice = issued(complaint, "acceptance")
    link = call("GET", f"/documents/{complaint}/{notice.id}/docx", person=SUPERVISOR).body["link"]
    told = {"link": unquote(link), "key": notice.key, **parts(stored(notice.key))}
    words = ("欧阳", "17700001234", "甲乙丙丁")
    assert [place for place, text in told.items() if any(word in text for word in words)] == []


def test_a_preview_does_nothing_and_stores_nothing(traffic: Traffic) -> None:
    """The same form posted to the preview and then to the act itself: only the act changes anything."""
    desk = Desk()
    complaint = desk.submit().matter_id
    traffic.calls.clear()
    path = f"/matters/{complaint}/letters/accept"
    preview = call("POST", f"{path}/preview", ACCEPTANCE, person=SUPERVISOR)
    assert [] == traffic.writes()
    assert set(traffic.operations()) <= {"Query", "GetItem"}
    assert 1 == load(complaint).matter.version
    (shown,) = preview.body["documents"]
    assert ("行政执法投诉举报受理告知书", "行政执法投诉举报受理告知书（预览）.docx") == (shown["title"], shown["name"])
    assert 200 == call("POST", path, {**ACCEPTANCE, "version": 1}, person=SUPERVISOR).status


def test_a_preview_is_refused_where_the_act_would_be(deployment: str) -> None:
    """Who may not do it, what is not filled in, what issues nothing, what is not there."""
    desk = Desk()
    complaint = desk.submit().matter_id
    path = f"/matters/{complaint}/letters/accept/preview"
    assert 403 == call("POST", path, ACCEPTANCE, person=REVIEWER).status
    assert (422, "within_scope", "missing") == refused(call("POST", path, {}, person=SUPERVISOR))
    assert 404 == call("POST", f"/matters/{complaint}/letters/circulate/preview", {}, person=SUPERVISOR).status
    assert 404 == call("GET", f"/matters/{complaint}/preview", person=SUPERVISOR).status


def test_reviewer_and_signer_see_the_letter_before_it_is_signed(deployment: str) -> None:
    """With its text, without number, day and code; after the signature there is nothing to preview any more."""
    desk = Desk()
    case = desk.reviewed()
    for person in (REVIEWER, SIGNER, SUPERVISOR):
        (shown,) = call("GET", f"/matters/{case}/preview", person=person).body["documents"]
        text = text_of(shown)
        assert "未告知听证权利。" in text
        assert "〔2026〕1号" not in text
        assert "查验码" not in text
    desk.act(case, "sign_opinion", SIGNER)
    assert 404 == call("GET", f"/matters/{case}/preview", person=SIGNER).status


def test_the_government_sees_who_will_sign_as_open(deployment: str) -> None:
    """A 请示 names its signer; before the signature nobody is one. Its draft of a decision is shown with it."""
    desk = Desk()
    case = desk.correcting()
    desk.act(case, "draft_request_to_government", SUPERVISOR, **PROPOSAL)
    request, draft = call("GET", f"/matters/{case}/preview", person=REVIEWER).body["documents"]
    assert "（待签发）" in text_of(request)
    assert draft["title"].endswith("（代拟稿）")
