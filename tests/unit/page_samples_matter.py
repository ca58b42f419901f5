"""Contexts of a matter's page and of one act's form."""

from copy import deepcopy

from page_parts import DESK_PERSON, Context, Field, common, field, options, with_errors


def clock(name: str, title: str, light: str, words: str, **rest: object) -> Field:
    steps = [
        {"date": "2026-11-21", "counted": False, "reason": "周六"},
        {"date": "2026-11-22", "counted": False, "reason": "周日"},
        *({"date": f"2026-11-{day}", "counted": True, "reason": "工作日"} for day in range(23, 28)),
    ]
    return {
        "name": name,
        "title": title,
        "due": "2026-11-27",
        "closes_at": "2026-11-28T00:00:00+08:00",
        "light": light,
        "light_title": words,
        "provisional": False,
        "basis": "《晋中市行政执法监督联系点工作办法》第二十四条",
        "started_on": "2026-11-20",
        "from_next_day": True,
        "period": "5个工作日",
        "state_title": "进行中",
        "steps": steps,
        "history": [],
        **rest,
    }


def document(title: str, **rest: object) -> Field:
    return {
        "id": "d1",
        "title": title,
        "number": "市司执监意〔2026〕1号",
        "issued_on": "2026-11-18",
        "link": "/documents/d1",
        "sealed_link": "/documents/d1/sealed",
        "public_attribute": "不予公开",
        "served": {"on": "2026-11-20", "method_title": "直接送达"},
        "served_before": [{"on": "2026-11-19", "method_title": "邮寄送达"}],
        "state_title": "已送达",
        "sheets": [{"title": "送达回证", "path": "/matters/m1/sheets/proof_of_service/d1"}],
        **rest,
    }


def entry(n: int, action: str, **rest: object) -> Field:
    return {
        "n": n,
        "at": f"2026-11-{n + 9}T10:05:00+08:00",
        "recorded_at": f"2026-11-{n + 9}T10:05:00+08:00",
        "action": action,
        "by": "周明远（示范市司法局）",
        "basis": "《行政执法监督条例》第二十八条",
        "text": None,
        "kind": "act",
        "facts": [],
        "changes": [],
        "sheets": [],
        **rest,
    }


CHANGES = [
    {
        "title": "监督意见",
        "parts": [
            {"mark": "kept", "text": "撤销该处罚决定，"},
            {"mark": "removed", "text": "重新处理。"},
            {"mark": "added", "text": "依法重新作出决定，并退还罚款。"},
        ],
    }
]


def acts() -> list[Field]:
    upload = [
        field("file", "盖章后的正本", "file", required=True, help="PDF、OFD 或者扫描件。"),
        field("sealed_on", "用印日期", "date", required=True),
    ]
    receipt = [
        field("received_at", "收到时间", "datetime", value="2026-11-20T09:30"),
        field("method", "送达方式", "select", options=options("直接送达", "留置送达"), required=True),
        field("copies", "份数", "number", value=2),
        field("witnessed", "有见证人或者录音录像", "checkbox", value=True),
        field("note", "备注", "textarea", maxlength=500),
    ]
    preview = "/matters/m1/letters/sign_opinion/preview"
    help = "按《行政执法监督条例》第二十八条办理。"
    act = {"help": help, "group": "文书", "preview": preview, "own_page": False, "on_site": False, "examined": None}
    return [
        {
            "name": "review_opinion",
            "title": "审核：行政执法监督意见书",
            "path": "/matters/m1/letters/review_opinion",
            "fields": [field("secrecy", "保密审查通过", "checkbox")],
            **act,
            "examined": examined(),
        },
        {
            "name": "upload_sealed_copy",
            "title": "上传用印正本",
            "path": "/matters/m1/actions/upload_sealed_copy",
            "fields": upload,
            **act,
        },
        {
            "name": "record_receipt",
            "title": "登记送达",
            "path": "/matters/m1/actions/record_receipt",
            "fields": receipt,
            **act,
        },
        {
            "name": "urge",
            "title": "催办",
            "path": "/matters/m1/actions/urge",
            "fields": [],
            "preview": None,
            "own_page": True,
            "on_site": False,
            "help": None,
            "group": "其他",
            "examined": None,
        },
    ]


