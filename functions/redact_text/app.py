"""Before something is published: GET and POST /redaction hide personal data in a text. Nothing is kept or read."""

from jiandu.core.errors import Invalid, invalid
from jiandu.core.forms.posted import Posted, values_of
from jiandu.core.forms.reading import read_form
from jiandu.core.forms.redaction import RedactionRequest, lines_of
from jiandu.core.redaction import Redacted, redact
from jiandu.requests import Request
from jiandu.views.redacting import redacted_view, redaction_page
from jiandu.web import Answer, App

handler = App("redact_text", fact="texts_redacted")
PAGE = "redaction.html"


@handler.route("/redaction", "GET", "POST")
def redaction(request: Request) -> Answer:
    request.actor  # noqa: B018  nobody but who signed in
    if request.method == "GET":
        body = {"post": {name: field.title for name, field in RedactionRequest.model_fields.items()}}
        return Answer(body, PAGE, redaction_page({}))
    typed = request.values.typed(RedactionRequest) if isinstance(request.values, Posted) else {}
    try:
        text, redacted = _redacted(request)
    except Invalid as error:
        if request.posted is None or not request.wants_html:
            raise
        return Answer(page=PAGE, context=redaction_page(typed, mistakes=error.mistakes), status=422)
    return Answer(redacted_view(redacted), PAGE, redaction_page(typed, (text, redacted)))


def _redacted(request: Request) -> tuple[str, Redacted]:
    form = read_form(RedactionRequest, values_of(RedactionRequest, request.values))
    assert isinstance(form, RedactionRequest)
    names, kept = lines_of(form, "names"), lines_of(form, "kept")
    if set(names) & set(kept):
        raise invalid("kept", "either", "同一姓名不能既隐去又保留，请在其中一处删去。")
    return form.text, redact(form.text, names, kept)
