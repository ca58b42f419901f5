"""Lists of matters: the supervisors' desk and the agency's inbox, page by page from their indexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jiandu.adapters import table
from jiandu.begin import beginnings
from jiandu.core.access import may
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Forbidden, Mistake, invalid
from jiandu.core.matter import Actor, Matter, Organisation
from jiandu.core.procedure import Procedure, Rules, rules_on
from jiandu.core.titles import FLAGS
from jiandu.core.words import plain, words_of
from jiandu.oversight import over
from jiandu.points_work import advice, leads
from jiandu.take_in import may_take_in
from jiandu.views.lists import row_view

PAGE = 30
READ_AT_ONCE = 100
MOST_READS = 10
MOST_FOUND = 50
TABS = {
    "todo": ("待办", "等您办理的事项，期限近的在前。"),
    "open": ("在办", "本机构正在办理的全部事项。"),
    "done": ("已办", "已经办结的事项。"),
    "near": ("临期", "已经进入提醒期、尚未逾期的事项。"),
    "late": ("逾期", "期限已经届满的事项。"),
}
EMPTY = {
    "todo": "没有等您办理的事项。其他事项在“在办”里。",
    "open": "没有正在办理的事项。公众提交投诉举报后，会出现在这里。",
    "done": "这一年没有办结的事项。其他年份的请在上方选择年份。",
    "near": "没有临期的事项。",
    "late": "没有逾期的事项。",
}


EMPTY_AT_POINT = {
    "open": "没有进行中的事项。需要反映意见建议、咨询、提出申请的，从本页上方的入口提出；"
    "司法行政机关征求意见的，会出现在这里。",
    "done": "这一年没有办结的事项。其他年份的请在上方选择年份。",
}
AT_POINT = ("联系点工作", "本联系点提出的和被征求意见的事项，以及办理结果；有“未读”标记的请先打开。")
AT_AGENCY = ("监督文书收件箱", "司法行政机关发来的文书和要求；有“未读”标记的请先打开。")
LISTS = {"work": ("desk", "工作台", "监督工作人员"), "inbox": ("inbox", "收件箱", "经办人员")}
QUERY = ("tab", "year", "state", "kind", "agency", "flag", "office", "q", "cursor")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as asked for: which index, tab, filters and place."""

    index: str
    path: str
    query: Mapping[str, str]
    after: Mapping[str, str] | None

    @property
    def tab(self) -> str:
        tab = self.query.get("tab") or ("todo" if self.path == "/desk" else "open")
        if tab not in TABS:
            raise invalid("tab", "known", "没有这个分类。")
        return tab

    @property
    def year(self) -> str:
        year = self.query.get("year", "")
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise invalid("year", "year", "年份应当是四位数字。")
        return year

    @property
    def number(self) -> str:
        return self.query.get("q", "").strip()

    @property
    def searches(self) -> bool:
        """Whether words are looked for in all of an office's matters, whatever the tab."""
        return bool(self.number) and self.index == "work"

    def keeps(self, row: Mapping[str, Any]) -> bool:
        """Whether a line passes the tab and the filters."""
        by_tab = {
            "todo": bool(row["mine"]) or row["unread"],
            "near": row["light"] == "yellow",
            "late": row["light"] == "red",
        }
        filters = {"state": "state", "kind": "kind", "agency": "respondent_id"}
        wanted = {key: self.query.get(name) for name, key in filters.items()}
        matches = all(not value or row[key] == value for key, value in wanted.items())
        flag = self.query.get("flag")
        matches = matches and (not flag or FLAGS.get(flag) in row["flags"])
        if self.searches:
            return matches
        found = not self.number or self.number.upper() in str(row["number"])
        return by_tab.get(self.tab, True) and matches and found


@dataclass(slots=True)
class DeskPage:
    """A page of lines with the key to go on from, and the page's context."""

    items: list[dict[str, Any]]
    next: dict[str, str] | None
    context: dict[str, Any] = field(default_factory=dict)


def desk_page(actor: Actor, wanted: Wanted, now: datetime) -> DeskPage:
    """Up to ``PAGE`` lines that pass the filters; reads are bounded, so a page may be short and still go on."""
    organisations = table.list_organisations()
    _admitted(actor, wanted.index, organisations)
    names = {o.id: o.name for o in organisations}
    procedures = _procedures(actor, now, organisations)
    _known(wanted, procedures, names)
    actor, office = _looking_at(actor, wanted, organisations)
    shelf = f"{office}#{_shelf(wanted, now, procedures)}"
    if wanted.searches:
        items = _found(actor, wanted, office, organisations, now)
        return DeskPage(items, None, _context(wanted, actor, items, organisations, procedures, now))
    items = []
    after = _place(wanted, shelf)
    for _ in range(MOST_READS):
        page = table.page(wanted.index, shelf, READ_AT_ONCE, after)
        for raw in page.items:
            row = row_view(raw, actor, _rules(raw, now), now, names)
            if may(actor, "matter", Matter.model_validate(raw)) and wanted.keeps(row):
                items.append(row)
            after = _key(wanted.index, raw)
            if len(items) == PAGE:
                break
        if len(items) == PAGE or page.next is None:
            after = after if len(items) == PAGE and (page.next or raw is not page.items[-1]) else None
            break
    return DeskPage(items, after, _context(wanted, actor, items, organisations, procedures, now))


