"""After a letter: reminders, lateness, reports accepted and sent back."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.scenarios import steps
from tests.scenarios.steps import Facts, agency, supervisor

pytestmark = pytest.mark.over_http

ROOT = Path(__file__).parents[2]


@dataclass
class Urged:
    """A case under a 督办函, as seen on the way."""

    receipt: dict[str, str]
    case: str
    seen: dict[str, Facts] = field(default_factory=dict)


@pytest.fixture(scope="module")
def urged(office: Office) -> Urged:
    """A report too early in quality: sent back with a new date, reported again, accepted, closed."""
    receipt, case = steps.served_urging(office)
    walk = Urged(receipt, case)
    walk.seen["served"] = agency(office).matter(case)
    walk.seen["reported"] = agency(office).act(case, "report_correction", report="已经受理投诉。")
    new_date = steps.working_day(office, 8)
    walk.seen["returned"] = supervisor(office).act(
        case, "return_correction", reasons="受理后没有立案查处。", due_on=new_date
    )
    walk.seen["new date"] = {"due": new_date}
    walk.seen["reported again"] = agency(office).act(case, "report_correction", report="已经立案查处。")
    walk.seen["corrected"] = supervisor(office).act(case, "accept_correction", finding="已经履行职责。")
    walk.seen["early answer"] = supervisor(office).matter(receipt["matter_id"])
    walk.seen["closed"] = supervisor(office).act(case, "close", summary="已经纠正，予以结案。", retention="10")
    walk.seen["answer due"] = supervisor(office).matter(receipt["matter_id"])
    return walk


@pytest.mark.duty("NAT-27")
def test_an_urging_letter_sets_its_own_date(urged: Urged) -> None:
    served = urged.seen["served"]
    performance = steps.clock(served, "performance")
    assert served["state_title"] == "履职中"
    assert (performance["period"], performance["light"]) == ("文书载明的日期", "green")
    assert (
        performance["due"]
        == steps.days_on(date.fromisoformat(performance["started_on"]), 10, "working_day").isoformat()
    )


@pytest.mark.duty("JZ-25", "NAT-27")
def test_a_report_is_sent_back_with_reasons_and_a_new_date(urged: Urged) -> None:
    returned = urged.seen["returned"]
    assert returned["state_title"] == "限期纠正中"
    assert steps.clock(returned, "renewed_correction")["due"] == urged.seen["new date"]["due"]
    assert steps.entries(urged.seen["reported again"], "return_correction")[0]["facts"][0]["value"].startswith("受理后")


@pytest.mark.duty("JZ-25", "NAT-28")
def test_an_accepted_report_leads_to_the_end_of_the_case_and_word_to_the_complainant(urged: Urged) -> None:
    assert urged.seen["corrected"]["state_title"] == "已纠正，待结案"
    blocked = {row["name"]: row["reason"] for row in urged.seen["early answer"]["blocked"]}
    assert blocked["notify_complainant"] == "个案监督案件尚未办结，不能告知最终处理结果。"
    assert "notify_complainant" in steps.names(urged.seen["answer due"])


@pytest.mark.duty("JZ-25", "NAT-28")
def test_reminders_and_lateness_are_raised_once_each_and_dated_to_their_instant(office: Office, cloud: Cloud) -> None:
    """Three reminders, then one breach at the first instant that is late, however often the sweep runs."""
    _, case = steps.served_opinion(office)
    due = date.fromisoformat(steps.clock(supervisor(office).matter(case), "correction")["due"])
    office.move(to=(due - timedelta(days=10)).isoformat())
    near = steps.clock(supervisor(office).matter(case), "correction")
    assert (near["light"], near["light_title"]) == ("yellow", "临期")
    office.move(to=due.isoformat())
    last_day = supervisor(office).matter(case)
    assert steps.clock(last_day, "correction")["light"] == "yellow"
    assert steps.entries(last_day, "breach") == []
    office.move(days=1)
    assert _sweep(cloud)["raised"] == 0
    late = supervisor(office).matter(case)
    correction = steps.clock(late, "correction")
    assert (correction["light"], correction["light_title"]) == ("red", "逾期未纠正 1 日")
    assert [entry["at"] for entry in steps.entries(late, "breach")] == [correction["closes_at"]]
    assert [line.split("：")[1] for line in correction["history"]] == ["提醒", "提醒", "提醒", "逾期未纠正"]
    prefilled = next(a for a in late["actions"] if a["name"] == "draft_request_to_government")["fields"]
    assert next(f for f in prefilled if f["name"] == "decision")["value"] == "撤销该处罚决定，依法重新作出。"
    reported = agency(office).act(case, "report_correction", report="已撤销处罚决定。")
    assert steps.clock(reported, "correction")["light_title"] == "逾期后完成"


def _sweep(cloud: Cloud) -> dict[str, int]:
    """What `make sweep` runs, asked of the function itself."""
    command = [sys.executable, "-m", "infra.local.sweep"]
    subprocess.run(command, cwd=ROOT, env=cloud.environment(), check=True, capture_output=True)
    answered = cloud.client("lambda").invoke(FunctionName=cloud.outputs["SweepFunction"], Payload=b"{}")
    result: dict[str, int] = json.loads(answered["Payload"].read())
    return result
