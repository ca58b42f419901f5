"""Versions of letters' templates: GET /templates; GET and POST /templates/{letter_kind} show one, take a new version.

POST /templates/{letter_kind}/{template_step} (approve, reject or return); GET …/{template_version}/{template_copy}
is its .docx, or the sample printed by it. Whoever is not of the bureau's own staff sees the list and the samples.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from jiandu.adapters import clock, files, table, templates, word
from jiandu.core.errors import Conflict, Forbidden, Invalid, JianduError, Mistake, invalid, missing
from jiandu.core.forms.fields import fields_of, schema_of
from jiandu.core.forms.posted import values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.forms.templates import TemplateDecision, TemplateReturn, TemplateUpload
from jiandu.core.letters import KINDS
from jiandu.core.matter import Organisation, Upload
from jiandu.core.template_register import SUPPLIED, TemplateRegister, Version, acting, of_staff, require
from jiandu.downloads import word_file
from jiandu.perform import RawFile
from jiandu.requests import Request
from jiandu.templating.versions import decide, go_back, upload
from jiandu.views.templates import earlier_options, files_of, line_view, sample_view, variables_view, version_view
from jiandu.web import Answer, App, public_url

handler = App("manage_templates", fact="templates_kept")
DONE = {
    "uploaded": "已提交，等待另一人核准；核准以前仍用现用模板。",
    "approved": "已核准，从现在起制发的文书使用这一版本。",
    "rejected": "已退回，仍用现用模板。",
}


@handler.route("/templates", "GET")
def listed(request: Request) -> Answer:
    office = _office(request)
    known = templates.registers(office.id)
    if not of_staff(request.actor, office.id):
        shown = [sample_view(kind, row, known.get(kind)) for kind, row in templates.catalogue().items()]
        body = {"office": office.name, "items": shown}
        return Answer(body, "template_samples.html", {**body, "title": "文书格式文本"})
    people = _people()
    items = [
        line_view(kind, row, known.get(kind), _outdated(known.get(kind)), people)
        for kind, row in templates.catalogue().items()
    ]
    body = {"office": office.name, "items": items}
    return Answer(body, "templates.html", {**body, "title": "文书模板"})


@handler.route("/templates/{letter_kind}", "GET", "POST")
def one(request: Request) -> Answer:
    office, kind = _own_office(request), _kind(request)
    if request.method == "GET":
        return _shown(request, office, kind)
    require(request.actor, office.id, "propose_template")
    try:
        form, body = _uploaded(request)
        upload(office.id, kind, body, form.note, request.actor, clock.now())
    except (Invalid, Conflict) as error:
        return _again(request, office, kind, TemplateUpload, error)
    return _done(request, kind, "uploaded")


@handler.route("/templates/{letter_kind}/{template_step}", "POST")
def step(request: Request) -> Answer:
    office, kind, what = _own_office(request), _kind(request), request.params["template_step"]
    if what not in ("approve", "reject", "return"):
        raise missing("template_step", "没有这个办理动作。")
    require(request.actor, office.id, "propose_template" if what == "return" else "settle_template")
    form = TemplateReturn if what == "return" else TemplateDecision
    try:
        _stepped(request, office, kind, what)
    except (Invalid, Conflict) as error:
        return _again(request, office, kind, form, error)
    return _done(request, kind, {"approve": "approved", "reject": "rejected", "return": "uploaded"}[what])


def _stepped(request: Request, office: Organisation, kind: str, what: str) -> None:
    actor, now = request.actor, clock.now()
    if what == "return":
        asked = read_form(TemplateReturn, values_of(TemplateReturn, request.values))
        assert isinstance(asked, TemplateReturn)
        go_back(office.id, kind, asked.to, asked.note, actor, now)
        return
    decision = read_form(TemplateDecision, values_of(TemplateDecision, request.values))
    assert isinstance(decision, TemplateDecision)
    if request.version is None:
        raise invalid("version", "required", "请提供您看到的版本号 version。")
    decide(office.id, kind, what == "approve", decision.reason, request.version, actor, now)


@handler.route("/templates/{letter_kind}/versions/{template_version}/{template_copy}", "GET")
def file(request: Request) -> Answer:
    office, kind, copy = _office(request), _kind(request), request.params["template_copy"]
    version = _asked_for(request, office, kind, copy)
    edition = f"第{version.number}版" if version else "系统模板"
    name = f"{KINDS[kind].title}（{edition}）{'样例' if copy == 'sample' else ''}.docx"
    if copy == "docx":
        return word_file(request, name, templates.docx(office.id, version) if version else templates.supplied(kind))
    layout = templates.layout(office.id, kind, version.archive) if version else None
    if layout and layout.misfits:
        raise Conflict("这一版本需要更新，不能印出样例。", *(Mistake("file", "outdated", m) for m in layout.misfits))
    printed = word.render(kind, templates.sample(kind), layout=layout.compiled if layout else None)
    return word_file(request, name, printed)


def _asked_for(request: Request, office: Organisation, kind: str, copy: str) -> Version | None:
    """The version asked for, None for the supplied template; to others than the staff nothing but the sample in use."""
    number = request.params["template_version"]
    version = next((v for v in templates.versions(office.id, kind) if str(v.number) == number and v.archive), None)
    gone = missing("template_version", "没有这份文件。")
    if copy not in ("docx", "sample") or (version is None and number != str(SUPPLIED)):
        raise gone
    if not of_staff(request.actor, office.id):
        in_force = templates.load_register(office.id, kind).in_force
        if copy != "sample" or (version and (in_force is None or in_force.number != version.number)):
            raise gone
    return version


def _own_office(request: Request) -> Organisation:
    """The bureau whose templates the person helps to keep; for everybody else its pages do not exist."""
    office = _office(request)
    if not of_staff(request.actor, office.id):
        raise missing("letter_kind", "没有这个页面。")
    return office


def _office(request: Request) -> Organisation:
    """The bureau whose templates concern the person: his own, or the one that supervises his office."""
    own = table.load_organisation(request.actor.organisation)
    office = own if own is None or own.kind == "bureau" else table.load_organisation(own.bureau or "")
    if office is None:
        raise Forbidden("文书模板由司法行政机关维护。", Mistake("actor", "role", "您所在的机构没有文书模板。"))
    return office


def _kind(request: Request) -> str:
    kind = request.params["letter_kind"]
    if kind not in KINDS:
        raise missing("letter_kind", "没有这种文书。")
    return kind


def _people() -> dict[str, str]:
    return {person.id: person.name for person in table.list_people()}


def _outdated(register: TemplateRegister | None) -> Sequence[str]:
    version = register.in_force if register else None
    if register is None or version is None or not version.archive:
        return ()
    return templates.layout(register.office, register.kind, version.archive).misfits


def _uploaded(request: Request) -> tuple[TemplateUpload, bytes]:
    """The form and the file's bytes; what the file is, is linted later."""
    values = values_of(TemplateUpload, request.values)
    given = values.get("file")
    if given is not None and not isinstance(given, RawFile):
        raise invalid("file", "file", "请上传文件本身。")
    if given:
        name, sha256 = given.name[:200] or "模板.docx", hashlib.sha256(given.body).hexdigest()
        values["file"] = Upload(name=name, media_type=files.DOCX, size=len(given.body), sha256=sha256)
    form = read_form(TemplateUpload, values)
    assert isinstance(form, TemplateUpload) and given
    return form, given.body