def _admitted(actor: Actor, index: str, organisations: list[Organisation]) -> None:
    """Forbidden for whoever has no part in the office's work: keeping its register opens no list."""
    what, title, able = LISTS[index]
    office = next((o for o in organisations if o.id == actor.organisation), None)
    if office is None or not may(actor, what, office):
        raise Forbidden(f"{title}由本机关的{able}查看。", Mistake("action", "role", f"您不是本机关的{able}。"))


def _found(
    actor: Actor, wanted: Wanted, office: str, organisations: list[Organisation], now: datetime
) -> list[dict[str, Any]]:
    """The office's matters, open and closed, in which every word stands; of the year asked for, or of the last two."""
    names = {o.id: o.name for o in organisations}
    agencies = {o.id: plain(o.name) for o in organisations}
    words = [(word, [i for i, name in agencies.items() if word in name][:50]) for word in words_of(wanted.number)]
    years = [int(wanted.year)] if wanted.year else [now.year, now.year - 1]
    ids = [i for year in years for i in table.search(office, year, words, MOST_FOUND)] if words else []
    rows = []
    for item in table.matter_items(ids[:MOST_FOUND]):
        if may(actor, "matter", Matter.model_validate(item)):
            rows.append(row_view(item, actor, _rules(item, now), now, names))
    return [row for row in rows if wanted.keeps(row)]


def _looking_at(actor: Actor, wanted: Wanted, organisations: list[Organisation]) -> tuple[Actor, str]:
    """Whose list it is: the actor's own office, or one directly below it, looked at from above."""
    office = wanted.query.get("office") or actor.organisation
    if office == actor.organisation:
        return actor, office
    if office not in {o.id for o in below(actor, organisations)}:
        raise invalid("office", "below", "只能查看本机构和直接下级机构的事项。")
    return over(actor, office), office


def below(actor: Actor, organisations: list[Organisation]) -> list[Organisation]:
    """The bureaus directly below the actor's own, for whoever may look at them."""
    own = next((o for o in organisations if o.id == actor.organisation), None)
    able = own is not None and may(actor, "desks_below", own)
    return [o for o in organisations if o.kind == "bureau" and o.bureau == actor.organisation] if able else []


def _place(wanted: Wanted, shelf: str) -> dict[str, str] | None:
    """Where the list goes on; Invalid for a cursor that is not one of this very list."""
    if wanted.after is None:
        return None
    after, index = dict(wanted.after), wanted.index
    if set(after) != {"pk", "sk", f"{index}_pk", f"{index}_sk"} or after[f"{index}_pk"] != shelf:
        raise invalid("cursor", "cursor", "翻页标记无效，请从第一页重新打开。")
    return after


def _procedures(actor: Actor, now: datetime, organisations: list[Organisation]) -> Mapping[str, Procedure]:
    profile = next((o.profile for o in organisations if o.id == actor.organisation), "")
    return rules_on(profile, shanghai_day(now)).procedures if profile else {}


def _known(wanted: Wanted, procedures: Mapping[str, Procedure], organisations: Mapping[str, str]) -> None:
    """Invalid for a filter by what there is not: an empty list would look like an answer."""
    states = {state for procedure in procedures.values() for state in procedure.states}
    offered = {"kind": set(procedures), "state": states, "agency": set(organisations), "flag": set(FLAGS)}
    titles = {"kind": "种类", "state": "状态", "agency": "行政执法机关", "flag": "标记"}
    for name, values in offered.items():
        if (value := wanted.query.get(name)) and value not in values:
            raise invalid(name, "known", f"没有这个{titles[name]}，请核对查询条件“{name}”。")


def _shelf(wanted: Wanted, now: datetime, procedures: Mapping[str, Procedure]) -> str:
    """Where the wanted matters stand: open, or closed with the year they were opened in."""
    ended = {state for procedure in procedures.values() for state in procedure.ends}
    if wanted.tab != "done" and wanted.query.get("state") not in ended:
        return "open"
    return f"closed#{wanted.year or now.year}"


def _rules(item: Mapping[str, Any], now: datetime) -> Rules:
    return rules_on(str(item["profile"]), shanghai_day(now))


def _key(index: str, item: Mapping[str, Any]) -> dict[str, str]:
    """Where a page goes on: the line's keys in the table and in the index."""
    return {name: str(item[name]) for name in ("pk", "sk", f"{index}_pk", f"{index}_sk")}


