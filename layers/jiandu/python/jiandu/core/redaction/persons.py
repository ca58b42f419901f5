"""Names of known persons."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jiandu.core.redaction.finding import PERSON, Finding, Reading

_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|呼延|端木|独孤|南宫|西门|东郭|百里|轩辕|赫连"
    "|澹台|钟离|申屠|太史|公冶|濮阳|淳于|单于|闾丘|拓跋|闻人|司空|仲孙|鲜于|乐正|公西|巫马|左丘|南门|谷梁|羊舌|梁丘|段干"
)
_DOTS = "·•・‧．."
_SHORTEST = 2
_FIRST_PART = 3


def names(reading: Reading, parties: Sequence[str]) -> Iterator[Finding]:
    """Each known name wherever it stands, also spaced or broken: 张某某, or 张某1 and 张某2 for two of one surname."""
    found: dict[str, list[tuple[int, int]]] = {}
    named = {spelling: name.strip() for name in parties for spelling in _spellings(name.strip())}
    for spelling in sorted(named, key=len, reverse=True):
        places = [match.span() for match in reading.matches(_spelt(spelling))]
        for start, end in places:
            reading.take(start, end, PERSON)
        if places:
            found.setdefault(named[spelling], []).extend(places)
    shown = _shown(sorted(found, key=lambda name: min(found[name])))
    for name, places in found.items():
        yield from (Finding(start, end, "name", None, shown[name]) for start, end in places)


def _spellings(name: str) -> Iterator[str]:
    """How a person is called: by the name, and where it has parts joined by a dot by the first of them."""
    first = re.split(f"[{_DOTS}]", name)[0].strip()
    if _FIRST_PART <= len(first) < len(name):
        yield first
    if len(name) >= _SHORTEST:
        yield name


def _spelt(name: str) -> re.Pattern[str]:
    letters = [letter for letter in name if letter not in _DOTS and not letter.isspace()]
    pattern = rf"[\s{_DOTS}]{{0,2}}".join(re.escape(letter) for letter in letters)
    return re.compile(rf"(?<![A-Za-z]){pattern}(?![A-Za-z])" if name.isascii() else pattern, re.IGNORECASE)


def _shown(names: Sequence[str]) -> dict[str, str]:
    """What stands for each name, in the order in which they appear."""
    several = Counter(_surname(name) for name in names)
    counted: Counter[str] = Counter()
    shown = {}
    for name in names:
        surname = _surname(name)
        counted[surname] += 1
        given = len(name) - len(surname)
        shown[name] = f"{surname}某{counted[surname]}" if several[surname] > 1 else surname + "某" * min(given, 2)
    return shown


def _surname(name: str) -> str:
    return name[:2] if _COMPOUND.match(name) and len(name) > 2 else name[0].upper()
