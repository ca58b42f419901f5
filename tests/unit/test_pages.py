"""Pages: complete, escaped, self-contained and accessible, whatever the context holds."""

import re
from collections import Counter
from pathlib import Path

import pytest
from jiandu.adapters.quarantine import Post
from jiandu.pages import Pages, when
from jinja2 import UndefinedError
from page_parts import Context
from page_reading import Page
from page_samples import SAMPLES

from infra.build import pages as pages_build

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y>{{7*7}}&😀镕"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    out = tmp_path_factory.mktemp("build")
    pages_build.build(ROOT, out)
    return Pages(out / "layers" / "jiandu" / "python" / "jiandu")


CASES = [pytest.param(template, context, id=name) for name, (template, context) in SAMPLES.items()]
on_every_page = pytest.mark.parametrize(("template", "context"), CASES)


def test_every_template_has_a_sample() -> None:
    """A new page comes with a context to try it."""
    templates = {path.name for path in (ROOT / "templates" / "pages").glob("*.html")}
    assert templates - {"base.html"} == {template for template, _ in SAMPLES.values()}


@on_every_page
def test_a_page_has_one_heading_and_its_landmarks(built: Pages, template: str, context: Context) -> None:
    """lang, one h1, one main that the skip link leads to, header and footer; tags nest."""
    page = Page(built.render(template, context))
    assert page.unclosed == []
    assert page.values("lang") == ["zh-CN"]
    count = Counter(tag.name for tag in page.tags)
    assert {n: count[n] for n in ("h1", "main", "header", "footer")} == {"h1": 1, "main": 1, "header": 1, "footer": 1}
    assert page.all("a")[0].get("href") == "#main"


@on_every_page
def test_ids_are_unique_and_references_exist(built: Pages, template: str, context: Context) -> None:
    """Labels, descriptions, headings and links within the page all point at something."""
    page = Page(built.render(template, context))
    ids = page.ids()
    assert [one for one, times in Counter(ids).items() if times > 1] == []
    named = [*page.values("for"), *(h[1:] for h in page.values("href") if h.startswith("#"))]
    for attribute in ("aria-describedby", "aria-labelledby"):
        named += [one for value in page.values(attribute) for one in value.split()]
    assert set() == set(named) - set(ids)


@on_every_page
def test_every_control_has_a_label(built: Pages, template: str, context: Context) -> None:
    """Inputs by label, fieldsets by legend, and no control is without a name."""
    page = Page(built.render(template, context))
    labelled = set(page.values("for"))
    controls = [t for t in page.all("input", "select", "textarea") if t.get("type") != "hidden"]
    assert [t.get("name") for t in controls if t.get("id") not in labelled or not t.get("name")] == []
    assert len(page.all("fieldset")) == len(page.all("legend"))


@on_every_page
def test_a_page_is_fit_for_a_strict_content_policy(built: Pages, template: str, context: Context) -> None:
    """No inline script, style or handler, and nothing from another host; a file to be saved may ride in its link."""
    page = Page(built.render(template, context))
    assert page.all("style") == []
    assert [t for t in page.all("script") if not t.get("src")] == []
    assert [a for t in page.tags for a in t.attributes if a == "style" or a.startswith("on")] == []
    saved = {tag.get("href") for tag in page.all("a") if "download" in tag.attributes}
    addresses = [v for a in ("href", "src", "action", "formaction") for v in page.values(a) if v not in saved]
    base = str(context["base"])
    upload = [post.url] if isinstance(post := context.get("post"), Post) else []  # named in that page's policy
    assert [v for v in addresses if not v.startswith(("#", f"{base}/"))] == upload


@on_every_page
def test_forms_post_and_files_are_sent_as_parts(built: Pages, template: str, context: Context) -> None:
    """Only searches, the calculator and the ticking of a list use GET; files and long texts are sent as parts."""
    html = built.render(template, context)
    page = Page(html)
    gets = [form for form in page.all("form") if form.get("method") == "get"]
    assert all(f.get("role") == "search" or f.get("action").endswith(("/deadlines", "/batches")) for f in gets)
    for body in re.findall(r"<form.*?</form>", html, re.DOTALL):
        parts = 'enctype="multipart/form-data"' in body
        assert parts == ('type="file"' in body or 'id="f-text"' in body)


@on_every_page
def test_hostile_text_comes_out_as_text(built: Pages, template: str, context: Context) -> None:
    """Whatever people typed adds no tag and no attribute and is not evaluated."""
    plain = Page(built.render(template, context))
    page = Page(built.render(template, {key: soiled(value, key) for key, value in context.items()}))
    assert Counter(t.name for t in plain.tags) == Counter(t.name for t in page.tags)
    assert "onerror" not in {a for t in page.tags for a in t.attributes}
    assert "{{7*7}}" in page.text or "49" not in page.text


TYPED = {
    "text",
    "detail",
    "message",
    "reason",
    "value",
    "error",
    "help",
    "lead",
    "done",
    "history",
    "name",
    "title",
}


