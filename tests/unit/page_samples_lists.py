"""Contexts of desk, inbox, sign-in, the business clock and refusals."""

from page_parts import AGENCY_PERSON, DESK_PERSON, Context, Field, common, field, options


def item(number: str, light: str, words: str, **rest: object) -> Field:
    return {
        "id": number,
        "path": f"/matters/{number}",
        "number": number,
        "kind_title": "个案监督案件",
        "state_title": "限期纠正中",
        "letter_title": "行政执法监督意见书",
        "respondent": "示范市市场监督管理局",
        "due": "2026-12-23",
        "light": light,
        "light_title": words,
        "provisional": False,
        "mine": ["认定纠正到位", "退回重新纠正"],
        "unread": False,
        "flags": ["急件"],
        "opened_on": "2026-11-02",
        **rest,
    }


def items() -> list[Field]:
    return [
        item("JD20261102-7Q4M", "red", "逾期", due="2026-11-20", unread=True),
        item("JD20261109-K2XD", "yellow", "临期", due="2026-11-26", mine=[]),
        item("JD20261110-M93T", "green", "正常", due="2027-01-05", provisional=True),
        item(
            "TS20261121-8WPR",
            "none",
            "",
            kind_title="投诉举报",
            state_title="待审查",
            due=None,
            letter_title=None,
            respondent=None,
            mine=["初步审查"],
        ),
    ]


def listing(title: str, person: object) -> Context:
    names = ["待办", "在办", "已办", "临期", "逾期"]
    tabs = [{"key": str(n), "title": t, "path": f"/desk?tab={n}", "current": n == 0} for n, t in enumerate(names)]
    return common(title, person) | {
        "lead": "共 4 件，按到期先后排列。",
        "tabs": tabs,
        "filters": [
            field("tab", "", "hidden", value="todo"),
            field("kind", "事项", "select", options=options("投诉举报", "个案监督案件")),
            field("state", "状态", "select", options=options("待审查", "限期纠正中")),
            field("agency", "行政执法机关", "select", options=options("示范市市场监督管理局")),
            field("q", "编号", value=""),
        ],
        "items": items(),
        "next": "/desk?tab=0&cursor=abc",
        "empty": "没有待办事项。",
        "take_in": person is DESK_PERSON,
        "begin": [{"title": "拟订监督活动", "path": "/begin/activity"}] if person is DESK_PERSON else [],
        "inbox": person is DESK_PERSON,
    }


def sign_in() -> Context:
    rows = [
        ("city-supervisor-1", "周明远", "执法监督科科长", "示范市司法局", ["supervisor"]),
        ("city-reviewer-1", "赵雅琴", "法治科科长", "示范市司法局", ["reviewer"]),
        ("city-market-1", "李静", "法规科副科长", "示范市市场监督管理局", ["respondent"]),
        ("town-1", "何大勇", "司法所所长", "示范县河口镇司法所", ["assistant", "clerk"]),
    ]
    keys = ("id", "name", "title", "organisation", "roles")
    people = [dict(zip(keys, row, strict=True)) for row in rows]
    return common("工作人员登录") | {"people": people, "next": "/matters/m1", "error": None}


def sign_in_refused() -> Context:
    return sign_in() | {"error": "没有这个人员，请重新选择。"}


def desk() -> Context:
    return listing("工作台", DESK_PERSON)


def desk_empty() -> Context:
    return desk() | {"items": [], "next": None, "lead": ""}


def inbox() -> Context:
    return listing("收件箱", AGENCY_PERSON) | {"tabs": [], "filters": []}


def clock_page() -> Context:
    return common("业务时间", DESK_PERSON) | {
        "now_text": "2026-12-23T09:30:00+08:00",
        "real_text": "2026-11-23T09:30:00+08:00",
        "fields": [
            field("days", "向后移动的天数", "number", value=1),
            field("date", "或者移动到", "date"),
        ],
        "errors": [],
        "moved": "已移动30日，发出提醒3条，逾期1件。",
    }


def problem() -> Context:
    return common("无权办理", DESK_PERSON) | {
        "status": 403,
        "heading": "您不能办理这个事项",
        "detail": "只有审核人可以审核，拟稿人不能审核自己拟的稿。请由审核人登录后办理。",
        "errors": [{"field": "reviewer", "rule": "different_person", "message": "审核人不能是拟稿人"}],
        "back": "/matters/m1",
    }


def problem_bare() -> Context:
    return common("没有这个页面") | {
        "status": 404,
        "heading": "没有这个页面",
        "detail": "",
        "errors": [],
        "back": None,
        "local": False,
    }
