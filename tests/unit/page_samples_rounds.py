"""Contexts of the pages of a selection round."""

from page_parts import AGENCY_PERSON, Context, Field, common, field, options, with_errors

ROUND: Field = {
    "id": "r1",
    "number": "XD20261123-8WPR",
    "title": "第一届行政执法监督联系点",
    "owner": "榜样市司法局",
    "state": "noticed",
    "state_title": "名单公示",
    "need": "围绕涉企执法，兼顾区域和行业。",
    "places": 20,
    "trades": [{"name": "制造业", "places": 8}, {"name": "服务业", "places": 5}],
    "nominations_until": "2026-12-18",
    "nominate": None,
    "self_nomination": True,
    "notice": {"first": "2026-12-28", "last": "2027-01-04"},
    "object": "/contact-points/rounds/r1/objections",
    "contact": "0731-1234567",
    "term": None,
    "units": [
        {
            "title": "永固机械有限公司",
            "category": "具有行业代表性的企业以及其他事业单位",
            "trade": "制造业",
            "district": "甲区",
            "size": "大型",
        }
    ],
}


def round_noticed() -> Context:
    return common("第一届行政执法监督联系点") | {"round": ROUND}


def round_nominating() -> Context:
    nominating = {"nominate": "/contact-points/rounds/r1/candidates", "notice": None, "object": None, "units": []}
    return common("第一届行政执法监督联系点") | {"round": {**ROUND, **nominating, "state_title": "征集候选单位"}}


def _fields() -> list[Field]:
    return [
        field("title", "单位名称", help="与登记证书一致的全称。", required=True, maxlength=80),
        field("trade", "行业", "select", options=options("制造业", "服务业"), required=True),
        field("consent", "候选单位设点意愿书", "file", help="候选单位盖章。", required=True),
    ]


def round_form() -> Context:
    return common("推荐候选单位", AGENCY_PERSON) | {
        "round": ROUND,
        "path": "/contact-points/rounds/r1/candidates",
        "help": "业务主管部门、工商联推荐。",
        "fields": _fields(),
        "idempotency_key": "k-7",
        "challenged": False,
        "errors": [],
        "done": False,
    }


def round_form_refused() -> Context:
    told = "这个单位已经是本届候选单位，不能重复推荐。"
    changes = {"fields": with_errors(_fields(), title=told), "errors": [{"field": "title", "message": told}]}
    return round_form() | common("自荐") | {**changes, "challenged": True}


def round_form_done() -> Context:
    return common("已收到：自荐") | {"round": ROUND, "done": True, "challenged": False}
