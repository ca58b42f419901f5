"""Letters as an office makes them: numbers from outside, amendments, the seal register, dates set anew."""

import csv
import io
from datetime import date, timedelta
from itertools import count

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, reviewer, signer, supervisor

_FREE = count(8001)


def clerk(office: Office) -> Office:
    return office.as_("city-clerk-1")


def number(office: Office) -> str:
    """One as the city's office system would give it, never used before in this deployment."""
    return f"市司函〔{steps.today(office).year}〕{next(_FREE)}号"


def reviewed(office: Office, **facts: object) -> str:
    """A case whose opinion waits for its signature."""
    _, case = steps.inquired(office)
    supervisor(office).act(case, "draft_opinion", **steps.opinion_facts(**facts))
    reviewer(office).act(case, "review_opinion", opinion="同意。", secrecy=True)
    return case


@pytest.mark.duty("NAT-28")
def test_a_number_from_the_citys_office_system_is_entered_once(office: Office) -> None:
    """It is printed, found by, and refused the second time, whether entered or of the series."""
    given = number(office)
    case, other = reviewed(office), reviewed(office)
    for wrong, rule in (
        ("市司函2026第1号", "string_pattern_mismatch"),
        ("外市函〔2026〕1号", "own_short"),
        (f"市司函〔{steps.today(office).year - 1}〕1号", "year_of_signing"),
    ):
        assert [("number", rule)] == refused(steps.try_letter(signer(office), case, "sign_opinion", number=wrong), 422)
    signed = signer(office).act(case, "sign_opinion", number=given, instruction=scan("批示.pdf"))
    opinion = steps.document(signed, "opinion")
    assert given == opinion["number"]
    assert given in steps.text_of(signer(office), opinion)
    entry = {fact["name"]: fact for fact in steps.entries(signed, "sign_opinion")[0]["facts"]}
    assert steps.fetched(signer(office), entry["instruction"]["link"]).startswith(b"%PDF-")
    twice = steps.try_letter(signer(office), other, "sign_opinion", number=given)
    assert [("number", "unique")] == refused(twice, 422)
    signer(office).act(case, "void_opinion", reason="主送有误。")
    still = steps.try_letter(signer(office), other, "sign_opinion", number=given)
    assert [("number", "unique")] == refused(still, 422)
    ours = steps.document(signer(office).act(other, "sign_opinion"), "opinion")["number"]
    assert ours.startswith("市司执监意〔")


@pytest.mark.duty("NAT-28")
def test_a_reviewer_amends_and_the_page_shows_what(office: Office) -> None:
    """Both officers read it field by field; the letter says what was amended; the amender does not sign."""
    _, case = steps.inquired(office)
    supervisor(office).act(case, "draft_opinion", **steps.opinion_facts())
    amended = steps.opinion_facts(demand="撤销该处罚决定，依法重新作出，退还罚款。")
    unchanged = reviewer(office).try_act(case, "amend_opinion", **steps.opinion_facts())
    assert [("state", "draft_changed")] == refused(unchanged, 409)
    assert [("action", "role")] == refused(supervisor(office).try_act(case, "amend_opinion", **amended), 403)
    reviewer(office).act(case, "amend_opinion", **amended)
    seen = office.as_("city-supervisor-2").matter(case)
    (change,) = steps.entries(seen, "amend_opinion")[0]["changes"]
    assert ("监督意见", "removed") == (change["title"], change["parts"][1]["mark"])
    page = supervisor(office).call("GET", f"/matters/{case}", headers={"Accept": "text/html"}).body.decode()
    assert "<del>依法重新作出。</del><ins>依法重新作出，退还罚款。</ins>" in page
    reviewer(office).act(case, "review_opinion", opinion="同意。")
    signed = signer(office).act(case, "sign_opinion")
    assert "退还罚款" in steps.text_of(signer(office), steps.document(signed, "opinion"))


