"""The file 案卷 of a matter: GET /volumes/{matter_id} lists what is in it, GET /volumes/{matter_id}/{part} binds it."""

from jiandu.acting import visible
from jiandu.adapters import clock, files
from jiandu.core.access import may
from jiandu.core.disposal import still_kept
from jiandu.core.errors import missing
from jiandu.core.volume import PARTS, Part
from jiandu.requests import Request
from jiandu.views.volume import volume_view
from jiandu.volumes import Shelf, bound, shelf
from jiandu.web import Answer, App

handler = App("bind_volume", fact="volumes_bound")


@handler.route("/volumes/{matter_id}", "GET")
def contents(request: Request) -> Answer:
    view = volume_view(_shelf(request))
    return Answer(view, "volume.html", {"title": f"案卷 {view['number']}", "volume": view})


@handler.route("/volumes/{matter_id}/{part}", "GET")
def volume(request: Request) -> Answer:
    found = _shelf(request)
    wanted: Part | None = next((part for part in PARTS if part == request.params["part"]), None)
    if wanted is None or not found.of(wanted):
        raise missing("part", "没有这一卷。")
    made = bound(found, wanted, request.actor, clock.now())
    key, _ = files.store("volumes", found.case.matter.id, made.body, made.media_type, made.suffix)
    url = files.link(key, f"{made.name}.{made.suffix}", made.media_type)
    return Answer(body={"link": url, "seconds": files.LINK_SECONDS}, location=url)


def _shelf(request: Request) -> Shelf:
    case, rules, actor = visible(request.params["matter_id"], request.actor, clock.now())
    if not may(actor, "volume", case.matter):
        raise missing("matter_id", "没有这个事项。")
    still_kept(case.matter)
    return shelf(case, actor, rules)
