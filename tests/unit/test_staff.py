"""人员: roles by the office, handover, own roles, certificates."""

from datetime import date, timedelta

import pytest
from jiandu.core import staff
from jiandu.core.access import HELD_IN, ROLES, role_in
from jiandu.core.errors import Conflict
from jiandu.core.matter import Certificate
from jiandu.core.offices import KINDS
from jiandu.views.offices import certificate_view
from offices_kept import ORGANISATIONS, PEOPLE, QIN, TODAY

ZHOU = PEOPLE["zhou"]


def test_every_kind_of_office_says_which_roles_it_has() -> None:
    assert set(KINDS) == set(HELD_IN)
    assert {role for roles in HELD_IN.values() for role in roles} <= set(ROLES)


@pytest.mark.parametrize(
    ("office", "roles", "fits"),
    [
        ("bureau", ("supervisor", "administrator"), True),
        ("bureau", ("respondent",), False),
        ("market", ("respondent", "administrator"), True),
        ("market", ("supervisor", "signer", "clerk"), True),
        ("market", ("assistant",), False),
        ("town", ("assistant",), True),
        ("government", ("administrator",), False),
        ("bureau", ("emperor",), False),
    ],
)
def test_roles_fit_the_office(office: str, roles: tuple[str, ...], fits: bool) -> None:
    person = ZHOU.model_copy(update={"organisation": office, "roles": roles})
    found = [(m.field, m.rule) for m in staff.mistakes_of(person, ORGANISATIONS[office])]
    assert ([] if fits else [("roles", "of_kind")]) == found


def test_nobody_comes_to_a_closed_office() -> None:
    assert ["open"] == [m.rule for m in staff.mistakes_of(ZHOU.model_copy(update={"roles": ()}), ORGANISATIONS["gone"])]


def test_keeping_the_register_is_no_part_in_a_matter() -> None:
    from casework import Bureau

    bureau = Bureau()
    matter = bureau.cases[bureau.submit()].matter
    assert role_in(QIN, ("administrator", "supervisor", "handler"), matter) is None


def test_an_officer_hands_over_first() -> None:
    staff.handed_over(ZHOU, [], 0)
    with pytest.raises(Conflict) as refusal:
        staff.handed_over(ZHOU, ["JD1", "JD2"], 1)
    assert "3 件" in refusal.value.detail and "JD1、JD2" in refusal.value.detail and "1 件" in refusal.value.detail


def test_nobody_changes_his_own_roles() -> None:
    """But his title, and the order in which the ticks come, are no roles."""
    more = ZHOU.model_copy(update={"roles": ("supervisor", "signer")})
    with pytest.raises(Conflict) as refusal:
        staff.keep_own_roles(ZHOU, more, "zhou")
    assert [("roles", "own_roles")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    staff.keep_own_roles(ZHOU, more, "qin")
    staff.keep_own_roles(ZHOU, ZHOU.model_copy(update={"roles": ("reviewer", "supervisor"), "title": "处长"}), "zhou")


def test_who_left_holds_no_role_and_keeps_the_name() -> None:
    gone = staff.left(ZHOU, TODAY)
    assert ((), TODAY, "周四") == (gone.roles, gone.left_on, gone.name)


@pytest.mark.parametrize(
    ("valid_to", "valid", "light", "words"),
    [
        (TODAY, True, "yellow", "还有 1 天"),
        (TODAY - timedelta(days=1), False, "red", "已过期 1 天"),
        (TODAY + timedelta(days=59), True, "yellow", "还有 60 天"),
        (TODAY + timedelta(days=60), True, "green", "还有 61 天"),
    ],
)
def test_a_certificate_counts_its_last_day(valid_to: date, valid: bool, light: str, words: str) -> None:
    certificate = Certificate(number="1", issued_on=date(2022, 1, 1), valid_to=valid_to, issuer="某省")
    assert valid == staff.valid(certificate, TODAY)
    shown = certificate_view(certificate, TODAY)
    assert (valid, light, words) == (shown["valid"], shown["light"], shown["state_title"])


def test_one_not_yet_issued_and_one_taken_back_are_not_valid() -> None:
    later = Certificate(number="1", issued_on=TODAY + timedelta(days=1), valid_to=date(2030, 1, 1), issuer="某省")
    person = staff.revoked(staff.certified(ZHOU, later), "监002", TODAY)
    states = [certificate_view(c, TODAY)["state_title"] for c in person.certificates]
    assert (["已过期 2 天", "已注销", "尚未生效"], [False] * 3) == (
        states,
        [staff.valid(c, TODAY) for c in person.certificates],
    )


def test_a_number_registered_by_mistake_is_taken_back_and_registered_anew() -> None:
    again = staff.certified(staff.revoked(ZHOU, "监002", TODAY), ZHOU.certificates[1])
    assert [] == staff.mistakes_of(again, ORGANISATIONS["bureau"])
    twice = staff.revoked(again, "监002", TODAY + timedelta(days=9))
    assert [None, TODAY, TODAY + timedelta(days=9)] == [c.revoked_on for c in twice.certificates]


def test_a_number_stands_once() -> None:
    twice = staff.certified(ZHOU, ZHOU.certificates[0])
    assert [("number", "unique")] == [(m.field, m.rule) for m in staff.mistakes_of(twice, ORGANISATIONS["bureau"])]
