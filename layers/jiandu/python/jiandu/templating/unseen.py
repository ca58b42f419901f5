"""Text that stands in a template and nobody sees: hidden or white, by itself or by its style."""

import re
from collections.abc import Iterable

from lxml import etree

from jiandu.templating.package import local

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALMOST_WHITE = re.compile(r"(?:[EF][0-9A-F]){3}", re.IGNORECASE)
OF_PAPER = {"background1", "light1", "bg1", "lt1"}
NAMES_STYLE = {"pStyle", "rStyle", "tblStyle"}
OFF = {"0", "false", "off"}


def unseen(element: etree._Element) -> bool:
    """Whether an element hides the text it belongs to, or makes it as white as the paper."""
    name, value = local(element), _value(element)
    if name == "vanish":
        return value not in OFF
    if name == "color":
        of_paper = element.get(f"{WORD}themeColor") in OF_PAPER and not element.get(f"{WORD}themeShade")
        return of_paper or bool(ALMOST_WHITE.fullmatch(value))
    if name in ("srgbClr", "schemeClr") and any(local(above) == "textFill" for above in element.iterancestors()):
        return value in OF_PAPER or bool(ALMOST_WHITE.fullmatch(value))
    return False


def unseen_styles(styles: etree._Element | None, used_in: Iterable[etree._Element]) -> list[str]:
    """The names of those styles in use that make text unseen; Word brings others along that nothing uses."""
    if styles is None:
        return []
    by_id = {str(e.get(f"{WORD}styleId")): e for e in styles if local(e) == "style"}
    waiting = {_value(e) for tree in used_in for e in tree.iter() if local(e) in NAMES_STYLE}
    waiting |= {key for key, e in by_id.items() if e.get(f"{WORD}default") not in (None, *OFF)}
    used: set[str] = set()
    while waiting:
        key = waiting.pop()
        used.add(key)
        waiting |= {_value(e) for e in by_id.get(key, ()) if local(e) == "basedOn"} - used
    found = [_name(e) for key, e in by_id.items() if key in used and any(map(unseen, e.iter()))]
    defaults = [e for e in styles if local(e) == "docDefaults" and any(map(unseen, e.iter()))]
    return [*found, *(["文档默认值"] if defaults else [])]


def _value(element: etree._Element) -> str:
    return next((str(value) for name, value in element.items() if etree.QName(name).localname == "val"), "")


def _name(style: etree._Element) -> str:
    return next((_value(e) for e in style if local(e) == "name"), "")
