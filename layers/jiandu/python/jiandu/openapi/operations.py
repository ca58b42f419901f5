"""What each route is for: its summary, its query, what it takes and what it answers."""

from dataclasses import dataclass
from typing import Any

from jiandu.core.forms.base import Form
from jiandu.core.forms.intake import Complaint, TakenIn
from jiandu.openapi.answers import DAY, NUMBER, TEXT, Schema, described

Query = dict[str, Schema]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. ``form`` or ``takes`` is the body; the acts' bodies come from the rules."""

    tag: str
    summary: str
    answers: str
    description: str = ""
    status: int = 200
    query: Query | None = None
    required: tuple[str, ...] = ()
    form: type[Form] | None = None
    takes: Schema | None = None
    keyed: bool = False
    versioned: bool = False
    media: tuple[str, ...] = ("application/json",)


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _one_of(*values: str, **more: Any) -> Schema:
    return {"type": "string", "enum": list(values), **more}


LIST: Query = {
    "tab": _one_of("todo", "open", "done", "near", "late", description="待办、在办、已办、临期、逾期"),
    "year": {"type": "string", "pattern": "^[0-9]{4}$", "description": "已办事项的年份，不写为今年"},
    "kind": described(TEXT, "事项种类，见 /procedures"),
    "state": described(TEXT, "状态，见 /procedures/{profile}/{kind}；办结的状态在已办中查找"),
    "agency": described(TEXT, "行政执法机关，见 /organisations"),
    "q": described(TEXT, "编号或者文号"),
    "cursor": described(TEXT, "上一页的 next，原样带回；其他查询条件不变"),
}
PERIOD: Query = {
    "received": described(DAY, "收到之日，当日不计入"),
    "n": described(NUMBER, "数量"),
    "unit": _one_of("working_day", "day", "month", "year"),
    "roll": _one_of("rest_day", "statutory_only", "none", default="rest_day", description="期满遇休息日是否顺延"),
}
UNKEYED = "不需要幂等键：重发没有别的后果。"
ACT = (
    "先读取事项：actions 列出现在可以办理的动作及其地址，fields 给出可选的值。"
    "请求内容以路径中的动作为准，各动作的模式名为 Act.<动作>。"
)
ASSETS = ("text/css", "text/javascript", "image/svg+xml")

_act = {
    "GET": Operation("办理", "办理动作的表单", "Action"),
    "POST": Operation("办理", "办理", "Matter", ACT, keyed=True, versioned=True),
}


def _list(summary: str, description: str = "") -> Operation:
    return Operation("事项", summary, "Matters", description, query=LIST)


