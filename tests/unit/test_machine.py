"""A bureau under random hands: whatever is tried, what is forbidden fails and what is kept stays whole."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from random import Random

from casework import (
    OPINION,
    ORGANISATIONS,
    PEOPLE,
    ZHOU,
    Bureau,
    objected,
    overseeing,
    performing,
    person,
    proposed,
    reported,
    served,
    working_day_after,
)
from filling_in import filled_in, opening_of_term, spoiled
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from jiandu.core.access import MATTERS, sees
from jiandu.core.admit import obstacles
from jiandu.core.advance import advance
from jiandu.core.errors import Conflict, Forbidden, JianduError
from jiandu.core.matter import SYSTEM, Actor, Case, Matter
from jiandu.core.procedure import Action
from jiandu.core.record import broken_at

TRIED: Counter[str] = Counter()
DONE: Counter[tuple[str, str]] = Counter()
NUMBER = re.compile(r"(.+〔\d{4}〕)(\d+)号")
ONWARD = ("draft", "amend", "review", "legal_review", "sign", "seal", "serve", "receive", "set_date")
OF_OWNER = ("supervisor", "reviewer", "legal_reviewer", "signer", "clerk")
BUREAU_STAFF = {"supervisor", "signer", "clerk"}
OWN = ("activity", "rectification", "reporting", "handover")
PLAYED = ("complaint", "supervision", "objection", "personnel", "referral", *OWN)
RESTING = ("suspended", "merged")
MOVES_A_DAY = {"extend_deadline", "resume"}

BARE = {"parent": None, "child": None, "other": None}

# Hypothesis draws also numbers that stand in whatever modules are loaded: other test files would tell the story.
DRAWN = Random(825)
SEEDS = st.builds(lambda: DRAWN.getrandbits(40))
FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),  # a story is told as it was found: shortening it takes minutes
    max_examples=65,
    stateful_step_count=50,
    suppress_health_check=list(HealthCheck),
)


BY_CODE = {"complainant": "complaint", "invited_person": "invitee"}


def holds(actor: Actor, role: str, matter: Matter) -> bool:
    """Who a role is, said once more and apart from the product's own table."""
    person = PEOPLE.get(actor.id) if actor.kind == "person" else None
    if role in OF_OWNER:
        return person is not None and person.organisation == matter.owner and role in person.roles
    if role == "handler":
        return holds(actor, "supervisor", matter) and actor.id in matter.officers
    if role == "respondent":
        own = BUREAU_STAFF if matter.kind == "rectification" else {"respondent"}
        inside = person is not None and person.organisation == matter.respondent and bool(own & set(person.roles))
        return inside and matter.known
    if role == "superior":
        above = ORGANISATIONS[matter.owner].bureau
        beside = person is not None and person.organisation not in (matter.owner, matter.respondent)
        return beside and person.organisation == above and "signer" in person.roles  # type: ignore[union-attr]
    if role == "contact_point":
        return person is not None and role in person.roles and person.organisation == matter.respondent and matter.known
    if role == "county_bureau":
        at_work = person is not None and bool({"supervisor", "clerk"} & set(person.roles))
        return at_work and person.organisation == matter.marks.get("county")  # type: ignore[union-attr]
    if role == "identity_asker":
        own = person is not None and person.organisation == matter.owner
        return own and matter.hands.get("identity_asker") == actor.id
    if role == "system":
        return actor == SYSTEM
    return role == actor.kind and BY_CODE.get(role) == matter.kind and actor.id == matter.id


def opinion_served(bureau: Bureau) -> str:
    """A case in correction, by the form of the opinion each place has; its id."""
    _, case = reported(bureau)
    served(bureau, case, "opinion", **OPINION, **({} if bureau.profile == "jinzhong" else {"due_on": "2026-04-01"}))
    return case


def proposal_sent(bureau: Bureau) -> None:
    case = opinion_served(bureau)
    bureau.wait(days=40)
    proposed(bureau, case, **({} if bureau.profile == "jinzhong" else {"days": 30}))


