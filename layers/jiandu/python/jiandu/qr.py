"""An address as a QR picture for a page."""

from markupsafe import Markup


def qr_picture(address: str) -> Markup:
    """An inline svg, black on white whatever the page's colours are."""
    from segno import make_qr

    return Markup(make_qr(address).svg_inline(scale=4, dark="#000", light="#fff"))