def _done(request: Request, kind: str, what: str) -> Answer:
    path = f"/templates/{kind}"
    return Answer(
        {"done": what, "path": path}, location=public_url(f"{path}?done={what}") if request.wants_html else None
    )


def _again(request: Request, office: Organisation, kind: str, form: type[Any], error: JianduError) -> Answer:
    """The page once more, with what was typed and what is wrong; programs get the refusal itself."""
    if request.posted is None or not request.wants_html:
        raise error
    return _shown(request, office, kind, form, error)


def _shown(
    request: Request, office: Organisation, kind: str, form: type[Any] | None = None, error: JianduError | None = None
) -> Answer:
    register, versions, people = (
        templates.load_register(office.id, kind),
        templates.versions(office.id, kind),
        _people(),
    )
    row = templates.catalogue()[kind]
    body: dict[str, Any] = {
        **line_view(kind, row, register, _outdated(register), people),
        "office": office.name,
        "version": register.version,
        "pending": version_view(kind, register.pending, people) if register.pending else None,
        "history": [version_view(kind, version, people) for version in reversed(versions)],
        "variables": variables_view(kind),
        "supplied": files_of(kind, None),
        "form": schema_of(TemplateUpload),
    }
    status = 200 if error is None else 409 if isinstance(error, Conflict) else 422
    context = {
        **body,
        "heading": f"文书模板：{body['title']}",
        **_forms(request, register, earlier_options(register, versions), form, error),
    }
    return Answer(body, "template.html", context, status=status)


def _forms(
    request: Request,
    register: TemplateRegister,
    earlier: list[dict[str, str]],
    form: type[Any] | None,
    error: JianduError | None,
) -> dict[str, Any]:
    """The three forms of the page as far as the person may use them now, the one just refused as it was typed."""
    mistakes = error.mistakes if isinstance(error, Invalid) else ()
    typed = {form: request.posted.typed(form)} if form and request.posted is not None else {}

    def fields(of: type[Any]) -> list[dict[str, Any]]:
        return fields_of(of, typed.get(of, {}), _joined(mistakes) if of is form else (), {"earlier": earlier})

    may_propose = acting(request.actor, register.office, "propose_template") is not None and register.pending is None
    settler = acting(request.actor, register.office, "settle_template") if register.pending else None
    own = register.pending is not None and bool(request.actor.hands & set(register.pending.hands))
    return {
        "done": DONE.get(request.query.get("done", "")),
        "errors": [{"field": m.field, "message": m.message} for m in mistakes],
        "conflict": error.detail if error and not mistakes else None,
        "upload": fields(TemplateUpload) if may_propose else None,
        "back": fields(TemplateReturn) if may_propose and earlier else None,
        "settle": fields(TemplateDecision) if settler and not own else None,
        "own": bool(settler) and own,
    }


def _joined(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """The findings at the file in one, for its field; the summary above lists them one by one."""
    at_file = [m.message for m in mistakes if m.field == "file"]
    if len(at_file) < 2:
        return list(mistakes)
    told = Mistake("file", "findings", f"有{len(at_file)}处需要改正：{''.join(at_file)}")
    return [told, *(m for m in mistakes if m.field != "file")]
