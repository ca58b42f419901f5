"""送达回证: of a document to be served, or as it was."""

from typing import Any

from pydantic import Field

from jiandu.core.chinese import chinese_date
from jiandu.core.letters.text import Line, OptionalLine
from jiandu.core.matter import Document, Service
from jiandu.core.sheets.text import Printing, Sheet, day, on
from jiandu.core.titles import METHODS


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
    """As the service that counts was recorded."""
    document = p.document or _opinion(p)
    return ProofOfService(
        **p.head,
        addressee=p.respondent,
        title=document.title,
        number=document.number or "",
        **(_served(document.service) if document.service else _signed_for(p)),
    )


def _opinion(p: Printing) -> Document:
    """The coordination opinion that one party of a dispute signs for."""
    assert p.case.parent is not None
    return next(d for d in reversed(p.case.parent.documents) if d.kind == "coordination_opinion" and d.status != "void")


def _signed_for(p: Printing) -> dict[str, str]:
    """When and by whom the opinion was received, once the party or the clerk has entered it."""
    receipt = None if p.document else p.after("sign_for_opinion", "record_opinion_receipt")
    if receipt is None:
        return {}
    received = receipt.facts.get("received_on")
    return {"served_on": day(received) or on(receipt), "signatory": str(receipt.facts["signatory"])}


def _served(service: Service) -> dict[str, Any]:
    """What would else be filled in by hand."""
    return {
        **service.model_dump(include={"place", "servers", "relation", "witness", "tracking"}),
        "copies": f"{service.copies}份",
        "method": METHODS.get(service.method, "签收"),
        "served_on": chinese_date(service.served_on),
        "signatory": service.note,
        "refused": service.method == "left",
    }
