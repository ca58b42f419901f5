"""The record: one chain of events a matter, in which nothing can be altered, dropped or put elsewhere unseen."""

import json
from datetime import timedelta

import pytest
from casework import MONDAY, Bureau, correcting, decided, proposed, serve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jiandu.core.matter import Actor, Event, Matter
from jiandu.core.record import broken_at, canonical, digest, make_event, salted


def long_record() -> tuple[Matter, tuple[Event, ...]]:
    """A case from its opening to the government's decision, with two breaches."""
    bureau = Bureau()
    _, case = correcting(bureau)
    bureau.wait(days=40)
    proposed(bureau, case)
    decided(bureau, case)
    serve(bureau, case, "decision", bureau.today)
    bureau.wait(days=40)
    bureau.sweep()
    return bureau.cases[case].matter, bureau.cases[case].events


MATTER, EVENTS = long_record()
NUMBERS = st.integers(0, len(EVENTS) - 1)


def test_an_untouched_record_is_whole() -> None:
    assert broken_at(MATTER, EVENTS) is None


def test_the_version_is_the_number_of_events() -> None:
    assert len(EVENTS) == MATTER.version
    assert list(range(1, len(EVENTS) + 1)) == [event.n for event in EVENTS]


def test_the_snapshot_is_what_the_last_event_says() -> None:
    """Folding the events gives the matter: state, letter in preparation, head and version."""
    last = json.loads(EVENTS[-1].body)
    stage = f"{MATTER.letter.kind}.{MATTER.letter.stage}" if MATTER.letter else ""
    assert (last["state"], last["stage"], last["n"]) == (MATTER.state, stage, MATTER.version)
    assert EVENTS[-1].hash == MATTER.head


def test_every_event_names_its_article_and_its_algorithm() -> None:
    for event in EVENTS:
        body = json.loads(event.body)
        assert body["basis"], event.action
        assert "SHA-256" == body["algorithm"]


@given(NUMBERS)
def test_a_dropped_event_is_found(at: int) -> None:
    """The last one too: the matter's head and version tell."""
    assert at + 1 == broken_at(MATTER, EVENTS[:at] + EVENTS[at + 1 :])


@given(NUMBERS, NUMBERS)
def test_events_in_another_order_are_found(one: int, other: int) -> None:
    swapped = list(EVENTS)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    expected = None if one == other else min(one, other) + 1
    assert expected == broken_at(MATTER, swapped)


@given(NUMBERS)
def test_an_event_told_twice_is_found(at: int) -> None:
    assert at + 2 == broken_at(MATTER, EVENTS[: at + 1] + EVENTS[at:])


CHANGES = {
    "body": EVENTS[1].body.replace("request_opening", "close"),
    "hash": "0" * 64,
    "action": "close",
    "actor": "somebody-else",
    "organisation": "elsewhere",
    "happened_at": MONDAY - timedelta(days=30),
    "recorded_at": MONDAY + timedelta(days=1),
    "facts": {"subject": "改过的案由"},
    "salt": "00" * 16,
    "matter": "another",
    "n": 99,
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_altered_event_is_found(name: str) -> None:
    """Whichever attribute: what is hashed, and what stands beside it to be read quickly."""
    altered = EVENTS[1].model_copy(update={name: CHANGES[name]})
    assert 2 == broken_at(MATTER, (EVENTS[0], altered, *EVENTS[2:]))


def test_a_body_hashed_anew_breaks_the_next_link() -> None:
    """Who alters a body and its hash must alter every later one, and the head."""
    body = EVENTS[1].body.replace('"stage":""', '"stage":"opinion.drafting"')
    forged = EVENTS[1].model_copy(update={"body": body, "hash": digest(body)})
    assert 3 == broken_at(MATTER, (EVENTS[0], forged, *EVENTS[2:]))


def test_facts_blanked_with_their_salt_are_found() -> None:
    removed = EVENTS[1].model_copy(update={"facts": {}, "salt": ""})
    assert 2 == broken_at(MATTER, (EVENTS[0], removed, *EVENTS[2:]))


def test_facts_removed_by_a_disposal_leave_the_chain_whole() -> None:
    """What was typed can be taken out with its salt; the record of the act stays."""
    matter, events = disposed()
    bare = [event.model_copy(update={"facts": {}, "salt": ""}) for event in events]
    assert broken_at(matter, bare) is None
    assert len(events) == broken_at(matter, [*bare[:-1], events[-1].model_copy(update={"facts": {"register": "x"}})])


def disposed() -> tuple[Matter, tuple[Event, ...]]:
    facts, by = {"register": "XH-1"}, Actor("system", "system")
    told = {"action": "disposed", "actor": by, "happened_at": MONDAY, "recorded_at": MONDAY, "basis": ()}
    last = make_event(MATTER, facts=facts, salt="00" * 16, **told)
    return MATTER.model_copy(update={"version": last.n, "head": last.hash}), (*EVENTS, last)


def test_facts_without_their_salt_are_not_believed() -> None:
    """Otherwise anybody could put other words beside an event."""
    unsalted = EVENTS[1].model_copy(update={"facts": {"subject": "别的"}, "salt": ""})
    assert 2 == broken_at(MATTER, (EVENTS[0], unsalted, *EVENTS[2:]))


def test_nothing_typed_stands_in_a_body() -> None:
    """Facts enter the record as a salted hash only; of a letter its number is cited."""
    bodies = "".join(event.body for event in EVENTS)
    facts = [item for event in EVENTS for item in event.facts.items()]
    typed = [text for name, text in facts if name != "number" and isinstance(text, str) and not text.isascii()]
    assert typed
    assert [] == [text for text in typed if text in bodies]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.text(), JSON))
def test_equal_values_have_one_canonical_text(value: dict[str, object]) -> None:
    """Whatever the order of the keys; and reading it back gives the value."""
    turned = dict(reversed(value.items()))
    assert canonical(value) == canonical(turned)
    assert value == json.loads(canonical(value))


@given(st.text(), st.text())
def test_a_salted_hash_tells_facts_and_salts_apart(one: str, other: str) -> None:
    assert (one == other) == (salted({"t": one}, "ab" * 16) == salted({"t": other}, "ab" * 16))
    assert salted({"t": one}, "ab" * 16) != salted({"t": one}, "cd" * 16)
