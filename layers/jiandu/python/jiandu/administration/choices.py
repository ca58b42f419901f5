"""What the forms of the register open with: the choices within reach, the values there are, and a warning."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jiandu.administration.scene import Scene
from jiandu.administration.tasks import Task, successors
from jiandu.core.access import HELD_IN, ROLES
from jiandu.core.forms.fields import Option
from jiandu.core.matter import Organisation
from jiandu.core.offices import LEVELS, SUPERVISED


def choices(scene: Scene, profiles: Mapping[str, str]) -> dict[str, list[Option]]:
    """The options of every field whose choices are data; what stands there already may stay."""
    organisation, register = scene.organisation, scene.register
    named = {organisation.parent, organisation.government, organisation.bureau}
    near = [o for o in register.organisations.values() if o.open and (o.id in register.within or o.id in named)]
    certificates = scene.person.certificates if scene.person else ()
    return {
        "parents": _offered(near),
        "governments": _offered(o for o in near if o.kind == "government"),
        "bureaus": _offered(o for o in near if o.kind == "bureau"),
        "profiles": [{"value": name, "title": title} for name, title in profiles.items()],
        "successors": _offered(successors(scene)),
        "roles": [{"value": role, "title": ROLES[role]} for role in HELD_IN[organisation.kind]],
        "certificates": [{"value": c.number, "title": c.number} for c in certificates if not c.revoked_on],
    }


def _offered(organisations: Iterable[Organisation]) -> list[Option]:
    return [{"value": o.id, "title": o.name, "group": LEVELS[o.level]} for o in organisations]


def first_values(scene: Scene, task: Task) -> dict[str, Any]:
    """A change opens with what is there; something new opens beside its neighbours."""
    if task.name == "add_organisation":
        return _beside(scene)
    if task.adds:
        return {}
    told = scene.subject.model_dump(mode="json", include=set(task.form.model_fields), exclude_none=True)
    if scene.organisation.kind in SUPERVISED:
        told.pop("profile", None)
    return told


def _beside(scene: Scene) -> dict[str, Any]:
    """Where a new organisation most likely stands: below the one shown, under the same government and bureau."""
    organisation = scene.organisation
    government = organisation.id if organisation.kind == "government" else organisation.government
    bureaus = (o for o in scene.register.organisations.values() if o.open and o.kind == "bureau")
    bureau = next((o.id for o in bureaus if o.government == government), organisation.bureau)
    return {"parent": organisation.id, "government": government, "bureau": bureau}


def warning(scene: Scene, numbers: Sequence[str], count: int) -> str | None:
    """What is still open, before somebody ends a subject's work."""
    if not count:
        return None
    named = f"：{'、'.join(numbers[:30])}" if numbers else ""
    rest = f"（{count - len(numbers)} 件的编号只有承办机构可以查看）" if count > len(numbers) else ""
    return f"{scene.subject.name}还有 {count} 件在办事项{named}{rest}。"
