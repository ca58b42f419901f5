"""Contexts of desk, inbox, sign-in, the business clock and refusals."""

from page_parts import AGENCY_PERSON, DESK_PERSON, Context, Field, common, field, options, with_errors


def item(number: str, light: str, words: str, **rest: object) -> Field:
    return {
        "id": number,
        "path": f"/matters/{number}",
        "number": number,
        "title": "",
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
        "version": 7,
        "batch": [{"name": "chase", "title": "催办"}],
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
            batch=[],
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
        "batch": [{"value": "chase", "title": "催办"}] if person is DESK_PERSON else [],
        "take_in": person is DESK_PERSON,
        "begin": [{"title": "拟订监督活动", "path": "/begin/activity"}] if person is DESK_PERSON else [],
        "inbox": person is DESK_PERSON,
        "seals": person is DESK_PERSON,
        "pooled": person is DESK_PERSON,
        "guides": False,
        "advice": None,
        "leads": None,
        "points": person is DESK_PERSON,
    }


def batch() -> Context:
    chosen = [
        {
            "id": f"m{n}",
            "version": 7,
            "number": f"JD20261102-7Q4{n}",
            "path": f"/matters/m{n}",
            "respondent": "示范市市场监督管理局",
            "state_title": "履职中",
        }
        for n in range(1, 4)
    ]
    fields = [field("how", "催办情况", "textarea", required=True, maxlength=1000, help="何时、以何种方式、向谁催办。")]
    return common("批量办理：催办", DESK_PERSON) | {
        "batch": {"action": "chase", "title": "催办", "fields": fields, "matters": chosen},
        "help": "催办记录在案。",
        "idempotency_key": "k-9",
        "errors": [],
    }


def batch_refused() -> Context:
    context = batch()
    fields = with_errors(context["batch"]["fields"], how="请填写“催办情况”。")  # type: ignore[index]
    shown = {**context["batch"], "fields": fields}  # type: ignore[dict-item]
    return context | {"batch": shown, "errors": [{"field": "how", "message": "请填写“催办情况”。"}]}


def batch_done() -> Context:
    told = [
        ("done", "已办理", ""),
        ("refused", "没有办理", "没有正在计算的期限，不需要催办。"),
        ("left", "尚未办理", ""),
    ]
    rows = [
        {
            "number": f"JD20261102-7Q4{n}",
            "path": f"/matters/m{n}",
            "outcome": outcome,
            "outcome_title": title,
            "detail": detail,
        }
        for n, (outcome, title, detail) in enumerate(told)
    ]
    return common("批量办理结果：催办", DESK_PERSON) | {
        "batch": {"action": "chase", "title": "催办", "done": 1, "refused": 1, "left": 1, "items": rows},
        "again": [("action", "chase"), ("matter", "m1.7"), ("how", "电话催办。"), ("idempotency_key", "k-9")],
    }


def volume() -> Context:
    pieces = [
        {
            "order": 1,
            "number": "市司执监意〔2026〕1号",
            "responsible": "示范市司法局",
            "title": "行政执法监督意见书",
            "day": "2026-12-03",
            "form": "PDF",
            "unsealed": False,
        },
        {
            "order": 2,
            "number": None,
            "responsible": "示范市市场监督管理局",
            "title": "报送纠正情况",
            "day": "2026-12-20",
            "form": "办理记录",
            "unsealed": False,
        },
    ]
    own = [{**pieces[0], "number": None, "title": "投诉举报受理告知书", "form": "DOCX", "unsealed": True}]
    return common("案卷 JD20261102-7Q4M", DESK_PERSON) | {
        "volume": {
            "number": "JD20261102-7Q4M",
            "path": "/matters/m1",
            "caption": "示范市市场监督管理局行政处罚程序问题监督案",
            "closed_on": "2027-02-10",
            "file_by": "2028-06-30",
            "archive_number": "Z109-ZF·2026-30-0001",
            "retention": "30年",
            "parts": [
                {"name": "main", "title": "正卷", "path": "/volumes/m1/main", "pieces": pieces},
                {"name": "reserved", "title": "副卷", "path": "/volumes/m1/reserved", "pieces": own},
            ],
        },
    }


