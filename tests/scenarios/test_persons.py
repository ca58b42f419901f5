"""Whoever obstructs or acts unlawfully: on record, circulated, and suggested to the organ that has power over them."""

import pytest

from infra.demo.office import Office, scan
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, reviewer, signer, supervisor

PERSON = {"person": "马某", "post": "示范市市场监督管理局执法二科科长"}


def opened(office: Office, case: str) -> str:
    """A suggestion begun on the case; its matter's id."""
    begun = supervisor(office).act(case, "suggest_handling", **PERSON, reason="拒绝提供案卷。")
    return next(str(child["id"]) for child in begun["children"] if child["kind"] == "personnel")


def draft(office: Office, **facts: object) -> steps.Facts:
    return {
        "organ": "中共示范市市场监督管理局党组",
        **PERSON,
        "ground": "obstruction",
        "facts": "两次拒绝监督人员调阅案卷。",
        "causes": "主观故意。",
        "consequences": "监督延误十日。",
        "correction": "至今没有纠正。",
        "suggestions": ["criticism", "discipline"],
        "due_on": steps.working_day(office, 20),
        **facts,
    }


def sent(office: Office, suggestion: str) -> steps.Facts:
    steps.signed(office, suggestion, "personnel_suggestion", draft(office))
    return steps.sealed(office, suggestion, "personnel_suggestion")


@pytest.mark.duty("JZ-27", "NAT-25")
def test_obstruction_is_recorded_and_pursued_up_to_a_circular(office: Office) -> None:
    """A refusal to explain, then obstruction with its proof; the agency reads neither."""
    receipt, case = steps.investigating(office)
    supervisor(office).act(case, "record_refusal", refused=True, record="对方明确拒绝说明。")
    happened = {
        "persons": "马某",
        "happened": "上午九时在该局拒绝提供案卷。",
        "pursued": "circular",
        "evidence": scan("截图.pdf"),
    }
    recorded = supervisor(office).act(case, "record_obstruction", **happened)
    entry = steps.entries(recorded, "record_obstruction")[0]
    assert "《行政执法监督条例》第二十五条" == entry["basis"]
    assert any(f["link"] for f in entry["facts"])
    seen = agency(office).matter(case)
    assert [] == steps.entries(seen, "record_obstruction")
    assert 404 == agency(office).call("GET", f"/files/{case}/{entry['n']}/evidence").status
    assert "拒绝" not in steps.told(office, receipt["code"])
    steps.report(office, case)
    steps.issued(office, case, "opinion", steps.opinion_facts())
    circulated = steps.circulated(office, case, reason="refusal", text="该局拒绝、阻挠监督。")
    assert "《行政执法监督条例》第三十一条" == steps.entries(circulated, "sign_circular")[0]["basis"]
    assert steps.entries(agency(office).matter(case), "seal_circular")


@pytest.mark.duty("JZ-27", "NAT-25")
def test_obstructions_that_cannot_be_recorded(office: Office) -> None:
    _, case = steps.accepted(office)
    happened = {"persons": "马某", "happened": "拒绝提供案卷。", "pursued": "warned"}
    early = supervisor(office).try_act(case, "record_obstruction", **happened)
    assert [("state", "state")] == refused(early, 409)
    steps.open_case(office, case)
    for who in (reviewer, signer):
        assert [("action", "role")] == refused(who(office).try_act(case, "record_obstruction", **happened), 403)
    missing = supervisor(office).try_act(case, "record_obstruction", persons="马某", happened="拒绝。")
    assert [("pursued", "missing")] == refused(missing, 422)


