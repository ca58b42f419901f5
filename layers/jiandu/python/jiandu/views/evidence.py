"""Evidence as it is shown: to a complainant the way to send one, to officers what was released and who looked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jiandu.adapters.quarantine import Post
from jiandu.core.evidence import KINDS, LARGEST, LINK_SECONDS, MOST_FILES, Evidence
from jiandu.core.forms.evidence import EvidenceToSend
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.views.actions import Refused

ACTION = "evidence"
OUTCOMES = {"awaited": "等待上传或者检查", "released": "可以查看", "refused": "没有接收", "lapsed": "没有上传"}


def sending_action(refused: Refused | None) -> dict[str, Any]:
    """Sending a file as one more thing a complainant may do by code; what was refused stays."""
    again = refused if refused and refused.action == ACTION else None
    values = again.given.typed(EvidenceToSend) if again else {}
    fields = fields_of(EvidenceToSend, values, again.mistakes if again else ())
    return {
        "name": ACTION,
        "title": "上传证据材料",
        "path": "/complaints/track/evidence",
        "help": f"照片、录音、录像、文件等，一次一个，每个不超过 {LARGEST // 1024 // 1024} MB，最多 {MOST_FILES} 个。"
        "先写明名称和类型，下一步选择文件。",
        "form": schema_of(EvidenceToSend),
        "fields": [field for field in fields if field["name"] != "size"],
    }


def sending_view(evidence: Evidence, post: Post) -> dict[str, Any]:
    """The contract of ``POST /complaints/track/evidence``: how to send the file."""
    return {"evidence": evidence.id, "url": post.url, "fields": post.fields, "seconds": LINK_SECONDS}


def sending_page(evidence: Evidence, post: Post) -> dict[str, Any]:
    """The context of the page on which the file is chosen."""
    return {
        "title": "选择要上传的文件",
        "post": post,
        "file_name": evidence.name,
        "kind": KINDS[evidence.suffix].title,
        "accept": ".jpg,.jpeg" if evidence.suffix == "jpg" else f".{evidence.suffix}",
        "megabytes": LARGEST // 1024 // 1024,
        "minutes": LINK_SECONDS // 60,
    }


def evidence_view(
    matter_id: str,
    number: str,
    found: Sequence[Evidence],
    looks: Iterable[Mapping[str, Any]],
    people: Mapping[str, str],
) -> dict[str, Any]:
    """The contract of ``GET /evidence/{matter_id}``: every file that came, and every look at one."""
    names = {evidence.id: evidence.file_name for evidence in found}
    return {
        "matter": {"number": number, "path": f"/matters/{matter_id}"},
        "items": [_item(evidence) for evidence in found if evidence.outcome != "lapsed"],
        "looks": [
            {"at": look["at"], "person": people.get(look["person"], look["person"]), "name": names[look["evidence"]]}
            for look in looks
        ],
    }


def _item(evidence: Evidence) -> dict[str, Any]:
    released = evidence.outcome == "released"
    return {
        "id": evidence.id,
        "name": evidence.file_name,
        "kind": KINDS[evidence.suffix].title,
        "outcome": evidence.outcome,
        "outcome_title": OUTCOMES[evidence.outcome],
        "reason": evidence.reason or None,
        "at": (evidence.settled_at or evidence.asked_at).isoformat(),
        "size": evidence.size if released else None,
        "sha256": evidence.sha256 or None,
        "arrived_sha256": evidence.arrived_sha256 or None,
        "path": f"/evidence/{evidence.matter}/{evidence.id}" if released else None,
    }
