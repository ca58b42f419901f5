"""The steps of the story, each a few acts over HTTP; what they bring about is asserted by the tests."""

import io
from datetime import date
from itertools import count
from typing import Any

from docx import Document
from jiandu.core.calendar import Calendar
from jiandu.core.deadlines import Period, Unit, due

from infra.demo.office import Office, Reply, scan

AGENCY = "city-market"
OFFICERS = ("city-supervisor-1", "city-supervisor-2")
CALENDAR = Calendar.published()
BY_HAND = {"method": "direct", "servers": "周明远、林书宁"}
_NUMBERS = count(7001)

Facts = dict[str, Any]


def supervisor(office: Office) -> Office:
    return office.as_(OFFICERS[0])


def reviewer(office: Office) -> Office:
    return office.as_("city-reviewer-1")


def signer(office: Office) -> Office:
    return office.as_("city-signer-1")


def agency(office: Office) -> Office:
    return office.as_("city-market-respondent-1")


def today(office: Office) -> date:
    return date.fromisoformat(office.now()[:10])


def days_on(start: date, n: int, unit: Unit) -> date:
    """The last day of a period received on ``start``."""
    return due(start, Period(n=n, unit=unit), CALENDAR).date


def working_day(office: Office, n: int = 5) -> str:
    """A date fit for a letter: the n-th working day from today."""
    return days_on(today(office), n, "working_day").isoformat()


def move_past(office: Office, day: date) -> int:
    """The first morning after a day; answers how many alerts that raised."""
    return office.move(days=(day - today(office)).days + 1)


def accepted(office: Office, **facts: Any) -> tuple[dict[str, str], str]:
    """A complaint taken as a case: what the complainant keeps, and the case."""
    receipt = office.complain(**facts)
    matter = supervisor(office).act(
        receipt["matter_id"],
        "accept",
        within_scope=True,
        specific_act=True,
        officers=OFFICERS,
        review="属于监督范围，针对具体的行政处罚。",
    )
    return receipt, matter["children"][0]["id"]


def open_case(office: Office, case: str) -> Facts:
    supervisor(office).act(
        case, "request_opening", subject="某行政处罚程序问题", mode="daily", reason="涉嫌违反法定程序。"
    )
    return signer(office).act(case, "open_case", opinion="同意立案。")


def ask_agency(office: Office, case: str) -> Facts:
    return supervisor(office).act(
        case, "ask_self_check", questions="请说明作出处罚前是否告知听证权利。", due_on=working_day(office)
    )


def inquire(office: Office, case: str, finding: str = "unlawful") -> Facts:
    """The agency is asked and answers; the report is handed in."""
    ask_agency(office, case)
    agency(office).act(case, "give_statement", statement="我局作出处罚前未告知听证权利。")
    return report(office, case, finding)


def report(office: Office, case: str, finding: str = "unlawful") -> Facts:
    return supervisor(office).act(
        case,
        "inquiry_report",
        facts_found="经查，该局拟作出较大数额罚款，未告知当事人听证权利。",
        finding=finding,
        law="《中华人民共和国行政处罚法》第六十三条",
        proposal="责令撤销该处罚决定，依法重新作出。",
    )


def inquired(office: Office, finding: str = "unlawful", **facts: Any) -> tuple[dict[str, str], str]:
    """A case ready for its letter."""
    receipt, case = accepted(office, **facts)
    open_case(office, case)
    inquire(office, case, finding)
    return receipt, case


def opinion_facts(**facts: Any) -> Facts:
    return {
        "facts": "经查，该局未告知当事人听证权利，即作出较大数额罚款。",
        "judgement": "违反《中华人民共和国行政处罚法》第六十三条。",
        "demand": "撤销该处罚决定，依法重新作出。",
        "checked": True,
        **facts,
    }


def urging_facts(office: Office, **facts: Any) -> Facts:
    return {
        "duty": "对投诉举报应当依法立案查处。",
        "facts": "该局收到投诉后逾期未处理。",
        "demand": "依法履行查处职责并报送情况。",
        "due_on": working_day(office, 10),
        "checked": True,
        **facts,
    }


