"""制度建设检查: within an activity each body's systems are checked item by item; the result is on case and activity."""

import pytest

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused

ITEMS = ("enforcement", "supervision", "bodies", "officers", "criminal_link")


def officer(office: Office) -> Office:
    return office.as_("exemplar-supervisor-1")


def checked(office: Office, **facts: object) -> Facts:
    return {
        "body": "温泉镇综合行政执法队",
        "tier": "township",
        "checked_on": steps.today(office).isoformat(),
        **{item: "there" for item in ITEMS},
        **facts,
    }


@pytest.mark.duty("WH-2.1")
def test_a_townships_systems_are_checked_item_by_item(office: Office) -> None:
    """What is lacking has to be said; the result stands on the case and on the activity it belongs to."""
    plan = {
        "title": "制度建设检查",
        "mode": "daily",
        "way": "evaluation",
        "duty": "systems",
        "plan": "检查各部门、各镇街的制度。",
    }
    activity = str(officer(office).post("/begin/activity", plan)["id"])
    office.as_("exemplar-signer-1").act(activity, "approve", opinion="同意。")
    opening = {
        "subject": "制度建设检查",
        "agencies": ["exemplar-market"],
        "officers": ["exemplar-supervisor-1", "exemplar-supervisor-2"],
    }
    opened = officer(office).act(activity, "open_cases", **opening)
    case = str(opened["children"][0]["id"])

    lacking = checked(office, criminal_link="missing", supervision="incomplete")
    refusal = officer(office).try_act(case, "check_systems", **lacking)
    assert [("supervision_remark", "told")] == refused(refusal, 422)
    future = officer(office).try_act(case, "check_systems", **checked(office, checked_on="2099-01-04"))
    assert [("checked_on", "not_in_future")] == refused(future, 422)
    remarks = {"criminal_link_remark": "没有案件移送制度。", "supervision_remark": "没有检查计划。"}
    result = officer(office).act(case, "check_systems", **lacking, **remarks, conclusion="限期补齐。")

    (on_case,) = steps.entries(result, "check_systems")
    (on_activity,) = steps.entries(officer(office).matter(activity), "systems_checked")
    for entry in (on_case, on_activity):
        told = {fact["title"]: fact["value"] for fact in entry["facts"]}
        assert ("温泉镇综合行政执法队", "镇街") == (told["检查对象"], told["检查对象的类别"])
        assert ("无", "不完善", "有") == tuple(
            told[title] for title in ("行政执法与刑事司法衔接制度", "行政执法协调监督制度", "行政执法主体资格管理制度")
        )
        assert "没有案件移送制度。" == told["行政执法与刑事司法衔接制度：说明"]
        assert "第三部分第（二）项第1点" in entry["basis"]
    assert not steps.entries(officer(office).matter(case), "systems_checked")
