"""收件回执: what whoever complained keeps, with the code and its QR picture."""

import base64
from collections.abc import Mapping
from typing import Any

from jiandu.core.daily_root import Receipt
from jiandu.core.record import canonical
from jiandu.qr import qr_picture
from jiandu.submit import Submitted
from jiandu.web import public_url


def receipt(submitted: Submitted, title: str) -> dict[str, object]:
    """The context of the receipt page; the code is shown here and nowhere again."""
    track_url = public_url("/complaints/track")
    return {
        "title": title,
        "number": submitted.number,
        "code": submitted.code,
        "received_at": submitted.received_at,
        "track_url": track_url,
        "qr_svg": qr_picture(f"{track_url}#{submitted.code}"),
        "entered": None,
        "event_hash": submitted.event.hash,
        "receipt_file": as_link(proof_receipt(submitted)) if submitted.by_complainant else None,
    }


def proof_receipt(submitted: Submitted) -> dict[str, Any]:
    """存证回执: what proves later that the complaint is on record as it was handed in."""
    return {"number": submitted.number, **Receipt.of(submitted.event).model_dump(mode="json")}


def as_link(document: Mapping[str, Any]) -> str:
    """A document as a link that saves it: it is nowhere else, and no second request has to name it."""
    text = base64.b64encode(canonical(document).encode()).decode()
    return f"data:application/json;base64,{text}"