def test_what_is_to_be_public_passes_the_review_of_secrecy(office: Office) -> None:
    _, case = steps.inquired(office)
    public = steps.opinion_facts(publicity="active", publicity_reason="便于社会监督。")
    supervisor(office).act(case, "draft_opinion", **public)
    unseen = reviewer(office).try_act(case, "review_opinion", opinion="同意。")
    assert [("secrecy", "secrecy_reviewed")] == refused(unseen, 422)
    reviewer(office).act(case, "review_opinion", opinion="同意。", secrecy=True)
    signed = signer(office).act(case, "sign_opinion")
    assert "主动公开" == steps.document(signed, "opinion")["public_attribute"]
    assert "不予公开" == steps.document(signed, "explanation_demand")["public_attribute"]


def test_each_use_of_the_seal_stands_in_the_register(office: Office) -> None:
    """For the bureau's own people; agencies and other bureaus do not read it."""
    case = reviewed(office)
    signed = steps.document(signer(office).act(case, "sign_opinion"), "opinion")["number"]
    seal = {"file": scan(), "sealed_on": steps.today(office).isoformat(), "copies": 4}
    stranger = clerk(office).try_act(case, "seal_opinion", **seal, applied_by="model-clerk-1")
    assert [("applied_by", "sealed_by_own_people")] == refused(stranger, 422)
    clerk(office).act(case, "seal_opinion", **seal, applied_by="city-supervisor-2")
    line = next(row for row in clerk(office).get("/seals")["items"] if row["number"] == signed)
    assert (4, "行政执法监督意见书", "示范市市场监督管理局") == (line["copies"], line["title"], line["addressee"])
    assert ("林书宁", f"/matters/{case}") == (line["applied_by"], line["path"])
    table = clerk(office).call("GET", "/seals.csv", headers={"Accept": "text/csv"})
    rows = list(csv.reader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert [signed] == [row[2] for row in rows if row[2] == signed]
    page = clerk(office).call("GET", "/seals", headers={"Accept": "text/html"}).body.decode()
    assert signed in page and "用印登记簿" in page
    assert signed not in [row["number"] for row in office.as_("model-clerk-1").get("/seals")["items"]]
    assert [("action", "role")] == refused(agency(office).call("GET", "/seals"), 403)
    assert [("year", "between")] == refused(clerk(office).call("GET", "/seals?year=1999"), 422)
    assert [] == clerk(office).get("/seals?year=2023")["items"]
    empty = clerk(office).call("GET", "/seals?year=2023", headers={"Accept": "text/html"}).body.decode()
    assert "这一年没有用印登记" in empty


@pytest.mark.duty("NAT-27")
def test_a_letter_that_comes_after_its_own_date_gets_a_new_one(office: Office) -> None:
    """The agency signs late: no clock runs until the head sets the date anew by a numbered letter; both are shown."""
    _, case = steps.inquired(office, "inaction", category="inaction")
    facts = steps.urging_facts(office, due_on=steps.working_day(office, 3))
    steps.signed(office, case, "urging", facts)
    steps.sealed(office, case, "urging")
    steps.move_past(office, date.fromisoformat(facts["due_on"]) + timedelta(days=1))
    agency(office).act(case, "receive_urging", signatory="高文博")
    seen = signer(office).matter(case)
    assert "performing" == seen["state"]
    assert "performance" not in [c["name"] for c in seen["clocks"]]
    assert any("重新确定期限" in notice for notice in seen["notices"])
    early = steps.try_letter(signer(office), case, "set_date_urging", new_due_on=steps.today(office).isoformat())
    assert [("new_due_on", "ahead")] == refused(early, 422)
    day = steps.working_day(office, 5)
    dated = signer(office).act(case, "set_date_urging", new_due_on=day)
    performance = steps.clock(dated, "performance")
    assert (day, steps.today(office).isoformat()) == (performance["due"], performance["started_on"][:10])
    assert any("文书载明的期限为" in line for line in performance["history"])
    letter = steps.document(dated, "new_date")
    assert letter["number"].startswith("市司执监期〔")
    text = steps.text_of(signer(office), letter)
    for shown in (date.fromisoformat(facts["due_on"]), date.fromisoformat(day)):
        assert f"{shown.year}年{shown.month}月{shown.day}日" in text
    steps.attached(office, case, "new_date")
    assert "new_date" in steps.kinds(agency(office).matter(case))
    again = steps.try_letter(signer(office), case, "set_date_urging", new_due_on=day)
    assert [("state", "date_awaited")] == refused(again, 409)
