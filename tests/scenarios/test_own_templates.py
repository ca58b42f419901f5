"""文书模板: a changed template is uploaded, approved by a second person and used; earlier letters stay as they were."""

import base64
import io
import uuid
from typing import Any

import pytest
from docx import Document

from infra.demo.office import Office, Reply
from tests.scenarios import steps
from tests.scenarios.steps import refused

LINE = "依本局二〇二六年文书格式印制"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def words(body: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs)


def downloaded(who: Office, path: str) -> bytes:
    return base64.b64decode(who.get(path)["content"])


def with_line(body: bytes, line: str) -> bytes:
    word, buffer = Document(io.BytesIO(body)), io.BytesIO()
    word.paragraphs[0].insert_paragraph_before(line)
    word.save(buffer)
    return buffer.getvalue()


def as_json(body: bytes, note: str = "改用本局格式。") -> dict[str, Any]:
    return {"file": {"name": "意见书.docx", "content": base64.b64encode(body).decode()}, "note": note}


def as_form(who: Office, path: str, body: bytes, note: str) -> Reply:
    """The upload as a browser posts it."""
    boundary = uuid.uuid4().hex
    file = 'Content-Disposition: form-data; name="file"; filename="意见书.docx"\r\nContent-Type: x/y\r\n\r\n'
    parts = [file.encode() + body, f'Content-Disposition: form-data; name="note"\r\n\r\n{note}'.encode()]
    sent = b"".join(b"--" + boundary.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    headers = {**HTML, "Content-Type": f"multipart/form-data; boundary={boundary}"}
    return who.call("POST", path, sent + f"--{boundary}--\r\n".encode(), headers)


def page(reply: Reply) -> str:
    return str(reply.body, "utf-8")


@pytest.mark.duty("WH-2.1")
def test_the_format_texts_are_listed_each_with_its_sample(office: Office) -> None:
    """Everybody of the bureau and of the bodies it supervises sees them, and what each must say."""
    for person in ("exemplar-supervisor-1", "exemplar-market-respondent-1", "town-assistant-1"):
        listed = office.as_(person).get("/templates")
        by_kind = {item["kind"]: item for item in listed["items"]}
        assert {"urging", "opinion", "notice", "decision"} <= set(by_kind)
        assert all(item["required"] and item["basis"] for item in listed["items"])
        assert "行政执法监督督办函" in words(downloaded(office.as_(person), by_kind["urging"]["sample"]))
    assert "模范市司法局" == office.as_("exemplar-market-respondent-1").get("/templates")["office"]
    assert [] == refused(office.call("GET", "/templates"), 401)


def test_others_than_the_staff_get_nothing_but_the_samples(office: Office) -> None:
    """No file that could be edited, no history, no names; not even by writing to it."""
    for person in ("exemplar-market-respondent-1", "town-assistant-1"):
        outsider = office.as_(person)
        listed = outsider.get("/templates")["items"]
        assert all({"kind", "title", "basis", "required", "sample"} == set(item) for item in listed)
        shown = page(outsider.call("GET", "/templates", headers=HTML))
        assert "文书格式文本" in shown and "/docx" not in shown
        for path in ("/templates/urging", "/templates/urging/versions/0/docx", "/templates/urging/versions/1/sample"):
            assert 404 == outsider.call("GET", path, headers=HTML).status
        posted = as_form(outsider, "/templates/urging", b"PK", "")
        assert (404, False) == (posted.status, "历次版本" in page(posted))
        saved = outsider.call("GET", "/templates/urging/versions/0/sample", headers=HTML)
        assert "行政执法监督督办函" in words(saved.body)


def test_two_persons_bring_a_new_version_into_force(office: Office) -> None:
    """From the download to a letter that carries the new line; what was issued before, and elsewhere, does not."""
    maker, second = office.as_("city-administrator-1"), office.as_("city-signer-1")
    kind = "/templates/termination_notice"
    before = terminated(office)
    changed = with_line(downloaded(maker, f"{kind}/versions/0/docx"), LINE)

    assert [("actor", "role")] == refused(steps.supervisor(office).call("POST", kind, as_json(changed)), 403)
    assert [("file", "not_docx")] == refused(maker.call("POST", kind, as_json(b"PK no document")), 422)
    assert [("note", "missing")] == refused(maker.call("POST", kind, {"file": as_json(changed)["file"]}), 422)
    wrong = with_line(changed, "{{ nobody }}")
    reply = as_form(maker, kind, wrong, "<b>改</b>")
    assert (422, True, True) == (reply.status, "没有“nobody”这个变量" in page(reply), "&lt;b&gt;改" in page(reply))
    assert not maker.get(kind)["history"]

    assert 200 == as_form(maker, kind, changed, "署名前增加一行。").status
    waiting = second.get(kind)
    assert LINE in words(downloaded(second, waiting["pending"]["sample"]))
    assert (None, True) == (waiting["in_force"], "核准施行" in page(second.call("GET", kind, headers=HTML)))
    assert "核准施行" not in page(maker.call("GET", kind, headers=HTML))
    assert [("state", "one_at_a_time")] == refused(maker.call("POST", kind, as_json(changed)), 409)
    vote = {"version": waiting["version"]}
    assert [("actor", "different_persons")] == refused(maker.call("POST", f"{kind}/approve", vote), 409)
    assert [("version", "required")] == refused(second.call("POST", f"{kind}/approve", {}), 422)
    assert [("reason", "missing")] == refused(second.call("POST", f"{kind}/reject", vote), 422)
    assert LINE not in terminated(office)[1]

    assert "approved" == second.post(f"{kind}/approve", vote)["done"]
    assert [("state", "pending")] == refused(second.call("POST", f"{kind}/approve", vote), 409)
    (line,) = [item for item in maker.get("/templates")["items"] if item["kind"] == "termination_notice"]
    assert (1, "郑怀瑾", []) == (line["in_force"]["number"], line["in_force"]["decided_by"], line["outdated"])
    assert LINE in terminated(office)[1]
    assert before[1] == notice_of(office, before[0]) and LINE not in before[1]

    maker.post(f"{kind}/return", {"to": 0, "note": "恢复。"})
    second.post(f"{kind}/approve", {"version": second.get(kind)["version"]})
    assert LINE not in terminated(office)[1]
    assert ["现用", "曾经施行"] == [version["status_title"] for version in maker.get(kind)["history"]]
    assert [("letter_kind", "known")] == refused(maker.call("GET", "/templates/nothing"), 404)


def terminated(office: Office) -> tuple[str, str]:
    """A case that was ended with a notice: its id, and what the notice says."""
    _, case = steps.investigating(office)
    steps.signer(office).act(case, "terminate", cause="no_violation", reason="没有违法。")
    return case, notice_of(office, case)


def notice_of(office: Office, case: str) -> str:
    who = steps.supervisor(office)
    return words(steps.fetched(who, steps.document(who.matter(case), "termination_notice")["link"]))
