"""并案: duplicates are handled as one, separated again, and each complainant sees and rates alone."""


from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import refused, supervisor

REASON = {"reason": "反映同一机关同一处罚行为。"}


def merged(office: Office) -> tuple[dict[str, str], dict[str, str]]:
    """The complaint that was merged, and the one it was merged into."""
    main, double = office.complain(), office.complain(facts="同一处罚，第二人反映。")
    supervisor(office).act(double["matter_id"], "merge", into=main["number"], **REASON)
    return double, main


def test_a_duplicate_is_handled_with_the_first_and_its_complainant_follows_and_rates(office: Office) -> None:
    """Progress and result show on both tracking pages; of the other complainant nothing."""
    double, main = merged(office)
    seen = supervisor(office).matter(main["matter_id"])
    assert any(double["number"] in notice for notice in seen["notices"])
    own = supervisor(office).matter(double["matter_id"])
    assert ("merged", []) == (own["state"], [c["name"] for c in own["clocks"] if c["light"] != "none"])
    assert "内部规则" == steps.entries(own, "merge")[0]["basis"]
    office.post("/complaints/track/supplement", {"code": main["code"], "text": "补充材料，不告诉别人。"})
    officers = list(steps.OFFICERS)
    review = {"within_scope": True, "specific_act": True, "officers": officers, "review": "属于监督范围。"}
    case = supervisor(office).act(main["matter_id"], "accept", **review)["children"][0]["id"]
    steps.open_case(office, case)
    told = steps.told(office, double["code"])
    assert "已经立案，开始调查核实。" in told
    assert [] == [word for word in (main["number"], "补充", "不告诉别人") if word in told]
    steps.signer(office).act(case, "terminate", cause="no_violation", reason="没有违法。")
    supervisor(office).act(main["matter_id"], "notify_complainant", conclusion="经查没有违法。")
    assert "经查没有违法。" in steps.told(office, double["code"])
    for receipt, comment in ((double, "第二人满意"), (main, "第一人不满意")):
        office.post("/complaints/track/rate", {"code": receipt["code"], "score": "4", "comment": comment})
    assert "第二人满意" not in str(supervisor(office).matter(main["matter_id"])["timeline"])
    again = office.call("POST", "/complaints/track/rate", {"code": double["code"], "score": "1"})
    assert [("state", "not_rated_yet")] == refused(again, 409)
    assert steps.told(office, double["code"]).count("感谢您的评价。") == 1


def test_a_merger_is_undone_and_the_review_begins_anew(office: Office) -> None:
    double, main = merged(office)
    alone = supervisor(office).act(double["matter_id"], "separate", reason="不是同一处罚。")
    assert ("received", "进行中") == (alone["state"], steps.clock(alone, "preliminary_review")["state_title"])
    assert "您的投诉举报恢复单独办理。" in steps.told(office, double["code"])
    notices = supervisor(office).matter(main["matter_id"])["notices"]
    assert [] == [notice for notice in notices if double["number"] in notice]
    supervisor(office).act(double["matter_id"], "merge", into=main["number"], **REASON)
    twice = supervisor(office).try_act(double["matter_id"], "merge", into=main["number"], **REASON)
    assert [("state", "state")] == refused(twice, 409)


def test_mergers_that_cannot_be(office: Office) -> None:
    """Into an open complaint about the same agency that is itself merged nowhere; by a supervisor; with a reason."""
    double, main = merged(office)
    other, elsewhere = office.complain(), office.complain(agency="city-urban")
    ended = office.complain()
    out_of_scope = {"reason": "out_of_scope", "explanation": "不属于监督范围。"}
    supervisor(office).act(ended["matter_id"], "refuse", **out_of_scope)
    for number in ("TS20260101-AAAAAA", other["number"], elsewhere["number"], ended["number"], double["number"]):
        tried = supervisor(office).try_act(other["matter_id"], "merge", into=number, **REASON)
        assert [("into", "mergeable")] == refused(tried, 422), number
    onward = supervisor(office).try_act(main["matter_id"], "merge", into=other["number"], **REASON)
    assert [("state", "mergeable")] == refused(onward, 409)
    clerk = office.as_("city-clerk-1").try_act(other["matter_id"], "merge", into=main["number"], **REASON)
    assert [("action", "role")] == refused(clerk, 403)
    assert [("reason", "missing")] == refused(supervisor(office).try_act(other["matter_id"], "merge", into="TS"), 422)
