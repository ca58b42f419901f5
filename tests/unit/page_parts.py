"""What all page samples are made of: the common keys, fields and options."""

Context = dict[str, object]
Field = dict[str, object]

DESK_PERSON = {
    "id": "city-supervisor-1",
    "name": "周明远",
    "title": "执法监督科科长",
    "organisation": "示范市司法局",
    "home": "/desk",
    "kind": "desk",
    "administrator": False,
    "represents": [],
}
AGENCY_PERSON = {
    "id": "city-market-1",
    "name": "李静",
    "title": "法规科副科长",
    "organisation": "示范市市场监督管理局",
    "home": "/inbox",
    "kind": "inbox",
    "administrator": False,
    "represents": [],
}


def common(title: str, person: object = None) -> Context:
    return {
        "title": title,
        "base": "http://127.0.0.1:8080",
        "person": person,
        "csrf_token": "5e1f" * 16 if person else None,
        "local": True,
        "business_now": "2026-11-23T01:30:00+00:00",
    }


def field(name: str, title: str, widget: str = "text", **rest: object) -> Field:
    plain: dict[str, object] = {
        "help": None,
        "options": [],
        "value": None,
        "error": None,
        "required": False,
        "maxlength": None,
    }
    return {"name": name, "title": title, "widget": widget, **plain, **rest}


def options(*titles: str, group: str | None = None) -> list[dict[str, str]]:
    grouped = {"group": group} if group else {}
    return [{"value": f"{group or ''}{n}", "title": title, **grouped} for n, title in enumerate(titles)]


def with_errors(fields: list[Field], **messages: str) -> list[Field]:
    return [{**f, "error": messages.get(str(f["name"]), f["error"])} for f in fields]
