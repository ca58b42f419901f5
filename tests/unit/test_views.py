"""What each eye sees of a matter: all of it, what was addressed to it, or the public's lines."""

import json

import pytest
from casework import GAO, ZHOU, Bureau, correcting, objected, seen
from jiandu.core.deadlines import midnight
from jiandu.views.tracking import tracking_view

INSIDE = ("prefilled", "同意", "退回", "涉嫌程序违法", "罚款前未告知听证权利", "周一", "郑四")


def test_the_owner_sees_every_event_with_its_article_and_its_person() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    view = seen(bureau, case, ZHOU)
    assert view["version"] == len(view["timeline"])
    assert [] == [entry["action"] for entry in view["timeline"] if not entry["basis"]]
    assert "周一（示范市司法局）" == view["timeline"][1]["by"]


def test_the_article_shown_is_the_one_on_record() -> None:
    """Rules may change; an act keeps the article of its day."""
    bureau = Bureau()
    _, case = correcting(bureau)
    kept = bureau.cases[case]
    first = kept.events[0]
    body = json.dumps({**json.loads(first.body), "basis": [["《旧条例》", "9"]]}, ensure_ascii=False)
    events = (first.model_copy(update={"body": body}), *kept.events[1:])
    bureau.cases[case] = type(kept)(kept.matter, kept.clocks, kept.documents, events)
    assert "《旧条例》第九条" == seen(bureau, case, ZHOU)["timeline"][0]["basis"]


@pytest.mark.duty("JZ-25")
def test_the_agency_sees_what_it_owes_and_why_that_date() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    clocks = {clock["name"]: clock for clock in seen(bureau, case, GAO)["clocks"]}
    assert "2026-04-01" == clocks["correction"]["due"]
    assert 30 == sum(step["counted"] for step in clocks["correction"]["steps"])
    assert "《晋中市行政执法监督联系点管理办法》第二十五条" == clocks["correction"]["basis"]


def test_the_agency_sees_nothing_of_the_inside() -> None:
    """No officers, no complaint, no approvals, no editable letter, nobody's name."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    view = seen(bureau, case, GAO)
    whole = json.dumps(view, ensure_ascii=False)
    assert ([], None) == (view["officers"], view["parent"])
    assert [] == [text for text in INSIDE if text in whole]
    assert bureau.cases[complaint].matter.number not in whole
    assert ["opinion"] == [document["kind"] for document in view["documents"]]
    assert "docx" not in whole


def test_a_right_that_ran_out_is_not_shown_as_late_before_the_sweep_comes() -> None:
    """At 00:05 the sweep of 00:15 has not recorded the lapse; nobody is overdue all the same."""
    bureau = Bureau()
    _, case = correcting(bureau)
    closes = next(c.closes_at for c in bureau.cases[case].clocks if c.name == "objection")
    assert closes and closes == midnight(closes.date())
    clocks = {clock["name"]: clock for clock in seen(bureau, case, ZHOU, closes)["clocks"]}
    assert ("none", "期满未行使") == (clocks["objection"]["light"], clocks["objection"]["light_title"])


@pytest.mark.duty("JZ-22")
def test_the_complainant_reads_public_lines_only() -> None:
    """Neither what the agency said nor who drafted what."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    objected(bureau, case)
    children = [bureau.cases[case]]
    view = tracking_view(bureau.cases[complaint], children, bureau.rules, bureau.now)
    whole = json.dumps(view, ensure_ascii=False)
    assert [] == [text for text in (*INSIDE, "我局依法处罚", "程序合法") if text in whole]
    assert "已收到您的投诉举报，正在进行初步审查。" == view["timeline"][0]["text"]
    assert all(line["text"] for line in view["timeline"])
