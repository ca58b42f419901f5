"""代理: a deputy holds what his colleague holds, is named in his place, and counts as one hand with him."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from casework import DU, HAN, LIN, OPINION, PEOPLE, ZHENG, ZHOU, Bureau, accepted, reported
from jiandu.core.access import role_in, sees, standing
from jiandu.core.checks import CHECKS
from jiandu.core.errors import Conflict, Forbidden
from jiandu.core.matter import Actor, Case, Deputising, Matter, lent
from jiandu.core.moves import MOVES, Moving
from jiandu.core.procedure import Effect
from jiandu.core.record import broken_at

TODAY = date(2026, 3, 2)


def deputy(actor: Actor, *colleagues: Actor) -> Actor:
    """The actor as signed in while he stands in for others."""
    return replace(actor, represents=colleagues)


def act(bureau: Bureau, matter_id: str, name: str, actor: Actor, /, **facts: Any) -> None:
    """As ``perform`` does: the act is done in whose place it is allowed."""
    who = bureau.action(matter_id, name).who
    bureau.act(matter_id, name, standing(actor, who, bureau.cases[matter_id].matter) or actor, **facts)


def test_a_deputy_is_the_officer_his_colleague_is() -> None:
    """Only for the matters of that colleague, and only where he has no right of his own."""
    bureau = Bureau()
    _, case = accepted(bureau)
    matter = bureau.cases[case].matter
    assert (None, "handler") == (role_in(DU, ("handler",), matter), role_in(deputy(DU, ZHOU), ("handler",), matter))
    instead = standing(deputy(DU, ZHOU), ("handler",), matter)
    assert instead is not None and "zhou" == instead.stands_for
    own = standing(deputy(LIN, ZHOU), ("handler",), matter)
    assert own is not None and "" == own.stands_for
    assert standing(deputy(DU, HAN), ("handler",), matter) is None


def test_the_record_and_the_hands_name_both() -> None:
    """In the hashed body; whoever acts by his own right leaves no such word."""
    bureau = Bureau()
    _, case = accepted(bureau)
    act(bureau, case, "request_opening", deputy(DU, ZHOU), subject="某处罚", mode="daily", reason="涉嫌违法")
    kept = bureau.cases[case]
    assert ("du", "zhou") == (kept.matter.hands["proposer"], kept.matter.hands["proposer_for"])
    who = json.loads(kept.events[-1].body)["actor"]
    assert ("du", "zhou") == (who["id"], who["for"])
    assert "for" not in json.loads(kept.events[0].body)["actor"]
    assert broken_at(kept.matter, kept.events) is None


@pytest.mark.parametrize(
    "approver",
    [
        deputy(DU, ZHOU, ZHENG),
        deputy(DU, ZHENG),
        deputy(ZHENG, ZHOU),
        replace(ZHOU, roles=("signer",)),
    ],
    ids=["the deputy for both", "the deputy for the head", "the head deputising the other", "the one stood in for"],
)
def test_deputy_and_represented_are_one_hand(approver: Actor) -> None:
    """What du proposed in zhou's place, neither du nor zhou nor whoever stands in for them may approve."""
    bureau = Bureau()
    _, case = accepted(bureau)
    act(bureau, case, "request_opening", deputy(DU, ZHOU), subject="某处罚", mode="daily", reason="涉嫌违法")
    with pytest.raises(Conflict) as refusal:
        act(bureau, case, "open_case", approver)
    assert "different_persons" == refusal.value.mistakes[0].rule
    act(bureau, case, "open_case", ZHENG)


def test_the_drafter_of_a_letter_in_anothers_place_may_not_review_it_in_a_third_ones() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    act(bureau, case, "draft_opinion", deputy(DU, ZHOU), **OPINION)
    with pytest.raises(Conflict):
        act(bureau, case, "review_opinion", deputy(DU, HAN))
    act(bureau, case, "review_opinion", HAN)
    act(bureau, case, "sign_opinion", deputy(LIN, ZHENG))
    (letter,) = [d for d in bureau.cases[case].documents if d.kind == "opinion"]
    assert {"drafter": "du", "drafter_for": "zhou", "reviewer": "han", "signer": "lin", "signer_for": "zheng"} == (
        letter.hands
    )


def test_a_hand_lent_anew_by_ones_own_right_forgets_in_whose_place_it_was() -> None:
    first = lent({}, "drafter", replace(DU, stands_for="zhou"))
    assert {"drafter": "zhou"} == lent(first, "drafter", ZHOU)


def test_a_recused_officer_is_not_stood_in_for() -> None:
    """Nor does a recused deputy act in another's place."""
    bureau = Bureau()
    _, case = accepted(bureau)
    opening = {"subject": "某处罚", "mode": "daily", "reason": "涉嫌违法"}
    for recused in ("zhou", "du"):
        kept = bureau.cases[case]
        barred = kept.matter.model_copy(update={"recusals": {recused: "recused"}})
        bureau.cases[case] = replace(kept, matter=barred)
        with pytest.raises(Conflict, match="回避"):
            act(bureau, case, "request_opening", deputy(DU, ZHOU), **opening)
        bureau.cases[case] = kept


def test_a_deputy_sees_a_confined_matter_only_for_its_officer_or_head() -> None:
    confined = Matter.model_construct(
        kind="referral", owner="bureau", respondent="market", officers=("zhou",), confined=True, known=False
    )
    assert [None, "owner", "owner", None] == [
        sees(who, confined) for who in (DU, deputy(DU, ZHOU), deputy(DU, ZHENG), deputy(DU, HAN))
    ]


def test_nobody_acts_in_the_place_of_one_whose_role_does_not_fit() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    with pytest.raises(Forbidden):
        act(bureau, case, "request_opening", deputy(DU, HAN), subject="某处罚", mode="daily", reason="涉嫌违法")


def arranged(last: date = TODAY) -> Case:
    matter = Matter.model_construct(
        owner="bureau", deputising=Deputising(person="zhou", deputy="du", first=TODAY, last=last)
    )
    return Case(matter, people=PEOPLE)


def test_a_deputising_ended_today_is_over_today() -> None:
    """Its last day was yesterday."""
    ended = MOVES["end_deputising"](arranged(date(2026, 4, 1)), Moving(ZHENG, {}, Effect(), TODAY))
    assert ended.matter.deputising is not None
    assert TODAY - timedelta(1) == ended.matter.deputising.last


def test_what_is_over_cannot_be_ended() -> None:
    assert CHECKS["deputising_goes_on"](arranged(), {}, TODAY) is None
    over = CHECKS["deputising_goes_on"](arranged(), {}, TODAY + timedelta(1))
    assert over is not None and "state" == over.field


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({}, None),
        ({"person": "gao"}, "person"),
        ({"deputy": "zhou"}, "deputy"),
        ({"deputy": "gao"}, "deputy"),
        ({"first_day": "2026-03-01"}, "first_day"),
        ({"first_day": "2026-03-05"}, "last_day"),
        ({"last_day": "2027-03-03"}, None),
        ({"last_day": "2027-03-04"}, "last_day"),
    ],
)
def test_a_deputy_is_another_of_the_bureau_for_a_year_at_most(change: dict[str, str], field: str | None) -> None:
    facts = {"person": "zhou", "deputy": "du", "first_day": "2026-03-02", "last_day": "2026-03-04", **change}
    mistake = CHECKS["deputy_fits"](arranged(), facts, TODAY)
    assert field == (mistake and mistake.field)
