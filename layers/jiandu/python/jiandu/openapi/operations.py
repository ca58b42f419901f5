"""What each route is for: its summary, its query, what it takes and what it answers.

A new route needs its row in ``OPERATIONS``, a new answer its schema in ``jiandu.openapi.answers``.
"""

from dataclasses import dataclass
from typing import Any

from jiandu.core.forms.base import Form
from jiandu.core.forms.calendar import NewYear
from jiandu.core.forms.evidence import EvidenceToSend
from jiandu.core.forms.fields import FILE_SCHEMA, schema_of
from jiandu.core.forms.intake import Complaint, TakenIn
from jiandu.core.forms.points_round import ListObjection
from jiandu.core.forms.questionnaires import QuestionnaireAnswer
from jiandu.core.forms.redaction import RedactionRequest
from jiandu.core.forms.templates import TemplateUpload
from jiandu.core.titles import FLAGS
from jiandu.openapi.answers import DAY, NUMBER, OPEN, TEXT, UPLOAD, Schema, described, many

Query = dict[str, Schema]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. ``form`` or ``takes`` is the body; the acts' bodies come from the rules.

    ``uploads`` is the body as multipart, where one with a file is no form.

    ``refuses`` are the statuses that only such a route answers, beside what all of its kind may; ``known`` says that
    nobody has to sign in, and that who did is known.
    """

    tag: str
    summary: str
    answers: str
    description: str = ""
    status: int = 200
    query: Query | None = None
    required: tuple[str, ...] = ()
    form: type[Form] | None = None
    takes: Schema | None = None
    uploads: Schema | None = None
    keyed: bool = False
    versioned: bool = False
    refuses: tuple[int, ...] = ()
    known: bool = False
    media: tuple[str, ...] = ("application/json",)


def _object(required: list[str], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _one_of(*values: str, **more: Any) -> Schema:
    return {"type": "string", "enum": list(values), **more}


def _with(form: type[Form], *required: str, **beside: Schema) -> Schema:
    """A form's body with what goes beside it."""
    schema = {k: v for k, v in schema_of(form).items() if k not in ("$defs", "description", "title")}
    needed = [*required, *schema.get("required", [])]
    return {**schema, "properties": {**beside, **schema["properties"]}, "required": needed}


LIST: Query = {
    "tab": _one_of("todo", "open", "done", "near", "late", description="待办、在办、已办、临期、逾期"),
    "year": {"type": "string", "pattern": "^[0-9]{4}$", "description": "已办事项的年份，不写为今年"},
    "kind": described(TEXT, "事项种类，见 /procedures"),
    "state": described(TEXT, "状态，见 /procedures/{profile}/{kind}；办结的状态在已办中查找"),
    "agency": described(TEXT, "行政执法机关，见 /organisations"),
    "flag": _one_of(*FLAGS, description="标记：" + "、".join(f"{name} {title}" for name, title in FLAGS.items())),
    "office": described(TEXT, "直接下级监督机构：看它的事项；不写为本机构"),
    "q": described(TEXT, "编号、文号或者词语"),
    "cursor": described(TEXT, "上一页的 next，原样带回；其他查询条件不变"),
}
DISPOSED = (409,)
SEALS: Query = {"year": {"type": "string", "pattern": "^[0-9]{4}$", "description": "年份，不写为今年"}}
MONTH: Schema = {"type": "string", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])$", "description": "月份，不写为最近一月"}
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
CHECK_CODE = described(TEXT, "查验码，大小写、空格、连字符均可")
SHA256: Schema = {"type": "string", "pattern": "^[0-9a-fA-F]{64}$", "description": "文件的 SHA-256"}
ASSETS = ("text/css", "text/javascript", "image/svg+xml")
SETTLE = "核准或者退回的，须不是录入的人。"
TEMPLATES = "司法行政机关的人员看到本机关的；其他机构只看到对其实施监督的机关有哪些文书和样例，其余的，404。"
REGISTER = "只有系统管理员能办理，限本级和下级机构。"

ROUND_FORM = "请求内容以 GET 的 form 为准。"

_act = {
    "GET": Operation("办理", "办理动作的表单", "Action", refuses=(403,)),
    "POST": Operation("办理", "办理", "Acted", ACT, keyed=True, versioned=True),
}


_change = {
    "GET": Operation("机构人员", "变更的表单", "RegisterForm", REGISTER, refuses=(403, 409)),
    "POST": Operation(
        "机构人员",
        "变更",
        "RegisterSubject",
        "先读取机构或者人员：actions 列出现在可以办理的变更及其表单。变更已有的，写明 version。",
        takes={"type": "object", "properties": {"version": NUMBER}, "additionalProperties": True},
        keyed=True,
        refuses=(403, 409),
    ),
}


