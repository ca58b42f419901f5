"""What an uploaded template may not hold, each told in Chinese with its paragraph; and that nothing in it ever runs."""

import io
import zipfile

import pytest
from docx import Document
from docx_making import DOCUMENT, changed, in_style, linted, parts_of, supplied, text, wanted, with_paragraph, zipped
from jiandu.adapters import word
from jiandu.adapters.tags import BadTag, names_in, parsed
from jiandu.core.letters import KINDS
from jiandu.templating.package import MOST_BYTES, TemplateRefused

RELS = "word/_rels/document.xml.rels"
ELSEWHERE = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}" TargetMode="External"/></Relationships>'
)
CUSTOM = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/custom-properties"><property name="author"/></Properties>'
)
COMMENTS = (
    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:comment w:id="0" w:author="x"/></w:comments>'
)
SAMPLE = wanted("urging").sample
PARTS = parts_of(supplied("urging"))
HEADER = "word/header1.xml"
REASON = "可以向本机关提出并说明理由"
WORDS = "<w:t>看不见</w:t>"


def findings(body: bytes, kind: str = "urging") -> list[tuple[str, str]]:
    with pytest.raises(TemplateRefused) as refused:
        linted(kind, body)
    return [(finding.rule, finding.message) for finding in refused.value.findings]


def with_part(name: str, body: bytes) -> bytes:
    return zipped({**parts_of(supplied("urging")), name: body})


def related(kind: str, target: str) -> bytes:
    parts = parts_of(supplied("urging"))
    rels = parts[RELS].replace(b"</Relationships>", ELSEWHERE.format(kind, target).encode())
    return zipped({**parts, RELS: rels})


def typed_as(content_type: str) -> bytes:
    parts = parts_of(supplied("urging"))
    types = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", content_type.encode()
    )
    return zipped({**parts, "[Content_Types].xml": types})


def in_document(old: str, new: str) -> bytes:
    return changed("urging", (old, new))


