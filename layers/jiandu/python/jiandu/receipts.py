"""收件回执: what whoever complained keeps, with the code and its QR picture."""

from markupsafe import Markup

from jiandu.submit import Submitted
from jiandu.web import public_url


def receipt(submitted: Submitted, title: str) -> dict[str, object]:
    """The context of the receipt page; the code is shown here and nowhere again."""
    from segno import make_qr

    track_url = public_url("/complaints/track")
    drawn = make_qr(f"{track_url}#{submitted.code}").svg_inline(scale=4, dark="#000", light="#fff")
    return {
        "title": title,
        "number": submitted.number,
        "code": submitted.code,
        "received_at": submitted.received_at,
        "track_url": track_url,
        "qr_svg": Markup(drawn),
        "entered": None,
    }
