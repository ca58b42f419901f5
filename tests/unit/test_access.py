"""Who sees a matter, and as what."""

import pytest
from casework import DU, GAO, HAN, ORGANISATIONS, QIAN, ZHENG, ZHOU, Bureau, accepted, correcting, objected
from jiandu.core.access import HELD_IN, HOLDS, OF_BUREAU, OF_MATTER, OF_OFFICE, ROLES, able, may, role_in, sees
from jiandu.core.matter import SYSTEM, Actor
from jiandu.faces import home_of


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
        Actor("person", "qin", "bureau", ("administrator",)),
        Actor("person", "new", "bureau"),
        Actor("complainant", "whoever"),
        Actor("matter", "other", "bureau", ("complaint",)),
        SYSTEM,
    ],
)
def test_nobody_else_sees_anything(actor: Actor) -> None:
    """Another bureau, an agency's clerk, who keeps the register, who has no role, the public, matters, the system."""
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


def test_who_coordinates_begins_at_the_desk_whatever_else_he_does() -> None:
    held = (("respondent", "referrer"), ("respondent",), ("referrer",), ("contact_point",))
    homes = [home_of(roles)[0] for roles in held]
    assert ["/desk", "/inbox", "/desk", "/inbox"] == homes


def test_a_role_in_another_organisation_is_no_role_here() -> None:
    bureau = Bureau()
    matter = bureau.cases[bureau.submit()].matter
    assert "supervisor" == role_in(ZHOU, ("supervisor",), matter)
    assert role_in(Actor("person", "zhou", "other-bureau", ("supervisor",)), ("supervisor",), matter) is None


def test_what_each_way_of_seeing_a_matter_opens() -> None:
    """Whole for the owner; from above how it stands; to the agency and to a copied body what was meant for them."""
    opened = {seen: {what for what, ways in OF_MATTER.items() if seen in ways} for seen in OF_MATTER["matter"]}
    assert set(OF_MATTER) - opened["owner"] == {what for what in OF_MATTER if what.endswith("_addressed")}
    assert {"matter", "officers", "flags", "clocks", "acts"} == opened["superior"]
    addressed = {"summary_addressed", "clocks_addressed", "acts_addressed", "typed_addressed", "documents_addressed"}
    assert {"matter", "extract", *addressed} == opened["respondent"]
    assert {"matter", "summary_addressed", "documents_addressed"} == opened["copied"]


def test_what_a_complainant_handed_in_is_for_the_bureau_alone() -> None:
    bureau = Bureau()
    matter = bureau.cases[bureau.submit()].matter
    above = Actor("person", "shi", "upper", ("signer",), oversees=matter.owner)
    assert "superior" == sees(above, matter)
    assert [True, False, False] == [may(who, "evidence", matter) for who in (ZHOU, GAO, above)]


def test_the_table_of_offices_names_roles_and_kinds_that_there_are() -> None:
    for kinds, roles in OF_OFFICE.values():
        assert set(kinds) <= set(HELD_IN)
        assert set(roles) <= {role for kind in kinds or HELD_IN for role in HELD_IN[kind]}


@pytest.mark.parametrize("what", ["desk", "seals", "templates", "batches"])
def test_what_belongs_to_an_office_is_for_its_own_people_alone(what: str) -> None:
    bureau, market = ORGANISATIONS["bureau"], ORGANISATIONS["market"]
    assert [True, True, False] == [may(who, what, bureau) for who in (ZHOU, HAN, GAO)]
    assert not may(ZHOU, what, ORGANISATIONS["county"])
    assert not may(GAO, what, market)
    assert not may(Actor("complainant", "whoever", "bureau", OF_BUREAU), what, bureau)


def test_a_deputy_opens_what_the_colleague_may_and_the_whole_deployment_asks_for_a_role_of_ones_own() -> None:
    deputy = Actor("person", "fu", "bureau", (), represents=(ZHENG,))
    assert may(deputy, "desks_below", ORGANISATIONS["bureau"])
    assert able(deputy, "settle_template", "bureau") == ZHENG
    assert [False, True] == [may(who, "settle_calendar") for who in (deputy, ZHENG)]
    assert not may(ZHENG, "seals")


def test_a_body_reads_the_letter_copied_to_it_by_those_who_deal_with_its_letters() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    copied = bureau.cases[case].matter.model_copy(update={"copies": {"guidance": "document"}})
    eyes = {role: sees(Actor("person", "x", "guidance", (role,)), copied) for role in HELD_IN["guidance_body"]}
    copied_to = {role for role, seen in eyes.items() if seen == "copied"}
    assert {"referrer", "respondent", "reviewer", "signer", "clerk"} == copied_to
    assert eyes["administrator"] is None
