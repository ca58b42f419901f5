"""The one lint and compiler of letters' templates: for those the product brings, and those a bureau uploads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError

from jiandu.adapters import word
from jiandu.adapters.tags import BadTag, environment, lacking, misfits
from jiandu.templating.package import Finding, Parts, TemplateRefused, opened, packed, with_picture
from jiandu.templating.paragraphs import FILLED, findings_in


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a template has to be: the model's fields with their titles, the required texts, facts to try it with,
    and the white picture in whose place the QR code of a check comes, where the kind has one.
    """

    fields: Mapping[str, str]
    required: tuple[str, ...]
    sample: Mapping[str, Any]
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Linted:
    """A template fit for use: the .docx as it is kept, without who made it, and compiled."""

    docx: bytes
    archive: bytes


def lint(body: bytes, wanted: Wanted) -> Linted:
    """Raises TemplateRefused with every finding there is."""
    parts, trees, findings = opened(body)
    findings += findings_in(trees, set(wanted.fields))
    parts = with_picture(parts, trees, wanted.picture)
    if wanted.picture and word.CHECK_PICTURE not in parts:
        findings.append(Finding("check_picture", "缺少查验二维码的占位图（白色方块），请从现用模板中原样复制。"))
    if findings:
        raise TemplateRefused(*findings)
    rest, sources = compiled(parts)
    picture = {name: rest.pop(name) for name in [word.CHECK_PICTURE] if name in rest}
    archive = packed({word.PARTS: packed(rest)} | picture | {name: text.encode() for name, text in sources.items()})
    if findings := [*_fitting(sources, wanted), *_printing(archive, wanted)]:
        raise TemplateRefused(*findings)
    return Linted(packed(parts), archive)


def compiled(parts: Parts) -> tuple[Parts, dict[str, str]]:
    """The parts that never change, and the Jinja sources of those that are filled in."""
    compiler = DocxTemplate("")
    rest, sources = {}, {}
    for name, body in parts.items():
        patched = compiler.patch_xml(body.decode()) if FILLED.fullmatch(name) else ""
        if "{{" in patched or "{%" in patched:
            sources[name] = patched
        else:
            rest[name] = body
    return rest, sources


def _fitting(sources: Mapping[str, str], wanted: Wanted) -> list[Finding]:
    try:
        return [Finding(*misfit) for misfit in misfits(sources.values(), wanted.fields, wanted.required)]
    except BadTag as bad:
        return [Finding("tag", f"模板无法编译：{bad}。")]


def _printing(archive: bytes, wanted: Wanted) -> list[Finding]:
    """Tried with the sample, as a draft, and with nothing filled in: it must give a document each time, and for the
    sample one in which every required text stands, wherever its conditions put it.
    """
    try:
        layout = word.unpacked(archive)
        empty = {name: "" if isinstance(v, str) else type(v)() for name, v in wanted.sample.items()}
        for facts in ({**wanted.sample, "draft": True}, empty, wanted.sample):
            printed = word.filled_in("模板", layout, facts)
    except (word.BrokenLetter, TemplateError, BadTag) as error:
        return [Finding("tag", f"用样例试填没有成功，请核对 for、if 的位置和变量名（{str(error)[:120]}）。")]
    texts = [environment().from_string(text).render(wanted.sample) for text in wanted.required]
    return [
        Finding("required_text", f"用样例试填后没有印出必备文字：“{text}”，请不要放在条件里。")
        for text in lacking([body.decode() for body in printed.values()], texts)
    ]