def letter_drafted(bureau: Bureau) -> None:
    _, case = reported(bureau)
    due_on = {} if bureau.profile == "jinzhong" else {"due_on": "2026-04-01"}
    bureau.act(case, "draft_opinion", ZHOU, **OPINION, **due_on)


def duplicates(bureau: Bureau) -> None:
    """Complaints on one agency, one of them on one that is vertically run."""
    for agency in ("market", "market", "market", "tax", "tax"):
        bureau.submit(agency)


def own_matters(bureau: Bureau) -> None:
    """One of each kind an office begins itself."""
    due_on = working_day_after(bureau.today, 10)
    plan = {"title": "检查", "mode": "daily", "duty": "guidance", "plan": "方案。"}
    bureau.begin("activity", ZHOU, **plan)
    bureau.begin("rectification", ZHOU, respondent="county", reason="不履行职责。")
    bureau.begin("reporting", ZHOU, due_on=due_on)
    days = {"first_day": bureau.today, "last_day": due_on}
    bureau.begin("invitee", ZHOU, title="钟教授", category="expert", unit="大学", specialty="行政法", **days)


def person_in_question(bureau: Bureau) -> None:
    """A case beside which a suggestion on a person and a clue have been begun."""
    case = opinion_served(bureau)
    bureau.act(case, "suggest_handling", ZHOU, person="王某", post="队长", reason="明显不当。")
    bureau.act(case, "refer_clue", ZHOU, persons="王某", facts="收受财物。")


def term_begun(bureau: Bureau) -> None:
    """A contact point whose re-check opens within a week, where the place has contact points."""
    if "contact_point" in bureau.rules.procedures:
        bureau.begin("contact_point", ZHOU, **opening_of_term(bureau.today, bureau.today + timedelta(days=95)))


STARTS: dict[str, Callable[[Bureau], object]] = {
    "nothing": lambda bureau: None,
    "inaction reported": lambda bureau: reported(bureau, "inaction"),
    "unlawful act reported": reported,
    "letter drafted": letter_drafted,
    "urging served": performing,
    "opinion served": opinion_served,
    "objection raised": lambda bureau: objected(bureau, opinion_served(bureau)),
    "proposal sent": proposal_sent,
    "duplicates": duplicates,
    "own matters": own_matters,
    "person in question": person_in_question,
    "term begun": term_begun,
}


