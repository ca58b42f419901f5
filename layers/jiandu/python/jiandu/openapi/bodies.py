"""The request bodies: the acts' by the name of the action, derived from the published rules and their forms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jiandu.core.access import ROLES
from jiandu.core.forms import FORMS
from jiandu.core.forms.base import Form
from jiandu.core.forms.fields import file_fields, schema_of
from jiandu.core.procedure import Action, Rules
from jiandu.openapi.answers import UPLOAD, Schema, ref

BY_NOBODY = {"complaint", "supervision", "objection", "system"}
# Whose acts are posted by a code, where, and what their schemas' names begin with.
BY_CODE = {
    "complainant": ("/complaints/track/{action}", "Track", "查询码"),
    "invited_person": ("/invitations/{action}", "Invited", "邀请码"),
}
VERSION = {
    "version": {"type": "integer", "title": "您看到的版本", "description": "不写的，必须以 If-Match 请求头写明。"}
}
KEY = {"idempotency_key": {"type": "string", "title": "幂等键", "description": "与 Idempotency-Key 请求头相同。"}}


@dataclass(slots=True)
class Act:
    """An action as programs post it: under one name, with the forms it has in the places that have it."""

    name: str
    title: str
    help: str
    who: dict[str, None] = field(default_factory=dict)
    forms: dict[str | None, None] = field(default_factory=dict)

    @property
    def models(self) -> list[type[Form] | None]:
        return [FORMS[name] if name else None for name in self.forms]


Acts = dict[str, dict[str, Act]]


def acts_of(laws: Iterable[Rules]) -> Acts:
    """The actions that people take, by route and by name, in all places and at all times."""
    found: Acts = {}
    for rules in laws:
        for procedure in rules.procedures.values():
            for action in procedure.actions.values():
                route = procedure.path(action, "{matter_id}").removesuffix(action.name) + "{action}"
                _add(found, route, action, set(action.who) - BY_NOBODY - set(BY_CODE))
                for who, (by_code, *_) in BY_CODE.items():
                    _add(found, by_code, action, {who} & set(action.who))
    return found


def _add(found: Acts, route: str, action: Action, who: set[str]) -> None:
    if not who or not action.states:
        return
    act = found.setdefault(route, {}).setdefault(action.name, Act(action.name, action.title, action.help))
    act.who |= dict.fromkeys(role for role in action.who if role in who)
    act.forms[action.form] = None


def body_schemas(acts: Acts) -> dict[str, Schema]:
    """One schema an action, and a second for its upload where the action takes a file."""
    schemas: dict[str, Schema] = {}
    for route, named in acts.items():
        common, required = _beside(route)
        for act in named.values():
            name = schema_name(route, act)
            schemas[name] = _titled(act, [_body(form, common, required) for form in act.models])
            if takes_file(act):
                schemas[f"{name}.upload"] = _titled(act, [_upload(form, common) for form in act.models])
    return schemas


def _beside(route: str) -> tuple[Mapping[str, Any], list[str]]:
    """What every body of a route has beside its form: the code, else the version seen."""
    title = next((title for by_code, _, title in BY_CODE.values() if by_code == route), None)
    return ({"code": {"type": "string", "title": title}}, ["code"]) if title else (VERSION, [])


def schema_name(route: str, act: Act) -> str:
    first = next((first for by_code, first, _ in BY_CODE.values() if by_code == route), "Act")
    return f"{first}.{act.name}"


def takes_file(act: Act) -> bool:
    return any(form and file_fields(form) for form in act.models)


def acts_content(route: str, acts: Mapping[str, Act]) -> Schema:
    """The bodies of a route by media type: that of the action in its path applies."""
    names = [schema_name(route, act) for act in acts.values()]
    files = [f"{schema_name(route, act)}.upload" for act in acts.values() if takes_file(act)]
    content = {"application/json": {"schema": {"anyOf": [ref(name) for name in names]}}}
    if files:
        content["multipart/form-data"] = {"schema": {"anyOf": [ref(name) for name in files]}}
    return content


def form_content(form: type[Form]) -> Schema:
    """The bodies of one form by media type."""
    content = {"application/json": {"schema": _body(form, {}, [])}}
    if file_fields(form):
        content["multipart/form-data"] = {"schema": _upload(form, {})}
    return content


def _titled(act: Act, bodies: list[Schema]) -> Schema:
    told = f"由{'、'.join(ROLES[role] for role in act.who)}办理。"
    one = bodies[0] if len(bodies) == 1 else {"anyOf": bodies}
    return {**one, "title": act.title, "description": act.help + told}


def _body(form: type[Form] | None, common: Mapping[str, Any], required: list[str]) -> Schema:
    schema = {k: v for k, v in schema_of(form).items() if k not in ("$defs", "description", "title")}
    needed = [*required, *schema.get("required", [])]
    return {**schema, "properties": {**common, **schema["properties"]}, "required": needed}


def _upload(form: type[Form] | None, common: Mapping[str, Any]) -> Schema:
    schema = _body(form, {**common, **KEY}, [])
    for name in file_fields(form) if form else ():
        schema["properties"][name] = {**UPLOAD, "title": schema["properties"][name]["title"]}
    return schema
