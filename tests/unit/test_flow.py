"""Flow charts: every state a box, every change of state an arrow between its boxes, everything legible."""

import random
from itertools import combinations

import pytest
from jiandu.core.drawing import SIZES, Arrow, Block, Box, Exit, Line, wrapped
from jiandu.core.flow import START, Chart, chart, numbers, short_title, transitions
from jiandu.core.layout import laid_out, layers
from jiandu.core.procedure import Procedure, Rules
from law_rows import written

PUBLISHED = {name: intervals[-1] for name, intervals in written().load().items()}
CASES = [
    pytest.param(procedure, chart(procedure, rules.values), id=f"{name}-{kind}")
    for name, rules in PUBLISHED.items()
    for kind, procedure in rules.procedures.items()
]
on_every_chart = pytest.mark.parametrize(("procedure", "drawn"), CASES)


def boxes(drawn: Chart) -> dict[str, Box]:
    return {box.name: box for box in drawn.layout.boxes}


def long(text: str, style: str) -> float:
    return sum(SIZES.get(style, 13) * (0.58 if char.isascii() else 1) for char in text)


@on_every_chart
def test_every_state_has_a_box(procedure: Procedure, drawn: Chart) -> None:
    """And the beginning one of its own."""
    assert {START, *procedure.states} == set(boxes(drawn))
    assert len(boxes(drawn)) == len(drawn.layout.boxes)


@on_every_chart
def test_no_two_boxes_overlap_and_all_are_on_the_sheet(procedure: Procedure, drawn: Chart) -> None:
    for one, other in combinations(drawn.layout.boxes, 2):
        aside = one.x + one.width < other.x or other.x + other.width < one.x
        assert aside or one.bottom < other.y or other.bottom < one.y, (one.name, other.name)
    for box in drawn.layout.boxes:
        assert 0 < box.x and box.x + box.width < drawn.layout.width
        assert 0 < box.y and box.bottom < drawn.layout.height


@on_every_chart
def test_every_transition_is_an_arrow_from_foot_to_head(procedure: Procedure, drawn: Chart) -> None:
    """It leaves within the foot of its first box and ends on the middle of its second one's head."""
    found = boxes(drawn)
    assert sorted(transitions(procedure)) == sorted((a.source, a.target) for a in drawn.layout.arrows)
    for arrow in drawn.layout.arrows:
        source, target = found[arrow.source], found[arrow.target]
        (x, y), end = arrow.points[0], arrow.points[-1]
        assert y == source.bottom and source.x < x < source.x + source.width
        assert (target.middle, target.y) == end


@on_every_chart
def test_arrows_run_upright_or_level_and_through_no_box(procedure: Procedure, drawn: Chart) -> None:
    check_free_of_boxes(drawn)


def check_free_of_boxes(drawn: Chart) -> None:
    for arrow in drawn.layout.arrows:
        for (x1, y1), (x2, y2) in spans(arrow):
            assert x1 == x2 or y1 == y2
            for box in drawn.layout.boxes:
                beside = max(x1, x2) <= box.x or min(x1, x2) >= box.x + box.width
                assert beside or max(y1, y2) <= box.y or min(y1, y2) >= box.bottom, (arrow, box.name)


@on_every_chart
def test_arrows_to_different_boxes_never_run_on_one_line(procedure: Procedure, drawn: Chart) -> None:
    """They cross; but one on top of the other would send the reader astray."""
    for one, other in combinations(drawn.layout.arrows, 2):
        if one.target != other.target:
            assert not shared(one, other), (one, other)


def shared(one: Arrow, other: Arrow) -> bool:
    """Whether two arrows have a stretch in common."""
    for (a, b), (c, d) in [(p, q) for p in spans(one) for q in spans(other)]:
        for along in (0, 1):
            level = a[1 - along] == b[1 - along] == c[1 - along] == d[1 - along]
            overlap = min(max(a[along], b[along]), max(c[along], d[along]))
            if level and overlap > max(min(a[along], b[along]), min(c[along], d[along])):
                return True
    return False


def spans(arrow: Arrow) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return list(zip(arrow.points, arrow.points[1:], strict=False))


@on_every_chart
def test_text_stays_inside_its_box(procedure: Procedure, drawn: Chart) -> None:
    """A closing mark may hang into the margin, whose right half is empty."""
    for box in drawn.layout.boxes:
        for text in box.texts:
            assert box.x < text.x and text.x + long(text.text, text.style) <= box.x + box.width
            assert box.y < text.y < box.bottom
        baselines = [text.y for text in box.texts]
        assert sorted(set(baselines)) == baselines


