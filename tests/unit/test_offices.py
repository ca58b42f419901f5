"""机构: the tree, who keeps what, what an organisation has to be, closing and succession."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core import offices
from jiandu.core.errors import Conflict
from jiandu.core.matter import Organisation, Person
from offices_kept import ORGANISATIONS, PEOPLE, PROFILES, office, register

CITY_REACH = {"government", "bureau", "market", "tax", "guidance", "gone"}
COUNTY_REACH = {"county-government", "county-bureau", "county-market", "town"}


def rules(organisation: Organisation, **others: Organisation) -> set[tuple[str, str]]:
    known = {**ORGANISATIONS, **{o.id: o for o in others.values()}}
    return {(m.field, m.rule) for m in offices.mistakes_of(organisation, known, PROFILES)}


def changed(id: str, **facts: Any) -> Organisation:
    return ORGANISATIONS[id].model_copy(update=facts)


def test_what_stands_in_the_register_breaks_no_rule() -> None:
    assert {} == {i: found for i, o in ORGANISATIONS.items() if (found := rules(o))}


@pytest.mark.duty("JZ-35", "WH-1.1", "QZ-02")
@pytest.mark.parametrize(
    ("own", "kept"),
    [
        ("bureau", CITY_REACH | COUNTY_REACH),
        ("county-bureau", COUNTY_REACH),
        ("other-bureau", {"other-government", "other-bureau"}),
        ("market", {"market"}),
        ("town", {"town"}),
        ("gone", set()),
        ("nowhere", set()),
    ],
)
def test_an_administrator_keeps_his_own_and_all_below_it(own: str, kept: set[str]) -> None:
    """A bureau keeps the register for its government; one run vertically stands under its bureau."""
    assert kept == offices.reach(ORGANISATIONS, own)


@pytest.mark.parametrize(
    ("organisation", "found"),
    [
        (office("new", "bureau", parent="government", short="新司"), {("government", "missing")}),
        (office("new", "bureau", parent="government", government="market", short="新司"), {("government", "kind")}),
        (
            office("new", "bureau", "county", parent="government", government="government", short="新司"),
            {("government", "level")},
        ),
        (changed("bureau", profile="nowhere"), {("profile", "known")}),
        (changed("bureau", profile=""), {("profile", "missing")}),
        (changed("bureau", short=""), {("short", "missing")}),
        (changed("county-bureau", short="市司"), {("short", "unique")}),
        (changed("county-bureau", bureau="county-bureau"), {("bureau", "level")}),
        (changed("market", bureau=None), {("bureau", "missing")}),
        (changed("market", bureau="county-bureau"), {("bureau", "level")}),
        (changed("market", bureau="guidance"), {("bureau", "kind")}),
        (changed("market", bureau="nowhere"), {("bureau", "known")}),
        (changed("market", parent="gone"), {("parent", "open")}),
        (changed("market", profile="quzhou"), {("profile", "of_bureau")}),
        (changed("tax", bureau=None), {("parent", "missing"), ("bureau", "missing")}),
        (changed("government", parent="county-market"), {("parent", "no_cycle")}),
        (changed("county-government", parent="county-government"), {("parent", "no_cycle")}),
        (changed("town", bureau="bureau"), {("bureau", "level")}),
        (changed("county-government", bureau=None), set()),
        (changed("government", bureau="other-bureau", parent=None), {("bureau", "level")}),
    ],
)
def test_each_rule_is_told_at_its_field(organisation: Organisation, found: set[tuple[str, str]]) -> None:
    assert found <= rules(organisation)
    assert bool(found) == bool(rules(organisation))


def test_one_supervised_follows_the_rules_of_its_bureau() -> None:
    """Where it names none; what it names stays, to be told where it differs."""
    named = changed("market", profile="")
    assert "jinzhong" == offices.settled(named, ORGANISATIONS).profile
    assert "quzhou" == offices.settled(changed("market", profile="quzhou"), ORGANISATIONS).profile
    assert "" == offices.settled(changed("government", profile=""), ORGANISATIONS).profile


def _reached(organisation: Organisation, before: Organisation | None, own: str) -> set[tuple[str, str]]:
    return {(m.field, m.rule) for m in offices.out_of_reach(organisation, before, register(own))}


def test_a_county_hangs_nothing_on_its_city_and_leaves_no_city() -> None:
    """What stands there already may stay; a new root is nobody's to make."""
    county = ORGANISATIONS["county-government"]
    assert set() == _reached(county.model_copy(update={"name": "新名"}), county, "county-bureau")
    moved = county.model_copy(update={"parent": None, "bureau": None})
    assert {("parent", "missing")} == _reached(moved, county, "county-bureau")
    new = office("new", "agency", "county", parent="government", bureau="county-bureau")
    assert {("parent", "known")} == _reached(new, None, "county-bureau")
    assert {("parent", "missing")} == _reached(office("new", "government"), None, "bureau")
    root = ORGANISATIONS["government"]
    assert set() == _reached(root.model_copy(update={"name": "新名"}), root, "bureau")