def signed(office: Office, case: str, letter: str, facts: Facts) -> Facts:
    """Drafted, reviewed and signed by three persons."""
    supervisor(office).act(case, f"draft_{letter}", **facts)
    reviewer(office).act(case, f"review_{letter}", opinion="事实清楚，同意。")
    return signer(office).act(case, f"sign_{letter}", opinion="同意签发。")


def sealed(office: Office, case: str, letter: str) -> Facts:
    return supervisor(office).act(case, f"seal_{letter}", file=scan(), sealed_on=today(office).isoformat())


def served(office: Office, case: str, letter: str) -> Facts:
    return supervisor(office).act(
        case, f"serve_{letter}", served_on=today(office).isoformat(), **BY_HAND, signatory="高文博 法规科科长"
    )


def issued(office: Office, case: str, letter: str, facts: Facts) -> Facts:
    """The whole way of a letter, from draft to service today."""
    signed(office, case, letter, facts)
    sealed(office, case, letter)
    return served(office, case, letter)


def served_opinion(office: Office, **facts: Any) -> tuple[dict[str, str], str]:
    """A case whose 意见书 was served today."""
    receipt, case = inquired(office, **facts)
    issued(office, case, "opinion", opinion_facts())
    return receipt, case


def served_urging(office: Office) -> tuple[dict[str, str], str]:
    """A case whose 督办函 was served today."""
    receipt, case = inquired(office, "inaction", category="inaction")
    issued(office, case, "urging", urging_facts(office))
    return receipt, case


def late_correction(office: Office) -> tuple[dict[str, str], str]:
    """An 意见书 whose correction period has run out."""
    receipt, case = served_opinion(office)
    move_past(office, days_on(today(office), 30, "day"))
    return receipt, case


def object_to(office: Office, case: str, **facts: Any) -> str:
    """The agency objects; answers the objection's id."""
    matter = agency(office).act(case, "object", request="withdraw", reasons="我局认为程序合法。", **facts)
    return next(str(child["id"]) for child in matter["children"] if child["state_title"] == "异议复查中")


def examine(office: Office, objection: str) -> Facts:
    return reviewer(office).act(
        objection, "review_objection", course="调阅案卷，听取双方意见。", view="原认定事实清楚。"
    )


def answer(office: Office, objection: str, outcome: str) -> Facts:
    """Examined by the reviewer, answered by the signer."""
    examine(office, objection)
    facts = {"outcome": outcome, "reasons": "经复查论证，结论如上。", "changes": "改为限期补正。"}
    return signer(office).act(objection, "answer_objection", **facts)


def proposal_facts(**facts: Any) -> Facts:
    return {
        "facts": "该局未告知听证权利即作出处罚，监督意见书已经送达。",
        "non_compliance": "逾期未纠正。",
        "proposal": "建议制发行政执法监督决定书。",
        "decision": "撤销该处罚决定。\n依法重新作出决定。",
        "grave": False,
        "checked": True,
        **facts,
    }


def proposed(office: Office) -> tuple[dict[str, str], str]:
    """A late case that has been put before the government."""
    receipt, case = late_correction(office)
    signed(office, case, "request_to_government", proposal_facts())
    sealed(office, case, "request_to_government")
    return receipt, case


def government_facts(office: Office, **facts: Any) -> Facts:
    """A decision of the government with a number never used before."""
    day = today(office)
    return {
        "outcome": "decided",
        "decided_on": day.isoformat(),
        "kinds": ["revoke", "correct"],
        "number": f"示政执监决〔{day.year}〕{next(_NUMBERS)}号",
        "text": "撤销该处罚决定。",
        "approval": "市长批示同意。",
        "scan": scan("决定书.pdf"),
        **facts,
    }


def investigating(office: Office, **facts: Any) -> tuple[dict[str, str], str]:
    """A case in which the agency has been asked to explain."""
    receipt, case = accepted(office, **facts)
    open_case(office, case)
    ask_agency(office, case)
    return receipt, case


def circulated(office: Office, case: str, **facts: Any) -> Facts:
    """A circular, drafted, reviewed, signed and sealed: the agency learns of it."""
    given = {"reason": "marked_problem", "scope": "全市行政执法机关", "approver": "局长", "text": "问题突出。", **facts}
    signed(office, case, "circular", given)
    return sealed(office, case, "circular")


