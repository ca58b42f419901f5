"""A .docx opened without trusting it: bounded, no entities, nothing that runs, nothing from elsewhere, no authors."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from jiandu.adapters.word import CHECK_PICTURE, FIXED_TIME

MOST_PARTS = 200
MOST_BYTES = 24 * 1024 * 1024
MOST_XML = 4 * 1024 * 1024
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OLD_WORD = b"\xd0\xcf\x11\xe0"
KNOWN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|word/_rels/[\w.-]+\.xml\.rels|"
    r"word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes)\.xml|"
    r"word/(header|footer)\d*\.xml|word/theme/(_rels/)?[\w.-]+\.xml(\.rels)?|word/media/[\w.-]+\.(png|jpe?g|emf|wmf)"
)
PERSONAL = re.compile(
    r"docProps/(?!core\.xml|app\.xml).*|customXml/.*|word/(comments|people)\w*\.xml|word/printerSettings/.*|"
    r"word/documentProtection\.xml|word/glossary/.*"
)
NOTES = re.compile(rb"<!--|<\?(?!xml\s)")
OF_DOCX = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # ISO/IEC 29500-2 knows no other compression
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
RUNS = re.compile(r"vba|macro|activex|embeddings|customui|\.bin$|\.exe$|\.js$", re.IGNORECASE)
NEUTRAL = {
    "docProps/core.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
    "docProps/app.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"/>',
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a template: the rule's name and, in Chinese, where it is and what to do."""

    rule: str
    message: str


