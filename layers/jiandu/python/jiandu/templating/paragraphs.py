"""Tags paragraph by paragraph, so that each mistake is told with where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from jiandu.adapters.tags import BadTag, names_in
from jiandu.templating.package import Finding, local
from jiandu.templating.unseen import unseen, unseen_styles

FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
TAG = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}")
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
AROUND = re.compile(r"(?:p|tr|tc|r)\s+")
PLACES = {"document": "第", "header": "页眉第", "footer": "页脚第"}
FIELDS = {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"}
REVISIONS = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
EMBEDDED = {"altChunk", "object", "control", "OLEObject", "subDoc"}
QUOTES = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where a paragraph is, in words, and what stands in it."""

    place: str
    text: str

    def finding(self, rule: str, what: str) -> Finding:
        """Something wrong in this paragraph."""
        return Finding(rule, f"{self.place}：{what}。")


@dataclass(slots=True)
class _Open:
    """A for or an if that waits for its end, and the names it lends to what is inside."""

    word: str
    paragraph: Paragraph
    lends: set[str] = field(default_factory=set)


def findings_in(trees: Mapping[str, etree._Element], fields: set[str]) -> list[Finding]:
    """What is wrong in the parts that are filled in: tags, changes tracked, hidden text, fields that fetch."""
    found: list[Finding] = []
    for name, tree in trees.items():
        if not FILLED.fullmatch(name):
            if name.startswith("word/") and STRAY.search("".join(tree.itertext())):
                found.append(Finding("tag_place", f"标签只能写在正文、页眉、页脚里（{name} 中有标签）。"))
            continue
        listed = list(_paragraphs(name, tree))
        found += [*_leftovers(listed), *_tags([paragraph for paragraph, _ in listed], fields)]
        found += _elsewhere(tree, {finding.rule for finding in found})
    filled = [tree for name, tree in trees.items() if FILLED.fullmatch(name)]
    for style in unseen_styles(trees.get("word/styles.xml"), filled):
        found.append(Finding("hidden_text", f"样式“{style}”把文字设为隐藏或者白色，请改为正常显示。"))
    return found


def _elsewhere(tree: etree._Element, told: set[str]) -> Iterator[Finding]:
    """The same outside of any paragraph, where none was told yet."""
    inside = {local(element) for element in tree.iter()}
    if "tracked_changes" not in told and (inside & REVISIONS or any(name.endswith("Change") for name in inside)):
        yield Finding("tracked_changes", "模板留有修订痕迹，请接受或者拒绝全部修订后保存。")
    if "hidden_text" not in told and any(unseen(element) for element in tree.iter()):
        yield Finding("hidden_text", "模板含有隐藏文字或者白色文字，请改为正常显示或者删去。")
    if "macros" not in told and inside & EMBEDDED:
        yield Finding("macros", "模板含有控件、嵌入的对象或者外部文档，请删去。")


def _paragraphs(name: str, tree: etree._Element) -> Iterator[tuple[Paragraph, etree._Element]]:
    kind = next(k for k in PLACES if name.startswith(f"word/{k}"))
    for n, element in enumerate((e for e in tree.iter() if local(e) == "p"), start=1):
        text = "".join(e.text or "" for e in element.iter() if local(e) == "t" and _holder(e) is element)
        words = f"“{text.strip()[:12]}”" if text.strip() else "（空段）"
        yield Paragraph(f"{PLACES[kind]}{n}段{words}", text), element


def _holder(element: etree._Element) -> etree._Element | None:
    """The paragraph an element stands in itself; a text box holds paragraphs of its own."""
    return next((above for above in element.iterancestors() if local(above) == "p"), None)


def _leftovers(listed: list[tuple[Paragraph, etree._Element]]) -> Iterator[Finding]:
    for paragraph, element in listed:
        inside = {local(e) for e in element.iter() if _holder(e) in (element, None)}
        if inside & REVISIONS or any(name.endswith("Change") for name in inside):
            yield paragraph.finding("tracked_changes", "留有修订痕迹，请接受或者拒绝全部修订")
        if inside & {"commentReference", "commentRangeStart"}:
            yield paragraph.finding("comments", "留有批注，请删去")
        if any(unseen(e) for e in element.iter() if _holder(e) in (element, None)):
            yield paragraph.finding("hidden_text", "含有隐藏文字或者白色文字，请改为正常显示或者删去")
        if inside & EMBEDDED:
            yield paragraph.finding("macros", "含有控件或者嵌入的对象，请删去")
        for code in _field_codes(element):
            if code.split()[:1] and code.split()[0].upper() not in FIELDS:
                yield paragraph.finding("field_code", f"含有域“{code[:30]}”，只能使用页码域")


def _field_codes(element: etree._Element) -> list[str]:
    simple = [str(v) for e in element.iter() if local(e) == "fldSimple" for k, v in e.items() if k.endswith("instr")]
    joined = "".join(e.text or "" for e in element.iter() if local(e) == "instrText")
    return [*(code.strip() for code in simple), *([joined.strip()] if joined.strip() else [])]


def _tags(paragraphs: list[Paragraph], fields: set[str]) -> Iterator[Finding]:
    waiting: list[_Open] = []
    for paragraph in paragraphs:
        for tag in TAG.finditer(paragraph.text):
            known = fields.union(*(opened.lends for opened in waiting))
            expression, statement = tag.group(1), tag.group(2)
            try:
                used = _said(expression) if statement is None else _stepped(statement, paragraph, waiting)
            except BadTag as bad:
                yield paragraph.finding("tag", f"“{tag.group()}”{bad}")
                continue
            for name in sorted(used - known):
                yield paragraph.finding("unknown_variable", f"没有“{name}”这个变量")
        if STRAY.search(TAG.sub("", paragraph.text)):
            yield paragraph.finding("tag", "标签没有写完整，{{ 与 }}、{% 与 %} 应当在同一段内成对，不能使用 {#")
    for opened in waiting:
        yield opened.paragraph.finding("tag", f"{opened.word} 没有对应的 end{opened.word}")


def _said(expression: str) -> set[str]:
    if AROUND.match(expression):
        raise BadTag("不能使用，请写成 {{ 变量 }}")
    return names_in([f"{{{{{expression.translate(QUOTES)}}}}}"])


def _stepped(statement: str, paragraph: Paragraph, waiting: list[_Open]) -> set[str]:
    """The names a statement uses; opens or closes what it says."""
    said = AROUND.sub("", statement, count=1) if AROUND.match(statement) else statement
    said = said.strip().translate(QUOTES)
    word = said.split()[0] if said else ""
    if word in ("for", "if"):
        used = names_in([f"{{% {said} %}}{{% end{word} %}}"])
        lends = {said.split()[1], "loop"} if word == "for" else set()
        waiting.append(_Open(word, paragraph, lends))
        return used
    if said in ("endfor", "endif"):
        if not waiting or f"end{waiting[-1].word}" != said:
            raise BadTag("没有对应的开头，或者与前面的标签交叉")
        waiting.pop()
        return set()
    if word == "elif" or said == "else":
        if not waiting or waiting[-1].word != "if":
            raise BadTag("只能写在 if 与 endif 之间")
        return names_in([f"{{% if {said.removeprefix('elif')} %}}{{% endif %}}"]) if word == "elif" else set()
    raise BadTag("只能使用变量、for、if 和比较，不能使用其他语句")
