"""Contexts of the pages about contact points."""

from page_parts import Context, common
from page_samples_lists import DESK_PERSON

COVERED = [{"district": "示范县", "counts": [2, 0], "total": 2}, {"district": "样板区", "counts": [0, 1], "total": 1}]
TRADES = ["制造业", "餐饮业"]


def contact_points() -> Context:
    item = {
        "name": "示范市丰穗面粉有限公司",
        "office": "示范市司法局",
        "trade": "制造业",
        "district": "示范县",
        "address": "示范县工业路1号",
        "email": "law@mill.example",
        "phone": "0354-1234567",
        "responsible": "牛满仓",
        "liaison": "麦香兰",
        "term_ends_on": "2029-03-01",
    }
    view = {
        "items": [item],
        "trades": TRADES,
        "districts": COVERED,
        "counts": [{"year": "2026", "trade": "制造业", "n": 12}, {"year": "2026", "trade": "餐饮业", "n": None}],
        "revoked": [{"name": "示范市餐饮行业协会", "office": "示范市司法局", "revoked_on": "2026-11-20"}],
        "rounds": [
            {
                "title": "第一届行政执法监督联系点",
                "office": "示范市司法局",
                "state_title": "征集候选单位",
                "path": "/contact-points/rounds/r1",
            }
        ],
    }
    return common("行政执法监督联系点") | {"points": view, "wanted": {"district": "示范县", "trade": ""}}


def contact_points_empty() -> Context:
    nothing: list[object] = []
    view = {name: nothing for name in ("items", "trades", "districts", "counts", "revoked", "rounds")}
    return common("行政执法监督联系点") | {"points": view, "wanted": {"district": "示范县", "trade": ""}}


def points() -> Context:
    item = {
        "path": "/matters/p1",
        "record_path": "/points/p1",
        "name": "示范市丰穗面粉有限公司",
        "trade": "制造业",
        "district": "示范县",
        "office": "示范市司法局",
        "state_title": "任职中",
        "term_ends_on": "2029-03-01",
        "contacted_on": None,
        "not_contacted": True,
        "open": 2,
        "evaluation": "2026年：优秀",
    }
    contacted = {**item, "contacted_on": "2026-11-20", "not_contacted": False, "evaluation": "", "open": 0}
    common_problem = {
        "trade": "餐饮业",
        "subject": "涉企检查",
        "points": 2,
        "matters": [{"number": "YJ1", "path": "/matters/y1", "kind_title": "意见建议", "point": "示范市餐饮行业协会"}],
        "begin_path": "/begin/activity?title=%E6%A3%80%E6%9F%A5&mode=key",
    }
    view = {"office": "示范市司法局", "trades": TRADES, "districts": COVERED, "items": [item, contacted]}
    return common("联系点总表", DESK_PERSON) | {"points": view | {"common": [common_problem]}}


def points_empty() -> Context:
    view = {"office": "示范市司法局", "trades": [], "districts": [], "items": [], "common": []}
    return common("联系点总表", DESK_PERSON) | {"points": view}


def point() -> Context:
    contact = {
        "on": "2026-11-20",
        "care": "实地走访",
        "by": "示范县司法局",
        "persons": "梁柏舟",
        "outcome": "听取意见两条。",
        "planned": False,
    }
    view = {
        "number": "LX20261120-7Q4M",
        "path": "/matters/p1",
        "register_path": "/admin/organisations/city-point-mill",
        "name": "示范市丰穗面粉有限公司",
        "shown": [{"title": "行业", "value": "制造业"}, {"title": "聘期届满日", "value": "2029-03-01"}],
        "rights": [
            {"right": "参与开展行政执法评议考核", "total": 2, "months": [{"month": "2026-11", "n": 2}]},
            {"right": "参加行政执法监督知识学习培训", "total": 0, "months": []},
        ],
        "contacts": [contact, {**contact, "planned": True}],
        "evaluations": [{"year": 2026, "grade": "优秀", "total": 95}],
        "open_matters": [
            {"number": "YJ1", "path": "/matters/y1", "kind_title": "意见建议", "state_title": "待答复"}
        ],
    }
    return common("联系点记录：示范市丰穗面粉有限公司", DESK_PERSON) | {"point": view}


def point_empty() -> Context:
    context = point()
    bare = {"register_path": None, "contacts": [], "evaluations": [], "open_matters": []}
    return context | {"point": context["point"] | bare}