def questioned(office: Office, case: str, **facts: Any) -> Facts:
    """Somebody of the agency is asked, on record; the paper is signed and not scanned yet."""
    day = today(office)
    given = {
        "began_at": f"{day}T00:00",
        "ended_at": f"{day}T00:01",
        "place": "市司法局询问室",
        "questioners": "周明远（证号 J1401001）\n林书宁（证号 J1401002）",
        "recorder": "林书宁",
        "person": "高文博",
        "gender": "male",
        "age": 41,
        "unit": "示范市市场监督管理局",
        "post": "法规科科长",
        "informed": True,
        "text": "问：是否告知听证权利？\n答：没有。",
        "read_back": True,
        "signed": "signed",
    }
    return supervisor(office).act(case, "question", **{**given, **facts})


def attached(office: Office, matter_id: str, kind: str) -> Facts:
    """The sealed copy of a notice or a decision, uploaded by the clerk."""
    clerk = office.as_("city-clerk-1")
    found = document(clerk.matter(matter_id), kind)
    sealed_on = today(office).isoformat()
    return clerk.act(matter_id, "attach_sealed_copy", document=found["id"], file=scan(), sealed_on=sealed_on)


def on_paper(office: Office, **facts: Any) -> Facts:
    """What a paper answer has besides its contents: it came by hand today, if nothing else is said."""
    return {"channel": "delivered", "received_on": today(office).isoformat(), "scan": scan("来件.pdf"), **facts}


def try_letter(office: Office, matter_id: str, action: str, **facts: Any) -> Reply:
    """An act that issues a letter, tried by somebody whose page does not offer it."""
    version = office.matter(matter_id)["version"]
    return office.call("POST", f"/matters/{matter_id}/letters/{action}", {"version": version, **facts})


def kinds(matter: Facts) -> list[str]:
    return [str(found["kind"]) for found in matter["documents"]]


def told(office: Office, code: str) -> str:
    """All that the tracking page says."""
    return "\n".join(str(line["text"]) for line in office.track(code)["timeline"])


def document(matter: Facts, kind: str) -> Facts:
    """The latest document of a kind."""
    found: list[Facts] = [d for d in matter["documents"] if d["kind"] == kind]
    return found[-1]


def clock(matter: Facts, name: str) -> Facts:
    """The latest clock of a name."""
    found: list[Facts] = [c for c in matter["clocks"] if c["name"] == name]
    return found[0]


def names(matter: Facts, part: str = "actions") -> list[str]:
    return [str(row["name"]) for row in matter[part]]


def entries(matter: Facts, name: str) -> list[Facts]:
    """The timeline's entries of one action."""
    return [entry for entry in matter["timeline"] if entry["name"] == name]


def fetched(office: Office, link: str) -> bytes:
    """A file through its short-lived link."""
    return office.fetched(office.get(link)["link"])


def text_of(office: Office, found: Facts) -> str:
    """All that a .docx letter prints."""
    word = Document(io.BytesIO(fetched(office, found["link"])))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def listed(who: Office, path: str) -> list[dict[str, Any]]:
    """Every line of a list, page after page: the deployment is shared, and its lists are long."""
    rows, cursor = [], ""
    while True:
        page = who.get(path + (f"&cursor={cursor}" if cursor else ""))
        rows += page["items"]
        if not page["next"]:
            return rows
        cursor = page["next"]


def refused(reply: Reply, status: int) -> list[tuple[str, str]]:
    """The (field, rule) pairs of a refusal, which must be problem details of that status (RFC 9457)."""
    headers = {name.lower(): value for name, value in reply.headers.items()}
    assert (reply.status, headers["content-type"]) == (status, "application/problem+json"), reply.body
    assert set(reply.body) == {"type", "title", "status", "detail", "errors"}
    assert reply.body["status"] == status
    assert all(isinstance(reply.body[k], str) and reply.body[k] for k in ("type", "title", "detail"))
    assert all(set(e) == {"field", "rule", "message"} and all(e.values()) for e in reply.body["errors"])
    return [(e["field"], e["rule"]) for e in reply.body["errors"]]