OPERATIONS: dict[str, dict[str, Operation]] = {
    "/": {"GET": Operation("公开", "入口", "Links")},
    "/openapi.json": {"GET": Operation("公开", "本接口文档", "OpenApi")},
    "/health": {"GET": Operation("公开", "运行状况", "Health")},
    "/organisations": {"GET": Operation("公开", "机构", "Organisations")},
    "/deadlines": {
        "GET": Operation("公开", "期限推算", "Deadline", query=PERIOD, required=("received", "n", "unit")),
    },
    "/procedures": {"GET": Operation("公开", "各辖区的办理程序", "Procedures")},
    "/procedures/{profile}/{kind}": {"GET": Operation("公开", "一种办理程序", "Procedure")},
    "/assets/{name}": {"GET": Operation("公开", "页面所用的样式、脚本、图标", "", media=ASSETS)},
    "/complaints/new": {
        "GET": Operation(
            "投诉举报", "投诉举报表单", "FormSchema", query={"agency": described(TEXT, "预先选择的行政执法机关")}
        ),
    },
    "/complaints": {
        "POST": Operation("投诉举报", "提交投诉举报", "Receipt", status=201, form=Complaint, keyed=True),
    },
    "/complaints/track": {
        "GET": Operation("投诉举报", "查询需要什么", "Expected"),
        "POST": Operation(
            "投诉举报",
            "凭查询码查询办理进度",
            "Tracked",
            "只查询，不改变任何内容。" + UNKEYED,
            takes=_object(["code"], code=described(TEXT, "查询码，大小写、空格、连字符均可")),
        ),
    },
    "/complaints/track/{action}": {
        "POST": Operation(
            "投诉举报", "凭查询码补充、补正、撤回、评价", "Tracked", "各动作的模式名为 Track.<动作>。", keyed=True
        ),
    },
    "/take-in": {
        "GET": Operation("投诉举报", "代录表单", "FormSchema"),
        "POST": Operation("投诉举报", "代录来信、来访、来电", "CounterReceipt", status=201, form=TakenIn, keyed=True),
    },
    "/desk": {"GET": _list("监督机构的工作台")},
    "/inbox": {"GET": _list("行政执法机关的收件箱")},
    "/matters": {"GET": _list("事项", "监督机构看到本机构的，行政执法机关看到发给它的。")},
    "/matters/{matter_id}": {
        "GET": Operation("事项", "一个事项的全部内容", "Matter", versioned=True),
    },
    "/batches": {
        "GET": Operation(
            "办理",
            "批量办理的表单",
            "BatchForm",
            query={
                "action": described(TEXT, "办理动作：签发、登记送达、催办"),
                "matter": described(TEXT, "事项和您看到的版本：<id>.<version>；可以重复"),
            },
            required=("action", "matter"),
        ),
        "POST": Operation(
            "办理",
            "批量办理：同一动作、同一内容，逐件登记",
            "Batch",
            "必须带幂等键；时间已到而 left 不为 0 的，原样再次提交，已经办理的不会重复办理。",
            takes=_object(
                ["action", "matters", "facts"],
                action=described(TEXT, "办理动作"),
                matters={
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 50,
                    "items": _object(["id", "version"], id=TEXT, version={"type": "integer"}),
                },
                facts={"type": "object", "description": "共同的内容，模式见 GET /batches 的 form"},
            ),
            keyed=True,
        ),
    },
    "/handovers/{matter_id}/list": {"GET": Operation("事项", "工作移交清单", "HandoverList")},
    "/matters/{matter_id}/actions/{action}": _act,
    "/matters/{matter_id}/letters/{action}": _act,
    "/objections/{matter_id}/actions/{action}": _act,
    "/documents/{matter_id}/{document_id}/{copy}": {"GET": Operation("文件", "文书：文稿或者用印正本", "Download")},
    "/files/{matter_id}/{event}/{name}": {"GET": Operation("文件", "记录中的附件", "Download")},
    "/people": {"GET": Operation("登录", "可以登录的人员（仅本机部署）", "People")},
    "/sign-in": {
        "GET": Operation("登录", "登录需要什么", "Expected", query={"next": described(TEXT, "登录后返回的页面")}),
        "POST": Operation(
            "登录",
            "登录（仅本机部署）",
            "Token",
            "正式部署以统一身份认证签发的令牌登录。" + UNKEYED,
            takes=_object(["person"], person=described(TEXT, "人员，见 /people"), next=TEXT),
        ),
    },
    "/sign-out": {"POST": Operation("登录", "退出", "SignedOut", UNKEYED)},
    "/local/clock": {
        "GET": Operation("本机", "业务时间（仅本机部署）", "BusinessTime"),
        "POST": Operation(
            "本机",
            "向后移动业务时间（仅本机部署）",
            "BusinessTime",
            "不接受幂等键：重发会再移动一次。写明 to 的，重发不会多移动。",
            takes=_object([], days={"type": "integer", "minimum": 1, "maximum": 3650}, to=DAY),
        ),
    },
}
PATH_PARAMETERS: dict[str, Schema] = {
    "matter_id": described(TEXT, "事项"),
    "action": described(TEXT, "办理动作"),
    "document_id": described(TEXT, "文书"),
    "copy": _one_of("docx", "sealed", description="文稿、用印正本"),
    "event": described(TEXT, "记录的序号"),
    "name": described(TEXT, "名称"),
    "profile": described(TEXT, "辖区规则"),
    "kind": described(TEXT, "程序种类"),
}