@pytest.mark.duty("NAT-32", "NAT-25", "JZ-27")
def test_a_suggestion_on_a_person_is_followed_to_the_answer(office: Office) -> None:
    """Three hands, a numbered letter, a clock until the organ answers, lateness and chasing, the answer on the case."""
    receipt, case = steps.investigating(office)
    suggestion = opened(office, case)
    supervisor(office).act(suggestion, "draft_personnel_suggestion", **draft(office))
    same = supervisor(office).try_act(suggestion, "review_personnel_suggestion", opinion="同意。")
    assert [("action", "role")] == refused(same, 403)
    reviewer(office).act(suggestion, "review_personnel_suggestion", opinion="同意。")
    issued = signer(office).act(suggestion, "sign_personnel_suggestion", opinion="同意。")
    letter = steps.document(issued, "personnel_suggestion")
    assert letter["number"].startswith("市司执监建〔")
    printed = steps.text_of(supervisor(office), letter)
    assert [] == [word for word in ("主观故意", "监督延误十日", "至今没有纠正", "依法给予处分") if word not in printed]
    suggested = steps.sealed(office, suggestion, "personnel_suggestion")
    assert "已送有权机关" == suggested["state_title"]
    steps.move_past(office, steps.date.fromisoformat(steps.clock(suggested, "handling_answer")["due"]))
    late = office.as_("city-clerk-1").act(suggestion, "chase", how="电话催办，对方答复正在研究。")
    assert "red" == steps.clock(late, "handling_answer")["light"]
    assert ["逾期未收到反馈"] == [e["action"] for e in steps.entries(late, "breach")]
    day = steps.today(office).isoformat()
    answered = office.as_("city-clerk-1").act(
        suggestion, "record_handling", handling="给予批评教育，调离执法岗位。", answered_on=day, scan=scan("答复.pdf")
    )
    assert "有权机关已处理" == answered["state_title"]
    assert "《行政执法监督条例》第三十二条" == steps.entries(answered, "record_handling")[0]["basis"]
    on_case = supervisor(office).matter(case)
    assert steps.entries(on_case, "suggestion_followed")
    assert ["有权机关已处理"] == [c["state_title"] for c in on_case["children"] if c["kind"] == "personnel"]
    for seen in (str(agency(office).matter(case)), steps.told(office, receipt["code"])):
        assert [] == [word for word in ("马某", "处理建议", "人员处理") if word in seen]
    assert 404 == agency(office).call("GET", f"/matters/{suggestion}").status
    twice = steps.refused(
        supervisor(office).try_act(suggestion, "record_handling", handling="再答。", answered_on=day), 409
    )
    assert [("state", "state")] == twice


@pytest.mark.duty("NAT-32")
def test_suggestions_that_cannot_be(office: Office) -> None:
    """Discipline is suggested for obstruction alone; everything that is to be weighed is asked for."""
    _, case = steps.investigating(office)
    by_signer = signer(office).try_act(case, "suggest_handling", **PERSON, reason="拒绝。")
    assert [("action", "role")] == refused(by_signer, 403)
    suggestion = opened(office, case)
    for change, mistake in (
        ({"ground": "misconduct"}, ("suggestions", "discipline_for_obstruction")),
        ({"suggestions": []}, ("suggestions", "too_short")),
        ({"causes": ""}, ("causes", "string_too_short")),
        ({"due_on": steps.today(office).isoformat()}, ("due_on", "ahead")),
    ):
        tried = supervisor(office).try_act(suggestion, "draft_personnel_suggestion", **draft(office, **change))
        assert [mistake] == refused(tried, 422)
    early = office.as_("city-clerk-1").try_act(suggestion, "record_handling", handling="无。", answered_on="2026-11-23")
    assert [("state", "state")] == refused(early, 409)
    dropped = signer(office).act(suggestion, "drop", reason="情节轻微，已经改正。")
    assert "不再提出" == dropped["state_title"]
    assert steps.entries(supervisor(office).matter(case), "suggestion_followed")


def test_an_answer_lies_between_the_letter_and_today(office: Office) -> None:
    _, case = steps.investigating(office)
    suggestion = opened(office, case)
    sent(office, suggestion)
    for day in ("2022-01-04", "2099-01-05"):
        tried = supervisor(office).try_act(suggestion, "record_handling", handling="批评教育。", answered_on=day)
        assert [("answered_on", "between")] == refused(tried, 422)
