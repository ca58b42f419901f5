"""What reads gather around a matter before it is shown."""

from dataclasses import replace

from jiandu.adapters import table
from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import shanghai_day
from jiandu.core.matter import Case, Event, Matter
from jiandu.core.procedure import Procedure, Rules
from jiandu.options import agencies, candidates, of_case, offered
from jiandu.views.matter import Surroundings


def surroundings(case: Case, rules: Rules) -> tuple[Case, Surroundings]:
    """The case with its organisations; names, the matters it hangs on, and the choices its forms offer."""
    organisations, people = table.list_organisations(), table.list_people()
    matter = case.matter
    near = [i for i in (matter.parent, *matter.children, matter.merged_into, *matter.merged) if i]
    linked = [Matter.model_validate(item) for i in near if (item := table.get(f"M#{i}", "MATTER"))]
    around = Surroundings(
        organisations={o.id: o.name for o in organisations},
        people={p.id: p.name for p in people},
        linked={m.id: m for m in linked},
        options={
            "agencies": agencies(organisations),
            **of_case(replace(case, choices=rules.choices), rules.procedures[matter.kind], organisations, people),
            "unscanned": offered({str(e.n): _entry_title(e, rules.procedures[matter.kind]) for e in case.unscanned}),
            "unsealed": offered({d.id: f"{d.title}{d.number}" for d in case.unsealed}),
            "shortlisted": candidates(linked, "shortlisted"),
            "chosen": candidates(linked, "chosen"),
            **{name: offered(titles) for name, titles in rules.choices.items()},
        },
        choices=rules.choices,
        points={o.id for o in organisations if o.kind == "contact_point"},
    )
    known = {o.id: o for o in organisations}
    gathered = replace(case, organisations=known, people={p.id: p for p in people}, choices=rules.choices)
    return gathered, around


def _entry_title(event: Event, procedure: Procedure) -> str:
    """询问（2026年3月2日登记）."""
    return f"{procedure.actions[event.action].title}（{chinese_date(shanghai_day(event.recorded_at))}登记）"
