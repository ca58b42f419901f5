"""The register's use case: one change, one transaction, one entry; crashes, repeats and rivals on the embedded AWS."""

from dataclasses import replace
from typing import Any

import pytest
from jiandu.adapters import register as book
from jiandu.adapters import table
from jiandu.administration.change import Change, administer
from jiandu.core import procedure
from jiandu.core.errors import Conflict, Invalid, JianduError
from jiandu.core.matter import Actor, Organisation, Person
from jiandu.core.offices import Register
from jiandu.core.register import broken_at
from jiandu.submit import supervised

from infra.local.seed import SOURCE
from infra.seed.source import Refused, Seed, checked, read
from infra.seed.writing import Writer
from tests.integration.desk_work import COLLEAGUE, MONDAY, Desk
from tests.integration.traffic import Traffic

CALLS = 15
KEEPER = Actor("person", "city-administrator-1", "city-bureau", ("administrator",))
PERSON = {"id": "new-1", "name": "新人", "title": "科员", "roles": ["respondent"]}
AGENCY = {
    "id": "city-parks",
    "name": "示范市园林局",
    "level": "city",
    "kind": "agency",
    "short": "市园",
    "parent": "city-government",
    "government": "city-government",
    "bureau": "city-bureau",
}


@pytest.fixture(autouse=True)
def places(law: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(procedure, "profiles", lambda: tuple(law))


def of(place: str, action: str, /, version: int | None = None, **values: Any) -> Change:
    kind, _, subject = place.rpartition("/")
    field = "person_id" if kind == "people" else "organisation_id"
    return Change(KEEPER, {field: subject}, action, values, MONDAY, version, idempotency_key=f"{action}-{version}")


def person(person_id: str) -> Person:
    found = table.load_person(person_id)
    assert found
    return found


def organisation(organisation_id: str) -> Organisation:
    found = table.load_organisation(organisation_id)
    assert found
    return found


ADD = of("organisations/city-market", "add_person", **PERSON)


def test_a_change_is_one_transaction_with_its_entry(traffic: Traffic) -> None:
    """The item, its entry, the register's turn and the request's key: together or not at all."""
    administer(ADD)
    ((*written,),) = traffic.transactions()
    keys = {w["Put"]["Item"]["pk"]["S"].split("#")[0] for w in written}
    assert ({"PERSON", "ORG", "REGISTER", "IDEM"}, 4) == (keys, len(written))
    assert all("ConditionExpression" in w["Put"] for w in written)
    (entry,) = book.load_entries("city-market")
    assert ("add_person", "person:new-1", KEEPER.id) == (entry.action, entry.subject, entry.actor)


def test_the_lists_everybody_reads_have_it(deployment: str) -> None:
    administer(ADD)
    administer(of("organisations/city-government", "add_organisation", **AGENCY))
    assert "new-1" in {p.id for p in table.list_people()}
    assert "city-parks" in {o.id for o in table.list_organisations()}
    assert ("jinzhong", "city-bureau") == (supervised("city-parks").profile, supervised("city-parks").bureau)


def test_each_change_raises_the_version_and_lengthens_the_chain(deployment: str) -> None:
    administer(ADD)
    facts = {**PERSON, "title": "股长"}
    del facts["id"]
    administer(of("people/new-1", "change_person", 1, **facts))
    administer(of("people/new-1", "leave", 2, reason="调离"))
    gone, history = person("new-1"), book.load_entries("city-market")
    assert ((), MONDAY.date(), 3) == (gone.roles, gone.left_on, gone.version)
    assert [1, 2, 3] == [e.subject_version for e in history]
    assert (None, 3) == (broken_at(history), book.turn())


def test_whoever_left_comes_back_elsewhere_under_the_same_account(deployment: str) -> None:
    """Not before the old office let go; each office's record has its own part, both unbroken."""
    administer(ADD)
    moved = {**PERSON, "roles": ["clerk"]}
    here = replace(of("organisations/city-bureau", "add_person", **moved), idempotency_key=None)
    with pytest.raises(Invalid) as refusal:
        administer(here)
    assert [("id", "unique")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    administer(of("people/new-1", "leave", 1, reason="调离"))
    administer(here)
    now = person("new-1")
    assert ("city-bureau", ("clerk",), None, 3) == (now.organisation, now.roles, now.left_on, now.version)
    records = [book.load_entries(office) for office in ("city-market", "city-bureau")]
    assert [(2, None), (1, None)] == [(len(record), broken_at(record)) for record in records]


def test_a_repeated_request_is_done_once(traffic: Traffic) -> None:
    assert administer(ADD) == administer(ADD)
    assert ["TransactWriteItems"] == traffic.writes()
    with pytest.raises(Invalid) as refusal:
        administer(replace(ADD, values={**PERSON, "name": "别人"}))
    assert [("Idempotency-Key", "same_body")] == [(m.field, m.rule) for m in refusal.value.mistakes]


def test_a_change_makes_so_many_calls(traffic: Traffic) -> None:
    """So that the power is cut at each of them below."""
    administer(ADD)
    assert CALLS == len(traffic.calls)


class PowerCut(Exception):
    """Nothing that botocore would raise."""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(1, CALLS + 1))
def test_a_power_cut_at_any_call_loses_nothing_and_repeats_nothing(traffic: Traffic, at: int, after: bool) -> None:
    """The same request sent again finds one person, one entry, one turn."""
    disturbed = traffic.after if after else traffic.before
    calls = [0]

    def cut(operation: str, _: dict[str, Any]) -> None:
        calls[0] += 1
        if calls[0] == at:
            raise PowerCut(operation)

    disturbed.append(cut)
    with pytest.raises(PowerCut):
        administer(ADD)
    disturbed.remove(cut)
    administer(ADD)
    assert (1, 1, 1) == (len(book.load_entries("city-market")), book.turn(), person("new-1").version)


def test_of_two_administrators_the_second_is_told_what_changed(traffic: Traffic) -> None:
    """Also when the first comes in the very moment between reading and writing."""
    administer(ADD)
    facts = {"name": "新人", "roles": ["respondent"]}
    first = replace(of("people/new-1", "change_person", 1, **facts, title="股长"), idempotency_key=None)
    traffic.once_before("TransactWriteItems", lambda: (administer(first), None)[1])
    with pytest.raises(Conflict) as refusal:
        administer(of("people/new-1", "change_person", 1, **facts, title="科长"))
    assert [("version", "stale")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    assert "秦知行办理了“变更人员”（职务）" in refusal.value.detail
    assert ("股长", 2, 2) == (person("new-1").title, person("new-1").version, len(book.load_entries("city-market")))


def test_rivals_in_other_offices_do_not_lose(traffic: Traffic) -> None:
    """Whoever lost the turn looks again and goes on."""
    other = of("organisations/city-tax", "add_person", **{**PERSON, "id": "new-2"})
    traffic.once_before("TransactWriteItems", lambda: (administer(replace(other, idempotency_key=None)), None)[1])
    administer(ADD)
    assert (2, "city-tax") == (book.turn(), person("new-2").organisation)


def test_two_administrators_cannot_both_leave_at_once(traffic: Traffic) -> None:
    """The second finds that he is the last."""
    second = {"id": "keeper-2", "name": "另一人", "roles": ["administrator"]}
    administer(of("organisations/city-bureau", "add_person", **second))
    leave = of(f"people/{KEEPER.id}", "leave", 1, reason="调离")
    traffic.once_before("TransactWriteItems", lambda: (administer(replace(leave, idempotency_key=None)), None)[1])
    with pytest.raises(Conflict) as refusal:
        administer(of("people/keeper-2", "leave", 1, reason="退休"))
    assert "last_administrator" == refusal.value.mistakes[0].rule
    assert person("keeper-2").left_on is None


def test_a_code_once_held_is_never_given_to_another(deployment: str) -> None:
    """Numbers printed under it would get a second owner; its own office may take it up again."""
    administer(of("organisations/city-government", "add_organisation", **AGENCY))
    kept = {k: v for k, v in AGENCY.items() if k not in ("id", "level", "kind")}
    administer(of("organisations/city-parks", "change_organisation", 1, **{**kept, "short": "园"}))
    with pytest.raises(Invalid) as refusal:
        administer(
            replace(
                of("organisations/city-government", "add_organisation", **{**AGENCY, "id": "o"}), idempotency_key=None
            )
        )
    assert [("short", "unique")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    administer(of("organisations/city-parks", "change_organisation", 2, **kept))
    assert "市园" == organisation("city-parks").short


def test_what_is_refused_writes_nothing(traffic: Traffic) -> None:
    refused = [
        of("organisations/city-market", "add_person", **{**PERSON, "roles": ["assistant"]}),
        of("organisations/city-market", "add_person", **{**PERSON, "id": "city-signer-1"}),
        of("organisations/city-market", "change_organisation", 9, name="某局"),
        of("organisations/city-closed", "add_person", **PERSON),
        of("organisations/city-bureau", "close_organisation", 1, reason="改革", successor="county-bureau"),
        of("people/model-signer-1", "leave", 1, reason="调离"),
        of("people/city-signer-1", "nothing", 1),
        of("people/city-signer-1", "revoke_certificate", 1, number="1", reason="遗失"),
        of("people/city-signer-1", "leave", 1, reason="调离\x00"),
    ]
    for change in refused:
        with pytest.raises(JianduError):
            administer(change)
    assert [] == traffic.writes()


def left(person_id: str) -> Conflict:
    with pytest.raises(Conflict) as refusal:
        administer(of(f"people/{person_id}", "leave", 1, reason="调离"))
    assert [("state", "handover")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    return refusal.value


def number(matter_id: str) -> str:
    return str((table.get(f"M#{matter_id}", "MATTER") or {})["number"])


def test_an_officer_is_kept_by_open_matters_and_the_refusal_names_them(deployment: str) -> None:
    """His complaint and his case; a clerk of the same bureau, who handles none, may go."""
    desk = Desk()
    case = desk.reviewed()
    told = left(COLLEAGUE).detail
    assert "2 件" in told and number(case) in told
    gone = administer(of("people/city-clerk-1", "leave", 1, reason="调离"))
    assert isinstance(gone, Person) and gone.left_on


def test_a_superior_learns_how_many_and_not_which(deployment: str) -> None:
    """Keeping a county's register opens none of its matters."""
    desk = Desk()
    complaint = desk.submit(agency="county-market").matter_id
    item = {**(table.get(f"M#{complaint}", "MATTER") or {}), "officers": ["county-supervisor-1"]}
    transaction = table.Transaction()
    transaction.put("matter", item, "attribute_exists(pk)")
    transaction.commit()
    told = left("county-supervisor-1").detail
    assert "1 件" in told and number(complaint) not in told


def test_a_bureau_with_open_matters_is_not_closed(deployment: str) -> None:
    """Its people could act no more, and its clocks would run on."""
    bureau = {**AGENCY, "id": "new-bureau", "kind": "bureau", "short": "新司", "profile": "jinzhong", "bureau": None}
    administer(of("organisations/city-government", "add_organisation", **bureau))
    agency = {**AGENCY, "bureau": "new-bureau"}
    administer(replace(of("organisations/city-government", "add_organisation", **agency), idempotency_key=None))
    Desk().submit(agency="city-parks")
    facts = {k: v for k, v in AGENCY.items() if k not in ("id", "level", "kind")}
    administer(of("organisations/city-parks", "change_organisation", 1, **facts))
    with pytest.raises(Conflict) as refusal:
        administer(of("organisations/new-bureau", "close_organisation", 1, reason="改革"))
    assert "open_matters" == refusal.value.mistakes[0].rule


def test_items_written_before_there_were_versions_are_changed_too(deployment: str) -> None:
    item = {k: v for k, v in book.subject_item(person("city-clerk-1")).items() if k not in ("version", "certificates")}
    transaction = table.Transaction()
    transaction.put("old", item, "attribute_exists(pk)")
    transaction.commit()
    administer(of("people/city-clerk-1", "change_person", 1, name="杜小满", title="主任", roles=["clerk"]))
    assert ("主任", 2) == (person("city-clerk-1").title, person("city-clerk-1").version)


def seeded(deployment: str, seed: Seed) -> tuple[int, int]:
    from jiandu.adapters.aws import client

    return Writer(client("dynamodb"), deployment).write(seed)


def more(organisations: tuple[Organisation, ...] = (), people: tuple[Person, ...] = ()) -> Seed:
    return Seed(organisations, people)


def test_a_seed_is_written_once_with_its_record(deployment: str) -> None:
    """What is there stays as it is; what is new gets an entry; again, it writes nothing."""
    known = read(SOURCE)
    parks = Organisation(**AGENCY)
    new = Person(id="new-1", name="新人", organisation="city-parks", roles=("respondent",))
    seed = more((*known.organisations, parks), (*known.people, new))
    assert (2, len(known.subjects)) == seeded(deployment, seed)
    history = book.load_entries("city-parks")
    assert (["seed", "seed"], None) == ([e.action for e in history], broken_at(history))
    assert (0, len(seed.subjects)) == seeded(deployment, seed)
    assert history == book.load_entries("city-parks")


def test_a_seed_goes_on_after_a_power_cut(traffic: Traffic, deployment: str) -> None:
    parks = Organisation(**AGENCY)
    people = tuple(Person(id=f"new-{n}", name="新人", organisation=parks.id, roles=("respondent",)) for n in range(3))
    left = [2]

    def cut(operation: str, _: dict[str, Any]) -> None:
        left[0] -= operation == "TransactWriteItems"
        if left[0] < 0:
            left[0] = 99
            raise PowerCut

    traffic.after.append(cut)
    with pytest.raises(PowerCut):
        seeded(deployment, more((parks,), people))
    assert (1, 3) == seeded(deployment, more((parks,), people))
    history = book.load_entries(parks.id)
    assert (4, None) == (len(history), broken_at(history))


def test_a_seed_stops_at_a_code_that_another_held(deployment: str) -> None:
    parks = Organisation(**AGENCY)
    seeded(deployment, more((parks,)))
    with pytest.raises(Refused) as refusal:
        seeded(deployment, more((parks.model_copy(update={"id": "other"}),)))
    assert ["other：市园 已经由其他机构或者人员使用"] == refusal.value.errors


def test_a_second_seed_hangs_on_what_is_there(deployment: str) -> None:
    """A county may come later; it is checked against the city that the table holds."""
    from jiandu.adapters.aws import client

    there = Writer(client("dynamodb"), deployment).there()
    seed = more((Organisation(**{**AGENCY, "profile": ""}),))
    assert "jinzhong" == checked(seed, there, {"jinzhong", "quzhou"}).organisations[0].profile
    with pytest.raises(Refused):
        checked(seed, Register({}, {}), {"jinzhong"})
