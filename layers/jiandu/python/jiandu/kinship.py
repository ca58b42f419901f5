"""A matter with all that is disposed of together with it."""

from dataclasses import replace

from jiandu.adapters import table
from jiandu.core.matter import Case


def with_kin(case: Case) -> Case:
    """The matter with what it hangs on and all that hangs on it, whole."""
    above = case.matter.parent or case.matter.merged_into
    return replace(case, parent=table.load_case(above) if above else None, kin=tuple(_below(case)))


def _below(case: Case) -> list[Case]:
    """Children before their own, each once."""
    found: dict[str, Case] = {}
    waiting = [*case.matter.children, *case.matter.merged]
    while waiting:
        name = waiting.pop(0)
        one = None if name in found or name == case.matter.id else table.load_case(name)
        if one:
            found[name] = one
            waiting += [*one.matter.children, *one.matter.merged]
    return list(found.values())