BAD: dict[str, tuple[bytes, str, str]] = {
    "no zip": (b"%PDF-1.4 not a document", "not_docx", "不是 .docx"),
    "old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not_docx", "旧的 .doc"),
    "a zip of something else": (zipped({"a.txt": b"x"}), "not_docx", "不是 .docx"),
    "a cut-off file": (supplied("urging")[:3000], "not_docx", "已经损坏"),
    "macros by type": (typed_as("application/vnd.ms-word.document.macroEnabled.main+xml"), "macros", "宏"),
    "a .dotx": (
        typed_as("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        "not_docx", ".dotx"
    ),
    "macros": (with_part("word/vbaProject.bin", b"x"), "macros", "vbaProject.bin"),
    "an embedded object": (with_part("word/embeddings/oleObject1.xml", b"<x/>"), "macros", "嵌入"),
    "what a letter has no use for": (with_part("word/odd.dat", b"x"), "strange_part", "word/odd.dat"),
    "a picture from elsewhere": (related("image", "https://example.com/x.png"), "external", "example.com"),
    "an attached template": (related("attachedTemplate", "file:///C:/wang/a.dotm"), "external", "附加的 Word 模板"),
    "a hyperlink": (related("hyperlink", "https://example.com"), "external", "外部链接"),
    "an entity": (
        in_document("<w:document ", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document "), "xml", "实体"
    ),
    "no XML": (in_document("</w:body>", "</w:bod>"), "xml", "不是有效的 XML"),
    "tracked changes": (
        with_paragraph("urging", f'<w:ins w:id="1" w:author="x">{text("新增文字")}</w:ins>'),
        "tracked_changes", "第1段“新增文字”"
    ),
    "a tracked format": (
        with_paragraph("urging", '<w:pPr><w:pPrChange w:id="1" w:author="x"/></w:pPr>'),
        "tracked_changes", "第1段（空段）"
    ),
    "comments": (with_part("word/comments.xml", COMMENTS), "comments", "批注"),
    "a comment's place": (with_paragraph("urging", '<w:r><w:commentReference w:id="0"/></w:r>'), "comments", "第1段"),
    "hidden text": (
        with_paragraph("urging", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>"),
        "hidden_text", "第1段“看不见”"
    ),
    "a field that fetches": (
        with_paragraph("urging", '<w:r><w:instrText>INCLUDEPICTURE "http://x"</w:instrText></w:r>'),
        "field_code", "INCLUDEPICTURE",
    ),
    "an unknown variable": (in_document("{{ contact }}", "{{ contcat }}"), "unknown_variable", "没有“contcat”这个变量"),
    "a variable left out": (in_document("{{ contact }}", "电话"), "missing_variable", "缺少变量“联系方式”"),
    "a required text left out": (in_document("并说明理由", ""), "required_text", "并说明理由"),
    "a required text that is never printed": (
        in_document("并说明理由", "{% if draft %}并说明理由{% endif %}"), "required_text", "不要放在条件里"
    ),
    "a required text that goes with one number": (
        in_document(REASON, f'{{% if number == "{SAMPLE["number"]}" %}}{REASON}{{% endif %}}'),
        "required_text", "“发文字号”为其他内容时"
    ),
    "a required text that goes with copies": (
        in_document(REASON, f"{{% if copies %}}{REASON}{{% endif %}}"), "required_text", "“抄送”留空时"
    ),
    "a required text that goes with several findings": (
        in_document(REASON, f"{{% if findings | length > 1 %}}{REASON}{{% endif %}}"),
        "required_text", "为其他内容时"
    ),
    "a required text that goes with this or that": (
        in_document(REASON, f'{{% if copies or contact == "{SAMPLE["contact"]}" %}}{REASON}{{% endif %}}'),
        "required_text", "多项内容"
    ),
    "a required text in a comment": (in_document(REASON, f"<!-- >{REASON} -->"), "required_text", REASON),
    "a required text in an instruction": (in_document(REASON, f"<?x >{REASON}?>"), "required_text", REASON),
    "a required text in an attribute": (
        changed("urging", (REASON, ""), ("<w:body>", f"<w:body><w:p x='>{REASON}'/>")), "required_text", REASON
    ),
    "white text": (
        with_paragraph("urging", f'<w:r><w:rPr><w:color w:val="ffffff"/></w:rPr>{WORDS}</w:r>'),
        "hidden_text", "第1段“看不见”"
    ),
    "text as white as the theme's paper": (
        with_paragraph("urging", f'<w:r><w:rPr><w:color w:themeColor="background1"/></w:rPr>{WORDS}</w:r>'),
        "hidden_text", "第1段“看不见”"
    ),
    "a hidden style": (in_style("urging", "body", "<w:vanish/>"), "hidden_text", "样式“"),
    "a white style": (in_style("urging", "body", '<w:color w:val="FEFEFE"/>'), "hidden_text", "样式“"),
    "a white style others stand on": (in_style("urging", "a", '<w:color w:val="FFFFFF"/>'), "hidden_text", "样式“"),
    "hidden text in a header": (
        zipped({**PARTS, HEADER: PARTS[HEADER].replace(b"<w:p>", b"<w:p><w:r><w:rPr><w:vanish/></w:rPr></w:r>", 1)}),
        "hidden_text", "页眉第"
    ),
    "compressed as no .docx is": (zipped(PARTS, zipfile.ZIP_BZIP2), "not_docx", "不是 .docx"),
    "an open tag": (in_document("{{ contact }}", "{{ contact "), "tag", "没有写完整"),
    "a comment tag": (with_paragraph("urging", text("{# 说明 #}")), "tag", "不能使用 {#"),
    "an if without its end": (with_paragraph("urging", text("{% if draft %}")), "tag", "if 没有对应的 endif"),
    "an end without its if": (with_paragraph("urging", text("{% endif %}")), "tag", "没有对应的开头"),
    "ends that cross": (
        with_paragraph("urging", text("{% if draft %}{% for line in findings %}{% endif %}{% endfor %}")), "tag", "交叉"
    ),
    "a call": (with_paragraph("urging", text("{{ contact.upper() }}")), "tag", "不能使用函数"),
    "a filter": (with_paragraph("urging", text("{{ contact | attr('x') }}")), "tag", "不能使用函数"),
    "another statement": (with_paragraph("urging", text("{% include 'x' %}")), "tag", "不能使用其他语句"),
    "raw XML": (with_paragraph("urging", text("{{r contact }}")), "tag", "请写成"),
    "a variable of a loop after its end": (
        with_paragraph("urging", text("{% for x in findings %}{{ x }}{% endfor %}{{ x }}")),
        "unknown_variable", "没有“x”"
    ),
    "a tag that breaks the document": (
        with_paragraph("urging", "<w:r><w:t>{% if draft %}</w:t></w:r><w:r><w:t>a</w:t>{% endif %}</w:r>"),
        "tag", "{% if"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_template_is_refused_with_what_is_wrong_and_where(name: str) -> None:
    body, rule, told = BAD[name]
    assert any(rule == found and told in message for found, message in findings(body)), findings(body)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_a_broken_member_is_refused_however_it_was_compressed(compression: int) -> None:
    """What is compressed as no .docx may be is not even unpacked."""
    body = bytearray(zipped(PARTS, compression))
    start = body.index(DOCUMENT.encode()) + len(DOCUMENT)
    body[start : start + 60] = b"\xff" * 60
    assert "not_docx" == findings(bytes(body))[0][0]


def test_what_is_merely_there_or_as_conditional_as_the_supplied_text_is_no_fault() -> None:
    """Comments are left out, white styles that nothing uses stay, and a condition of the product's own is allowed."""
    made = linted("urging", in_document("<w:body>", "<w:body><!-- 王某 -->"))
    assert "王某".encode() not in parts_of(made.docx)[DOCUMENT]
    linted("urging", in_style("urging", "subheading", '<w:color w:val="FFFFFF"/>'))
    linted("urging", with_paragraph("urging", f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr>{WORDS}</w:r>'))
    linted("urging", with_paragraph("urging", text("{% if copies %}另行抄送{% endif %}")))


def test_every_mistake_is_told_at_once() -> None:
    """Nobody has to upload a file five times to learn of five mistakes."""
    body = changed("urging", ("{{ contact }}", "{{ contcat }}"), ("{{ issuer }}", "{{ isuer }}"))
    told = [message for _, message in findings(body)]
    assert ["contcat", "isuer"] == sorted({name for m in told for name in ("contcat", "isuer") if f"“{name}”" in m})


def test_what_unpacks_to_too_much_is_not_unpacked() -> None:
    """A zip bomb is known by what it says of itself, before a byte is unpacked."""
    bomb = with_part("word/media/image1.png", b"\0" * (MOST_BYTES + 1))
    assert len(bomb) < 100_000
    assert [("too_large", "文件解压后过大，不像文书模板。请删去大图片和多余内容。")] == findings(bomb)
    many = zipped({**parts_of(supplied("urging")), **{f"word/media/{n}.png": b"" for n in range(300)}})
    assert "too_large" == findings(many)[0][0]


def test_who_made_a_template_is_not_kept() -> None:
    """WPS writes docProps/custom.xml into every file: it goes, and nothing refers to it any more."""
    parts = parts_of(supplied("urging"))
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/docProps/custom.xml" ContentType="x"/></Types>'
    )
    rels = parts["_rels/.rels"].replace(
        b"</Relationships>", b'<Relationship Id="rId99" Type="x" Target="docProps/custom.xml"/></Relationships>'
    )
    core = parts["docProps/core.xml"].replace(
        b"</cp:coreProperties>", "<dc:creator>王某</dc:creator></cp:coreProperties>".encode()
    )
    handed_in = {**parts, "[Content_Types].xml": types, "_rels/.rels": rels, "docProps/core.xml": core,
                 "docProps/custom.xml": CUSTOM, "customXml/item1.xml": b"<x/>"}  # fmt: skip
    kept = parts_of(linted("urging", zipped(handed_in)).docx)
    assert not [name for name in kept if "custom" in name]
    assert not [name for name, body in kept.items() if b"custom.xml" in body or "王某".encode() in body]
    Document(io.BytesIO(zipped(kept)))


def test_the_kept_file_can_be_handed_in_again() -> None:
    """What is downloaded, left as it is and uploaded, is the same version."""
    first = linted("opinion", supplied("opinion"))
    assert first == linted("opinion", first.docx)


def test_the_check_picture_is_found_under_whatever_name_word_gave_it() -> None:
    parts = parts_of(supplied("urging"))
    white = parts.pop("word/media/check.png")
    renamed = parts[RELS].replace(b"media/check.png", b"media/image3.png")
    body = zipped({**parts, RELS: renamed, "word/media/image3.png": white})
    made = linted("urging", body, white)
    assert white == word.unpacked(made.archive).picture
    assert b"media/check.png" in parts_of(made.docx)[RELS] and "word/media/image3.png" not in parts_of(made.docx)
    with pytest.raises(TemplateRefused, match="占位图"):
        linted("urging", zipped(parts), white)


GOOD = [
    "{{ name }}",
    "{% for x in names %}{{ x.title }}{{ loop.index }}{% endfor %}",
    "{% if a == 'b' and not c %}{% endif %}",
    "{% if names | length > 1 %}{{ names | join('、') }}{% else %}x{% endif %}",
]


@pytest.mark.parametrize("source", GOOD)
def test_names_for_if_and_comparisons_are_all_a_template_needs(source: str) -> None:
    assert names_in([source]) <= {"name", "names", "a", "c"}


@pytest.mark.parametrize(
    "source",
    [
        "{{ name() }}", "{{ name.__class__ }}", "{{ name['x'] }}", "{{ name[0] }}", "{{ 1 + 1 }}", "{{ 'a' ~ name }}",
        "{{ name * 9999999 }}", "{{ 9 ** 9 ** 9 }}", "{{ name if a else b }}", "{{ [1] }}", "{{ {'a': 1} }}",
        "{{ name | safe }}", "{{ name | join(name) }}", "{{ name | length | length }}", "{{ ''.join }}",
        "{{ name is defined }}", "{{ cycler.__init__.__globals__ }}", "{% set x = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}", "{% block b %}{% endblock %}",
        "{% raw %}x{% endraw %}{{ lipsum() }}", "{% filter upper %}x{% endfilter %}", "{% call name() %}{% endcall %}",
        "{% autoescape false %}{{ name }}{% endautoescape %}", "{% with a = b %}{% endwith %}", "{% do name %}",
        "{% for x in name recursive %}{% endfor %}", "{% for x in name if x %}{% endfor %}",
        "{% for a, b in name %}{% endfor %}", "{% for x in name.y.z %}{% endfor %}", "{{ a.b.c }}", "{{ -name }}",
        "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ self }}", "{{ " + "(" * 3000,
    ],
)  # fmt: skip
def test_nothing_else_is_a_template(source: str) -> None:
    """The tree is checked node by node against what is allowed; what is not named there is refused."""
    with pytest.raises(BadTag):
        parsed(source)


def test_what_jinja_offers_by_itself_is_unknown_here() -> None:
    """range, lipsum, dict: names like any other, and no letter has them."""
    assert {"range", "lipsum", "dict", "loop"} == names_in(["{{ range }}{{ lipsum }}{{ dict }}{{ loop }}"])


def test_a_compiled_archive_is_checked_again_when_it_is_read() -> None:
    """What lies in the bucket is trusted no more than what was uploaded."""
    archive = zipped({word.PARTS: zipped({}), DOCUMENT: b"{{ contact.__class__ }}"})
    with pytest.raises(BadTag):
        word.unpacked(archive)


@pytest.mark.parametrize("kind", KINDS)
def test_every_supplied_template_passes_the_lint_its_successors_have_to_pass(kind: str) -> None:
    made = linted(kind, supplied(kind))
    assert zipfile.is_zipfile(io.BytesIO(made.docx)) and word.unpacked(made.archive).templates
