"""The report to the government: figures from the record, reviewed, signed, sealed; then the next date's clock."""

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import Facts, supervisor


def drafted(office: Office, matter: str) -> Facts:
    """The draft's form as it opens."""
    form = supervisor(office).get(f"/matters/{matter}/actions/draft_work_report")
    return {f["name"]: f["value"] for f in form["fields"]}


@pytest.mark.duty("NAT-06")
def test_a_report_is_drafted_from_the_record_signed_and_followed_by_the_next(office: Office) -> None:
    """The figures count what happened since the last report; sealing the report starts the clock of the next."""
    steps.served_opinion(office)
    office.complain(category="inaction")
    begun = supervisor(office).post(
        "/begin/reporting", {"due_on": steps.working_day(office, 20), "rule": "每季度报告一次。"}
    )
    matter = str(begun["id"])
    first = drafted(office, matter)
    assert (f"{steps.today(office).year}-01-01", steps.today(office).isoformat()) == (
        first["period_from"],
        first["period_to"],
    )
    lines = first["figures"].splitlines()
    assert any(line.startswith("收到投诉举报") and "网上提交" in line for line in lines)
    assert any("不履行法定职责、推诿扯皮" in line for line in lines)
    assert any(line.startswith("制发文书") and "行政执法监督意见书" in line for line in lines)
    assert any(line.startswith("逾期的行政执法机关") for line in lines)
    following = steps.working_day(office, 60)
    facts = {
        **{name: first[name] for name in ("period_from", "period_to", "figures")},
        "work": "依法开展监督。",
        "problems": "个别机关逾期。",
        "plan": "加强跟踪。",
        "due_on": following,
    }
    signed = steps.signed(office, matter, "work_report", facts)
    assert "待用印" == signed["letter"]["stage_title"]
    text = steps.text_of(supervisor(office), steps.document(signed, "work_report"))
    assert lines[0] in text
    assert "示范市人民政府" in text
    sealed = steps.sealed(office, matter, "work_report")
    running = steps.clock(sealed, "next_report")
    assert ("进行中", following) == (running["state_title"], running["due"])
    assert "《行政执法监督条例》第六条" == steps.entries(sealed, "seal_work_report")[0]["basis"]
    office.move(days=3)
    second = drafted(office, matter)
    assert second["period_from"] > first["period_to"]
    assert "收到投诉举报0件。" == second["figures"].splitlines()[0]


@pytest.mark.duty("NAT-06")
def test_a_report_that_is_not_made_in_time_lights_the_desk(office: Office) -> None:
    due_on = steps.working_day(office, 3)
    begun = supervisor(office).post("/begin/reporting", {"due_on": due_on})
    steps.move_past(office, steps.date.fromisoformat(due_on))
    late = supervisor(office).matter(str(begun["id"]))
    assert "red" == steps.clock(late, "next_report")["light"]
    assert any("逾期未报告" in notice for notice in late["notices"])
    lines = supervisor(office).get("/desk?tab=late&kind=reporting")["items"]
    assert str(begun["id"]) in [line["id"] for line in lines]
