"""Letters as they would be issued, with nothing done: POST …/{action}/preview, and GET /matters/{matter_id}/preview."""

from collections.abc import Sequence

from jiandu.adapters import clock
from jiandu.core.errors import Conflict, Invalid
from jiandu.perform import Act
from jiandu.previewing import in_preparation, would_issue
from jiandu.requests import Request
from jiandu.views.preview import Shown, preview_page
from jiandu.web import Answer, App

handler = App("preview_letter", fact="letters_previewed")
NOTE = "这是预览：没有编号，没有成文日期，没有查验码，也没有办理任何事项。版面以 Word 或者 WPS 打开为准。"

STILL_THERE = "已填写的内容还在原来的窗口，改好后可以再次预览。"


@handler.route("/matters/{matter_id}/preview", "GET")
def prepared(request: Request) -> Answer:
    matter_id = request.params["matter_id"]
    return _shown(in_preparation(matter_id, request.actor, clock.now()), matter_id)


@handler.route("/matters/{matter_id}/letters/{action}/preview", "POST")
def letter(request: Request) -> Answer:
    return _of_act(request)


@handler.route("/objections/{matter_id}/actions/{action}/preview", "POST")
def answer(request: Request) -> Answer:
    return _of_act(request)


def _of_act(request: Request) -> Answer:
    act = Act(
        matter_id=request.params["matter_id"],
        action=request.params["action"],
        actor=request.actor,
        values=request.values,
        path=request.path.removesuffix("/preview"),
        now=clock.now(),
    )
    try:
        return _shown(would_issue(act), act.matter_id)
    except (Invalid, Conflict) as error:
        if request.posted is None:
            raise
        raise type(error)(f"{error.detail}{STILL_THERE}", *error.mistakes) from error


def _shown(drafts: Sequence[Shown], matter_id: str) -> Answer:
    page = preview_page("文书预览", NOTE, drafts, matter_id)
    return Answer({"documents": page["documents"]}, "preview.html", page)
