"""The use cases of ``/templates``: one person puts a version up, a second one approves or rejects it."""

from collections.abc import Callable
from datetime import datetime

from jiandu.adapters import table, templates
from jiandu.adapters.ids import RandomIds
from jiandu.core.errors import Invalid, Mistake, conflict, invalid
from jiandu.core.matter import Actor
from jiandu.core.template_register import (
    Step,
    TemplateRegister,
    ask_to_propose,
    propose,
    propose_return,
    settle,
)
from jiandu.core.uploads import LARGEST
from jiandu.templating.lint import Wanted, lint
from jiandu.templating.package import TemplateRefused


def upload(office: str, kind: str, body: bytes, note: str, actor: Actor, now: datetime) -> None:
    """Lints a .docx and puts it up for approval; raises Forbidden, Conflict, Invalid with every finding at ``file``."""
    ask_to_propose(templates.load_register(office, kind), actor)
    docx, archive = templates.store(office, *_linted(kind, body))
    _step(office, kind, lambda register: propose(register, docx, archive, note, actor, now, RandomIds().salt()))


def go_back(office: str, kind: str, to: int, note: str, actor: Actor, now: datetime) -> None:
    """Puts up the return to an earlier version, or to the supplied template (0)."""
    earlier = templates.versions(office, kind)
    _step(office, kind, lambda register: propose_return(register, earlier, to, note, actor, now, RandomIds().salt()))


def decide(office: str, kind: str, approve: bool, reason: str, seen: int, actor: Actor, now: datetime) -> None:
    """Approves what waits, which is in force from then on, or rejects it with a reason."""
    if not approve and not reason:
        raise invalid("reason", "missing", "请填写“退回理由”。")
    _step(office, kind, lambda register: settle(register, approve, reason, seen, actor, now, RandomIds().salt()))


def _linted(kind: str, body: bytes) -> tuple[bytes, bytes]:
    if not body:
        raise invalid("file", "empty_file", "文件是空的，请重新选择。")
    if len(body) > LARGEST:
        raise invalid("file", "file_size", "文件超过 4 MB，请压缩图片后再上传。")
    try:
        linted = lint(body, _wanted(kind))
    except TemplateRefused as refused:
        raise Invalid(
            f"模板没有保存，有{len(refused.findings)}处需要改正。",
            *(Mistake("file", finding.rule, finding.message) for finding in refused.findings),
        ) from None
    return linted.docx, linted.archive


def _wanted(kind: str) -> Wanted:
    supplied = templates.compiled(kind)
    return Wanted(
        fields=templates.titles(kind),
        required=tuple(templates.catalogue()[kind]["required"]),
        sample=templates.sample(kind).model_dump(),
        picture=supplied.picture,
        optional=templates.optional(kind),
        supplied=supplied,
    )


def _step(office: str, kind: str, decide: Callable[[TemplateRegister], Step]) -> None:
    before = templates.load_register(office, kind)
    try:
        templates.keep(before, decide(before))
    except table.Lost as lost:
        raise conflict("stale", "刚才有人同时办理，请打开最新内容核对后再办。", "version") from lost
