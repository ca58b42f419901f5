"""A draft beside its review and signature: what may tell who a person is, and the text as it might be published."""

from typing import Any

import pytest
from casework import GAO, HAN, OPINION, ORGANISATIONS, PEOPLE, ZHENG, ZHOU, Bureau, refused, reported, seen
from jiandu.core.examining import examined, examined_letter
from jiandu.core.letters.supervision import Opinion
from jiandu.views.examining import examined_view

ACCOUNT = "张某某住示范市光明小区3号楼2单元501室，电话0354-2638888；村民李建国称，投诉人当时在场。"


def drafted(**facts: Any) -> tuple[Bureau, str]:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **{**OPINION, **facts})
    return bureau, case


def beside(bureau: Bureau, case: str, action: str, who: Any) -> dict[str, Any] | None:
    """What stands in the form of an action."""
    (found,) = [a["examined"] for a in seen(bureau, case, who)["actions"] if a["name"] == action]
    return found  # type: ignore[no-any-return]


def places(view: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f["kind"], p["text"][f["start"] : f["end"]]) for p in view["passages"] for f in p["findings"]]


@pytest.mark.parametrize("field", ["facts", "judgement", "demand"])
def test_whoever_reviews_and_signs_sees_each_place_by_kind(field: str) -> None:
    """In the field it stands in; a draft without any says so with nothing."""
    bureau, case = drafted(**{field: ACCOUNT})
    for action, who, before in (("review_opinion", HAN, None), ("sign_opinion", ZHENG, HAN)):
        if before:
            bureau.act(case, "review_opinion", before)
        view = beside(bureau, case, action, who)
        assert view and [field] == [passage["name"] for passage in view["passages"]]
        found = places(view)
        assert {("name", "张某某"), ("name", "李建国"), ("landline", "0354-2638888"), ("complainant", "投诉人")} < set(
            found
        )
        assert "address" in {kind for kind, _ in found}
        assert len(found) == view["found"] and not view["public"]
        assert view["passages"][0]["proposal"] is None
    bureau, case = drafted()
    assert {"public": False, "found": 0, "passages": []} == beside(bureau, case, "review_opinion", HAN)


def test_what_is_to_be_published_stands_there_field_by_field_with_its_proposal() -> None:
    """Also the fields in which nothing was found; not why it is to be published."""
    why = {"publicity": "active", "publicity_reason": "社会关注，李建国来电。"}
    bureau, case = drafted(facts=ACCOUNT, **why)
    view = beside(bureau, case, "review_opinion", HAN)
    assert view and view["public"]
    texts = {passage["name"]: passage["proposal"] for passage in view["passages"]}
    assert {"facts", "judgement", "demand"} == set(texts)
    assert OPINION["demand"] == texts["demand"]
    assert "501室" not in texts["facts"] and "李建国" not in texts["facts"] and "李某某" in texts["facts"]


def test_the_office_and_what_merely_begins_like_a_name_are_no_persons() -> None:
    plain = "当事人陈述、申辩后，示范市市场监督管理局周一仍作出决定。业主许可证有效。投诉举报中心、某公司。"
    bureau, case = drafted(facts=plain)
    view = beside(bureau, case, "review_opinion", HAN)
    assert view and [("complainant", "投诉举报")] == places(view)


def test_the_amended_draft_is_what_is_examined() -> None:
    bureau, case = drafted(facts=ACCOUNT)
    bureau.act(case, "amend_opinion", HAN, **OPINION)
    assert {"public": False, "found": 0, "passages": []} == beside(bureau, case, "review_opinion", HAN)


def test_a_preview_points_at_all_that_the_letter_prints() -> None:
    """Also at what it takes over from elsewhere; its own office and officers are no places."""
    bureau, case = drafted(facts=ACCOUNT)
    bureau.act(case, "review_opinion", HAN)
    bureau.act(case, "sign_opinion", ZHENG)
    letter = next(made for made in reversed(bureau.letters) if isinstance(made, Opinion))
    taken = letter.model_copy(update={"law": ("《某办法》第一条，联系13800001234",)})
    names = [o.name for o in ORGANISATIONS.values()] + [p.name for p in PEOPLE.values()]
    view = examined_view(examined_letter(taken, names))
    assert {"findings", "law"} == {passage["name"] for passage in view["passages"]}
    found = places(view)
    assert {("name", "李建国"), ("complainant", "投诉人"), ("mobile", "13800001234")} < set(found)


def test_acts_that_settle_no_draft_and_matters_without_one_show_nothing() -> None:
    bureau, case = drafted(facts=ACCOUNT)
    assert beside(bureau, case, "send_back_opinion", HAN) is None
    bureau.act(case, "abandon_opinion", ZHOU, reason="不再发。")
    found = bureau.case(case)
    assert examined(found, bureau.procedure(case), bureau.rules, {}) is None


@pytest.mark.parametrize(
    ("field", "text", "rule"),
    [
        ("facts", "当事人电话13800001234。", "names_no_person"),
        ("judgement", "本机关收到群众投诉后查明。", "hides_complainant"),
        ("demand", "请核对44052418800101001X。", "names_no_person"),
    ],
)
def test_what_no_letter_may_print_is_refused_with_the_draft_and_its_amendment(field: str, text: str, rule: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    bad = {**OPINION, field: text}
    assert (field, rule) == refused(lambda: bureau.act(case, "draft_opinion", ZHOU, **bad))
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    assert (field, rule) == refused(lambda: bureau.act(case, "amend_opinion", HAN, **bad))
    assert not [a for a in seen(bureau, case, GAO)["actions"] if a["examined"]]