def _list(summary: str, description: str = "") -> Operation:
    return Operation("事项", summary, "Matters", description, query=LIST, refuses=(403,))


def _work_orders(file: Schema) -> Schema:
    return _object(
        ["file"],
        file={**file, "title": "工单表格，.xlsx 或者 .csv"},
        confirm=described(TEXT, "核对时答复的 file"),
        looked_at=described(many(NUMBER), "疑似重复而仍要导入的行号"),
    )


_preview = {
    "POST": Operation(
        "文件",
        "预览办理时将要制发的文书",
        "Previews",
        "请求内容与办理时相同，version 可以不写；没有编号和日期，不办理任何事项。" + UNKEYED,
        takes=OPEN,
        refuses=(403, 404, 409),
    ),
}


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
    "/check": {
        "GET": Operation("公开", "文书查验需要什么", "Expected"),
        "POST": Operation(
            "公开",
            "查验文书",
            "Checked",
            "凭文书上印的查验码、文件的校验值或者文件，三者只写其一；不能按文号、日期查询。"
            "错误的和没有的查验码，答复相同。文件只用于计算校验值，不保存。" + UNKEYED,
            takes=_object([], code=CHECK_CODE, sha256=SHA256, file=FILE_SCHEMA),
            uploads=_object(["file"], file=UPLOAD),
        ),
    },
    "/record": {
        "GET": Operation("公开", "每日存证", "Roots", query={"month": MONTH}),
        "POST": Operation(
            "公开",
            "核验存证回执",
            "Verdict",
            "交回执（receipt），或者纸面回执上的受理编号和存证值。不保存。" + UNKEYED,
            takes=_object([], receipt=OPEN, number=TEXT, hash=TEXT),
            uploads=_object([], receipt=TEXT, file=UPLOAD, number=TEXT, hash=TEXT),
        ),
    },
    "/record/{day}": {"GET": Operation("公开", "一日的存证", "Root")},
    "/assets/{name}": {"GET": Operation("公开", "页面所用的样式、脚本、图标", "", media=ASSETS)},
    "/complaints/new": {
        "GET": Operation(
            "投诉举报", "投诉举报表单", "FormSchema", query={"agency": described(TEXT, "预先选择的行政执法机关")}
        ),
    },
    "/complaints": {
        "POST": Operation(
            "投诉举报",
            "提交投诉举报",
            "Receipt",
            "altcha 为 /complaints/challenge 验证题的解答，每题只能用一次；重发已经办成的请求不再验证。",
            status=201,
            takes=_with(Complaint, altcha=described(TEXT, "验证题的解答，base64")),
            keyed=True,
        ),
    },
    "/complaints/challenge": {
        "GET": Operation("投诉举报", "防机器人验证题（ALTCHA）", "Challenge", "用 ALTCHA 的程序库解答，两小时内有效。"),
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
    "/complaints/track/evidence": {
        "GET": Operation("投诉举报", "上传证据材料之后", "Expected"),
        "POST": Operation(
            "投诉举报",
            "凭查询码上传证据材料",
            "Sending",
            "先取得上传地址：向 url 以 multipart/form-data POST fields 的各项，最后一项为 file。"
            "文件经检查后接收或者说明原因，见办理进度。不需要幂等键：没有用到的地址一小时后作废。",
            status=201,
            takes=_with(EvidenceToSend, "code", code=described(TEXT, "查询码")),
            refuses=(404, 409),
        ),
    },
    "/complaints/track/proof": {
        "POST": Operation(
            "投诉举报",
            "凭查询码取得存证证明",
            "Proof",
            "只查询，不改变任何内容。" + UNKEYED,
            takes=_object(["code"], code=described(TEXT, "查询码，大小写、空格、连字符均可")),
            refuses=(404,),
        ),
    },
    "/complaints/track/{action}": {
        "POST": Operation(
            "投诉举报", "凭查询码补充、补正、撤回、评价", "Tracked", "各动作的模式名为 Track.<动作>。", keyed=True
        ),
    },
    "/invitations": {
        "GET": Operation("特邀监督人员", "查看邀请需要什么", "Expected"),
        "POST": Operation(
            "特邀监督人员",
            "凭邀请码查看邀请",
            "Invited",
            "只查询，不改变任何内容。" + UNKEYED,
            takes=_object(["code"], code=described(TEXT, "邀请码，大小写、空格、连字符均可")),
            refuses=(404,),
        ),
    },
    "/invitations/{action}": {
        "POST": Operation(
            "特邀监督人员",
            "凭邀请码答复邀请、提出意见",
            "Invited",
            "各动作的模式名为 Invited.<动作>。",
            keyed=True,
            refuses=(403,),
        ),
    },
    "/contact-points/rounds/{matter_id}": {
        "GET": Operation("联系点遴选", "一次遴选", "Round", refuses=(404,)),
    },
    "/contact-points/rounds/{matter_id}/candidates": {
        "GET": Operation("联系点遴选", "推荐、自荐的表单", "FormSchema", refuses=(403, 404, 409), known=True),
        "POST": Operation(
            "联系点遴选",
            "推荐、自荐候选单位",
            "HandedIn",
            f"{ROUND_FORM}登录的部门推荐；没有登录的自荐，须附 /complaints/challenge 验证题的解答 altcha。",
            status=201,
            takes=OPEN,
            keyed=True,
            refuses=(403, 404, 409),
            known=True,
        ),
    },
    "/contact-points/rounds/{matter_id}/objections": {
        "GET": Operation("联系点遴选", "对公示名单提出异议的表单", "FormSchema", refuses=(404, 409)),
        "POST": Operation(
            "联系点遴选",
            "对公示名单提出异议",
            "HandedIn",
            f"{ROUND_FORM}须附 /complaints/challenge 验证题的解答 altcha。",
            status=201,
            takes=_with(ListObjection, altcha=described(TEXT, "验证题的解答，base64")),
            keyed=True,
            refuses=(404, 409),
        ),
    },
    "/questionnaires/{matter_id}": {
        "GET": Operation("监督问卷", "一份问卷的题目", "Questionnaire", refuses=(404,)),
        "POST": Operation(
            "监督问卷",
            "不记名答卷",
            "AnswerReceived",
            "各题的 q1、q2…… 是所选选项的序号，文字题是一段文字；须附 /complaints/challenge 验证题的解答 altcha。",
            status=201,
            takes=_with(QuestionnaireAnswer, altcha=described(TEXT, "验证题的解答，base64")),
            keyed=True,
            refuses=(404, 409),
        ),
    },
    "/take-in": {
        "GET": Operation("投诉举报", "代录表单", "FormSchema", refuses=(403,)),
        "POST": Operation(
            "投诉举报",
            "代录来信、来访、来电",
            "CounterReceipt",
            status=201,
            form=TakenIn,
            keyed=True,
            refuses=(403,),
        ),
    },
    "/take-in/leads": {
        "GET": Operation(
            "投诉举报",
            "本机构提交的问题线索",
            "Leads",
            query={"after": described(TEXT, "上一页的 next，原样带回")},
            refuses=(403,),
        ),
    },
    "/take-in/import": {
        "GET": Operation("投诉举报", "工单表格应当有的列", "Columns", refuses=(403,)),
        "POST": Operation(
            "投诉举报",
            "核对、导入 12345 工单",
            "WorkOrders",
            "先提交 file，只核对，不登记；再以答复的 file（文件的摘要）为 confirm 与同一 file 一并提交，才导入。"
            "不需要幂等键：每一工单只登记一次，原样重发没有别的后果。",
            takes=_work_orders(FILE_SCHEMA),
            uploads=_work_orders(UPLOAD),
            refuses=(403,),
        ),
    },
    "/take-in/import/template": {
        "GET": Operation("投诉举报", "工单表格的样表", "", media=("text/csv",), refuses=(403,)),
    },
    "/begin/{kind}": {
        "GET": Operation("办理", "直接建立一种事项的表单", "Action", refuses=(403,)),
        "POST": Operation(
            "办理",
            "直接建立一种事项",
            "Matter",
            "请求内容以 GET 的 form 为准。",
            status=201,
            takes=OPEN,
            keyed=True,
            refuses=(403, 409),
        ),
    },
    "/desk": {"GET": _list("监督机构的工作台")},
    "/inbox": {"GET": _list("行政执法机关的收件箱，联系点的工作页")},
    "/matters": {"GET": _list("事项", "监督机构看到本机构的，行政执法机关看到发给它的。")},
    "/matters/{matter_id}": {
        "GET": Operation("事项", "一个事项的全部内容", "Matter", versioned=True),
    },
    "/matters/{matter_id}/calendar.ics": {
        "GET": Operation("事项", "本方的期限（iCalendar）", "", media=("text/calendar",)),
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
            refuses=(403,),
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
    "/volumes/{matter_id}": {
        "GET": Operation("文件", "案卷：正卷和副卷的卷内目录", "VolumeContents", refuses=DISPOSED),
    },
    "/volumes/{matter_id}/{part}": {"GET": Operation("文件", "案卷：合成后下载", "Download", refuses=DISPOSED)},
    "/handovers/{matter_id}/list": {"GET": Operation("事项", "工作移交清单", "HandoverList")},
    "/redaction": {
        "GET": Operation("公开前处理", "隐去个人信息需要什么", "Expected"),
        "POST": Operation(
            "公开前处理",
            "隐去文本中的个人信息",
            "RedactedText",
            "文本只在这一次处理中使用，不保存，不记录；names、kept 各为一行一个的文字。" + UNKEYED,
            form=RedactionRequest,
        ),
    },
    "/contact-points": {
        "GET": Operation(
            "公开", "行政执法监督联系点：名单、概览", "ContactPoints", "少于五的数不公布。",
            query={"district": TEXT, "trade": TEXT}, known=True,
        )
    },
    "/points": {"GET": Operation("事项", "联系点总表：覆盖、联系、同行业的共性问题", "Points", refuses=(403,))},
    "/points/{matter_id}": {"GET": Operation("事项", "联系点记录：参与、联系、评价、未办结事项", "Point")},
    "/leads": {"GET": Operation("事项", "监督线索：按机关、领域归类", "LeadPools", refuses=(403,))},
    "/seals": {"GET": Operation("事项", "用印登记簿", "Seals", query=SEALS, refuses=(403,))},
    "/seals.csv": {"GET": Operation("事项", "用印登记簿，表格", "", query=SEALS, media=("text/csv",), refuses=(403,))},
    "/matters/{matter_id}/actions/{action}": _act,
    "/matters/{matter_id}/letters/{action}": _act,
    "/matters/{matter_id}/identity/{action}": {
        "GET": Operation("办理", "须知道投诉举报人是谁的办理动作：表单", "Action", refuses=(403, 409)),
        "POST": Operation(
            "办理",
            "须知道投诉举报人是谁的办理动作：先登记，后显示",
            "Identity",
            ACT + "登记后没有能够打开的，503：以同一幂等键原样重发，不会重复登记。",
            keyed=True,
            versioned=True,
        ),
    },
    "/matters/{matter_id}/codes/{action}": {
        "GET": Operation("办理", "发放、换发邀请码：表单", "Action", refuses=(403, 409)),
        "POST": Operation(
            "办理",
            "发放、换发邀请码",
            "Code",
            ACT + "邀请码只在这里给出，系统不保存原文；同一请求重发得到同一个码，换发以后 409。",
            keyed=True,
            versioned=True,
        ),
    },
    "/objections/{matter_id}/actions/{action}": _act,
    "/matters/{matter_id}/preview": {
        "GET": Operation("文件", "预览等待签发的文书", "Previews", "没有编号和日期。", refuses=(409,)),
    },
    "/matters/{matter_id}/letters/{action}/preview": _preview,
    "/objections/{matter_id}/actions/{action}/preview": _preview,
    "/documents/{matter_id}/{document_id}/{copy}": {
        "GET": Operation("文件", "文书：文稿或者用印正本", "Download", refuses=DISPOSED),
    },
    "/documents/{matter_id}/{document_id}/{copy}/view": {
        "GET": Operation("文件", "文书：在浏览器内查看", "Download", refuses=DISPOSED),
    },
    "/evidence/{matter_id}": {"GET": Operation("文件", "证据材料和查阅记录", "EvidenceList", refuses=DISPOSED)},
    "/evidence/{matter_id}/{evidence_id}": {
        "GET": Operation("文件", "一份证据材料", "Download", "每次查阅都会记录。", refuses=DISPOSED),
    },
    "/files/{matter_id}/{event}/{name}": {"GET": Operation("文件", "记录中的附件", "Download", refuses=DISPOSED)},
    "/matters/{matter_id}/sheets/{kind}/{source}": {
        "GET": Operation(
            "文件", "由记录打印的表单（.docx）：审批表、笔录、送达回证、发文稿纸等", "File", refuses=DISPOSED
        ),
    },
    "/calendar": {"GET": Operation("放假安排", "各年度的放假安排", "Calendar", known=True)},
    "/calendar/load": {
        "GET": Operation("放假安排", "录入放假安排的表单", "FormSchema", refuses=(403,)),
        "POST": Operation(
            "放假安排",
            "录入一年的放假安排，等待另一人核准",
            "Kept",
            "不需要幂等键：已经有一份等待核准的，409。",
            form=NewYear,
            refuses=(403, 409),
        ),
    },
    "/calendar/pending": {
        "GET": Operation("放假安排", "等待核准的放假安排和历次录入", "PendingYear", refuses=(403,)),
    },
    "/calendar/pending/{decision}": {
        "POST": Operation(
            "放假安排",
            "核准或者退回",
            "Kept",
            SETTLE + "不需要幂等键：已经处理的，409。",
            takes=_object(["version"], version=described(NUMBER, "GET /calendar/pending 的 version")),
            refuses=(403, 409),
        ),
    },
    "/templates": {"GET": Operation("文书模板", "各种文书的模板", "Templates", TEMPLATES, refuses=(403,))},
    "/templates/{letter_kind}": {
        "GET": Operation("文书模板", "一种文书的模板和各版本", "Template", TEMPLATES, refuses=(403,)),
        "POST": Operation(
            "文书模板",
            "提交新版本，等待另一人核准",
            "Kept",
            "提交时逐段检查，问题逐处写明。不需要幂等键：已经有一个版本等待核准的，409。",
            form=TemplateUpload,
            refuses=(403, 409),
        ),
    },
    "/templates/{letter_kind}/{template_step}": {
        "POST": Operation(
            "文书模板",
            "核准、退回，或者提请恢复原来的版本",
            "Kept",
            "核准或者退回的，写明 version，须不是提交的人（代理人视为同一人）；退回的，写明 reason。"
            "恢复的，写明 to（版本，0 为系统模板）和 note，由另一人核准。不需要幂等键：已经处理的，409。",
            takes=_object(
                [],
                version=described(NUMBER, "GET 的 version"),
                reason=described(TEXT, "退回理由"),
                to=described(NUMBER, "恢复到的版本"),
                note=described(TEXT, "恢复理由"),
            ),
            refuses=(403, 409),
        ),
    },
    "/templates/{letter_kind}/versions/{template_version}/{template_copy}": {
        "GET": Operation("文书模板", "模板，或者用样例填好的文书（.docx）", "File", TEMPLATES, refuses=(403, 409)),
    },
    "/admin": {"GET": Operation("机构人员", "本级和下级的机构", "Register", REGISTER, refuses=(403,))},
    "/admin/organisations/{organisation_id}": {
        "GET": Operation("机构人员", "一个机构和它的人员", "RegisterOrganisation", REGISTER, refuses=(403,)),
    },
    "/admin/organisations/{organisation_id}/{action}": _change,
    "/admin/people/{person_id}": {
        "GET": Operation("机构人员", "一名人员", "RegisterPerson", REGISTER, refuses=(403,)),
    },
    "/admin/people/{person_id}/{action}": _change,
    "/sign-in": {
        "GET": Operation(
            "登录",
            "由谁签发令牌",
            "Provider",
            "程序向 issuer 取得令牌，写入 Authorization: Bearer …。浏览器由此转到统一身份认证。",
            query={"next": described(TEXT, "登录后返回的页面")},
        ),
    },
    "/sign-in/callback": {
        "GET": Operation(
            "登录",
            "统一身份认证把浏览器送回的地址",
            "",
            "登录成功的，转到所要的页面，并设置会话 cookie。",
            status=303,
            media=(),
            query={name: TEXT for name in ("code", "state", "iss", "error")},
            refuses=(403,),
        ),
    },
    "/sign-out": {
        "POST": Operation("登录", "退出，结束会话", "SignedOut", UNKEYED, refuses=(403,), known=True)
    },
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
    "evidence_id": described(TEXT, "证据材料"),
    "event": described(TEXT, "记录的序号"),
    "source": described(TEXT, "记录的序号，或者文书"),
    "name": described(TEXT, "名称"),
    "profile": described(TEXT, "辖区规则"),
    "day": described(DAY, "日期"),
    "kind": described(TEXT, "程序或者表单的种类"),
    "decision": _one_of("approve", "return", description="核准、退回"),
    "letter_kind": described(TEXT, "文书种类，见 /templates"),
    "template_step": _one_of("approve", "reject", "return", description="核准、退回、恢复"),
    "template_version": described(TEXT, "版本；0 为系统模板"),
    "template_copy": _one_of("docx", "sample", description="模板、样例"),
    "organisation_id": described(TEXT, "机构"),
    "person_id": described(TEXT, "人员"),
    "part": _one_of("main", "reserved", description="正卷、副卷"),
}
