"""Contexts of the pages the public sees."""

from datetime import datetime

import segno
from jiandu.adapters.quarantine import Post
from jiandu.core.deadlines import SHANGHAI
from jiandu.core.errors import Mistake
from jiandu.core.evidence import Evidence
from jiandu.core.redaction import redact
from jiandu.views.evidence import evidence_view, sending_page
from jiandu.views.redacting import redaction_page
from markupsafe import Markup
from page_parts import DESK_PERSON, Context, Field, common, field, options, with_errors

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI)


def complaint_fields() -> list[Field]:
    agencies = options("示范市市场监督管理局", "示范市城市管理局", group="示范市") + options(
        "示范县市场监督管理局", group="示范县"
    )
    return [
        field(
            "agency",
            "被投诉举报的行政执法机关",
            "select",
            options=agencies,
            required=True,
            value="示范市1",
        ),
        field("act", "行政行为的种类", "select", options=options("行政许可", "行政处罚", "行政强制")),
        field(
            "category",
            "问题类别",
            "radio",
            options=options("违规收费、扩大收费范围、抬高收费标准、收取保证金", "粗暴执法、滥用职权", "其他"),
            required=True,
            help="选最接近的一项。",
        ),
        field(
            "facts",
            "事实和理由",
            "textarea",
            required=True,
            maxlength=5000,
            help="写明时间、地点、经过。",
            value="2026年11月2日上午，执法人员到店检查，未出示证件，当场收取保证金2000元。\n第二行。",
        ),
        field("request", "请求事项", "textarea", maxlength=1000),
        field(
            "elsewhere",
            "这件事是否已经由其他机关处理",
            "checks",
            options=options("行政复议", "行政诉讼", "信访", "12345热线"),
            value=["2"],
        ),
        field("anonymous", "实名或者匿名", "radio", options=options("实名", "匿名"), value="0"),
        field("name", "姓名或者名称", maxlength=50, value="王小明"),
        field("phone", "联系电话", maxlength=20, value=""),
        field(
            "disclose",
            "同意向被投诉举报的机关披露我的身份",
            "checkbox",
            value=False,
            help="不勾选即对您的身份保密。",
        ),
    ]


def home() -> Context:
    return common("行政执法投诉举报")


def check() -> Context:
    return common("文书查验") | {"code": "", "answer": None, "errors": []}


def check_refused() -> Context:
    told = "请填写查验码，或者选择文件，只用其中一种。"
    return check() | {"errors": [{"field": name, "message": told} for name in ("code", "file", "sha256")]}


def check_known() -> Context:
    document = {
        "title": "行政执法监督意见书",
        "number": "示司执监意〔2026〕1号",
        "issuer": "示范市司法局",
        "issued_on": "2026-11-20",
        "standing": "valid",
        "standing_title": "有效",
        "record_copy": False,
        "message": "这个查验码属于这份文书。",
    }
    changed = {**document, "standing": "changed", "standing_title": "已变更", "number": None}
    return check() | {
        "code": "2345-6789-ABCD-EFGH-J",
        "answer": {"by": "sha256", "known": True, "message": None, "documents": [document, changed]},
    }


def check_unknown() -> Context:
    return check() | {"answer": {"by": "file", "known": False, "message": "没有登记过这个文件。", "documents": []}}


def record() -> Context:
    rows = [
        {"day": f"2026-11-{day:02d}", "root": "5d" * 32, "sealed_at": f"2026-11-{day + 1:02d}T03:00:00+08:00"}
        | {"events": day, "late": day % 2, "path": f"/record/2026-11-{day:02d}"}
        for day in (22, 21, 20)
    ]
    typed = {"receipt": "", "number": "", "hash": ""}
    shown = {"month": "2026-11", "earlier": "2026-10", "later": None, "roots": rows, "keys": ["e1" * 32]}
    return common("存证公示") | shown | {"verdict": None, "proof_file": None, "typed": typed, "errors": []}


def record_empty() -> Context:
    return record() | {"roots": [], "keys": [], "earlier": None}


