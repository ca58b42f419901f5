"""Who sees a matter, and as what."""

import pytest
from casework import DU, GAO, QIAN, ZHENG, ZHOU, Bureau, accepted, correcting, objected
from jiandu.core.access import HOLDS, ROLES, role_in, sees
from jiandu.core.matter import SYSTEM, Actor


def test_every_role_has_its_rule_and_its_name() -> None:
    assert set(HOLDS) == set(ROLES)


@pytest.mark.parametrize("actor", [ZHOU, ZHENG, DU])
def test_the_bureau_sees_its_own_matters_whole(actor: Actor) -> None:
    bureau = Bureau()
    assert "owner" == sees(actor, bureau.cases[bureau.submit()].matter)


def test_an_agency_never_sees_a_complaint_against_it() -> None:
    """Nor its case before anything is addressed to it."""
    bureau = Bureau()
    complaint, case = accepted(bureau)
    assert [None, None] == [sees(GAO, bureau.cases[i].matter) for i in (complaint, case)]


def test_an_agency_sees_a_case_from_the_first_letter_addressed_to_it() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    objection = objected(bureau, case)
    assert ["respondent", "respondent"] == [sees(GAO, bureau.cases[i].matter) for i in (case, objection)]
    assert [None, None] == [sees(QIAN, bureau.cases[i].matter) for i in (case, objection)]
    assert sees(GAO, bureau.cases[complaint].matter) is None


@pytest.mark.parametrize(
    "actor",
    [
        Actor("person", "wang", "other-bureau", ("supervisor", "signer", "administrator")),
        Actor("person", "li", "market", ("clerk",)),
        Actor("complainant", "whoever"),
        Actor("matter", "other", "bureau", ("complaint",)),
        SYSTEM,
    ],
)
def test_nobody_else_sees_anything(actor: Actor) -> None:
    """Another bureau, an agency's clerk, the public, other matters, the system."""
    bureau = Bureau()
    complaint, case = correcting(bureau)
    assert [None, None] == [sees(actor, bureau.cases[i].matter) for i in (complaint, case)]


@pytest.mark.parametrize("role", ["assistant", "referrer"])
def test_who_hands_leads_in_from_outside_does_so_for_its_own_bureau_only(role: str) -> None:
    """And only where the use case found out which bureau that is; it sees nothing of the matter."""
    bureau = Bureau()
    matter = bureau.cases[bureau.submit()].matter
    held = {
        assists: role_in(Actor("person", "duan", "town", (role,), assists), ("assistant", "referrer"), matter)
        for assists in ("bureau", "other-bureau", "")
    }
    assert {"bureau": role, "other-bureau": None, "": None} == held
    assert sees(Actor("person", "duan", "town", (role,), "bureau"), matter) is None


def test_a_role_in_another_organisation_is_no_role_here() -> None:
    bureau = Bureau()
    matter = bureau.cases[bureau.submit()].matter
    assert "supervisor" == role_in(ZHOU, ("supervisor",), matter)
    assert role_in(Actor("person", "zhou", "other-bureau", ("supervisor",)), ("supervisor",), matter) is None