@on_every_chart
def test_numbers_beside_arrows_do_not_touch(procedure: Procedure, drawn: Chart) -> None:
    labels = [arrow.label for arrow in drawn.layout.arrows]
    for one, other in combinations(labels, 2):
        if abs(one.y - other.y) < 14:
            left, right = sorted((one, other), key=lambda label: label.x)
            assert left.x + long(left.text, "label") < right.x, (left, right)


@on_every_chart
def test_every_action_is_told_somewhere(procedure: Procedure, drawn: Chart) -> None:
    """Nothing of the rows is left out, and every number beside an arrow is an action that makes that move."""
    told = ["".join(text.text for text in box.texts).replace(" ", "") for box in drawn.layout.boxes]
    for action in procedure.actions.values():
        assert any(short_title(procedure, action) in text for text in told), action.name
    named = {str(n): procedure.actions[name] for name, n in numbers(procedure).items()}
    for arrow in drawn.layout.arrows:
        by_clock = {move for clock in procedure.clocks.values() for move in clock.moves.items()}
        for number in arrow.label.text.split("、"):
            if number == "期满":
                assert (arrow.source, arrow.target) in by_clock
                continue
            action = named[number]
            effects = [action.effect, *action.cases.values()]
            assert arrow.source in (action.states or (START,))
            assert arrow.target in {effect.to for effect in effects}


@on_every_chart
def test_a_page_is_turned_between_boxes(procedure: Procedure, drawn: Chart) -> None:
    """The strips follow each other without a gap from top to foot, and no box stands in two."""
    bands = drawn.layout.bands
    assert 0 == bands[0].y and drawn.layout.height == bands[-1].y + bands[-1].height
    assert all(a.y + a.height == b.y for a, b in zip(bands, bands[1:], strict=False))
    for box in drawn.layout.boxes:
        assert 1 == sum(band.y <= box.y and box.bottom <= band.y + band.height for band in bands)


def test_the_clocks_are_those_of_the_place() -> None:
    """Five working days in one city, no local period of objection in the other."""
    texts = {name: _text(PUBLISHED[name]) for name in ("jinzhong", "quzhou")}
    assert "提出异议，5个工作日（乙24）" in texts["jinzhong"]
    assert "自行纠正并报送情况，30日（乙25）" in texts["jinzhong"]
    assert "提出异议，" not in texts["quzhou"]
    assert "自行纠正并报送情况，文书载明的日期（乙16）" in texts["quzhou"]
    assert "行政执法监督通知书" in texts["quzhou"]


def _text(rules: Rules) -> str:
    drawn = chart(rules.procedures["supervision"], rules.values)
    return "".join(text.text for box in drawn.layout.boxes for text in box.texts)


def test_the_same_rows_give_the_same_drawing() -> None:
    rules, again = PUBLISHED["jinzhong"], written().load()["jinzhong"][-1]
    for kind, procedure in rules.procedures.items():
        assert chart(procedure, rules.values) == chart(again.procedures[kind], again.values)


def test_layers_follow_the_longest_path_and_ends_stand_last() -> None:
    """A short cut does not lift a box; an arrow against the course does not push one down."""
    arcs = {"a": ["b", "c"], "b": ["c"], "c": ["b", "e"], "d": [], "e": []}
    arcs["b"].append("d")
    assert [["a"], ["b"], ["c"], ["d", "e"]] == layers(arcs, {"d", "e"})


def test_a_line_never_begins_with_a_closing_mark_and_keeps_an_article_whole() -> None:
    assert ["审核、签发，", "作废"] == wrapped("审核、签发，作废", 65, 13)
    assert ["签发人", "（甲28）"] == wrapped("签发人（甲28）", 70, 13)


@pytest.mark.parametrize("seed", range(40))
def test_procedures_not_yet_written_will_be_legible_too(seed: int) -> None:
    """Whatever leads to whatever: no two arrows to different boxes on one line, none through a box."""
    drawn = Chart(laid_out(*imagined(random.Random(seed))), {})
    for one, other in combinations(drawn.layout.arrows, 2):
        assert one.target == other.target or not shared(one, other)
    check_free_of_boxes(drawn)


def imagined(chance: random.Random) -> tuple[list[Block], list[str]]:
    """Blocks that can all be reached from the first, with arrows on, over and back; and the ends among them."""
    names = [f"s{n}" for n in range(chance.randint(3, 12))]
    outs: dict[str, set[str]] = {name: set() for name in names}
    for n in range(1, len(names)):
        outs[names[chance.randrange(max(0, n - 3), n)]].add(names[n])
    for name in names[1:]:
        if chance.random() < 0.4:
            outs[name] |= set(chance.sample(names[1:], 2)) - {name}
    blocks = []
    for name in names:
        lines = (Line("办理", "note"),) * chance.randint(1, 6)
        blocks.append(Block(name, "state", lines, tuple(Exit(to, "1") for to in sorted(outs[name]))))
    return blocks, [block.name for block in blocks if not block.exits]