def record_refused() -> Context:
    told = "存证值应当是 64 位十六进制数字，空格可有可无。"
    typed = {"receipt": "{}", "number": "TS20261121-8WPR", "hash": "12"}
    return record() | {"typed": typed, "errors": [{"field": f, "message": told} for f in ("receipt", "file", "hash")]}


def record_proved() -> Context:
    verdict = {"standing": "proved", "message": "核验通过：回执登记的内容在2026-11-21的存证之中，此后没有改动。"}
    return record() | {"verdict": verdict, "proof_file": "data:application/json;base64,e30="}


def record_differs() -> Context:
    return record() | {"verdict": {"standing": "differs", "message": "2026-11-21的存证与这份回执不一致。"}}


def complaint_form() -> Context:
    return common("投诉举报") | {
        "fields": complaint_fields(),
        "idempotency_key": "k-1",
        "challenged": True,
        "errors": [],
    }


def complaint_form_refused() -> Context:
    fields = with_errors(
        complaint_fields(),
        category="请选择问题类别",
        facts="请写明事实和理由",
        phone="电话号码不正确",
        disclose="不能与匿名同时选择",
    )
    extra = field("evidence", "证据材料", "file", help="不超过10 MB。", error="文件过大")
    names = ["category", "facts", "phone", "disclose", "evidence", "unknown"]
    errors = [{"field": name, "message": f"{name}：需要改正"} for name in names]
    return complaint_form() | {"fields": [*fields, extra], "errors": errors}


def complaint_received() -> Context:
    address = "http://127.0.0.1:8080/complaints/track"
    code = "K7QM3XD9T2WPR4HNB8VC"
    svg = segno.make(f"{address}#{code}", error="m").svg_inline(scale=4)
    return common("投诉举报已收到") | {
        "number": "TS20261121-8WPR",
        "code": code,
        "received_at": "2026-11-21T09:30:00+08:00",
        "track_url": address,
        "qr_svg": Markup(svg),
        "entered": None,
        "event_hash": "3f9a" * 16,
        "receipt_file": "data:application/json;base64,e30=",
    }


def taken_in() -> Context:
    entered = {"channel": "来信", "office": "示范市司法局"}
    told = {"received_at": "2026-11-18", "entered": entered, "receipt_file": None}
    return complaint_received() | common("收件回执", DESK_PERSON) | told


def take_in() -> Context:
    came = [
        field("channel", "来件方式", "radio", options=options("来信", "来访", "来电", "司法所移交"), required=True),
        field("received_on", "收到日期", "date", value="2026-11-18", required=True),
        field("scan", "来信或者登记表扫描件", "file"),
    ]
    note = field("note", "登记备注", "textarea", maxlength=1000)
    mine = {"bureau": "示范市司法局", "of_bureau": True, "fields": [*complaint_fields(), *came, note]}
    return complaint_form() | common("代录投诉举报", DESK_PERSON) | mine


def take_in_refused() -> Context:
    told = "收到日期不能晚于今天。"
    fields = take_in()["fields"]
    assert isinstance(fields, list)
    errors = [{"field": "received_on", "message": told}]
    return take_in() | {"fields": with_errors(fields, received_on=told), "errors": errors}


def take_in_for_an_office() -> Context:
    return take_in() | {"of_bureau": False}


def take_in_leads() -> Context:
    items = [{"number": "TS20261121-8WPR2M", "state_title": "待审查"}]
    return common("本机构提交的问题线索", DESK_PERSON) | {"items": items, "next": "/take-in/leads?after=2026"}


def take_in_leads_empty() -> Context:
    return take_in_leads() | {"items": [], "next": None}


def take_in_import() -> Context:
    told = {"columns": ["工单编号", "受理时间"], "most_rows": 200, "table": None, "file_name": "", "content": ""}
    return common("导入 12345 工单", DESK_PERSON) | told | {"errors": []}


def take_in_import_refused() -> Context:
    return take_in_import() | {"errors": [{"field": "file", "message": "文件是空的，请重新选择。"}]}


