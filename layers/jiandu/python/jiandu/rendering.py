"""A letter as the office that issues it has it printed: by its own template in force, else by the supplied one."""

from jiandu.adapters import templates, word
from jiandu.core.errors import conflict
from jiandu.core.letters import KINDS
from jiandu.core.letters.text import Issued


def rendered(office: str, kind: str, letter: Issued, address: str = "") -> tuple[bytes, str]:
    """The .docx, and the name of the version it was made by; empty for the supplied template.

    A version that no longer fits its letter, because the product changed after it was approved, prints nothing: a
    letter in the supplied form would look to the officer like the one his office approved, and one in the old form
    may lack what the law now wants said. Raises Conflict, which says what two persons have to do.
    """
    version = templates.load_register(office, kind).in_force
    if version is None or not version.archive:
        return word.render(kind, letter, address), ""
    layout = templates.layout(office, kind, version.archive)
    if layout.misfits or layout.compiled is None:
        raise _outdated(kind, version.number, layout.misfits)
    try:
        return word.render(kind, letter, address, layout.compiled), version.name
    except word.BrokenLetter as broken:
        raise _outdated(kind, version.number, ("用这次的内容填写后不是有效的文档。",)) from broken


def _outdated(kind: str, number: int, misfits: tuple[str, ...]) -> Exception:
    return conflict(
        "template_outdated",
        f"《{KINDS[kind].title}》现用的模板第{number}版需要更新：{''.join(misfits)}"
        "请模板管理人员在“文书模板”中提交新版本，或者恢复系统模板，由另一人核准后再办。",
    )