def find_by_number(actor: Actor, number: str) -> str | None:
    """The id of the matter with exactly this public or document number, if the actor may see it."""
    for kind in ("number", "document"):
        item = table.get(f"U#{kind}#{number.upper()}", "UNIQUE")
        matter = table.get(f"M#{item['matter']}", "MATTER") if item else None
        if matter and may(actor, "matter", Matter.model_validate(matter)):
            return str(matter["id"])
    return None


def _context(
    wanted: Wanted,
    actor: Actor,
    items: list[dict[str, Any]],
    organisations: list[Organisation],
    procedures: Mapping[str, Procedure],
    now: datetime,
) -> dict[str, Any]:
    title, lead = TABS[wanted.tab]
    agency = wanted.index == "inbox"
    kind = next((o.kind for o in organisations if o.id == actor.organisation), "")
    point = agency and kind == "contact_point"
    counts = point or (not agency and wanted.query.get("kind") == "advice")
    own = [o for o in organisations if o.bureau == actor.organisation]
    inbox = AT_POINT if point else AT_AGENCY
    return {
        "title": inbox[0] if agency else f"工作台：{title}",
        "lead": inbox[1] if agency else lead,
        "advice": advice(wanted.index, actor.organisation, now.year) if counts else None,
        "leads": leads(actor.organisation, now) if point else None,
        "tabs": _tabs(wanted),
        "filters": _filters(wanted, own, below(actor, organisations), procedures, now.year),
        "items": items,
        "empty": _empty(wanted, point),
        "batch": _batch(items),
        "take_in": may_take_in(actor, organisations, now),
        "begin": beginnings(actor, next((o for o in organisations if o.id == actor.organisation), None), now),
        "inbox": kind in ("bureau", "guidance_body") and not agency,
        "points": "contact_point" in procedures and kind != "guidance_body" and not agency,
        "pooled": not agency and any(o.id == actor.organisation and may(actor, "leads", o) for o in organisations),
        "seals": kind in ("bureau", "guidance_body") and not agency,
        "guides": kind == "guidance_body" and not agency,
    }


def _batch(items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The acts that several of the lines may be ticked for."""
    acts = {act["name"]: act["title"] for item in items for act in item["batch"]}
    return [{"value": name, "title": title} for name, title in acts.items()]


def _empty(wanted: Wanted, point: bool) -> str:
    if any(wanted.query.get(name) for name in ("q", "kind", "state", "agency", "flag")):
        return "没有符合条件的事项，请改变查询条件再查；按词语查询的，查本年和上一年的事项，其他年份请选择年份。"
    if point:
        return EMPTY_AT_POINT.get(wanted.tab, EMPTY[wanted.tab])
    return "没有需要办理的监督事项。" if wanted.index == "inbox" else EMPTY[wanted.tab]


def _tabs(wanted: Wanted) -> list[dict[str, Any]]:
    keys = ("open", "done") if wanted.index == "inbox" else tuple(TABS)
    return [{"key": k, "title": TABS[k][0], "path": f"{wanted.path}?tab={k}", "current": k == wanted.tab} for k in keys]


def _filters(
    wanted: Wanted,
    agencies: list[Organisation],
    lower: list[Organisation],
    procedures: Mapping[str, Procedure],
    year: int,
) -> list[dict[str, Any]]:
    everything = [{"value": "", "title": "全部"}]
    kinds = [{"value": k, "title": procedure.title} for k, procedure in procedures.items()]
    offices = [{"value": "", "title": "本机构"}, *({"value": o.id, "title": o.name} for o in lower)]
    flags = [{"value": f, "title": t} for f, t in FLAGS.items()]
    bodies = [{"value": o.id, "title": o.name} for o in agencies]
    years = [{"value": str(y), "title": f"{y}年办结"} for y in (year, year - 1, year - 2)]
    by_year = [_filter("year", "办结年份", "select", wanted.year or str(year), years)] if wanted.tab == "done" else []
    tab = _filter("tab", "", "hidden", wanted.tab, [])
    if wanted.index == "inbox":
        return [tab, *by_year] if by_year else []
    from_above = [_filter("office", "机构", "select", wanted.query.get("office", ""), offices)] if lower else []
    return [
        tab,
        *by_year,
        *from_above,
        _filter("kind", "种类", "select", wanted.query.get("kind", ""), everything + kinds),
        _filter("agency", "行政执法机关", "select", wanted.query.get("agency", ""), everything + bodies),
        _filter("flag", "标记", "select", wanted.query.get("flag", ""), everything + flags),
        _filter("q", "编号、文号或者词语", "text", wanted.number, []),
    ]


def _filter(name: str, title: str, widget: str, value: str, options: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "name": name,
        "title": title,
        "help": None,
        "widget": widget,
        "options": options,
        "value": value,
        "error": None,
        "required": False,
        "maxlength": None,
    }
