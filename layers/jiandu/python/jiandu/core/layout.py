"""Where the boxes and arrows of a flow chart stand: layers top to bottom, long and returning arrows in the gutters.

The order of the blocks is the natural course: an arrow against it returns.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jiandu.core.drawing import PADDING, SIZES, WIDTH, Arrow, Band, Block, Box, Exit, Layout, Text, length, placed

GAP, WIDEST, BESIDE = 32, 3, 4
LABEL, TRACK, HEAD, LANE, MARGIN = 20, 11, 20, 13, 16


def laid_out(blocks: Iterable[Block], ends: Iterable[str]) -> Layout:
    """Places every block and draws every exit; the first block is where it begins."""
    by_name = {block.name: block for block in blocks}
    rows = layers({name: [e.to for e in block.exits] for name, block in by_name.items()}, set(ends))
    return _Plan(by_name, rows).layout()


def layers(arcs: Mapping[str, list[str]], ends: set[str]) -> list[list[str]]:
    """The blocks by longest path along the course, the ends below all others, no layer wider than WIDEST."""
    order = {name: n for n, name in enumerate(arcs)}
    rank = dict.fromkeys(arcs, 0)
    for name in arcs:
        for to in arcs[name]:
            if order[to] > order[name]:
                rank[to] = max(rank[to], rank[name] + 1)
    lowest = 1 + max(rank[name] for name in arcs if name not in ends)
    for name in ends:
        rank[name] = lowest
    ranked = [[name for name in arcs if rank[name] == r] for r in range(lowest + 1)]
    return _sorted([part for row in ranked for part in _split(row)], arcs)


def _split(row: list[str]) -> list[list[str]]:
    parts = -(-len(row) // WIDEST)
    size = -(-len(row) // parts) if parts else 1
    return [row[i : i + size] for i in range(0, len(row), size)]


def _sorted(rows: list[list[str]], arcs: Mapping[str, list[str]]) -> list[list[str]]:
    """Within its layer a block stands where those that lead to it stand on average."""
    place: dict[str, float] = {}
    for row in rows:
        means = {}
        for name in row:
            before = [place[a] for a in arcs if name in arcs[a] and a in place]
            means[name] = sum(before) / len(before) if before else 0.5
        row.sort(key=lambda name: means[name])
        place |= {name: (n + 0.5) / len(row) for n, name in enumerate(row)}
    return rows


@dataclass(slots=True)
class _Net:
    """All arrows to one target that share a channel between two layers."""

    inward: list[float] = field(default_factory=list)
    outward: float = 0.0

    @property
    def left(self) -> float:
        return min(*self.inward, self.outward)

    @property
    def right(self) -> float:
        return max(*self.inward, self.outward)

    @property
    def order(self) -> tuple[int, float]:
        """Leftward arrows above, the leftmost first; then rightward ones, the rightmost first."""
        mean = sum(self.inward) / len(self.inward)
        return (0, mean) if self.outward <= mean else (1, -mean)


class _Plan:
    """Places in four passes: columns, lanes in the gutters, tracks in the channels, heights."""

    def __init__(self, blocks: Mapping[str, Block], rows: list[list[str]]) -> None:
        self.blocks, self.rows = blocks, rows
        self.layer = {name: n for n, row in enumerate(rows) for name in row}
        order = {name: n for n, name in enumerate(blocks)}
        self.arcs = [(block.name, e) for block in blocks.values() for e in block.exits]
        self.returning = {(a, e.to) for a, e in self.arcs if order[e.to] < order[a]}
        left, right = self._lanes()
        core = max(len(row) * (WIDTH + GAP) - GAP for row in rows)
        inner = MARGIN + LANE * (1 + max(left.values(), default=-1))
        self.width = inner + core + LANE * (1 + max(right.values(), default=-1)) + MARGIN
        self.lane = {t: inner - LANE * (n + 1) for t, n in left.items()}
        self.back = {t: inner + core + LANE * (n + 1) for t, n in right.items()}
        self.x = {name: x for row in rows for name, x in self._columns(row, inner + core / 2)}
        self.port = self._ports()
        self.nets = self._nets()

    def _columns(self, row: list[str], middle: float) -> Iterator[tuple[str, float]]:
        begin = middle - (len(row) * (WIDTH + GAP) - GAP) / 2
        for n, name in enumerate(row):
            yield name, begin + n * (WIDTH + GAP)

    def _way(self, source: str, target: str) -> str:
        step = self.layer[target] - self.layer[source]
        return "direct" if step == 1 else "skip" if step > 1 else "back"

    def _lanes(self) -> tuple[dict[str, int], dict[str, int]]:
        """The gutter lane of each target that arrows reach past a layer or against the course."""
        spans: dict[str, dict[str, tuple[int, int]]] = {"skip": {}, "back": {}, "direct": {}}
        for source, e in self.arcs:
            channels = (self.layer[source], self.layer[e.to] - 1)
            known = spans[self._way(source, e.to)]
            first, last = known.get(e.to, channels)
            known[e.to] = (min(first, *channels), max(last, *channels))
        return _coloured(spans["skip"]), _coloured(spans["back"])

    def _ports(self) -> dict[tuple[str, str], float]:
        """Where each arrow leaves its box: in the order of where they go, with room for labels, under no entrance."""
        found = {}
        for block in self.blocks.values():
            exits = sorted(block.exits, key=lambda e: self._towards(block.name, e.to))
            labels = [BESIDE + length(e.label, SIZES["label"]) for e in exits]
            room = (WIDTH - 2 * PADDING - sum(labels)) / max(len(exits), 1)
            below = [self._entrance(n) for row in self.rows[self.layer[block.name] + 1 :][:1] for n in row]
            for n, e in enumerate(exits):
                x = self.x[block.name] + PADDING + sum(labels[:n]) + (n + 0.5) * room
                straight = self._way(block.name, e.to) == "direct"
                others = [at for at in below if not (straight and at == self._entrance(e.to))]
                found[block.name, e.to] = x + 12 if any(abs(at - x) < 9 for at in others) else x
        return found

    def _entrance(self, name: str) -> float:
        return self.x[name] + WIDTH / 2

    def _towards(self, source: str, target: str) -> float:
        way = self._way(source, target)
        if way == "direct":
            return self._entrance(target)
        return self.lane[target] if way == "skip" else self.width

    def _nets(self) -> dict[tuple[int, str], _Net]:
        nets: dict[tuple[int, str], _Net] = {}
        for source, e in self.arcs:
            corners = self._corners(source, e.to)
            for channel, come, go in corners:
                net = nets.setdefault((channel, e.to), _Net())
                net.inward.append(come)
                net.outward = go
        return nets

    def _corners(self, source: str, target: str) -> list[tuple[int, float, float]]:
        """The channels an arrow runs along: which, from where, to where."""
        leaves, arrives = self.layer[source], self.layer[target] - 1
        port, entrance = self.port[source, target], self._entrance(target)
        way = self._way(source, target)
        if way == "direct":
            return [(leaves, port, entrance)]
        lane = self.lane[target] if way == "skip" else self.back[target]
        return [(leaves, port, lane), (arrives, lane, entrance)]

    def _tracks(self, channel: int) -> dict[str, int]:
        """Trunks that overlap stand one below the other; a straight arrow needs none."""
        tracks: dict[str, int] = {}
        here = {target: net for (c, target), net in self.nets.items() if c == channel}
        for target, net in sorted(here.items(), key=lambda item: item[1].order):
            over = [tracks[t] for t in tracks if here[t].left - 8 <= net.right and net.left - 8 <= here[t].right]
            tracks[target] = 1 + max(over, default=-1)
        return tracks

    def layout(self) -> Layout:
        boxes: dict[str, Box] = {}
        trunk: dict[tuple[int, str], float] = {}
        y, cuts = float(MARGIN), [0.0]
        for n, row in enumerate(self.rows):
            boxes |= {name: self._box(name, y) for name in row}
            tracks = self._tracks(n)
            y = max(boxes[name].bottom for name in row) + LABEL
            trunk |= {(n, target): y + track * TRACK for target, track in tracks.items()}
            y += TRACK * max(tracks.values(), default=0) + HEAD
            cuts.append(y - HEAD + 4)
        height = max(box.bottom for box in boxes.values()) + MARGIN
        cuts[-1] = height
        arrows = tuple(self._arrow(source, e, boxes, trunk) for source, e in self.arcs)
        bands = tuple(Band(a, b - a) for a, b in zip(cuts, cuts[1:], strict=False))
        return Layout(self.width, height, tuple(boxes.values()), arrows, bands)

    def _box(self, name: str, y: float) -> Box:
        block, x = self.blocks[name], self.x[name]
        texts, foot = placed(block, x, y)
        return Box(name, block.style, x, y, WIDTH, foot - y, texts)

    def _arrow(self, source: str, e: Exit, boxes: Mapping[str, Box], trunk: Mapping[tuple[int, str], float]) -> Arrow:
        x, foot = self.port[source, e.to], boxes[source].bottom
        points = [(x, foot)]
        for channel, come, go in self._corners(source, e.to):
            points += [(come, trunk[channel, e.to]), (go, trunk[channel, e.to])]
        points.append((self._entrance(e.to), boxes[e.to].y))
        label = Text(x + BESIDE, foot + 14, e.label, "label")
        return Arrow(source, e.to, tuple(points), label, (source, e.to) in self.returning)


def _coloured(spans: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    """A lane for each span so that no two in one lane overlap; short ones nearest to the boxes."""
    lanes: dict[str, int] = {}
    for name, (first, last) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        taken = {lanes[other] for other in lanes if spans[other][0] <= last and first <= spans[other][1]}
        lanes[name] = next(n for n in range(len(spans)) if n not in taken)
    return lanes