def soiled(value: object, key: str = "") -> object:
    """The context with hostile text after every text that people may have typed."""
    if isinstance(value, dict):
        structural = {"field", "widget"}
        keep = {"name"} if "widget" in value or "path" in value or "fields" in value else set()
        return {k: v if k in structural | keep else soiled(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [soiled(one, key) for one in value]
    if value and type(value) is str and key in TYPED:
        return value + HOSTILE
    return value


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.endswith("_refused")])
def test_the_error_summary_leads_to_the_fields(built: Pages, name: str) -> None:
    """The summary stands before the h1, and each visible wrong field is linked and described."""
    html = built.render(*SAMPLES[name])
    page = Page(html)
    assert html.index('class="errors"') < html.index("<h1>")
    wrong = [tag for tag in page.tags if tag.get("aria-invalid") == "true"]
    assert all("-error" in tag.get("aria-describedby") for tag in wrong)
    links = {href[1:] for href in page.values("href") if href.startswith("#")}
    assert set() == {tag.get("id") for tag in wrong} - links


def test_what_was_typed_is_kept(built: Pages) -> None:
    """Text, choice and ticks come back as they were sent."""
    html = built.render(*SAMPLES["complaint_form"])
    assert "当场收取保证金2000元。\n第二行。</textarea>" in html
    assert '<option value="示范市1" selected>' in html
    assert sorted(re.findall(r'value="(\w+)" checked', html)) == ["0", "2"]


def test_a_missing_key_is_an_error(built: Pages) -> None:
    """A page never leaves out silently what its handler forgot."""
    template, context = SAMPLES["calculator"]
    without = {key: value for key, value in context.items() if key != "sources"}
    with pytest.raises(UndefinedError, match="sources"):
        built.render(template, without)


def test_addresses_carry_the_public_prefix(built: Pages) -> None:
    """Behind an API stage every link begins with the public address."""
    template, context = SAMPLES["matter"]
    html = built.render(template, context | {"base": "https://jd.example.cn/prod/"})
    assert "https://jd.example.cn/prod/matters/m1/actions/urge" in html
    assert "127.0.0.1" not in html


def test_assets_are_found_by_hashed_name_only(built: Pages) -> None:
    """The name holds the content's hash; other names, paths included, are unknown."""
    html = built.render(*SAMPLES["track"])
    found = map(built.asset_body, re.findall(r"/assets/([^\"]+)", html))
    types = {"text/css; charset=utf-8", "image/svg+xml", "text/javascript; charset=utf-8"}
    assert types == {body[1] for body in found if body}
    for name in ("site.css", "manifest.json", "../pages.py", ""):
        assert built.asset_body(name) is None


def test_a_second_build_gives_the_same_names(tmp_path: Path) -> None:
    """Names depend on content alone."""
    for _ in range(2):
        pages_build.build(ROOT, tmp_path)
    assert len(list(tmp_path.rglob("site.*.css"))) == 1


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-11-23", "2026年11月23日"),
        ("2026-11-22T16:30:00+00:00", "2026年11月23日 00:30"),
        ("2026-11-22T16:30:00Z", "2026年11月23日 00:30"),
        ("及时", "及时"),
    ],
)
def test_days_and_instants_are_worded_for_shanghai(value: str, words: str) -> None:
    """ISO text is worded, other text stays."""
    assert words == when(value)


GROUNDS = ("paper", "ground", "blue-ground")


def test_colours_have_enough_contrast() -> None:
    """Every text colour on every ground it may stand on reaches 4.5:1."""
    css = (ROOT / "templates" / "pages" / "styles" / "1-frame.css").read_text("utf-8")
    colour = {k: v for k, v in re.findall(r"--([\w-]+): #([0-9a-f]+)", css)}
    pairs = [(text, ground) for text in ("ink", "quiet", "link", "red") for ground in GROUNDS]
    pairs += [(name, f"{name}-ground") for name in ("red", "yellow", "green")]
    assert [pair for pair in pairs if contrast(*(colour[name] for name in pair)) < 4.5] == []


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    full = colour if len(colour) == 6 else "".join(c * 2 for c in colour)
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_many_children_are_folded_and_each_link_says_what_it_leads_to(built: Pages) -> None:
    many, few = (built.render(*SAMPLES[name]) for name in ("matter_of_many", "matter"))
    assert '<details class="related">' in many and "关联事项（6）" in many
    assert ">联系点候选单位：第3机械厂 HX20261121-3B7C</a>（已聘任）" in many
    assert '<details class="related">' not in few and ">异议 YY20261121-2B7C</a>（异议复查中）" in few


def test_what_may_be_done_at_any_time_is_open_where_nothing_else_is(built: Pages) -> None:
    assert '<details class="more" open>' in built.render(*SAMPLES["matter_of_many"])
    assert '<details class="more" open>' not in built.render(*SAMPLES["matter"])
