"""用印登记簿: every use of a bureau's seal in a year, one line each."""

from collections.abc import Mapping
from typing import Any

from jiandu.core.letters import KINDS
from jiandu.core.matter import Organisation

HEADINGS = ("序号", "用印日期", "文号", "文书", "主送", "份数", "批准用印", "监印人", "事项")
OF_LINE = ("n", "sealed_on", "number", "title", "addressee", "copies", "approved_by", "applied_by", "matter")


def seal_view(
    n: int, line: Mapping[str, Any], organisations: Mapping[str, Organisation], people: Mapping[str, str]
) -> dict[str, Any]:
    """One line of the register; who complained is never named in it."""
    document = line["document"]
    return {
        "n": n,
        "sealed_on": line["sealed_on"],
        "number": document["number"],
        "title": document["title"],
        "addressee": _addressee(line, organisations),
        "copies": line["copies"],
        "approved_by": people.get(line["approved_by"], line["approved_by"]),
        "applied_by": people.get(line["applied_by"], line["applied_by"]),
        "matter": line["matter_number"],
        "path": f"/matters/{line['matter']}",
    }


def _addressee(line: Mapping[str, Any], organisations: Mapping[str, Organisation]) -> str:
    document, owner = line["document"], organisations[line["owner"]]
    to = document["addressee"] or KINDS[document["kind"]].addressee
    parties = (line["respondent"], line.get("other_party", ""))  # one letter for both sides of a dispute
    known = {"agency": parties, "bureau": (owner.id,), "government": (owner.government or "",)}
    if to in known:
        return "、".join(organisations[one].name for one in known[to] if one in organisations)
    return {"complainant": "投诉举报人", "officer": "承办人"}.get(to, str(line["organ"]))
