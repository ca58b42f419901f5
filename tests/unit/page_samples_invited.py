"""What an invited person sees, and the sheet with his code: by the views the functions use."""

from datetime import date

import segno
from casework import ORGANISATIONS, ZHENG, ZHOU, Bureau, accepted, matter
from jiandu.core.errors import Mistake
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Actor, Case
from jiandu.views.actions import Refused
from jiandu.views.invited import code_view, invited_view, with_refused
from markupsafe import Markup
from page_parts import DESK_PERSON, Context, common

ADDRESS, CODE = "http://127.0.0.1:8080/invitations", "K7QM3XD9T2WPR4HNB"


def _invitee(bureau: Bureau) -> Case:
    """Asked for three things: one waits, one was accepted and heard, one declined on the telephone."""
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
    told = {"title": "钟书远", "category": "expert", "unit": "示范大学法学院教授", "specialty": "行政处罚"}
    expert = bureau.begin("invitee", ZHOU, **told, **days)
    bureau.act(expert, "appoint_invitee", ZHENG, opinion="同意聘任。")
    more = {"called": "市场监管领域涉企检查伴随式监督", "held_on": date(2026, 3, 9), "place": "市局三楼会议室"}
    numbers = [matter(bureau, accepted(bureau)[1]).number for _ in range(3)]
    for number in numbers:
        bureau.act(expert, "invite", ZHOU, into=number, occasion="随同检查，就抽样程序提出意见。", **more)
    own, signed = Actor("invited_person", expert), {"in_person": True}
    answer = {"answer": "accepted", "remark": "按时参加。"}
    bureau.act(expert, "answer_invitation", own, into=numbers[1], **signed, **answer)
    bureau.act(expert, "give_invitee_opinion", own, into=numbers[1], **signed, opinion="抽样程序合格。\n建议说理。")
    bureau.act(expert, "record_invitee_answer", ZHOU, into=numbers[2], answer="declined", remark="出差在外。")
    return bureau.case(expert)


BUREAU = Bureau()
INVITEE = _invitee(BUREAU)
VIEW = invited_view(INVITEE, ORGANISATIONS["bureau"], BUREAU.rules, BUREAU.now)
PAGE: Context = {"code": CODE, "errors": [], "failed": None, "failed_into": None, "done": None, "idempotency_key": "k"}


def invitations() -> Context:
    return common("特邀监督人员") | {"error": None, "code": "", "unsent": []}


def invitations_refused() -> Context:
    error = "没有这个邀请码，或者已经换发、聘期已经结束。请核对后再试，或者联系邀请您的机关。"
    return invitations() | {"error": error, "code": CODE, "unsent": [{"title": "意见", "value": "应当说理。"}]}


def invited() -> Context:
    return common("我的邀请") | VIEW | PAGE | {"done": "已提交，邀请您的机关已经收到。"}


def invited_refused() -> Context:
    waiting = VIEW["invitations"][0]["into"]
    mistake = Mistake("answer", "missing", "请选择“答复”。")
    refused = Refused("answer_invitation", Posted({"into": [waiting], "remark": ["按时到。"]}), (mistake,))
    shown = with_refused(VIEW, INVITEE, BUREAU.rules, BUREAU.now, refused)
    failed = {"errors": refused.errors, "failed": refused.action, "failed_into": waiting}
    return common("我的邀请") | shown | PAGE | failed


def invited_to_nothing() -> Context:
    return common("我的邀请") | VIEW | PAGE | {"invitations": []}


def invitee_code() -> Context:
    svg = segno.make(f"{ADDRESS}#{CODE}", error="m").svg_inline(scale=4)
    view = code_view(INVITEE, CODE, ADDRESS)
    return common("邀请码", DESK_PERSON) | view | {"office": "示范市司法局", "qr_svg": Markup(svg)}