def take_in_import_tried() -> Context:
    plain = {"order_number": "JZ2026112100017", "errors": [], "matter": None, "alike": None}
    matter = {"number": "TS20261121-8WPR2M", "path": "/matters/8f"}
    rows = [
        {**plain, "row": 2, "result": "ready", "result_title": "可以导入"},
        {**plain, "row": 3, "result": "bad", "result_title": "填写有误", "order_number": "", "errors": [BAD_CELL]},
        {**plain, "row": 4, "result": "registered", "result_title": "此前已经登记", "matter": matter},
        {**plain, "row": 5, "result": "alike", "result_title": "疑似重复", "alike": {**matter, "reason": "同一机关"}},
        {**plain, "row": 6, "result": "alike", "result_title": "疑似重复", "alike": IN_THE_SAME_FILE},
        {**plain, "row": 7, "result": "waiting", "result_title": "尚未导入"},
    ]
    table = {
        "file": "ab" * 32,
        "counts": [{"title": "可以导入", "n": 1}, {"title": "填写有误，不能导入", "n": 1}],
        "rows": rows,
        "unused_columns": ["备注"],
        "to_confirm": 4,
    }
    return take_in_import() | {"table": table, "file_name": "工单.xlsx", "content": "UEs="}


BAD_CELL = {"column": "涉及机关", "message": "“市场局”不是本机关监督的行政执法机关的名称或者简称，请填写全称。"}
IN_THE_SAME_FILE = {"number": "本文件第 2 行", "path": None, "reason": "同一机关、内容几乎相同"}


def track() -> Context:
    return common("查询办理进度") | {"error": None, "code": ""}


def track_after_sending() -> Context:
    return track() | {"note": "文件已经收到，正在作安全检查。"}


def evidence_upload() -> Context:
    asked = Evidence(id="e" * 32, matter="m" * 32, slot=1, name="现场照片", suffix="jpg", asked_at=NOON)
    post = Post("https://files.example.test/", {"key": "quarantine/m/e", "Content-Type": "image/jpeg"})
    return common("选择要上传的文件") | sending_page(asked, post)


def evidence() -> Context:
    asked = Evidence(id="e" * 32, matter="m" * 32, slot=1, name="现场照片", suffix="jpg", asked_at=NOON)
    settled = {"settled_at": NOON, "arrived_sha256": "a" * 64}
    released = asked.model_copy(update={**settled, "outcome": "released", "sha256": "b" * 64, "size": 2_400_000})
    refused = asked.model_copy(update={**settled, "outcome": "refused", "slot": 2, "reason": "文件含有宏，没有保存。"})
    looks = [{"at": NOON.isoformat(), "person": "p", "evidence": asked.id}]
    view = evidence_view("m" * 32, "TS20261121-8WPR", [released, refused], looks, {"p": "周明远"})
    return common("证据材料", DESK_PERSON) | {"evidence": view}


def evidence_empty() -> Context:
    return common("证据材料", DESK_PERSON) | {"evidence": evidence_view("m" * 32, "TS20261121-8WPR", [], [], {})}


def track_refused() -> Context:
    return common("查询办理进度") | {"error": "没有这个查询码，请核对后重新输入", "code": "K7QM"}


