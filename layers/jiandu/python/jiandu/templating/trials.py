"""Facts a template is tried with: the sample, and the sample with one thing or everything changed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

OTHER = "○"


@dataclass(frozen=True, slots=True)
class Trial:
    """Facts to print, and in words what of the sample was changed; empty for the sample itself."""

    when: str
    facts: Mapping[str, Any]


def trials(sample: Mapping[str, Any], titles: Mapping[str, str], optional: Collection[str] | None) -> Iterator[Trial]:
    """The sample; then, unless ``optional`` is None, each field changed in turn, emptied where it may be empty, and
    all at once: whatever a condition hangs on is different in one of them.
    """
    yield Trial("", sample)
    if optional is None:
        return
    bare = {name: emptied(sample[name]) for name in sample if name in optional}
    others = {name: _others(value) for name, value in sample.items()}
    for name in sample:
        for value in [*others[name], *([bare[name]] if name in bare else [])]:
            told = "留空" if name in bare and value == bare[name] else "为其他内容"
            yield Trial(f"（“{titles[name]}”{told}时）", {**sample, name: value})
    changed = {name: values[0] for name, values in others.items()}
    for facts in ({**sample, **bare}, changed, {**changed, **bare}):
        yield Trial("（多项内容留空或者不同时）", facts)


def emptied(value: Any) -> Any:
    """Nothing, of the same kind."""
    return type(value)()


def _others(value: Any) -> list[Any]:
    """The same kind of thing, different: another text, the opposite, a longer list and a shorter one."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, str):
        return [value + OTHER]
    if isinstance(value, Mapping):
        return [{name: _others(part)[0] for name, part in value.items()}]
    longer = tuple(_others(part)[0] for part in value) * 2 or (OTHER,)
    return [longer, value[:1]] if len(value) > 1 else [longer]
