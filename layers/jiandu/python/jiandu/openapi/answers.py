"""The JSON answers, each as a schema by its name."""

from collections.abc import Iterable
from typing import Any

from jiandu.core.examining import TITLES
from jiandu.core.redaction import KINDS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
INSTANT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
OPEN: Schema = {"type": "object", "additionalProperties": True}
UPLOAD: Schema = {"type": "string", "contentMediaType": "application/octet-stream"}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(schema: Schema) -> Schema:
    """The schema, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def record(title: str, /, **fields: Schema) -> Schema:
    """An object that always has these fields; later versions may add others."""
    return {"type": "object", "title": title, "properties": fields, "required": list(fields)}


def described(schema: Schema, text: str) -> Schema:
    return {**schema, "description": text}


_PROOF_RECEIPT = record(
    "存证回执",
    v=NUMBER,
    number=TEXT,
    record=TEXT,
    n=NUMBER,
    hash=TEXT,
    body=described(TEXT, "登记内容，hash 是它的 SHA-256"),
    facts=described(OPEN, "填写的内容"),
    salt=TEXT,
)
_ROOT = record("一日的存证", day=DAY, body=described(TEXT, "被签名的文本"), signature=TEXT)
_NAMED = record("名称", id=TEXT, name=TEXT)
_LINKED = record(
    "关联事项",
    id=TEXT,
    number=TEXT,
    title=TEXT,
    kind=TEXT,
    kind_title=TEXT,
    state_title=TEXT,
    path=described(TEXT, "事项地址"),
)
_ADVICE = record(
    "一个月的意见建议", month=TEXT, total=NUMBER, sources=many(record("收集方式", source=TEXT, title=TEXT, n=NUMBER))
)
_ANSWERED = record(
    "一个单位的答复",
    by=TEXT,
    path=maybe(TEXT),
    state_title=TEXT,
    late=YES_NO,
    facts=many(record("一项", title=TEXT, value=TEXT)),
)
_POSITION = record("争议一方的意见", by=TEXT, role=TEXT, facts=many(record("一项", title=TEXT, value=TEXT)))
_DAYS = record("起止日期", first=DAY, last=DAY)
_LIGHT: Schema = {"enum": ["green", "yellow", "red", "none"], "description": "绿 正常，黄 临期，红 逾期，none 没有"}
_FLAGS = described(many(TEXT), "标记：急件、敏感、群体、挂牌督办；只有承办机构看到")
_STEP = record("逐日推算", date=DAY, counted=YES_NO, reason=TEXT)
_FIELD = record(
    "表单项目",
    name=TEXT,
    title=TEXT,
    help=maybe(TEXT),
    widget=TEXT,
    options=described(many(OPEN), "可选的值（value）和名称（title）；机关、人员和本地目录由此取得"),
    value={"description": "预先填好的值"},
    error=maybe(TEXT),
    required=YES_NO,
    maxlength=maybe(NUMBER),
)
_BLOCKED = record("暂不能办理的动作", name=TEXT, title=TEXT, path=TEXT, reason=TEXT)
_SERVED = record("送达", on=DAY, method_title=TEXT)
_SHEET = record("可以打印的表单", title=TEXT, path=TEXT)
_DOCUMENT = record(
    "文书",
    id=TEXT,
    kind=TEXT,
    title=TEXT,
    number=maybe(TEXT),
    issued_on=DAY,
    link=TEXT,
    sealed_link=maybe(TEXT),
    public_attribute=TEXT,
    served=maybe(_SERVED),
    served_before=described(many(_SERVED), "重新送达以前登记的送达，仍在案"),
    state_title=TEXT,
    sheets=many(_SHEET),
)
_ENTRY = record(
    "记录",
    n=NUMBER,
    at=INSTANT,
    recorded_at=maybe(INSTANT),
    action=TEXT,
    name=TEXT,
    by=TEXT,
    basis=described(TEXT, "依据的条款"),
    text=maybe(TEXT),
    kind={"enum": ["act", "breach"]},
    facts=many(OPEN),
    changes=described(many(OPEN), "修改文稿时，逐项的原文（removed）和改动（added）"),
    sheets=many(_SHEET),
)
_LINE = record(
    "事项（列表）",
    id=TEXT,
    path=TEXT,
    number=TEXT,
    title=described(TEXT, "名称，没有的为空"),
    kind=TEXT,
    kind_title=TEXT,
    state=TEXT,
    state_title=TEXT,
    letter_title=maybe(TEXT),
    respondent=TEXT,
    respondent_id=TEXT,
    due=maybe(DAY),
    light=_LIGHT,
    light_title=TEXT,
    provisional=YES_NO,
    flags=_FLAGS,
    mine=described(many(TEXT), "等您办理的动作"),
    batch=described(many(record("批量办理的动作", name=TEXT, title=TEXT)), "可以同其他事项一并办理的动作"),
    unread=YES_NO,
    opened_on=DAY,
    version=NUMBER,
)
_COVERED = record("一地的联系点", district=TEXT, counts=described(many(NUMBER), "按 trades 的次序"), total=NUMBER)
_SPAN = record("放假或者上班的日期", name=TEXT, **{"from": DAY}, to=DAY, text=TEXT)
_YEAR: dict[str, Schema] = {
    "year": NUMBER,
    "notice": described(TEXT, "国务院办公厅通知的文号"),
    "announced": DAY,
    "sources": many(TEXT),
    "off": many(_SPAN),
    "makeup": many(_SPAN),
    "off_days": NUMBER,
}
_LOADED: dict[str, Schema] = {"loaded_by": TEXT, "loaded_at": INSTANT}
_TEMPLATE_FILES: dict[str, Schema] = {
    "docx": described(TEXT, "模板的地址"),
    "sample": described(TEXT, "用样例填好的文书的地址"),
}
_TEMPLATE_VERSION = record(
    "模板的一个版本",
    number=NUMBER,
    origin_title=TEXT,
    note=TEXT,
    status={"enum": ["pending", "approved", "rejected", "superseded"]},
    status_title=TEXT,
    uploaded_by=TEXT,
    uploaded_at=INSTANT,
    decided_by=TEXT,
    decided_at=maybe(INSTANT),
    reason=TEXT,
    hash=described(TEXT, "模板文件的 SHA-256；系统模板为空"),
    **_TEMPLATE_FILES,
)
_TEMPLATE_KIND: dict[str, Schema] = {
    "kind": TEXT,
    "title": TEXT,
    "basis": TEXT,
    "required": described(many(TEXT), "必备文字"),
}
_TEMPLATE: dict[str, Schema] = {
    **_TEMPLATE_KIND,
    "path": TEXT,
    **_TEMPLATE_FILES,
    "in_force": described(maybe(_TEMPLATE_VERSION), "本机关现用的版本；null 为系统模板"),
    "outdated": described(many(TEXT), "现用的版本需要更新之处"),
    "waiting": described(YES_NO, "有一个版本等待核准"),
}
_TASK = record("可以办理的变更", name=TEXT, title=TEXT, path=described(TEXT, "POST 的地址"), form=OPEN)
_CERTIFICATE = record(
    "行政执法监督证件",
    number=TEXT,
    issued_on=DAY,
    valid_to=DAY,
    issuer=TEXT,
    revoked_on=maybe(DAY),
    valid=YES_NO,
    days_left=NUMBER,
    light=_LIGHT,
    state_title=TEXT,
)
_OFFICER: dict[str, Schema] = {
    "id": TEXT,
    "name": TEXT,
    "title": TEXT,
    "path": TEXT,
    "roles": many(TEXT),
    "role_titles": many(TEXT),
    "left_on": maybe(DAY),
    "certificates": many(_CERTIFICATE),
}
_OFFICE: dict[str, Schema] = {
    "id": TEXT,
    "name": TEXT,
    "level": TEXT,
    "kind": TEXT,
    "parent": maybe(TEXT),
    "government": maybe(TEXT),
    "bureau": maybe(TEXT),
    "short": described(TEXT, "机关代字"),
    "vertical": described(YES_NO, "实行垂直管理"),
    "open": YES_NO,
    "profile": TEXT,
    "successor": maybe(TEXT),
    "version": described(NUMBER, "变更时原样写入 version"),
    "path": TEXT,
    "level_title": TEXT,
    "kind_title": TEXT,
    "state_title": TEXT,
    "people_count": NUMBER,
    "parent_title": maybe(TEXT),
    "government_title": maybe(TEXT),
    "bureau_title": maybe(TEXT),
    "successor_title": maybe(TEXT),
    "profile_title": maybe(TEXT),
}
_RECORDED: dict[str, Schema] = {
    "history": many(
        record(
            "一次变更",
            n=NUMBER,
            at=INSTANT,
            action=TEXT,
            action_title=TEXT,
            by=TEXT,
            subject=TEXT,
            reason=TEXT,
            hash=TEXT,
            new=YES_NO,
            changes=many(record("一处变更", title=TEXT, before=TEXT, after=TEXT)),
        )
    ),
    "broken_at": described(maybe(NUMBER), "记录不连贯之处的序号；完整的为 null"),
    "actions": many(_TASK),
}


def _finding(title: str, kinds: Iterable[str]) -> Schema:
    return record(
        title,
        start=described(NUMBER, "原文中的位置，从 0 起，以字符（Unicode 码点）计"),
        end=NUMBER,
        kind={"enum": list(kinds)},
        kind_title=TEXT,
        valid=described(maybe(YES_NO), "校验位是否正确；没有校验位的为 null"),
        shown=described(TEXT, "改为"),
    )


_EXAMINED = record(
    "文稿的个人信息检查",
    public=described(YES_NO, "是否拟公开"),
    found=described(NUMBER, "找到几处"),
    passages=many(
        record(
            "文稿的一栏",
            name=TEXT,
            title=TEXT,
            text=TEXT,
            findings=many(_finding("疑似个人信息的一处", TITLES)),
            proposal=described(maybe(TEXT), "建议公开的文本；不予公开的为 null"),
        )
    ),
)
_INVITED_PERSON: dict[str, Schema] = {
    "invited": described(TEXT, "姓名"),
    "category_title": TEXT,
    "unit": TEXT,
    "first_day": described(DAY, "聘期开始"),
    "last_day": described(DAY, "聘期届满，当日仍在聘"),
}
_INVITATION = record(
    "一项邀请",
    n=described(NUMBER, "邀请在本人名册记录中的序号"),
    into=described(TEXT, "邀请参加的事项的编号，答复时原样写入 into"),
    kind_title=TEXT,
    called=described(TEXT, "活动名称，没有的为空"),
    occasion=TEXT,
    held_on=maybe(DAY),
    place=TEXT,
    invited_at=INSTANT,
    state={"enum": ["awaiting", "accepted", "declined"]},
    state_title=TEXT,
    said=described(
        many(
            record(
                "一次答复、意见",
                at=INSTANT,
                title=TEXT,
                own=described(YES_NO, "本人凭邀请码填写；否则由机关登记"),
                facts=many(record("一项", title=TEXT, value=TEXT)),
            )
        ),
        "按先后排列",
    ),
    action=described(maybe(ref("Action")), "现在可以办理的：答复，或者提出意见"),
    blocked=described(maybe(TEXT), "暂时不能办理的原因"),
)
_PROCEDURE_ACTION = record(
    "办理动作",
    number=NUMBER,
    name=TEXT,
    title=TEXT,
    who=many(TEXT),
    **{"from": many(TEXT)},
    from_stage=many(TEXT),
    to=many(TEXT),
    to_stage=maybe(TEXT),
    form=many(TEXT),
    documents=many(TEXT),
    starts=many(TEXT),
    stops=many(TEXT),
    basis=TEXT,
    articles=many(record("条款", citation=TEXT, number=TEXT)),
)

ANSWERS: dict[str, Schema] = {
    "Problem": record(
        "问题说明（RFC 9457）",
        type=TEXT,
        title=TEXT,
        status=NUMBER,
        detail=described(TEXT, "写给人看的中文说明"),
        errors=many(record("一处错误", field=TEXT, rule=TEXT, message=TEXT)),
    ),
    "Checked": record(
        "查验结果",
        by={"enum": ["code", "sha256", "file"]},
        known=described(YES_NO, "是否查到"),
        message=described(maybe(TEXT), "没有查到的，写明怎样核对"),
        documents=many(
            record(
                "查到的文书",
                title=TEXT,
                number=maybe(TEXT),
                issuer=described(TEXT, "制发机关"),
                issued_on=DAY,
                standing={"enum": ["valid", "changed", "withdrawn", "void"]},
                standing_title=TEXT,
                record_copy=described(YES_NO, "所交文件就是登记的用印正本"),
                message=TEXT,
            )
        ),
    ),
    "Links": record("入口", complaints=ADDRESS, track=ADDRESS, openapi=ADDRESS),
    "FormSchema": record("表单的 JSON Schema", form=OPEN),
    "Identity": record(
        "投诉举报人身份信息",
        id=TEXT,
        number=TEXT,
        path=TEXT,
        version=NUMBER,
        event=described(NUMBER, "登记的序号"),
        recorded_at=INSTANT,
        told_complainant=described(YES_NO, "投诉举报人能够看到这次查看"),
        identity=described(
            many(record("一项", name=TEXT, title=TEXT, value=TEXT)), "身份信息；确认摘要的，不显示，为空"
        ),
    ),
    "Code": record(
        "邀请码",
        id=TEXT,
        number=TEXT,
        path=TEXT,
        version=NUMBER,
        code=described(TEXT, "邀请码：只在这里给出，系统不保存"),
        address=described(ADDRESS, "凭码查看邀请的地址"),
        **_INVITED_PERSON,
    ),
    "Invited": record(
        "凭邀请码看到的邀请",
        number=TEXT,
        owner=TEXT,
        **_INVITED_PERSON,
        invitations=many(_INVITATION),
    ),
    "Expected": record("需要提交的内容", post=OPEN),
    "RedactedText": record(
        "隐去个人信息后的文本",
        text=TEXT,
        findings=described(many(_finding("隐去的一处", KINDS)), "按先后排列"),
        flagged=described(NUMBER, "校验不通过、可能抄错的有几处"),
    ),
    "Organisations": record("机构", items=many(record("机构", id=TEXT, name=TEXT, level=TEXT, kind=TEXT))),
    "Receipt": record(
        "收件回执",
        number=TEXT,
        code=described(TEXT, "查询码：只在这里给出，系统不保存；同一请求重发得到同一个码"),
        received_at=INSTANT,
        matter_id=TEXT,
        receipt=described(_PROOF_RECEIPT, "存证回执，请保存：POST /record 凭它核验登记的内容有没有被改动"),
    ),
    "Roots": record("存证公示", month=TEXT, items=many(_ROOT)),
    "Root": _ROOT,
    "Verdict": record(
        "核验结果",
        standing={
            "enum": ["proved", "waiting", "unknown", "altered", "differs"],
            "description": "核验通过、当日尚未存证、没有、回执被改动、与存证不一致",
        },
        message=TEXT,
        proof=described(maybe(OPEN), "存证证明，make verify 可以离线核验"),
    ),
    "Proof": record(
        "存证证明",
        v=NUMBER,
        number=TEXT,
        receipt=maybe(OPEN),
        events=many(record("存证", at=INSTANT, action=TEXT, proof=described(maybe(OPEN), "当日尚未存证的为空"))),
    ),
    "Challenge": record(
        "验证题",
        parameters=described(OPEN, "验证题，原样交给 ALTCHA 程序库"),
        signature=TEXT,
    ),
    "Sending": record(
        "上传地址",
        evidence=described(TEXT, "证据标识"),
        url=ADDRESS,
        fields={"type": "object", "additionalProperties": TEXT, "description": "原样提交的各项"},
        seconds=described(NUMBER, "多少秒内有效"),
    ),
    "EvidenceList": record(
        "证据材料",
        matter=record("事项", number=TEXT, path=TEXT),
        items=many(
            record(
                "一份证据材料",
                id=TEXT,
                name=TEXT,
                kind=TEXT,
                outcome={"enum": ["awaited", "released", "refused"]},
                outcome_title=TEXT,
                reason=maybe(TEXT),
                at=INSTANT,
                size=maybe(NUMBER),
                sha256=maybe(TEXT),
                arrived_sha256=described(maybe(TEXT), "收到时的校验值"),
                path=maybe(TEXT),
            )
        ),
        looks=many(record("一次查阅", at=INSTANT, person=TEXT, name=TEXT)),
    ),
    "CounterReceipt": record("代录回执", number=TEXT, code=TEXT, received_at=INSTANT, matter_id=TEXT, channel=TEXT),
    "Leads": record(
        "本机构提交的问题线索",
        items=many(record("线索", number=TEXT, state_title=TEXT)),
        next=described(maybe(TEXT), "下一页的 after；最后一页为 null"),
    ),
    "Columns": record("工单表格", columns=described(many(TEXT), "列名"), most_rows=NUMBER),
    "WorkOrders": record(
        "工单的核对或者导入结果",
        file=described(TEXT, "文件的摘要；确认导入时写入 confirm"),
        counts=many(record("一种结果", result=TEXT, title=TEXT, n=NUMBER)),
        rows=many(
            record(
                "一件工单",
                row=NUMBER,
                order_number=TEXT,
                result=TEXT,
                result_title=TEXT,
                errors=many(record("一处错误", column=TEXT, message=TEXT)),
                matter=maybe(record("登记的事项", number=TEXT, path=TEXT)),
                alike=maybe(record("疑似重复的事项", number=TEXT, path=maybe(TEXT), reason=TEXT)),
            )
        ),
        unused_columns=many(TEXT),
        to_confirm=described(NUMBER, "还可以确认导入的行数"),
    ),
    "Calendar": record(
        "放假安排",
        published_through=DAY,
        version=TEXT,
        recomputing=described(YES_NO, "进行中的期限正在重新计算"),
        years=many(record("一年的放假安排", **_YEAR)),
    ),
    "PendingYear": record(
        "等待核准的放假安排",
        version=described(NUMBER, "核准或者退回时原样写入 version"),
        pending=maybe(
            record(
                "等待核准的",
                **_YEAR,
                **_LOADED,
                unusual=described(many(TEXT), "与往年不同、请核对之处"),
                difference=many(
                    record("工作日的变化", date=DAY, weekday=TEXT, before=TEXT, after=TEXT, works=YES_NO),
                ),
                provisional=YES_NO,
            )
        ),
        history=many(
            record(
                "一次录入",
                number=NUMBER,
                year=NUMBER,
                notice=TEXT,
                status_title=TEXT,
                **_LOADED,
                decided_by=TEXT,
                decided_at=maybe(INSTANT),
            )
        ),
    ),
    "Templates": record(
        "文书模板",
        office=described(TEXT, "哪一个司法行政机关的模板"),
        items=many(
            {
                "anyOf": [
                    record("一种文书的模板", **_TEMPLATE),
                    record("一种文书的样例", **_TEMPLATE_KIND, sample=_TEMPLATE_FILES["sample"]),
                ]
            }
        ),
    ),
    "Template": record(
        "一种文书的模板",
        **_TEMPLATE,
        office=TEXT,
        version=described(NUMBER, "核准或者退回时原样写入 version"),
        pending=maybe(_TEMPLATE_VERSION),
        history=many(_TEMPLATE_VERSION),
        variables=many(record("可用的变量", name=TEXT, title=TEXT, help=TEXT, tag=described(TEXT, "在模板中的写法"))),
        supplied=record("系统模板", **_TEMPLATE_FILES),
        form=OPEN,
    ),
    "Kept": record("已办理", done=TEXT, path=TEXT),
    "Register": record("机构", items=many(record("机构", **_OFFICE, depth=described(NUMBER, "在树中的层次")))),
    "RegisterOrganisation": record("机构", **_OFFICE, people=many(record("人员", **_OFFICER)), **_RECORDED),
    "RegisterPerson": record(
        "人员",
        **_OFFICER,
        organisation=record("所在机构", id=TEXT, name=TEXT, path=TEXT),
        version=described(NUMBER, "变更时原样写入 version"),
        **_RECORDED,
    ),
    "RegisterSubject": {"anyOf": [ref("RegisterOrganisation"), ref("RegisterPerson")]},
    "RegisterForm": record(
        "变更的表单",
        name=TEXT,
        title=TEXT,
        form=OPEN,
        values=described(OPEN, "现在的内容"),
        version=described(maybe(NUMBER), "提交时原样写入 version；增设、增加的为 null"),
        warning=described(maybe(TEXT), "办理前须知"),
    ),
    "Acted": {
        "anyOf": [ref("Matter"), record("已移交其他机构的事项", id=TEXT, number=TEXT)],
        "description": "办理后的事项；办理后不再由您的机构承办的，只有编号",
    },
    "Tracked": record(
        "办理进度",
        number=TEXT,
        state=TEXT,
        state_title=TEXT,
        received_at=TEXT,
        timeline=many(record("进展", at=INSTANT, action=TEXT, name=TEXT, text=TEXT)),
        clocks=many(record("期限", name=TEXT, due=maybe(TEXT), light=_LIGHT, light_title=TEXT)),
    ),
    "Action": record(
        "办理动作",
        name=TEXT,
        title=TEXT,
        path=described(TEXT, "POST 的地址"),
        preview=described(maybe(TEXT), "制发文书的：以同样的内容 POST，得到将要制发的文书，不办理"),
        own_page=described(YES_NO, "网页上在单独页面填写"),
        on_site=described(YES_NO, "在现场办理，网页在断网时保存填写的内容"),
        help=maybe(TEXT),
        group=TEXT,
        form=described(OPEN, "请求内容的 JSON Schema（另加 version）"),
        fields=many(_FIELD),
        examined=described(maybe(_EXAMINED), "审核、签发的：文稿中疑似个人信息的地方；拟公开的，另有建议公开的文本"),
    ),
    "Clock": record(
        "期限",
        name=TEXT,
        title=TEXT,
        due=described(maybe(TEXT), "最后一日；按小时计算的，为届满时刻"),
        closes_at=maybe(INSTANT),
        light=_LIGHT,
        light_title=TEXT,
        provisional=YES_NO,
        basis=TEXT,
        started_on=described(TEXT, "收到之日；按小时计算的，为起算时刻"),
        from_next_day=described(YES_NO, "起算之日不计入"),
        period=TEXT,
        state_title=TEXT,
        steps=many(_STEP),
        history=many(TEXT),
    ),
    "Matter": record(
        "事项",
        id=TEXT,
        number=TEXT,
        kind=TEXT,
        kind_title=TEXT,
        path=TEXT,
        state=TEXT,
        state_title=TEXT,
        version=described(NUMBER, "每办理一次加一；办理时原样写入 version 或者 If-Match"),
        flags=_FLAGS,
        letter=maybe(record("在办文书", kind=TEXT, stage=TEXT, title=TEXT, stage_title=TEXT)),
        respondent=record("行政执法机关或者联系点", id=TEXT, name=TEXT, title=TEXT),
        owner=_NAMED,
        officers=many(_NAMED),
        has_officers=YES_NO,
        parent=maybe(_LINKED),
        children=many(_LINKED),
        opened_at=INSTANT,
        lists=many(record("清单", title=TEXT, path=TEXT)),
        questionnaire=described(maybe(OPEN), "监督问卷：答卷份数和各题结果"),
        balance=described(many(OPEN), "联系点遴选：名额和候选单位的分布"),
        summary=many(OPEN),
        notices=many(TEXT),
        clocks=many(ref("Clock")),
        documents=many(_DOCUMENT),
        answers=described(many(_ANSWERED), "各单位的答复，逐个对照"),
        positions=described(many(_POSITION), "争议双方的观点、依据和陈述，逐方对照"),
        actions=described(many(ref("Action")), "您现在可以办理的"),
        blocked=many(_BLOCKED),
        timeline=many(_ENTRY),
    ),
    "Round": record(
        "联系点遴选",
        id=TEXT,
        number=TEXT,
        title=TEXT,
        owner=TEXT,
        state=TEXT,
        state_title=TEXT,
        need=TEXT,
        places=NUMBER,
        trades=many(record("行业名额", name=TEXT, places=NUMBER)),
        nominations_until=DAY,
        nominate=described(maybe(TEXT), "现在可以推荐、自荐的，其地址"),
        self_nomination=described(YES_NO, "可以自荐"),
        notice=maybe(_DAYS),
        object=described(maybe(TEXT), "现在可以提出异议的，其地址"),
        contact=maybe(TEXT),
        term=maybe(_DAYS),
        units=described(
            many(record("单位", title=TEXT, category=TEXT, trade=TEXT, district=TEXT, size=TEXT)),
            "公示期内和公布以后才有",
        ),
    ),
    "Questionnaire": record(
        "监督问卷",
        path=TEXT,
        title=TEXT,
        introduction=TEXT,
        owner=TEXT,
        until=DAY,
        closed=described(maybe(TEXT), "不再接收答卷的，其原因"),
        questions=many(
            record(
                "题目",
                name=TEXT,
                text=TEXT,
                kind=TEXT,
                required=YES_NO,
                options=many(record("选项", value=TEXT, title=TEXT)),
            )
        ),
    ),
    "AnswerReceived": record("已收到答卷", questionnaire=described(TEXT, "问卷名称"), done=TEXT),
    "HandedIn": record("已收到", round=described(TEXT, "遴选编号"), done=TEXT),
    "File": record("文件", name=TEXT, content={"type": "string", "contentEncoding": "base64"}),
    "BatchForm": record(
        "批量办理的表单",
        action=TEXT,
        title=TEXT,
        form=OPEN,
        fields=many(_FIELD),
        matters=many(
            record("事项", id=TEXT, version=NUMBER, number=TEXT, path=TEXT, respondent=TEXT, state_title=TEXT)
        ),
    ),
    "Batch": record(
        "批量办理结果",
        action=TEXT,
        title=TEXT,
        done=NUMBER,
        refused=NUMBER,
        left=NUMBER,
        items=many(
            record(
                "一件的结果",
                id=TEXT,
                number=TEXT,
                path=TEXT,
                outcome={"enum": ["done", "refused", "left"]},
                outcome_title=TEXT,
                detail=TEXT,
                errors=many(record("一处错误", field=TEXT, rule=TEXT, message=TEXT)),
            )
        ),
    ),
    "VolumeContents": record(
        "案卷目录",
        number=TEXT,
        path=TEXT,
        caption=described(TEXT, "案卷题名"),
        closed_on=maybe(DAY),
        file_by=described(maybe(DAY), "应当归档的最后一日"),
        archive_number=described(maybe(TEXT), "档号"),
        retention=described(maybe(TEXT), "保管期限"),
        parts=many(
            record(
                "正卷或者副卷",
                name=TEXT,
                title=TEXT,
                path=described(maybe(TEXT), "合成和下载的地址；没有文件的为空"),
                pieces=many(
                    record(
                        "卷内文件",
                        order=NUMBER,
                        number=maybe(TEXT),
                        responsible=TEXT,
                        title=TEXT,
                        day=DAY,
                        form=TEXT,
                        unsealed=described(YES_NO, "没有用印正本，以文稿入卷"),
                    )
                ),
            )
        ),
    ),
    "ContactPoints": record(
        "行政执法监督联系点",
        items=many(
            record(
                "联系点",
                name=TEXT,
                office=described(TEXT, "联系它的司法行政机关"),
                **{name: TEXT for name in ("trade", "district", "address", "email", "phone", "responsible", "liaison")},
                term_ends_on=DAY,
            )
        ),
        trades=many(TEXT),
        districts=many(_COVERED),
        counts=many(record("提出的事项", year=TEXT, trade=TEXT, n=described(maybe(NUMBER), "少于五的为空"))),
        revoked=many(record("已撤销的联系点", name=TEXT, office=TEXT, revoked_on=DAY)),
        rounds=many(record("征集、公示中的遴选", title=TEXT, office=TEXT, state_title=TEXT, path=TEXT)),
    ),
    "Points": record(
        "联系点总表",
        office=TEXT,
        trades=many(TEXT),
        districts=many(_COVERED),
        items=many(
            record(
                "联系点",
                path=TEXT,
                record_path=TEXT,
                name=TEXT,
                trade=TEXT,
                district=TEXT,
                office=TEXT,
                state_title=TEXT,
                term_ends_on=DAY,
                contacted_on=maybe(DAY),
                not_contacted=described(YES_NO, "一个季度没有联系"),
                open=described(NUMBER, "提出而未办结的事项"),
                evaluation=TEXT,
            )
        ),
        common=many(
            record(
                "同行业联系点共同反映的问题",
                trade=TEXT,
                subject=TEXT,
                points=NUMBER,
                matters=many(record("事项", number=TEXT, path=TEXT, kind_title=TEXT, point=TEXT)),
                begin_path=described(TEXT, "列为重点监督：预先填好的表单"),
            )
        ),
    ),
    "Point": record(
        "联系点记录",
        number=TEXT,
        path=TEXT,
        register_path=described(maybe(TEXT), "机构人员名册中的这个单位；不维护名册的为空"),
        name=TEXT,
        shown=many(record("登记的一项", title=TEXT, value=TEXT)),
        rights=many(
            record("参与的一项权利", right=TEXT, total=NUMBER, months=many(record("一月", month=TEXT, n=NUMBER)))
        ),
        contacts=many(record("联系", on=DAY, care=TEXT, by=TEXT, persons=TEXT, outcome=TEXT, planned=YES_NO)),
        evaluations=many(record("年度综合评价", year=NUMBER, grade=TEXT, total=NUMBER)),
        open_matters=many(record("未办结事项", number=TEXT, path=TEXT, kind_title=TEXT, state_title=TEXT)),
    ),
    "LeadPools": record(
        "监督线索",
        office=TEXT,
        read=described(maybe(NUMBER), "事项过多、没有全部归类的，每类读取的件数"),
        items=many(
            record(
                "归为一类的线索",
                title=TEXT,
                reasons=described(many(TEXT), "归在一起的理由"),
                leads=many(record("线索", number=TEXT, path=TEXT, kind_title=TEXT, about=TEXT, opened_at=INSTANT)),
                more=described(NUMBER, "没有列出的条数：只列最新的，件数以一次可以使用的为限"),
                begin=many(record("可以建立的事项", title=TEXT, path=described(TEXT, "预先填好的表单"))),
            )
        ),
    ),
    "Seals": record(
        "用印登记簿",
        office=TEXT,
        year=NUMBER,
        items=many(
            record(
                "一次用印",
                n=NUMBER,
                sealed_on=DAY,
                number=TEXT,
                title=TEXT,
                addressee=TEXT,
                copies=NUMBER,
                approved_by=TEXT,
                applied_by=TEXT,
                matter=TEXT,
                path=TEXT,
            )
        ),
    ),
    "HandoverList": record(
        "工作移交清单",
        number=TEXT,
        office=TEXT,
        path=TEXT,
        handed_on=DAY,
        from_person=TEXT,
        to_person=TEXT,
        reason=TEXT,
        left=NUMBER,
        items=many(
            record(
                "移交的事项",
                number=TEXT,
                path=TEXT,
                kind_title=TEXT,
                respondent=TEXT,
                state_title=TEXT,
                due_on=maybe(DAY),
                refused=described(YES_NO, "移交时事项已有变化，没有移交"),
            )
        ),
    ),
    "Matters": record(
        "事项列表",
        items=many(_LINE),
        next=described(maybe(TEXT), "下一页的 cursor；最后一页为 null"),
        advice=described(maybe(many(_ADVICE)), "按月按收集方式统计的意见建议；联系点和筛选意见建议时给出，其余为 null"),
        leads=described(
            maybe(many(record("线索", number=TEXT, state_title=TEXT, outcome=TEXT))),
            "联系点反映的投诉举报和问题线索；其余为 null",
        ),
    ),
    "Previews": record(
        "将要制发的文书",
        documents=many(
            record(
                "文书",
                title=TEXT,
                name=TEXT,
                content=described(TEXT, ".docx，base64"),
                examined=described(maybe(_EXAMINED), "印出的内容中疑似个人信息的地方；写给投诉举报人的为 null"),
            )
        ),
    ),
    "Download": record("下载", link=ADDRESS, seconds=described(NUMBER, "链接有效的秒数")),
    "Provider": record("统一身份认证", issuer=described(TEXT, "签发令牌的机构，公布登录地址和公钥"), client_id=TEXT),
    "SignedOut": record("已退出", signed_out=YES_NO),
    "Health": record("运行状况", status=TEXT, calendar_through=DAY),
    "Deadline": record("期限推算", date=DAY, nominal=DAY, provisional=YES_NO, closes_at=INSTANT, steps=many(_STEP)),
    "Procedures": record(
        "办理程序",
        items=many(
            record("辖区", profile=TEXT, title=TEXT, procedures=many(record("程序", kind=TEXT, title=TEXT, path=TEXT)))
        ),
    ),
    "Procedure": record(
        "办理程序",
        profile=TEXT,
        profile_title=TEXT,
        kind=TEXT,
        title=TEXT,
        valid_from=DAY,
        valid_to=maybe(DAY),
        states=many(record("状态", name=TEXT, title=TEXT, ends=YES_NO)),
        clocks=many(record("期限", name=TEXT, title=TEXT, owed_by=TEXT, period=TEXT, late=maybe(TEXT), basis=TEXT)),
        actions=many(_PROCEDURE_ACTION),
    ),
    "OpenApi": described(OPEN, "本文档"),
    "BusinessTime": record("业务时间", now=INSTANT, raised=described(NUMBER, "移动后新产生的提醒和逾期")),
}
