"""Released evidence for officers: GET /evidence/{matter_id}, and /{evidence_id}: a link for minutes, on record."""

from jiandu.adapters import clock, evidence, files, table
from jiandu.core.access import may
from jiandu.core.errors import missing
from jiandu.core.matter import Case
from jiandu.requests import Request
from jiandu.views.evidence import evidence_view
from jiandu.web import Answer, App

handler = App("fetch_evidence", fact="evidence_fetched")
GONE = missing("evidence_id", "没有这份证据材料。")


@handler.route("/evidence/{matter_id}", "GET")
def listed(request: Request) -> Answer:
    matter = _case(request).matter
    looks = evidence.looks_at(matter.id)
    people = {look["person"] for look in looks}
    names = {person: found.name for person in people if (found := table.load_person(person))}
    view = evidence_view(matter.id, matter.number, evidence.of_matter(matter.id), looks, names)
    return Answer(view, "evidence.html", {"title": "证据材料", "evidence": view})


@handler.route("/evidence/{matter_id}/{evidence_id}", "GET")
def file(request: Request) -> Answer:
    """The look is on record before the link is given."""
    matter = _case(request).matter
    found = evidence.find(matter.id, request.params["evidence_id"])
    if found is None or found.outcome != "released":
        raise GONE
    evidence.add_look(found, request.actor.id, clock.now())
    url = files.link(found.key, found.file_name, found.media_type)
    return Answer(body={"link": url, "seconds": files.LINK_SECONDS}, location=url)


def _case(request: Request) -> Case:
    """The complaint, for its bureau's people alone: no agency ever sees what a complainant handed in."""
    case = table.load_case(request.params["matter_id"])
    if case is None or not may(request.actor, "evidence", case.matter):
        raise GONE
    return case