class Hands(RuleBasedStateMachine):
    """Submits, acts, spoils, waits and sweeps; after every step everything is looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self.bureau = Bureau()
        self.seen: dict[str, Case] = {}

    @initialize(seed=SEEDS)
    def begin(self, seed: int) -> None:
        """Most begin with a case far along, so that its late states are reached often."""
        chance = Random(seed)
        self.bureau = Bureau(chance.choice(("jinzhong", "quzhou")))
        STARTS[chance.choice(sorted(STARTS))](self.bureau)

    @rule(seed=SEEDS)
    def submit(self, seed: int) -> None:
        if len(self.bureau.cases) < 9:
            TRIED["submit"] += 1
            agency = Random(seed).choice(("market", "market", "market", "tax"))
            self.bureau.submit(agency, anonymous=bool(seed % 2))

    @rule(seed=SEEDS)
    def begin_something(self, seed: int) -> None:
        if len(self.bureau.cases) < 12:
            chance = self._chance(seed)
            self._begin(chance.choice(OWN), chance)

    def _begin(self, kind: str, chance: Random) -> None:
        """A matter an office begins by its own hand; who may is drawn from the row."""
        bureau = self.bureau
        prospect = Case(Matter.model_construct(kind=kind, owner="bureau", officers=()))
        action = bureau.rules.procedures[kind].actions["begin"]
        (role,) = action.who
        able = [p for p in map(person, PEOPLE) if p.organisation == "bureau" and role in p.roles]
        before = dict(bureau.cases)
        try:
            bureau.begin(kind, chance.choice(able), **filled_in(bureau, prospect, action, chance))
        except JianduError as refusal:
            TRIED["refused"] += 1
            assert refusal.mistakes and before == bureau.cases
        else:
            TRIED["done"] += 1

    @rule(seed=SEEDS)
    def do_what_is_permitted(self, seed: int) -> None:
        self._permitted(self._chance(seed), spoil=False)

    @rule(seed=SEEDS)
    def pursue_one_case(self, seed: int) -> None:
        """Several steps of one case on end, as an office works."""
        chance = self._chance(seed)
        cases = (c.matter for c in self.bureau.cases.values() if c.matter.kind != "complaint" or chance.random() < 0.2)
        open_cases = [m.id for m in cases if m.closed_at is None]
        if open_cases:
            matter_id = chance.choice(open_cases)
            for _ in range(20):
                self._permitted(chance, spoil=False, matter_id=matter_id)
                self.every_changed_matter_is_whole()

    @rule(seed=SEEDS)
    def hand_in_something_odd(self, seed: int) -> None:
        self._permitted(self._chance(seed), spoil=True)

    @rule(seed=SEEDS)
    def lend_a_second_hand(self, seed: int) -> None:
        """In its place and by a role that may, but by a person who already lent another hand."""
        chance, tries = self._chance(seed), []
        for case in map(self.bureau.case, self.bureau.cases):
            rows = self.bureau.procedure(case.matter.id).actions.values()
            present = self._now(case)
            for action in (row for row in rows if row.apart and case.matter.state in row.states):
                for actor in self._actors(case):
                    if any(self._lent(present, action, hand) == actor.id for hand in action.apart):
                        tries.append((case, action, actor))
        if tries:
            self._attempt(*chance.choice(tries), chance, spoil=False)

    @rule(seed=SEEDS)
    def try_anything(self, seed: int) -> None:
        """Any row of any matter by anybody: nearly always forbidden."""
        chance = self._chance(seed)
        if matter_id := self._any_matter(chance):
            case = self.bureau.case(matter_id)
            action = chance.choice(list(self.bureau.procedure(matter_id).actions.values()))
            self._attempt(case, action, chance.choice(self._actors(case)), chance, spoil=chance.random() < 0.2)

    @rule(hours=st.sampled_from((1, 24, 72, 800)))
    def wait(self, hours: int) -> None:
        TRIED["wait"] += 1
        self.bureau.wait(hours=hours)

    @rule()
    def sweep(self) -> None:
        TRIED["sweep"] += 1
        self.bureau.sweep()
        assert [] == self.bureau.sweep()

    def _now(self, case: Case) -> Case:
        """The case with everything raised that is due."""
        bureau = self.bureau
        return advance(case, bureau.procedure(case.matter.id), bureau.now, bureau.fresh.salt).case

    def _chance(self, seed: int) -> Random:
        """Another one at every stage of the story, also for the small seeds that are drawn again and again."""
        return Random(f"{seed} {self.bureau.fresh.made}")

    def _any_matter(self, chance: Random) -> str | None:
        return chance.choice(list(self.bureau.cases)) if self.bureau.cases else None

    def _actors(self, case: Case) -> list[Actor]:
        strangers = [Actor("complainant", "0" * 32), Actor("matter", "0" * 32, "bureau"), SYSTEM]
        invited = case.matter.kind == "invitee"
        by_code = Actor("invited_person" if invited else "complainant", case.matter.id)
        return [*map(person, PEOPLE), by_code, *strangers]

    def _permitted(self, chance: Random, spoil: bool, matter_id: str | None = None) -> None:
        matter_id = matter_id or self._any_matter(chance)
        if matter_id is None:
            return
        case = self.bureau.case(matter_id)
        present = self._now(case)
        able: dict[str, list[Actor]] = {}
        actors = self._actors(case)
        for action in self.bureau.procedure(matter_id).actions.values():
            if case.matter.state not in action.states:
                continue
            may = [a for a in actors if self._refusal(present, action, a) is None]
            if may and not obstacles(present, action, self.bureau.today):
                able[action.name] = may
        if able:
            rows = [self.bureau.action(matter_id, name) for name in able]
            (action,) = chance.choices(rows, [self._appeal(case, row) for row in rows])
            self._attempt(case, action, chance.choice(able[action.name]), chance, spoil)

    def _appeal(self, case: Case, action: Action) -> float:
        """What was not done yet comes first, what ends a matter last: so that late states are reached."""
        ends = self.bureau.rules.procedures[case.matter.kind].ends
        done = any(e.action == action.name for e in case.events)
        if action.effect.to in ends or action.step in ("hand_over", "suspend"):
            return 0.1
        if action.at_will:
            return 0.05 if done else 0.3
        return 0.5 if done and case.matter.state not in RESTING else 8 if action.step in ONWARD else 2

    def _refusal(self, case: Case, action: Action, actor: Actor) -> type[JianduError] | None:
        """What the row itself says to this attempt: None where it may go on to its form and checks."""
        matter = case.matter
        if not any(holds(actor, role, matter) for role in action.who):
            return Forbidden
        if matter.state not in action.states or (action.at_stage and matter.stage not in action.at_stage):
            return Conflict
        if actor.kind == "person" and self._out(case, actor):
            return Conflict
        return Conflict if any(self._lent(case, action, hand) == actor.id for hand in action.apart) else None

    def _out(self, case: Case, actor: Actor) -> bool:
        """Whether the actor is in question or has recused, read from the record of this matter and its parent."""
        out: dict[str, bool] = {}
        before = [e for e in case.parent.events if e.recorded_at <= case.matter.opened_at] if case.parent else []
        for events, own in ((before, False), (case.events, True)):
            for event in events:
                if event.action in ("ask_recusal", "enter_ask_recusal", "declare_recusal", "recusal_asked") and own:
                    out[
                        str(event.facts.get("officer") or ("*" if event.action == "recusal_asked" else event.actor))
                    ] = False
                if event.action == "decide_recusal":
                    out.pop("*", None)
                    out.pop(str(event.facts["officer"]), None)
                    if event.facts["outcome"] == "recused":
                        out[str(event.facts["officer"])] = True
        return actor.id in out or ("*" in out and actor.id in case.matter.officers)

    def _lent(self, case: Case, action: Action, hand: str) -> str | None:
        """Whose hand it was, read from the record and not from the snapshot."""
        rows = self.bureau.rules.procedures[case.matter.kind].actions
        letter = case.matter.letter if action.letter else None
        drafted = [e.n for e in case.events if (row := rows.get(e.action)) and letter and row.step == "draft"]
        since = max(drafted, default=1)
        for event in reversed(case.events):
            row = rows.get(event.action)
            if row and row.hand == hand and bool(row.letter) == bool(letter) and event.n >= since:
                return event.actor
        if letter:
            return None
        about = case.parent.document(case.matter.about) if case.parent else None
        return about.hands.get(hand) if about else None

    def _attempt(self, case: Case, action: Action, actor: Actor, chance: Random, spoil: bool) -> None:
        """Refused: nothing is kept, and for the reason the row gives. Done: one event more, of this very act."""
        bureau, matter_id = self.bureau, case.matter.id
        present = self._now(case)
        expected = self._refusal(present, action, actor)
        facts = filled_in(bureau, present, action, chance)
        facts = spoiled(facts, chance) if spoil and facts else facts
        cases, numbers, letters = dict(bureau.cases), dict(bureau.numbers), len(bureau.letters)
        try:
            decision = bureau.act(matter_id, action.name, actor, **facts)
        except JianduError as refusal:
            TRIED["forbidden" if expected else "refused"] += 1
            bureau.numbers = numbers  # the series is written with the act or not at all
            del bureau.letters[letters:]
            assert expected is None or type(refusal) is expected, (action.name, actor, refusal)
            assert expected or not isinstance(refusal, Forbidden), (action.name, actor, refusal)
            assert refusal.mistakes and all(m.message for m in refusal.mistakes)
            assert cases == bureau.cases
            return
        assert expected is None, (action.name, actor, case.matter.state, case.matter.stage)
        TRIED["done"] += 1
        DONE[case.matter.kind, action.name] += 1
        own = [(e.action, e.actor) for e in decision.events if e.action != "breach"]
        assert ([(action.name, actor.id)] if action.trace else []) == own
        assert action.trace or replace(case, **BARE) == replace(bureau.case(matter_id), **BARE), "a trace was left"
        assert matter_id in {d.case.matter.id for d in decision.all}
        meant = {d.case.matter.id for d in decision.all}
        meant |= {t.matter for t in decision.errands.targets} if decision.errands else set()
        assert meant >= {i for i, c in bureau.cases.items() if cases.get(i) != c}

    @invariant()
    def every_changed_matter_is_whole(self) -> None:
        for matter_id, case in self.bureau.cases.items():
            before = self.seen.get(matter_id)
            if before is not case and before != case:  # an act without a trace leaves it as it was, unadvanced too
                self._whole(case, self.seen.get(matter_id))
                self.seen[matter_id] = case

    def _whole(self, case: Case, before: Case | None) -> None:
        matter = case.matter
        assert len(case.events) == matter.version == case.events[-1].n
        assert broken_at(matter, case.events) is None
        last = json.loads(case.events[-1].body)
        assert (matter.state, matter.stage) == (last["state"], last["stage"])
        assert matter.head == case.events[-1].hash
        recorded = [e.recorded_at for e in case.events]
        assert sorted(recorded) == recorded and recorded[-1] <= self.bureau.now
        assert before is None or before.events == case.events[: len(before.events)], "an event was changed"
        self._clocks(case, before)
        self._people(case)
        assert not (matter.letter and matter.state in self.bureau.procedure(matter.id).ends), "a letter left behind"
        assert (matter.state == "merged") == (matter.merged_into is not None)
        for document in case.documents:
            hands = [who for hand, who in document.hands.items() if not hand.startswith("amender")]
            assert len(set(hands)) == len(hands), "one person lent two hands to a letter"
            amenders = {who for hand, who in document.hands.items() if hand.startswith("amender")}
            assert not amenders & {document.hands.get("drafter"), document.hands.get("signer")}
        assert matter.in_force is None or case.document(matter.in_force).status == "served"  # type: ignore[union-attr]

    def _clocks(self, case: Case, before: Case | None) -> None:
        ended = case.matter.state in self.bureau.procedure(case.matter.id).ends
        assert ended == (case.matter.closed_at is not None)
        going = ("running", "suspended")
        running_on = {c.name for c in case.clocks if c.status in going} - {"identity_access"}  # asked for after the end
        assert not (ended and running_on), "a clock runs on"
        assert case.matter.state == "suspended" or not any(c.status == "suspended" for c in case.clocks), "forgotten"
        assert (
            case.matter.state != "suspended" or case.matter.resumes_to in self.bureau.procedure(case.matter.id).states
        )
        assert len({c.key for c in case.clocks}) == len(case.clocks)
        assert all(c.next_alert > self.bureau.now for c in case.clocks if c.next_alert)
        assert set(case.matter.late) == {c.name for c in case.clocks if c.status in going and c.breached_at}
        assert {c.name for c in case.clocks if c.breached_at} == set(case.matter.was_late)
        breaches = [json.loads(e.body)["clock"] for e in case.events if e.action == "breach"]
        late = [c.key for c in case.clocks if c.breached_at]
        assert sorted(set(breaches)) == sorted(breaches) and set(late) <= set(breaches), "a breach not once on record"
        since = case.events[len(before.events) :] if before else case.events
        kinds = self.bureau.procedure(case.matter.id).clocks
        led_on = {c.key for c in case.clocks if kinds[c.name].moves}  # where a period's end leads on nobody is late
        self._taken_back(case, set(breaches) - set(late) - led_on)
        kept = {c.key: c for c in case.clocks}
        acts = {e.action for e in since}
        again = any(name.endswith("_again") for name in acts)
        for old in before.clocks if before else ():
            now = kept[old.key]
            moved = (old.due, old.closes_at) != (now.due, now.closes_at)
            assert old.started_on == now.started_on and (not moved or acts & MOVES_A_DAY), "a day was moved"
            assert old.status in going or old == now or (again and old.status == "lapsed"), "an ended clock was changed"

    def _taken_back(self, case: Case, keys: set[str]) -> None:
        """A breach is taken back only by a paper that came in time, or with the service that did not count."""
        for clock in case.clocks:
            if clock.key in keys:
                assert clock.status == "stopped", "a breach was forgotten"
                names = [e.action for e in case.events if e.recorded_at == clock.stopped_at]
                assert any(n.startswith("enter_") or n.endswith("_again") for n in names), names

    def _people(self, case: Case) -> None:
        matter = case.matter
        assert not {who for who, state in matter.recusals.items() if state == "recused"} & set(matter.officers)
        for actor in map(person, PEOPLE):
            eye = sees(overseeing(actor, matter), matter)
            if matter.confined:
                head = actor.organisation == matter.owner and "signer" in actor.roles
                assert (eye == "owner") == (
                    head or (actor.id in matter.officers and actor.organisation == matter.owner)
                )
                assert eye in (None, "owner")
            elif actor.organisation == matter.respondent != matter.owner and not matter.known:
                assert eye is None, "told before it was addressed"

    @invariant()
    def what_waits_is_due_later(self) -> None:
        for matter_id, case in self.bureau.cases.items():
            answer = advance(case, self.bureau.procedure(matter_id), self.bureau.now, lambda: "00" * 16).case
            assert all(c.next_alert > self.bureau.now for c in answer.clocks if c.next_alert)

    @invariant()
    def numbers_have_no_gap_and_no_repeat(self) -> None:
        issued = chain.from_iterable(c.documents for c in self.bureau.cases.values())
        numbers = [str(d.number) for d in issued if d.number and d.number.startswith(("市司", "省司", "县司"))]
        series: dict[str, list[int]] = {}
        for number in numbers:
            match = NUMBER.fullmatch(number)
            assert match, number
            series.setdefault(match[1], []).append(int(match[2]))
        for code, taken in series.items():
            assert sorted(taken) == list(range(min(taken), max(taken) + 1)), (code, taken)
        assert len(numbers) == sum(self.bureau.numbers.values())

    @invariant()
    def parents_and_children_agree(self) -> None:
        kept = {i: c.matter for i, c in self.bureau.cases.items()}
        for matter_id, matter in kept.items():
            for child_id, child in matter.children.items():
                own = kept[child_id]
                assert (own.parent, own.kind) == (matter_id, child.kind)
                assert child.open == (own.state not in self.bureau.procedure(child_id).ends), (own.kind, own.state)
            assert matter.parent is None or (matter_id in kept[matter.parent].children) != matter.confined
            if main := matter.merged_into:
                assert (kept[main].respondent, kept[main].merged_into) == (matter.respondent, None), "two levels"
                assert matter_id in kept[main].merged
            assert sum(c.open and c.kind == "objection" for c in matter.children.values()) <= 1
        assert len({m.number for m in kept.values()}) == len(kept)


def test_no_random_hand_does_what_is_forbidden_or_breaks_what_is_kept() -> None:
    """Prints, with -s, how much was tried and which rows were never reached."""
    TRIED.clear()
    DONE.clear()
    DRAWN.seed(825)
    run_state_machine_as_test(Hands, settings=FIXED)
    rows = {
        (kind, name)
        for profile in ("jinzhong", "quzhou")
        for kind, procedure in Bureau(profile).rules.procedures.items()
        if kind in PLAYED
        for name, action in procedure.actions.items()
        if action.states and not set(MATTERS) & set(action.who)
    }
    missed = sorted("/".join(row) for row in rows - DONE.keys())
    print(f"\n{sum(TRIED.values())} steps {dict(TRIED)}")
    print(f"{len(rows) - len(missed)} of {len(rows)} rows done; not: {missed}")
    assert sum(TRIED.values()) > 1500
    assert len(rows & DONE.keys()) > len(rows) * 0.6