def volume_empty() -> Context:
    context = volume()
    parts = [{**part, "path": None, "pieces": []} for part in context["volume"]["parts"]]
    bare = {"closed_on": None, "file_by": None, "archive_number": None, "retention": None, "parts": parts}
    return context | {"volume": context["volume"] | bare}


def handover_list() -> Context:
    rows = [
        {
            "number": f"JD20261102-7Q4{n}",
            "path": f"/matters/m{n}",
            "kind_title": "个案监督案件",
            "respondent": "示范市市场监督管理局",
            "state_title": "限期纠正中",
            "due_on": "2026-12-23" if n else None,
            "refused": n == 2,
        }
        for n in range(3)
    ]
    return common("工作移交清单", DESK_PERSON) | {
        "handover": {
            "number": "YJ20261121-7Q4M",
            "office": "示范市司法局",
            "path": "/matters/h1",
            "handed_on": "2026-11-21",
            "from_person": "周明远",
            "to_person": "林书宁",
            "reason": "调离。",
            "left": 1,
            "items": rows,
        }
    }


def sign_in_failed() -> Context:
    return common("登录没有完成") | {"detail": "这次登录已经超过十分钟，请重新登录。"}


def desk() -> Context:
    return listing("工作台", DESK_PERSON)


def desk_empty() -> Context:
    return desk() | {"items": [], "next": None, "lead": ""}


def inbox() -> Context:
    return listing("收件箱", AGENCY_PERSON) | {"tabs": [], "filters": []}


def desk_advice() -> Context:
    return desk() | {"advice": advice()}


def inbox_point() -> Context:
    """A contact point's page with what it raised; ``inbox_point_empty`` before it raised anything."""
    outcome = "已告知处理结果。\n处理结果：已退还多收的罚款。"
    lead = {"number": "TS20261123-7Q4ABC", "state_title": "已办结", "outcome": outcome}
    return inbox() | {
        "title": "联系点工作",
        "begin": [{"title": "反映意见建议", "path": "/begin/advice"}],
        "advice": advice(),
        "leads": [lead, {**lead, "outcome": ""}],
    }


def inbox_point_empty() -> Context:
    return inbox_point() | {"items": [], "next": None, "advice": [], "leads": []}


def advice() -> list[dict[str, object]]:
    sources = [
        {"source": source, "title": title, "n": n}
        for source, title, n in (("box", "意见箱", 2), ("forum", "座谈会", 1), ("visit", "走访", 0))
    ]
    return [{"month": month, "total": 3, "sources": sources} for month in ("2026-11", "2026-10")]


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


def seals() -> Context:
    line = {
        "n": 1,
        "sealed_on": "2026-11-20",
        "number": "市司执监意〔2026〕1号",
        "title": "行政执法监督意见书",
        "addressee": "示范市市场监督管理局",
        "copies": 3,
        "approved_by": "孙立新",
        "applied_by": "杜小满",
        "matter": "JD20261102-7Q4M",
        "path": "/matters/m1",
    }
    register = {"office": "示范市司法局", "year": 2026, "items": [line, {**line, "n": 2, "addressee": ""}]}
    return common("用印登记簿（2026年）", DESK_PERSON) | {"seals": register, "years": [2026, 2025]}


def seals_empty() -> Context:
    register = {"office": "示范市司法局", "year": 2026, "items": []}
    return common("用印登记簿（2026年）", DESK_PERSON) | {"seals": register, "years": [2026]}


def leads() -> Context:
    lead = {"path": "/matters/m1", "opened_at": "2026-03-02T09:30:00+08:00"}
    pool = {
        "title": "示范市市场监督管理局",
        "reasons": ["都针对示范市市场监督管理局，共2条", "其中2条反映“违法实施行政处罚”"],
        "leads": [{**lead, "number": f"TS2026030{n}", "kind_title": "投诉举报", "about": "罚款"} for n in (1, 2)],
        "begin": [
            {"title": "拟订伴随式监督", "path": "/begin/accompanying?respondent=city-market&leads=TS20260301"},
            {"title": "列为重点监督", "path": "/begin/activity?mode=key"},
        ],
        "more": 5,
    }
    return common("监督线索", DESK_PERSON) | {"leads": {"office": "示范市司法局", "read": 1000, "items": [pool]}}


def leads_empty() -> Context:
    return common("监督线索", DESK_PERSON) | {"leads": {"office": "示范市司法局", "read": None, "items": []}}
