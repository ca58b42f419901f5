"""Contexts of the pages of a questionnaire: as anybody answers it, and as its officers read what came of it."""

import segno
from markupsafe import Markup
from page_parts import Context, Field, common, field, options, with_errors
from page_samples_matter import matter, matter_page

ADDRESS = "https://jiandu.example/questionnaires/q1"
ASKED: Field = {
    "path": "/questionnaires/q1",
    "title": "涉企检查情况问卷",
    "introduction": "为了解涉企检查是否规范。\n请近一年接受过检查的企业填写。",
    "owner": "示范市司法局",
    "until": "2026-12-04",
    "closed": None,
}


def _fields() -> list[Field]:
    scores = [{"value": str(n), "title": f"{n}分"} for n in range(1, 6)]
    return [
        field("q1", "1. 检查人员是否出示证件？", "radio", options=options("都出示", "没有出示"), required=True),
        field("q2", "2. 遇到过哪些情况？", "checks", options=options("重复检查", "都没有"), value=[]),
        field("q3", "3. 对文明程度的评价？", "radio", options=scores, help="1分最低，5分最高。"),
        field("q4", "4. 您有什么意见建议？", "textarea", maxlength=300, help="请不要写人的姓名、电话、住址。"),
    ]


def questionnaire() -> Context:
    more = {"fields": _fields(), "idempotency_key": "k-9", "challenged": True, "errors": [], "done": False}
    return common("涉企检查情况问卷") | {"asked": ASKED, **more}


def questionnaire_refused() -> Context:
    told = "第1题必须回答。"
    return questionnaire() | {"fields": with_errors(_fields(), q1=told), "errors": [{"field": "q1", "message": told}]}


def questionnaire_closed() -> Context:
    closed = "这份问卷已经截止，不再接收答卷。感谢您的关注。"
    return questionnaire() | {"asked": {**ASKED, "closed": closed}, "challenged": False}


def questionnaire_done() -> Context:
    return common("已收到答卷：涉企检查情况问卷") | {"asked": ASKED, "done": True, "challenged": False}


def matter_of_answers() -> Context:
    """An open questionnaire with two answers, one of them in words."""
    rows = [
        {"name": "都出示", "n": 2, "share": "100.0%", "bar": 100},
        {"name": "没有出示", "n": 0, "share": "0.0%", "bar": 0},
    ]
    text = {"kind_title": "文字", "mean": None, "rows": []}
    results = {
        "path": "/questionnaires/q1",
        "open": True,
        "answers": 2,
        "most": 500,
        "questions": [
            {
                "title": "1. 检查人员是否出示证件？",
                "kind_title": "单选",
                "answered": 2,
                "mean": None,
                "rows": rows,
                "texts": [],
                "earlier_texts": 0,
            },
            {"title": "4. 您有什么意见建议？", "answered": 1, "texts": ["希望合并检查。"], "earlier_texts": 3, **text},
            {"title": "5. 其他？", "answered": 0, "texts": [], "earlier_texts": 0, **text},
        ],
    }
    drawn = Markup(segno.make_qr(ADDRESS).svg_inline(scale=4))
    return matter_page() | {
        "matter": matter() | {"questionnaire": results, "balance": []},
        "public_address": ADDRESS,
        "qr_svg": drawn,
    }
