"""Contexts of the register's pages, made by the very views."""

from jiandu.core.forms.fields import fields_of
from jiandu.core.forms.offices import OrganisationAdded
from jiandu.core.forms.offices import PersonAdded as Added
from jiandu.core.matter import Person
from jiandu.views.offices import organisation_view, person_view, tree_view
from offices_kept import ORGANISATIONS, PEOPLE, PROFILES, TODAY, entries, register
from page_parts import DESK_PERSON, Context, common, options, with_errors

KEEPER = {**DESK_PERSON, "name": "秦知行", "home": "/admin", "kind": "admin", "administrator": True}
ACTIONS = [
    {"title": "变更机构", "path": "/admin/organisations/bureau/change_organisation"},
    {"title": "增加人员", "path": "/admin/organisations/bureau/add_person"},
]


def tree() -> Context:
    return common("机构和人员", KEEPER) | {"items": tree_view(register(), PROFILES)}


def tree_empty() -> Context:
    return common("机构和人员", KEEPER) | {"items": []}


def _organisation(id: str, done: str | None, actions: list[dict[str, str]]) -> Context:
    known = ORGANISATIONS[id]
    changed = known.model_copy(update={"name": "某机构", "version": 2})
    history = entries(("add_organisation", None, known), ("change_organisation", known, changed))
    view = organisation_view(register(), known, history, PROFILES, TODAY)
    return common(known.name, KEEPER) | {"subject": {**view, "actions": actions}, "done": done}


def organisation() -> Context:
    return _organisation("bureau", "已办理：变更机构。", ACTIONS)


def organisation_closed() -> Context:
    context = _organisation("gone", None, [])
    return context | {"subject": {**context["subject"], "broken_at": 2}}  # type: ignore[dict-item]


def _person(known: Person, actions: list[dict[str, str]]) -> Context:
    history = entries(("add_person", None, known))
    view = person_view(register(), known, history, TODAY)
    return common(known.name, KEEPER) | {"subject": {**view, "actions": actions}, "done": None}


def person() -> Context:
    return _person(PEOPLE["zhou"], [{"title": "离任", "path": "/admin/people/zhou/leave"}])


def person_bare() -> Context:
    return _person(PEOPLE["lin"], [])


def task() -> Context:
    known = {"roles": options("行政执法监督人员", "审核人")}
    return common("增加人员", KEEPER) | {
        "subject": {"name": "示范市司法局", "path": "/admin/organisations/bureau"},
        "task": {
            "path": "/admin/organisations/bureau/add_person",
            "help": "",
            "fields": fields_of(Added, {"name": "周明远", "roles": ["0"]}, (), known),
        },
        "version": None,
        "warning": None,
        "errors": [],
        "conflict": None,
        "idempotency_key": "k1",
    }


def task_refused() -> Context:
    known = {name: options("示范市人民政府", "示范市司法局", group="市级") for name in ("parents", "bureaus")}
    fields = with_errors(fields_of(OrganisationAdded, {"name": "新机构"}, (), known), id="请填写“机构代码”。")
    return task() | {
        "title": "增设机构",
        "task": {"path": "/admin/organisations/bureau/add_organisation", "help": "说明。", "fields": fields},
        "version": 3,
        "warning": "某机构还有 2 件在办事项：TS1、TS2。",
        "errors": [{"field": "id", "message": "请填写“机构代码”。"}],
        "conflict": "还有 2 个机构隶属于它。",
    }
