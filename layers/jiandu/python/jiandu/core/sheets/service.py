"""送达回证: of a document to be served, or as it was."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from jiandu.core.chinese import chinese_date
from jiandu.core.forms.letters import METHODS
from jiandu.core.letters.text import Line, OptionalLine
from jiandu.core.sheets.text import Printing, Sheet, touches


class ProofOfService(Sheet):
    """送达回证; printed before service, all that is filled in by hand stays blank."""

    addressee: Line = Field(title="受送达人")
    title: Line = Field(title="送达文书")
    number: Line = Field(title="文号")
    copies: OptionalLine = Field("", title="件数")
    place: OptionalLine = Field("", title="送达地点")
    method: OptionalLine = Field("", title="送达方式")
    servers: OptionalLine = Field("", title="送达人", description="两人")
    served_on: OptionalLine = Field("", title="收到日期")
    signatory: OptionalLine = Field("", title="签收人及职务")
    relation: OptionalLine = Field("", title="代收人与受送达人的关系")
    witness: OptionalLine = Field("", title="见证人")
    refused: bool = Field(False, title="是否拒收留置")
    tracking: OptionalLine = Field("", title="邮件单号或者电子记录")


def proof_of_service(p: Printing) -> ProofOfService:
    """As the service that counts was recorded; an older record lacks some of it."""
    document = p.document
    assert document is not None
    told: Mapping[str, Any] = document.service.model_dump() if document.service else {}
    method = str(told.get("method", ""))
    given = {name: str(told.get(name, "")) for name in ("place", "servers", "relation", "witness", "tracking")}
    return ProofOfService(
        **p.head,
        **{**_as_typed(p), **{name: value for name, value in given.items() if value}},
        addressee=p.respondent,
        title=document.title,
        number=document.number or "",
        copies=f"{told.get('copies', 1)}份" if told else "",
        method=METHODS.get(method, "签收") if told else "",
        served_on=chinese_date(told["served_on"]) if told else "",
        signatory=str(told.get("note", "")),
        refused=method == "left",
    )


def _as_typed(p: Printing) -> dict[str, str]:
    """What the act that recorded the service says of it, where the document itself does not."""
    assert p.document is not None
    served = (e for e in reversed(p.case.events) if e.action.startswith("serve_"))
    acts = (e for e in served if touches(e, p.document.id))
    facts = next((e.facts for e in acts), {})
    return {name: str(facts.get(name) or "") for name in ("place", "servers", "relation", "witness", "tracking")}
