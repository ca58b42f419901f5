"""What reads gather around a matter before it is shown."""

from dataclasses import replace

from jiandu.adapters import table
from jiandu.core.matter import Case, Matter
from jiandu.core.procedure import Rules
from jiandu.options import agencies, offered, running, supervisors
from jiandu.views.matter import Surroundings


def surroundings(case: Case, rules: Rules) -> tuple[Case, Surroundings]:
    """The case with its organisations; names, the matters it hangs on, and the choices its forms offer."""
    organisations, people = table.list_organisations(), table.list_people()
    near = [i for i in (case.matter.parent, *case.matter.children) if i]
    linked = [Matter.model_validate(item) for i in near if (item := table.get(f"M#{i}", "MATTER"))]
    around = Surroundings(
        organisations={o.id: o.name for o in organisations},
        people={p.id: p.name for p in people},
        linked={m.id: m for m in linked},
        options={
            "agencies": agencies(organisations),
            "supervisors": supervisors(people, case.matter.owner),
            "unsealed": offered({d.id: f"{d.title}{d.number}" for d in case.unsealed}),
            "clocks": running(case, rules.procedures[case.matter.kind]),
            **{name: offered(titles) for name, titles in rules.choices.items()},
        },
        choices=rules.choices,
    )
    return replace(case, organisations={o.id: o for o in organisations}), around