def examined() -> Field:
    """A draft that is to be published, with two places in one field and nothing in the other."""
    text = "村民李建国称，听证前没有告知，电话0354-2638888。"
    places = [(2, 5, "姓名", None), (17, 29, "固定电话", False)]
    found = [dict(zip(("start", "end", "kind_title", "valid"), place, strict=True)) for place in places]
    return {
        "public": True,
        "found": 2,
        "passages": [
            {
                "title": "查明的事实",
                "text": text,
                "findings": found,
                "proposal": "村民李某某称，听证前没有告知，电话×××。",
            },
            {"title": "监督意见", "text": "撤销处罚。", "findings": [], "proposal": "撤销处罚。"},
        ],
    }


def matter() -> Field:
    return {
        "id": "m1",
        "number": "JD20261102-7Q4M",
        "kind": "supervision",
        "kind_title": "个案监督案件",
        "path": "/matters/m1",
        "state": "correcting",
        "state_title": "限期纠正中",
        "version": 14,
        "flags": ["急件", "敏感"],
        "letter": {"title": "行政执法监督意见书", "stage_title": "已送达"},
        "respondent": {"name": "示范市市场监督管理局", "title": "行政执法机关"},
        "owner": {"name": "示范市司法局"},
        "officers": [{"name": "周明远"}, {"name": "陈立"}],
        "has_officers": True,
        "parent": {"number": "TS20261101-3FKD", "kind_title": "投诉举报", "path": "/matters/m0"},
        "children": [
            {
                "number": "YY20261121-2B7C",
                "title": "",
                "kind_title": "异议",
                "state_title": "异议复查中",
                "path": "/matters/m2",
            }
        ],
        "opened_at": "2026-11-02T09:12:00+08:00",
        "lists": [{"title": "移交清单（打印）", "path": "/handovers/h1/list"}],
        "questionnaire": None,
        "balance": [
            {
                "title": "行业",
                "rows": [
                    {"name": "制造业", "target": 8, "candidates": 11, "chosen": 8, "bars": [73, 100, 73]},
                    {"name": "采矿业", "target": None, "candidates": 1, "chosen": 0, "bars": [0, 9, 0]},
                ],
            }
        ],
        "summary": [
            {"title": "问题类别", "value": "违规收费"},
            {
                "title": "事实和理由",
                "value": "执法人员到店检查，未出示证件。\n当场收取保证金2000元。",
            },
        ],
        "notices": ["投诉人不同意披露身份，文书来源写“工作中发现”。"],
        "clocks": [
            clock("objection", "提出异议的期限", "yellow", "临期"),
            clock(
                "correction",
                "纠正期限",
                "red",
                "逾期3日",
                provisional=True,
                history=["2026年11月20日延长10日，批准人：孙立新"],
            ),
            clock(
                "answer",
                "答复异议",
                "none",
                "及时",
                due=None,
                closes_at=None,
                started_on=None,
                period=None,
                basis=None,
                steps=[],
            ),
        ],
        "documents": [
            document("行政执法监督意见书"),
            document(
                "说明情况通知书",
                number=None,
                issued_on=None,
                link=None,
                sealed_link=None,
                served=None,
                public_attribute=None,
                state_title="待审核",
            ),
        ],
        "answers": [
            {
                "by": "示范市丰穗面粉有限公司",
                "path": "/matters/m3",
                "state_title": "已反馈",
                "late": True,
                "facts": [{"title": "意见和理由", "value": "第八条的保证金比例过高。"}],
            },
            {"by": "示范市餐饮行业协会", "path": "/matters/m4", "state_title": "待反馈", "late": False, "facts": []},
        ],
        "positions": [
            {
                "by": "示范市城市管理局",
                "role": "申请一方",
                "facts": [{"title": "本机关的观点", "value": "由对方查处。"}],
            },
            {"by": "示范市水利局", "role": "另一方", "facts": []},
        ],
        "actions": acts(),
        "blocked": [
            {
                "title": "提出处理建议，报请本级人民政府决定",
                "reason": "异议尚未答复，且未认定为情节严重。",
            }
        ],
        "timeline": [
            entry(1, "立案", sheets=[{"title": "立案审批表", "path": "/matters/m1/sheets/opening_approval/1"}]),
            entry(9, "修改文稿：行政执法监督意见书", by="韩文清（示范市司法局）", changes=CHANGES),
            entry(
                11,
                "登记送达",
                recorded_at="2026-11-21T08:30:00+08:00",
                text="由法规科李静签收。",
                facts=[
                    {"title": "送达方式", "value": "直接送达", "link": None},
                    {"title": "收到日期", "value": "2026年11月20日", "link": None},
                ],
            ),
            entry(12, "提醒：纠正期限还有3日", kind="reminder", by="系统", basis=None),
            entry(13, "纠正期限届满未报送", kind="breach", by="系统"),
        ],
    }


