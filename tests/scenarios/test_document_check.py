"""文书查验 as an outsider does it: with the code on the paper, or with the file; and the preview before signing."""

import base64
import io
import re
from urllib.request import Request, urlopen

import pytest
from docx import Document

from infra.demo.office import SCAN, Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, document, reviewer, signer, supervisor
from tests.scenarios.test_clue import DRAFT, FACTS, found

pytestmark = pytest.mark.over_http

CODE = re.compile(r"查验码：\s*([0-9A-Z-]{21})")


@pytest.fixture(scope="module")
def served(office: Office) -> tuple[str, str]:
    """A case whose opinion was served, and the code its paper bears."""
    _, case = steps.served_opinion(office)
    printed = steps.text_of(supervisor(office), document(supervisor(office).matter(case), "opinion"))
    found = CODE.search(printed)
    assert found
    return case, found[1]


def page(office: Office, path: str, body: bytes | None = None, kind: str = "") -> str:
    """A public page as a browser without JavaScript gets it."""
    headers = {"Accept": "text/html", **({"Content-Type": kind} if kind else {})}
    with urlopen(Request(office.url + path, data=body, headers=headers), timeout=30) as answered:
        text: str = answered.read().decode()
    return text


def test_whoever_holds_the_paper_checks_it_by_its_code(served: tuple[str, str], office: Office) -> None:
    """Nobody signs in; the answer names neither the addressee nor the matter."""
    case, code = served
    answer = office.post("/check", {"code": code.lower()})
    opinion = document(supervisor(office).matter(case), "opinion")
    (told,) = answer["documents"]
    assert (opinion["number"], "示范市司法局", "有效") == (told["number"], told["issuer"], told["standing_title"])
    assert [word for word in ("示范市市场监督管理局", case, "听证", "送达") if word in str(answer)] == []


def test_a_browser_without_javascript_uploads_the_file(served: tuple[str, str], office: Office) -> None:
    """It is hashed and thrown away, and the page says so."""
    body = b'--b\r\nContent-Disposition: form-data; name="sha256"\r\n\r\n\r\n' + (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + SCAN + b"\r\n--b--\r\n"
    )
    told = page(office, "/check", body, "multipart/form-data; boundary=b")
    assert "文件与制发机关登记的用印正本完全一致。" in told
    assert "已经丢弃，没有保存" in told


def test_a_code_nobody_has_is_not_known(office: Office) -> None:
    told = page(office, "/check", b"code=2345-6789-ABCD-EFGH-J", "application/x-www-form-urlencoded")
    assert "没有这个查验码" in told


def test_a_voided_letter_is_told_as_void(office: Office) -> None:
    _, case = steps.inquired(office)
    steps.signed(office, case, "opinion", steps.opinion_facts())
    opinion = document(supervisor(office).matter(case), "opinion")
    code = CODE.search(steps.text_of(supervisor(office), opinion))
    assert code
    signer(office).act(case, "void_opinion", reason="文号有误。")
    assert "已作废" == office.post("/check", {"code": code[1]})["documents"][0]["standing_title"]


def test_a_confined_letter_answers_like_any_other(office: Office) -> None:
    """问题线索移送函: whoever holds the paper learns that it is genuine, and of no matter and no person."""
    _, case = steps.inquired(office)
    supervisor(office).act(case, "refer_clue", **FACTS)
    clue = found(supervisor(office), case)
    supervisor(office).act(clue, "draft_clue_transfer", **DRAFT)
    letter = document(signer(office).act(clue, "sign_clue_transfer", opinion="同意移送。"), "clue_transfer")
    code = CODE.search(steps.text_of(supervisor(office), letter))
    assert code
    answer = office.post("/check", {"code": code[1]})
    assert ("问题线索移送函", letter["number"]) == (answer["documents"][0]["title"], answer["documents"][0]["number"])
    assert [word for word in (clue, case, "曹某", "监察委员会", "贪污") if word in str(answer)] == []
    steps.refused(reviewer(office).call("GET", f"/matters/{clue}/preview"), 404)


def test_the_reviewer_sees_what_would_be_issued(office: Office) -> None:
    """And the act's own form shows it before anything is done; the agency sees neither."""
    _, case = steps.inquired(office)
    supervisor(office).act(case, "draft_opinion", **steps.opinion_facts())
    (shown,) = reviewer(office).get(f"/matters/{case}/preview")["documents"]
    printed = "\n".join(p.text for p in Document(io.BytesIO(base64.b64decode(shown["content"]))).paragraphs)
    assert "（送审稿）" in printed
    assert steps.opinion_facts()["demand"] in printed
    steps.refused(agency(office).call("GET", f"/matters/{case}/preview"), 404)
    reviewer(office).act(case, "review_opinion", opinion="同意。")
    preview = signer(office).call("POST", f"/matters/{case}/letters/sign_opinion/preview", {"opinion": "同意。"})
    assert 200 == preview.status
    assert "待签发" == supervisor(office).matter(case)["letter"]["stage_title"]


def test_an_issued_letter_is_shown_to_its_office_and_its_record_copy_to_the_agency(
    served: tuple[str, str], office: Office
) -> None:
    case, _ = served
    link = document(supervisor(office).matter(case), "opinion")["link"]
    copy = document(agency(office).matter(case), "opinion")["sealed_link"]
    assert 200 == supervisor(office).call("GET", f"{link}/view").status
    assert 404 == agency(office).call("GET", f"{link}/view").status
    assert SCAN == steps.fetched(agency(office), f"{copy}/view")