def tracked() -> Context:
    rate = [
        field(
            "score",
            "满意程度",
            "radio",
            options=options("满意", "基本满意", "不满意"),
            required=True,
        ),
        field("note", "意见", "textarea", maxlength=500),
    ]
    supplement = [
        field("text", "补充的内容", "textarea", required=True, maxlength=5000),
        field("file", "材料", "file"),
    ]
    paths = "/complaints/track/"
    return common("办理进度") | {
        "can_write": False,
        "number": "TS20261121-8WPR",
        "state_title": "已受理",
        "received_at": "2026-11-21T09:30:00+08:00",
        "code": "K7QM3XD9T2WPR4HNB8VC",
        "timeline": [
            {"at": "2026-11-21T09:30:00+08:00", "action": "收到投诉举报", "text": None},
            {"at": "2026-11-23T15:02:00+08:00", "action": "受理", "text": "已作为个案监督立案。"},
        ],
        "clocks": [
            {"name": "告知处理结果", "due": "2027-01-20", "light": "green", "light_title": "正常"},
            {"name": "答复", "due": None, "light": "none", "light_title": "及时办理"},
        ],
        "actions": [
            {
                "name": "supplement",
                "title": "补充材料",
                "path": f"{paths}supplement",
                "fields": supplement,
                "help": "办结前可以多次补充。",
            },
            {
                "name": "withdraw_complaint",
                "title": "撤回",
                "path": f"{paths}withdraw",
                "fields": [],
                "help": None,
            },
            {"name": "rate", "title": "评价", "path": f"{paths}rate", "fields": rate, "help": None},
        ],
        "errors": [],
        "failed": None,
        "done": "已收到补充的材料。",
        "idempotency_key": "k-2",
    }


def tracked_refused() -> Context:
    text = field("text", "补充的内容", "textarea", required=True, error="请写明补充的内容")
    action = {
        "name": "supplement",
        "title": "补充材料",
        "path": "/complaints/track/supplement",
        "fields": [text],
        "help": None,
    }
    errors = [{"field": "text", "message": "请写明补充的内容"}]
    return tracked() | {
        "actions": [action],
        "failed": "supplement",
        "errors": errors,
        "done": None,
    }


REDACTED = "张建国（身份证号140702198503121215，电话13834561234）与李秀英到场。\n第二行。"


def redaction() -> Context:
    typed = {"text": REDACTED, "names": "李秀英", "kept": "张建国"}
    answer = redact(REDACTED, ["李秀英"], ["张建国"])
    return {**common("", DESK_PERSON), **redaction_page(typed, (REDACTED, answer))}


def redaction_bare() -> Context:
    return {**common("", DESK_PERSON), **redaction_page({}, ("本局认为", redact("本局认为")))}


def redaction_refused() -> Context:
    wrong = Mistake("kept", "either", "同一姓名不能既隐去又保留。")
    return {**common("", DESK_PERSON), **redaction_page({"text": "文本", "kept": "张建国"}, mistakes=[wrong])}


def calculator() -> Context:
    steps = [
        {
            "date": "2025-10-01",
            "weekday": "周三",
            "counted": False,
            "reason": "国庆节放假（国办发明电〔2024〕12号）",
            "n": None,
        },
        {"date": "2025-10-09", "weekday": "周四", "counted": True, "reason": "工作日", "n": 4},
        {"date": "2025-10-10", "weekday": "周五", "counted": True, "reason": "工作日", "n": 5},
    ]
    return common("期限计算器") | {
        "fields": [
            field("received", "开始（收到）之日", "date", value="2025-09-26", required=True),
            field("n", "数量", "number", value=5, required=True, help="1 至 3650"),
            field(
                "unit",
                "单位",
                "select",
                options=options("工作日", "日", "月", "年"),
                value="0",
                required=True,
            ),
            field(
                "roll",
                "届满日是休息日时",
                "select",
                options=options("顺延到工作日", "只对法定节假日顺延", "不顺延"),
                value="0",
            ),
        ],
        "errors": [],
        "answer": {
            "date_text": "2025年10月10日（周五）",
            "nominal_text": "2025年10月8日（周三）",
            "provisional": True,
            "closes_at_text": "2025年10月11日 00:00",
            "rolled": True,
            "steps": steps,
        },
        "published_through": "2026-12-31",
        "sources": ["国办发明电〔2024〕12号", "国办发明电〔2025〕7号"],
    }


def calculator_refused() -> Context:
    fields = [field("received", "开始（收到）之日", "date", value="2021-01-01", error="不能早于2022年1月1日")]
    return calculator() | {
        "fields": fields,
        "errors": [{"field": "received", "message": "开始之日不能早于2022年1月1日"}],
        "answer": None,
    }
