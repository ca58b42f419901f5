"""Contexts of the pages about arrangements of days off."""

from page_parts import DESK_PERSON, Context, Field, common, field

OFF = [{"name": "元旦", "text": "2027年1月1日（周五）至2027年1月3日（周日），共3天"}]
MAKEUP = [{"name": "春节", "text": "2027年2月14日（周日）"}]
YEAR: Field = {
    "year": 2027,
    "notice": "国办发明电〔2026〕9号",
    "announced": "2026-11-25",
    "sources": ["https://www.gov.cn/zhengce/zhengceku/202611/content_1.htm"],
    "off": OFF,
    "makeup": MAKEUP,
    "off_days": 3,
}


def calendar() -> Context:
    return common("放假安排", DESK_PERSON) | {
        "published_through": "2027-12-31",
        "version": "0123456789abcdef",
        "recomputing": True,
        "done": "已核准，从现在起施行；进行中的暂定期限正在重新计算。",
        "may_load": True,
        "may_settle": True,
        "waiting": True,
        "years": [YEAR, {**YEAR, "year": 2026, "makeup": [], "sources": []}],
    }


def calendar_public() -> Context:
    nothing = {"recomputing": False, "done": None, "may_load": False, "may_settle": False, "waiting": False}
    return calendar() | common("放假安排") | nothing


def calendar_load() -> Context:
    fields = [
        field("year", "年份", "number", value="2027", required=True),
        field("off", "放假日期", "textarea", help="每行一个节日。", required=True, maxlength=2000),
        field("makeup", "调休上班日期", "textarea", help="没有的留空。", maxlength=2000),
        field("notice_no", "通知文号", required=True, maxlength=60),
        field("notice_date", "通知日期", "date", required=True),
        field("link", "通知网址", required=True, maxlength=300),
    ]
    return common("录入放假安排", DESK_PERSON) | {"fields": fields, "errors": [], "conflict": None}


def calendar_load_refused() -> Context:
    message = "第1行“元旦”没有写明日期，例如：元旦 1月1日至3日。"
    fields = [field("off", "放假日期", "textarea", value="元旦", required=True, maxlength=2000, error=message)]
    refused = {"fields": fields, "errors": [{"field": "off", "message": message}]}
    return calendar_load() | refused


def calendar_pending() -> Context:
    rows = [
        {"date": "2027-01-04", "weekday": "周一", "before": "工作日（推定）", "after": "元旦放假", "works": False},
        {"date": "2027-02-14", "weekday": "周日", "before": "周日", "after": "调休上班（春节）", "works": True},
    ]
    pending = {
        **YEAR,
        "loaded_by": "秦知行",
        "loaded_at": "2026-11-26T09:00:00+08:00",
        "unusual": ["放假共3天，往年在25至36天之间，请核对通知。"],
        "difference": rows,
        "provisional": True,
    }
    version: Field = {
        "number": 1,
        "year": 2027,
        "notice": "国办发明电〔2026〕9号",
        "status_title": "已退回",
        "loaded_by": "秦知行",
        "loaded_at": "2026-11-26T09:00:00+08:00",
        "decided_by": "郑怀瑾",
        "decided_at": "2026-11-26T10:00:00+08:00",
    }
    history = [{**version, "number": 2, "status_title": "等待核准", "decided_by": "", "decided_at": None}, version]
    more = {"version": 3, "own": False, "done": None, "conflict": None, "pending": pending, "history": history}
    return common("核准放假安排", DESK_PERSON) | more


def calendar_pending_empty() -> Context:
    nothing = {"pending": None, "history": [], "own": False, "conflict": "没有等待核准的放假安排。"}
    return calendar_pending() | nothing
