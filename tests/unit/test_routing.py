"""Who coordinates a dispute over duties: by level and region, the reason told, never one of the parties."""

import pytest
from jiandu.core.errors import Mistake
from jiandu.core.matter import Organisation
from jiandu.core.routing import ROUTES, Route, coordinator_of, parties, route


def office(name: str, kind: str, level: str, **facts: str | bool) -> Organisation:
    return Organisation.model_validate({"id": name, "name": name, "kind": kind, "level": level, **facts})


AROUND = {
    o.id: o
    for o in (
        office("city", "government", "city"),
        office("city-guide", "guidance_body", "city", government="city"),
        office("city-bureau", "bureau", "city", government="city"),
        office("market", "agency", "city", government="city"),
        office("urban", "agency", "city", government="city"),
        office("gone", "agency", "city", government="city", open=False),
        office("editor", "staffing_body", "city", government="city"),
        office("east", "government", "county", parent="city"),
        office("east-guide", "guidance_body", "county", government="east"),
        office("east-urban", "agency", "county", government="east"),
        office("west", "government", "county", parent="city"),
        office("west-urban", "agency", "county", government="west"),
        office("west-water", "agency", "county", government="west"),
        office("east-town", "government", "township", parent="east"),
        office("east-village", "government", "township", parent="east"),
        office("west-town", "government", "township", parent="west"),
        office("other-city", "government", "city"),
        office("other-market", "agency", "city", government="other-city"),
    )
}


def routed(one: str, other: str, by: str = "guidance_body") -> tuple[str, str]:
    """The coordinator and the reason; or the field and rule of what stands against it."""
    found = route(AROUND[one], AROUND.get(other), AROUND, by)
    return (found.field, found.rule) if isinstance(found, Mistake) else (found.coordinator.id, found.reason)


@pytest.mark.duty("QZ-06")
@pytest.mark.parametrize(
    ("one", "other", "coordinator", "reason"),
    [
        ("market", "urban", "city-guide", "same_level"),
        ("market", "east-urban", "city-guide", "across"),
        ("east-urban", "west-urban", "city-guide", "across"),
        ("east-town", "east-urban", "east-guide", "township"),
        ("east-urban", "east-village", "east-guide", "township"),
        ("east-town", "east-village", "east-guide", "township"),
        ("east-town", "west-urban", "city-guide", "across"),
        ("east-town", "west-town", "city-guide", "across"),
        ("east-town", "market", "city-guide", "across"),
    ],
)
def test_a_dispute_goes_by_level_and_region_to_its_coordinator(
    one: str, other: str, coordinator: str, reason: str
) -> None:
    """The same whoever of the two applies, and the reason has its words."""
    assert (coordinator, reason) == routed(one, other) == routed(other, one)
    assert reason in ROUTES


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("market", "market", "not_itself"),
        ("market", "nobody", "known_party"),
        ("market", "gone", "known_party"),
        ("market", "editor", "known_party"),
        ("market", "east", "known_party"),
        ("market", "other-market", "one_city"),
        ("west-urban", "west-water", "coordinator_registered"),
        ("market", "city-guide", "coordinator_not_party"),
        ("city-guide", "market", "coordinator_not_party"),
        ("editor", "market", "known_applicant"),
        ("east", "market", "known_applicant"),
    ],
)
def test_where_nobody_may_coordinate_it_is_said_why(one: str, other: str, rule: str) -> None:
    assert ("other_party", rule) == routed(one, other)


def test_a_body_that_stands_under_a_party_does_not_coordinate() -> None:
    """The guidance body of the city is part of its urban office there."""
    around = {**AROUND, "city-guide": office("city-guide", "guidance_body", "city", government="city", parent="urban")}
    found = [route(around[one], around[other], around, "guidance_body") for one, other in PAIRS]
    assert ["coordinator_not_party", "coordinator_not_party"] == [m.rule for m in found[:2] if isinstance(m, Mistake)]
    assert isinstance(found[2], Route)


PAIRS = (("market", "urban"), ("urban", "market"), ("market", "east-urban"))


@pytest.mark.duty("NAT-13")
def test_the_kind_of_body_is_the_places_own_row() -> None:
    """The same dispute is the supervision body's where the place says so."""
    assert ("city-bureau", "same_level") == routed("market", "urban", "bureau")
    assert isinstance(route(AROUND["market"], AROUND["city-guide"], AROUND, "bureau"), Route)


def test_one_may_name_whoever_somebody_can_coordinate_with() -> None:
    """Not oneself, nobody closed, none of another city."""
    named = {o.id for o in parties(AROUND["market"], AROUND)}
    assert {"urban", "east-urban", "west-town", "city-guide"} <= named
    assert not {"market", "gone", "other-market", "editor"} & named


def test_a_township_is_coordinated_by_its_county_and_where_there_is_none_by_the_city() -> None:
    found = [coordinator_of(AROUND[name], AROUND, "guidance_body") for name in ("east-town", "west-town", "market")]
    assert ["east-guide", "city-guide", "city-guide"] == [body.id for body in found if body]
