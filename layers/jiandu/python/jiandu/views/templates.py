"""The templates of an office's letters as people see them: what is in force, what waits, what was."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from jiandu.core.letters import KINDS
from jiandu.core.template_register import SUPPLIED, TemplateRegister, Version

STATUS = {"pending": "等待核准", "approved": "现用", "rejected": "已退回", "superseded": "曾经施行"}
TAG = re.compile(r"\{\{\s*(\w+)\s*\}\}")
ORDER = "《行政执法监督条例》"


def line_view(
    kind: str,
    row: Mapping[str, Any],
    register: TemplateRegister | None,
    outdated: Sequence[str],
    people: Mapping[str, str],
) -> dict[str, Any]:
    """One kind in the list; ``row`` is the catalogue's."""
    in_force = register.in_force if register else None
    return {
        **_described(kind, row),
        "path": f"/templates/{kind}",
        **files_of(kind, in_force),
        "in_force": version_view(kind, in_force, people) if in_force else None,
        "outdated": list(outdated),
        "waiting": bool(register and register.pending),
    }


def sample_view(kind: str, row: Mapping[str, Any], register: TemplateRegister | None) -> dict[str, Any]:
    """One kind for those whom the bureau writes to: what it says, and a sample."""
    in_force = register.in_force if register else None
    return {**_described(kind, row), "sample": files_of(kind, in_force)["sample"]}


def _described(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": KINDS[kind].title,
        "basis": ORDER + row["basis"] if row["basis"].startswith("第") else row["basis"],
        "required": [_told(kind, text) for text in row["required"]],
    }


def _told(kind: str, text: str) -> str:
    """A required text with the titles of what stands in it: 自收到之日起〔纠正期限〕内."""
    fields = KINDS[kind].model.model_fields
    return TAG.sub(lambda tag: f"〔{fields[tag[1]].title or tag[1]}〕", text)


def files_of(kind: str, version: Version | None) -> dict[str, str]:
    """Where the .docx of a version is, and the sample printed by it."""
    number = version.number if version and version.archive else SUPPLIED
    base = f"/templates/{kind}/versions/{number}"
    return {"docx": f"{base}/docx", "sample": f"{base}/sample"}


def version_view(kind: str, version: Version, people: Mapping[str, str]) -> dict[str, Any]:
    """One version: who put it up, who decided, when."""
    return {
        "number": version.number,
        "origin_title": _origin(version),
        "note": version.note,
        "status": version.status,
        "status_title": STATUS[version.status],
        "uploaded_by": people.get(version.uploaded_by, version.uploaded_by),
        "uploaded_at": version.uploaded_at.isoformat(),
        "decided_by": people.get(version.decided_by, version.decided_by),
        "decided_at": version.decided_at.isoformat() if version.decided_at else None,
        "reason": version.reason,
        "hash": version.docx,
        **files_of(kind, version),
    }


def _origin(version: Version) -> str:
    if version.returns_to is None:
        return "上传"
    return f"恢复第{version.returns_to}版" if version.returns_to else "恢复系统模板"


def variables_view(kind: str) -> list[dict[str, Any]]:
    """What a template of the kind prints, and how it is written in Word."""
    return [
        {
            "name": name,
            "title": field.title or name,
            "help": field.description or "",
            "tag": _tag(name, field.annotation),
        }
        for name, field in KINDS[kind].model.model_fields.items()
    ]


def _tag(name: str, annotation: Any) -> str:
    """A line is printed, a list goes paragraph by paragraph, a yes or no chooses."""
    if annotation is bool:
        return f"{{%p if {name} %}} … {{%p endif %}}"
    parts = get_args(annotation)
    if not parts or tuple not in (annotation, getattr(annotation, "__origin__", None)):
        return f"{{{{ {name} }}}}"
    inner = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), None)
    printed = " ".join(f"{{{{ item.{part} }}}}" for part in inner.model_fields) if inner else "{{ line }}"
    return f"{{%p for {'item' if inner else 'line'} in {name} %}} {printed} {{%p endfor %}}"


def earlier_options(register: TemplateRegister, versions: Sequence[Version]) -> list[dict[str, str]]:
    """What one may go back to: what was in force before, and the supplied template where another is in force."""
    own = register.in_force
    was = [
        {"value": str(v.number), "title": f"第{v.number}版（{v.note}）"} for v in versions if v.status == "superseded"
    ]
    return [*was, *([{"value": str(SUPPLIED), "title": "系统模板"}] if own and own.archive else [])]
