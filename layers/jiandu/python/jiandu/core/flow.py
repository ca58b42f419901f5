"""A procedure as a flow chart: each state a box that says what may be done there, each move an arrow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from jiandu.core.access import ROLES
from jiandu.core.drawing import Block, Exit, Layout, Line
from jiandu.core.layout import laid_out
from jiandu.core.procedure import Action, Article, ClockValue, Procedure
from jiandu.core.setting import UNITS

START = "start"
MARKS = "甲乙丙丁戊己"


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the mark of each cited text, as in 甲 《行政执法监督条例》."""

    layout: Layout
    marks: Mapping[str, str]


def chart(procedure: Procedure, values: Mapping[str, ClockValue]) -> Chart:
    """The flow chart of a procedure under a profile's clock values."""
    return _Drawn(procedure, values).chart()


def numbers(procedure: Procedure) -> dict[str, int]:
    """Each action's number: the same on the drawing and in the table."""
    return {name: n for n, name in enumerate(procedure.actions, 1)}


def targets(action: Action) -> tuple[str, ...]:
    """The states an action may lead to, whatever the facts choose; none where the state stays."""
    found = [case.to for case in action.cases.values()] + [action.effect.to]
    return tuple(dict.fromkeys(to for to in found if to))


def started(action: Action) -> tuple[str, ...]:
    """The clocks an action may start, whatever the facts choose."""
    effects = [action.effect, *action.cases.values()]
    return tuple(dict.fromkeys(clock for effect in effects for clock in effect.starts))


def transitions(procedure: Procedure) -> set[tuple[str, str]]:
    """Every change of state the rows allow, the beginning from START included."""
    by_acts = {
        (state, to)
        for action in procedure.actions.values()
        for state in action.states or (START,)
        for to in targets(action)
        if state != to
    }
    return by_acts | {move for clock in procedure.clocks.values() for move in clock.moves.items()}


def period(value: ClockValue) -> str:
    """A clock's value in words: 30日, 文书载明的日期, 及时."""
    if value.value == "promptly":
        return "及时"
    if value.value == "set_in_letter":
        return "文书载明的日期"
    return f"{value.n}{UNITS[str(value.unit)]}"


def roles(action: Action) -> str:
    return "、".join(ROLES[role] for role in action.who)


def short_title(procedure: Procedure, action: Action) -> str:
    """签发 of 签发：行政执法监督意见书, where the letter is named beside it."""
    return action.title.removesuffix(f"：{procedure.letters.get(action.letter or '', '')}")


@dataclass(frozen=True, slots=True)
class _Drawn:
    procedure: Procedure
    values: Mapping[str, ClockValue]

    def chart(self) -> Chart:
        procedure = self.procedure
        blocks = [self._start(), *(self._block(state) for state in procedure.states)]
        return Chart(laid_out(blocks, procedure.ends), self._marks())

    def _marks(self) -> dict[str, str]:
        rows = [action.basis for action in self.procedure.actions.values()]
        rows += [self.values[name].basis for name in self.procedure.clocks if name in self.values]
        citations = dict.fromkeys(article.citation for basis in rows for article in basis)
        return dict(zip(citations, MARKS, strict=False))

    def _basis(self, basis: tuple[Article, ...]) -> str:
        marks = self._marks()
        return "、".join(f"{marks[article.citation]}{article.number}" for article in basis)

    def _start(self) -> Block:
        entries = [action for action in self.procedure.actions.values() if not action.states]
        return Block(START, "start", (Line("开始", "title"), *self._moves(entries, START)), self._exits(entries, START))

    def _block(self, state: str) -> Block:
        procedure = self.procedure
        here = [action for action in procedure.actions.values() if state in action.states]
        moving = [action for action in here if set(targets(action)) - {state}]
        staying = [action for action in here if action not in moving]
        lines = (
            Line(procedure.states[state], "title"),
            *self._clocks(state),
            *self._led(state),
            *self._moves(moving, state),
            *self._letters(staying),
            *self._standing(staying),
        )
        return Block(state, "end" if state in procedure.ends else "state", lines, self._all_exits(moving, state))

    def _all_exits(self, moving: list[Action], state: str) -> tuple[Exit, ...]:
        """By what is done there, and by the end of a period."""
        led = {clock.moves[state]: "期满" for clock in self.procedure.clocks.values() if state in clock.moves}
        acted = {exit.to: exit.label for exit in self._exits(moving, state)}
        joined = {to: "、".join(label for label in (acted.get(to), led.get(to)) if label) for to in {**acted, **led}}
        return tuple(Exit(to, label) for to, label in joined.items())

    def _exits(self, moving: list[Action], state: str) -> tuple[Exit, ...]:
        number = numbers(self.procedure)
        reached: dict[str, list[str]] = {}
        for action in moving:
            for to in targets(action):
                if to != state:
                    reached.setdefault(to, []).append(str(number[action.name]))
        return tuple(Exit(to, "、".join(by)) for to, by in reached.items())

    def _clocks(self, state: str) -> Iterator[Line]:
        entering = [a for a in self.procedure.actions.values() if state in targets(a)]
        for name in dict.fromkeys(clock for action in entering for clock in started(action)):
            kind, value = self.procedure.clocks[name], self.values.get(name)
            if value and not self.procedure.clocks[name].moves:
                yield Line(f"期限：{kind.title}，{period(value)}（{self._basis(value.basis)}）", "clock")

    def _led(self, state: str) -> Iterator[Line]:
        """The periods whose end leads on by itself."""
        for kind in self.procedure.clocks.values():
            if state in kind.moves and (value := self.values.get(kind.name)):
                to = self.procedure.states[kind.moves[state]]
                yield Line(f"{kind.title}届满 → {to}（{self._basis(value.basis)}）", "clock")

    def _moves(self, moving: list[Action], state: str) -> Iterator[Line]:
        """Two lines a move; the ways to deliver one letter are one move."""
        for _, ways in groupby(moving, lambda action: (action.letter or action.name, targets(action))):
            actions = list(ways)
            number = "、".join(str(numbers(self.procedure)[action.name]) for action in actions)
            title = "或".join(short_title(self.procedure, action) for action in actions[:-1])
            title = f"{title}或{actions[-1].title}" if title else actions[-1].title
            to = "或".join(self.procedure.states[t] for t in targets(actions[0]) if t != state)
            yield Line(f"{number} {title} → {to}", "act")
            who = "、".join(dict.fromkeys(roles(action) for action in actions))
            yield Line(f"{who}（{self._basis(actions[0].basis)}）", "note")

    def _letters(self, staying: list[Action]) -> Iterator[Line]:
        written = [action for action in staying if action.letter]
        for letter, steps in groupby(written, lambda action: action.letter):
            titles = "、".join(short_title(self.procedure, step) for step in steps)
            yield Line(f"{self.procedure.letters[str(letter)]}：{titles}", "letter")

    def _standing(self, staying: list[Action]) -> Iterator[Line]:
        by: dict[str, list[str]] = {}
        for action in staying:
            if not action.letter:
                by.setdefault(roles(action), []).append(action.title)
        if by:
            yield Line("可随时办理", "head")
        for who, titles in by.items():
            yield Line(f"{who}：{'、'.join(titles)}", "note")
