"""Contexts of the pages about templates of letters."""

from page_parts import DESK_PERSON, Context, Field, common, field, options, with_errors

FILES: Field = {"docx": "/templates/opinion/2/docx", "sample": "/templates/opinion/2/sample"}
VERSION: Field = {
    "number": 2,
    "origin_title": "上传",
    "note": "署名处增加联系电话。",
    "status": "approved",
    "status_title": "现用",
    "uploaded_by": "秦知行",
    "uploaded_at": "2026-11-23T09:30:00+08:00",
    "decided_by": "郑怀瑾",
    "decided_at": "2026-11-24T09:30:00+08:00",
    "reason": "",
    "hash": "0123456789abcdef" * 4,
    **FILES,
}
WAITING: Field = {**VERSION, "number": 3, "status": "pending", "status_title": "等待核准", "decided_at": None}
REJECTED: Field = {
    **VERSION,
    "number": 1,
    "status": "rejected",
    "status_title": "已退回",
    "reason": "页边距不符合规范。",
}
KIND: Field = {
    "kind": "opinion",
    "title": "行政执法监督意见书",
    "basis": "《行政执法监督条例》第二十八条",
    "required": ["查明的事实", "自收到本意见书之日起{{ correction_period }}内自行纠正"],
    "path": "/templates/opinion",
    **FILES,
    "in_force": VERSION,
    "outdated": [],
    "waiting": False,
}
UPLOAD = [
    field("file", "模板文件", "file", help="Word 或者 WPS 保存的 .docx。", required=True),
    field("note", "修改说明", required=True, maxlength=200),
]


def templates() -> Context:
    outdated = {
        **KIND,
        "kind": "notice",
        "path": "/templates/notice",
        "outdated": ["缺少变量“查验码”。"],
        "waiting": True,
    }
    supplied = {**KIND, "kind": "urging", "path": "/templates/urging", "in_force": None}
    items = {"office": "示范市司法局", "items": [KIND, outdated, supplied]}
    return common("文书模板", DESK_PERSON) | items


def templates_empty() -> Context:
    return templates() | {"items": []}


def template_samples() -> Context:
    shown = {name: KIND[name] for name in ("kind", "title", "basis", "required", "sample")}
    return common("文书格式文本", DESK_PERSON) | {"office": "示范市司法局", "items": [shown]}


def template_samples_empty() -> Context:
    return template_samples() | {"items": []}


def template() -> Context:
    return common("行政执法监督意见书", DESK_PERSON) | {
        **KIND,
        "heading": "文书模板：行政执法监督意见书",
        "office": "示范市司法局",
        "version": 4,
        "pending": None,
        "history": [VERSION, REJECTED],
        "variables": [{"name": "findings", "title": "查明的事实", "help": "", "tag": "{{ findings }}"}],
        "supplied": FILES,
        "upload": UPLOAD,
        "back": [
            field("to", "恢复到", "select", options=options("系统模板")),
            field("note", "恢复理由", required=True),
        ],
        "settle": None,
        "own": False,
        "done": None,
        "conflict": None,
        "errors": [],
    }


def template_waiting() -> Context:
    settle = [field("reason", "退回理由", "textarea", maxlength=500)]
    waiting = {"pending": WAITING, "upload": None, "back": None, "settle": settle, "in_force": None, "history": []}
    return template() | waiting | {"outdated": ["缺少变量“查验码”。"], "own": True, "conflict": "有了变化。"}


def template_refused() -> Context:
    message = "第12段“查明的事实”：没有“findngs”这个变量。"
    fields = with_errors(UPLOAD, file=message)
    return template() | {"upload": fields, "errors": [{"field": "file", "message": message}], "done": "已退回。"}
