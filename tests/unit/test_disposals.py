"""How long a file is kept, what stands against its disposal, and what is left of it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from casework import DU, ZHENG, Bureau
from jiandu.core.disposal import kept_until, lines, obstacle, without_text
from jiandu.core.matter import Case
from jiandu.core.record import broken_at
from test_volume import ARCHIVED, ended

LATER = date(2057, 1, 1)
TITLES = {"complaint": "投诉举报", "supervision": "个案监督", "referral": "问题线索移送"}


def filed(retention: str = "30") -> tuple[Bureau, Case]:
    """A case closed and in the archive, by itself."""
    bureau = Bureau()
    _, case = ended(bureau)
    bureau.act(case, "archive", DU, **(ARCHIVED | {"retention": retention}))
    return bureau, replace(bureau.case(case), parent=None)


@pytest.mark.parametrize(("retention", "years"), [("10", 10), ("30", 30)])
def test_a_period_counts_whole_years_from_the_day_of_filing(retention: str, years: int) -> None:
    bureau, case = filed(retention)
    until = bureau.today.replace(year=bureau.today.year + years)
    assert until == kept_until(case)
    assert "保管到" in str(obstacle(case, until))
    assert None is obstacle(case, until.replace(year=until.year + 1))


def test_what_is_permanent_or_held_or_not_filed_stays() -> None:
    _, case = filed("permanent")
    assert None is kept_until(case) and "永久保管" in str(obstacle(case, LATER))
    bureau, case = filed()
    held = bureau.act(case.matter.id, "hold_disposal", ZHENG, reason="涉及诉讼。")
    assert "冻结销毁" in str(obstacle(replace(held.case, parent=None), LATER))
    lifted = bureau.act(case.matter.id, "lift_hold", DU, reason="已经终结。")
    assert None is obstacle(replace(lifted.case, parent=None), LATER)
    _, unfiled = ended(bureau := Bureau())
    assert "还没有归档" in str(obstacle(replace(bureau.case(unfiled), parent=None), LATER))


def test_what_hangs_on_a_matter_keeps_it() -> None:
    _, case = filed()
    open_child = replace(case, matter=case.matter.model_copy(update={"number": "JD2", "closed_at": None}))
    assert "JD2还没有办结" == obstacle(replace(case, kin=(open_child,)), LATER)


@pytest.mark.parametrize("kind", ["contact_point", "selection", "candidacy"])
def test_a_contact_points_file_is_kept_for_its_own_period(kind: str) -> None:
    """Also below another matter; what is not filed yet stands against the disposal of what it hangs on."""
    _, case = filed("10")
    child = replace(case, matter=case.matter.model_copy(update={"number": "LX2", "kind": kind}))
    until = kept_until(child)
    assert until and "保管到" in str(obstacle(child, until))
    assert "LX2" in str(obstacle(replace(filed_long_ago(case), kin=(child,)), until))
    unfiled = replace(child, events=())
    assert "LX2还没有归档" == obstacle(replace(filed_long_ago(case), kin=(unfiled,)), LATER)


def filed_long_ago(case: Case) -> Case:
    """The same matter with nothing of its own against its disposal."""
    return replace(case, matter=case.matter.model_copy(update={"kind": "referral"}))


def test_a_list_says_nothing_that_was_typed_and_nothing_of_what_is_confined() -> None:
    _, case = filed()
    hidden = replace(case, matter=case.matter.model_copy(update={"id": "x", "confined": True, "kind": "referral"}))
    rows = lines([replace(case, kin=(hidden,))], TITLES, {"market": "示范市市场监督管理局"})
    assert "示范市市场监督管理局个案监督" == rows[0]["title"]
    assert {"matter": "x", "confined": True} == rows[1]
    assert [] == lines([replace(case, kin=(hidden,) * 100)], TITLES, {})


def test_blanked_facts_are_told_from_a_disposal() -> None:
    """By the act that tells of it alone; and the documents keep number and hash."""
    _, case = filed()
    bare = without_text(case)
    assert 1 == broken_at(bare.matter, bare.events)
    assert not any(event.facts or event.salt for event in bare.events)
    assert [(d.number, d.sha256) for d in case.documents] == [(d.number, d.sha256) for d in bare.documents]
    left = json.dumps([d.model_dump(mode="json") for d in bare.documents], ensure_ascii=False)
    assert "received/" not in left and "issued/" not in left and "王" not in left