def matter_page() -> Context:
    return common("JD20261102-7Q4M", DESK_PERSON) | {
        "matter": matter(),
        "done": "已登记送达，纠正期限开始计算。",
        "conflict": None,
        "idempotency_key": "k-3",
        "public_address": None,
        "qr_svg": None,
    }


def matter_bare() -> Context:
    empty = (
        "children",
        "officers",
        "lists",
        "balance",
        "summary",
        "answers",
        "positions",
        "notices",
        "clocks",
        "documents",
        "actions",
        "blocked",
        "timeline",
    )
    bare = matter() | {key: [] for key in empty} | {"parent": None, "letter": None, "respondent": None}
    return matter_page() | {
        "matter": bare,
        "done": None,
        "conflict": "此事项刚刚由陈立办理过，请按现在的情况重新办理。",
    }


def matter_of_many() -> Context:
    """One that many others hang on, and on which nothing waits: what may be done at any time is all there is."""
    children = [
        {
            "number": f"HX20261121-{n}B7C",
            "title": f"第{n}机械厂",
            "kind_title": "联系点候选单位",
            "state_title": "已聘任",
            "path": f"/matters/c{n}",
        }
        for n in range(6)
    ]
    acts = [{**one, "group": "其他"} for one in matter()["actions"]]
    return matter_page() | {"matter": matter() | {"children": children, "actions": acts}}


def act() -> Context:
    return common("登记送达", DESK_PERSON) | {
        "matter": matter(),
        "action": acts()[2],
        "version": 14,
        "idempotency_key": "k-4",
        "errors": [],
        "conflict": None,
    }


def identity() -> Context:
    shown = {"姓名或者名称": "欧阳静", "联系电话": "13800138000", "代表": "李一、王二"}
    return common("投诉举报人身份信息", DESK_PERSON) | {
        "number": "TS20261121-8WPR2M",
        "path": "/matters/m0",
        "event": 7,
        "recorded_at": "2026-11-21T09:30:00+08:00",
        "told_complainant": True,
        "identity": [{"title": title, "value": value} for title, value in shown.items()],
    }


def identity_for_an_organ() -> Context:
    return identity() | {"told_complainant": False}


def preview() -> Context:
    drafts = ["行政执法监督意见书", "行政执法监督决定书（代拟稿）"]
    return common("文书预览", DESK_PERSON) | {
        "note": "这是预览：没有编号，没有成文日期。",
        "documents": [
            {"title": title, "name": f"{title}（预览）.docx", "content": "UEsDBA==", "examined": found}
            for title, found in zip(drafts, (examined() | {"public": False}, None), strict=True)
        ],
        "back": {"path": "/matters/m1", "title": "返回事项"},
    }


def act_refused() -> Context:
    context = deepcopy(act())
    action = acts()[2]
    action["fields"] = with_errors(
        [
            field("received_at", "收到时间", "datetime", value="2026-12-20T09:30"),
            *acts()[1]["fields"],
        ],  # type: ignore[misc]
        received_at="收到时间不能晚于现在",
    )
    errors = [
        {"field": "received_at", "message": "收到时间不能晚于现在"},
        {"field": None, "message": "缺少送达凭证"},
    ]
    return context | {
        "action": action,
        "errors": errors,
        "conflict": "此事项已有变化：状态改为“待送达”。",
    }