class TemplateRefused(Exception):
    """A Word template or its row in the catalogue is not fit to be used."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(finding.message for finding in findings))
        self.findings = findings


Parts = dict[str, bytes]
Trees = dict[str, etree._Element]


def opened(body: bytes) -> tuple[Parts, Trees, list[Finding]]:
    """The parts without who made them and without XML comments, the XML among them parsed, and what is wrong.

    Raises TemplateRefused where it cannot be read at all.
    """
    unzipped = _unzipped(body)
    trees = {name: _parsed(name, part) for name, part in unzipped.items() if name.endswith((".xml", ".rels"))}
    parts = {n: _written(trees[n]) if n in trees and NOTES.search(part) else part for n, part in unzipped.items()}
    findings = [*_main(trees), *_strange(parts), *_comments(trees), *_external(trees)]
    return _without_people(parts, trees), trees, findings


def packed(entries: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes depend on nothing but its entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(zipfile.ZipInfo(name, FIXED_TIME), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def with_picture(parts: Parts, trees: Trees, picture: bytes) -> Parts:
    """The parts with the check picture under the name it is known by: Word names pictures anew when it saves."""
    found = next((n for n, body in parts.items() if picture and n.startswith("word/media/") and body == picture), None)
    if found is None or found == CHECK_PICTURE:
        return parts
    renamed = {CHECK_PICTURE if name == found else name: body for name, body in parts.items()}
    for name in [name for name in parts if name.startswith("word/_rels/")]:
        for row in trees[name]:
            if _target("word", row) == found:
                row.set("Target", CHECK_PICTURE.removeprefix("word/"))
        renamed[name] = _written(trees[name])
    return renamed


def _written(tree: etree._Element) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _refused(rule: str, message: str) -> TemplateRefused:
    return TemplateRefused(Finding(rule, message))


def _unzipped(body: bytes) -> Parts:
    if body.startswith(OLD_WORD):
        raise _refused("not_docx", "文件是旧的 .doc 格式或者设有密码，请在 Word 或者 WPS 中另存为不设密码的 .docx。")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _bounded(infos)
            return {info.filename: archive.read(info) for info in infos}
    except BROKEN as error:
        raise _refused("not_docx", "文件不是 .docx 文档，或者已经损坏。") from error


def _bounded(infos: list[zipfile.ZipInfo]) -> None:
    """What would unpack to more than any template holds is not unpacked."""
    names = {info.filename for info in infos}
    xml = max((i.file_size for i in infos if i.filename.endswith((".xml", ".rels"))), default=0)
    if len(infos) > MOST_PARTS or sum(i.file_size for i in infos) > MOST_BYTES or xml > MOST_XML:
        raise _refused("too_large", "文件解压后过大，不像文书模板。请删去大图片和多余内容。")
    if len(names) < len(infos) or any(".." in n or n.startswith("/") or "\\" in n for n in names):
        raise _refused("not_docx", "文件的内部结构不合规范，请在 Word 或者 WPS 中重新保存。")
    if not {TYPES, "_rels/.rels", "word/document.xml"} <= names or {i.compress_type for i in infos} - OF_DOCX:
        raise _refused("not_docx", "文件不是 .docx 文档，请选择 Word 或者 WPS 保存的 .docx。")


def _parsed(name: str, body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise _refused("xml", f"“{name}”含有 DTD 或者实体，不能使用。")
    try:
        body.decode("utf-8")
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, UnicodeDecodeError, ValueError) as error:
        raise _refused("xml", f"“{name}”不是有效的 XML（UTF-8），请在 Word 或者 WPS 中重新保存。") from error


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _main(trees: Trees) -> list[Finding]:
    types = {row.get("PartName", "").lstrip("/"): row.get("ContentType") for row in trees[TYPES]}
    kind = types.get("word/document.xml")
    if kind == MAIN:
        return []
    if kind and "macro" in kind.lower():
        return [Finding("macros", "文件含有宏（.docm），请另存为不含宏的 .docx。")]
    return [Finding("not_docx", "文件不是 .docx 文档（可能是 Word 模板 .dotx），请另存为 .docx。")]


def _strange(parts: Parts) -> list[Finding]:
    """What neither belongs to a letter nor can be left out of it."""
    found = []
    for name in parts:
        if RUNS.search(name):
            found.append(Finding("macros", f"文件含有宏、控件或者嵌入的对象（{name}），请删去。"))
        elif not KNOWN.fullmatch(name) and not PERSONAL.fullmatch(name):
            found.append(Finding("strange_part", f"文件含有文书用不到的内容（{name}），请删去。"))
    return found


def _comments(trees: Trees) -> list[Finding]:
    there = any(
        local(element) == "comment"
        for name, tree in trees.items()
        if name.startswith("word/comments")
        for element in tree.iter()
    )
    return [Finding("comments", "模板留有批注，请在 Word 或者 WPS 中删去全部批注。")] if there else []


def _external(trees: Trees) -> list[Finding]:
    found = []
    for name, tree in trees.items():
        for row in tree if name.endswith(".rels") else ():
            if row.get("TargetMode") == "External":
                what = {"image": "链接自外部的图片", "attachedTemplate": "附加的 Word 模板"}
                kind = what.get(str(row.get("Type")).rsplit("/", 1)[-1], "外部链接")
                target = str(row.get("Target"))[:80]
                found.append(Finding("external", f"模板含有{kind}（{target}），请改为插入或者删去。"))
    return found


def _without_people(parts: Parts, trees: Trees) -> Parts:
    """The parts but for those that may name whoever made them, which nothing refers to any more."""
    gone = {name for name in parts if PERSONAL.fullmatch(name)}
    kept = {name: NEUTRAL[name].encode() if name in NEUTRAL else body for name, body in parts.items()}
    if not gone:
        return kept
    for name, tree in trees.items():
        if name == TYPES:
            kept[name] = _pruned(tree, lambda row: row.get("PartName", "").lstrip("/") in gone)
        elif name.endswith(".rels") and name not in gone:
            base = posixpath.dirname(posixpath.dirname(name))
            kept[name] = _pruned(tree, lambda row, base=base: _target(base, row) in gone)  # type: ignore[misc]
    return {name: body for name, body in kept.items() if name not in gone}


def _pruned(tree: etree._Element, leaves: Callable[[etree._Element], bool]) -> bytes:
    for row in [row for row in tree if leaves(row)]:
        tree.remove(row)
    return _written(tree)


def _target(base: str, row: etree._Element) -> str:
    target = str(row.get("Target"))
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
