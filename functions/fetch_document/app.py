"""Documents: /documents/{matter_id}/{document_id}/{copy} and /view, /files/{matter_id}/{event}/{name}, sheets."""

from jiandu.adapters import clock, files, table
from jiandu.core.access import reads, sees
from jiandu.core.deadlines import shanghai_day
from jiandu.core.disposal import still_kept
from jiandu.core.errors import missing
from jiandu.core.matter import Case, Upload
from jiandu.core.procedure import rules_on
from jiandu.downloads import word_file
from jiandu.requests import Request
from jiandu.views.matter import may_fetch, told
from jiandu.views.preview import Shown, preview_page
from jiandu.web import Answer, App

handler = App("fetch_document", fact="documents_fetched")
GONE = missing("document_id", "没有这份文件。")
NOTE = "这是签发时生成的文稿。分页以 Word 或者 WPS 打开为准；对外以用印正本为准。"


@handler.route("/documents/{matter_id}/{document_id}/{copy}", "GET")
def document(request: Request) -> Answer:
    kept = _kept(request)
    return _link(files.link(kept.key, kept.name, kept.media_type))


@handler.route("/documents/{matter_id}/{document_id}/{copy}/view", "GET")
def view(request: Request) -> Answer:
    kept = _kept(request)
    link = _link(files.link(kept.key, kept.name, kept.media_type, shown=True))
    if kept.media_type != files.DOCX or not request.wants_html:
        return link
    title = kept.name.removesuffix(".docx")
    page = preview_page(title, NOTE, [Shown(title, kept.name, files.load(kept.key))], request.params["matter_id"])
    return Answer(link.body, "preview.html", page)


@handler.route("/files/{matter_id}/{event}/{name}", "GET")
def attachment(request: Request) -> Answer:
    case, seen = _case(request)
    event = next((e for e in case.events if str(e.n) == request.params["event"]), None)
    value = event.facts.get(request.params["name"]) if event else None
    if event is None or not isinstance(value, dict) or "key" not in value:
        raise GONE
    rules = rules_on(case.matter.profile, shanghai_day(clock.now()))
    if not told(case, event, rules.procedures[case.matter.kind], seen):
        raise GONE
    upload = Upload.model_validate(value)
    return _link(files.link(upload.key, upload.name, upload.media_type))


@handler.route("/matters/{matter_id}/sheets/{kind}/{source}", "GET")
def sheet(request: Request) -> Answer:
    """The file itself, as it is printed from the record now: nothing of it is kept."""
    from jiandu import printing

    case, seen = _case(request)
    rules = rules_on(case.matter.profile, shanghai_day(clock.now()))
    known = printing.with_names(case)
    name, body = printing.sheet(known, rules, seen, request.params["kind"], request.params["source"])
    return word_file(request, name, body)


def _kept(request: Request) -> Upload:
    """The copy that was asked for, under the name it is handed out by: nothing of how it was handed in."""
    case, seen = _case(request)
    found = case.document(request.params["document_id"])
    copy = request.params["copy"]
    if found is None or not may_fetch(request.actor, case.matter, found):
        raise GONE
    title = f"{found.title}{found.number or ''}"
    if copy == "docx" and found.key and reads(seen, "documents"):
        return Upload(name=f"{title}.docx", media_type=files.DOCX, size=0, sha256=found.sha256, key=found.key)
    if copy == "sealed" and found.sealed:
        suffix = found.sealed.name.rsplit(".", 1)[-1]
        return found.sealed.model_copy(update={"name": f"{title}.{suffix}"})
    raise GONE


def _case(request: Request) -> tuple[Case, str]:
    actor = request.actor
    case = table.load_case(request.params["matter_id"])
    seen = sees(actor, case.matter) if case else None
    if case is None or seen is None:
        raise GONE
    still_kept(case.matter)
    return case, seen


def _link(url: str) -> Answer:
    return Answer(body={"link": url, "seconds": files.LINK_SECONDS}, location=url)
