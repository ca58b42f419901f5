"""送达回证: of a document to be served, or as it was."""

from typing import Any

from pydantic import Field

from jiandu.core.chinese import chinese_date
from jiandu.core.letters.text import Line, OptionalLine
from jiandu.core.matter import Service
from jiandu.core.sheets.text import Printing, Sheet
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
    document = p.document
    assert document is not None
    return ProofOfService(
        **p.head,
        addressee=p.parties,
        title=document.title,
        number=document.number or "",
        **(_served(document.service) if document.service else {}),
    )


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
