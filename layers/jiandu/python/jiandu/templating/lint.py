"""The one lint and compiler of letters' templates: for those the product brings, and those a bureau uploads."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from jiandu.adapters import word
from jiandu.adapters.tags import BadTag, environment, misfits
from jiandu.templating.package import Finding, Parts, TemplateRefused, local, opened, packed, with_picture
from jiandu.templating.paragraphs import FILLED, findings_in
from jiandu.templating.trials import emptied, trials


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a template has to be: the model's fields with their titles, the required texts, facts to try it with,
    and the white picture in whose place the QR code of a check comes, where the kind has one.

    ``optional`` are the fields that may be empty; ``supplied`` is the product's own template, which an uploaded one
    is compared with.
    """

    fields: Mapping[str, str]
    required: tuple[str, ...]
    sample: Mapping[str, Any]
    picture: bytes = b""
    optional: frozenset[str] = frozenset()
    supplied: word.Compiled | None = None


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
    """Tried as a draft, with nothing filled in, and in every trial: it must give a document each time."""
    try:
        layout = word.unpacked(archive)
        empty = {name: emptied(value) for name, value in wanted.sample.items()}
        for facts in ({**wanted.sample, "draft": True}, empty):
            word.filled_in("模板", layout, facts)
        return _missing(layout, wanted)
    except (word.BrokenLetter, TemplateError, BadTag) as error:
        return [Finding("tag", f"用样例试填没有成功，请核对 for、if 的位置和变量名（{str(error)[:120]}）。")]


def _missing(layout: word.Compiled, wanted: Wanted) -> list[Finding]:
    """The sample prints every required text; the sample with something changed prints every one that the supplied
    template prints then, which has conditions too.
    """
    found: dict[str, Finding] = {}
    for trial in trials(wanted.sample, wanted.fields, wanted.optional if wanted.supplied else None):
        ours = _words(layout, trial.facts)
        theirs = _words(wanted.supplied, trial.facts) if wanted.supplied and trial.when else None
        for required in wanted.required:
            text = unescape(environment().from_string(required).render(trial.facts))
            if text not in ours and (theirs is None or text in theirs):
                told = f"用样例试填{trial.when}没有印出必备文字：“{text}”，请不要放在条件里。"
                found.setdefault(required, Finding("required_text", told))
    return list(found.values())


def _words(layout: word.Compiled, facts: Mapping[str, Any]) -> str:
    """What a filled-in template says in its runs: neither names of pictures nor codes of fields."""
    printed = (etree.fromstring(body) for body in word.filled_in("模板", layout, facts).values())
    return "\n".join("".join(e.text or "" for e in tree.iter() if local(e) == "t") for tree in printed)