def test_the_last_administrator_is_the_one_nobody_stands_above() -> None:
    """A county's may go, its city's keeps the county; a city's may not."""
    before = register()
    for person, refused in (("jiang", False), ("qin", True), ("shi", True)):
        gone = PEOPLE[person].model_copy(update={"roles": (), "left_on": None})
        try:
            offices.keep_one_administrator(before, register("bureau", gone))
            assert not refused
        except Conflict as error:
            assert refused and "last_administrator" == error.mistakes[0].rule
    another = Person(id="new", name="新", organisation="other-bureau", roles=("administrator",))
    without = register("bureau", another, Person(id="shi", name="施三", organisation="other-bureau"))
    offices.keep_one_administrator(register("bureau", another), without)


def test_closing_names_what_hangs_on_it() -> None:
    with pytest.raises(Conflict) as refusal:
        offices.closed(ORGANISATIONS["county-bureau"], ORGANISATIONS, None, 0)
    assert "2 个机构" in refusal.value.detail and "某town" in refusal.value.detail
    bare = {"county-bureau": ORGANISATIONS["county-bureau"]}
    with pytest.raises(Conflict) as refusal:
        offices.closed(bare["county-bureau"], bare, None, 3)
    assert ("open_matters", True) == (refusal.value.mistakes[0].rule, "3 件" in refusal.value.detail)
    closed = offices.closed(ORGANISATIONS["market"], ORGANISATIONS, "guidance", 0)
    assert (False, "guidance") == (closed.open, closed.successor)


def test_only_who_answers_for_complaints_succeeds_an_agency() -> None:
    fit = {i for i, o in ORGANISATIONS.items() if offices.may_succeed(ORGANISATIONS["market"], o)}
    assert {"tax", "county-government", "county-market"} == fit
    assert {"county-bureau", "other-bureau"} == {
        i for i, o in ORGANISATIONS.items() if offices.may_succeed(ORGANISATIONS["bureau"], o)
    }


def test_a_successor_may_be_closed_in_its_turn() -> None:
    known = {**ORGANISATIONS, "market": changed("market", open=False, successor="county-market")}
    assert "county-market" == offices.successor_of(known["gone"], known).id
    assert "market" == offices.successor_of(ORGANISATIONS["gone"], ORGANISATIONS).id
    alone = changed("gone", successor=None)
    assert alone is offices.successor_of(alone, ORGANISATIONS)


IDS = st.sampled_from(sorted(ORGANISATIONS))


@given(st.lists(st.tuples(IDS, IDS), max_size=12))
def test_no_accepted_move_ever_closes_a_circle(moves: list[tuple[str, str]]) -> None:
    """Whatever is moved below whatever: each way up ends at a root."""
    known = dict(ORGANISATIONS)
    for moved, parent in moves:
        after = known[moved].model_copy(update={"parent": parent})
        if not any(m.field == "parent" for m in offices.mistakes_of(after, known, PROFILES)):
            known[moved] = after
    for organisation in known.values():
        root = known[offices.upward(known, organisation.id)[-1]]
        assert offices.above(root) not in known
