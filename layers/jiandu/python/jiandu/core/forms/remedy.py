"""处理落实情况: what a verified lead led to, as facts that can be counted (Zhuzhou: refund, handling of officers)."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import AfterValidator, Field

REMEDIES = {
    "refund": "退还违法收取的款项、罚款",
    "revoke": "撤销原决定",
    "change": "变更原决定",
    "redo": "重新作出决定",
    "perform": "依法履行职责",
    "stop": "停止违法行为",
    "return_goods": "返还财物、解除强制措施",
    "apologise": "赔礼道歉",
    "officers": "处理执法人员",
    "rules": "修改、废止有关规定或者制度",
    "other": "其他",
}
Remedies = tuple[
    Literal[
        "refund", "revoke", "change", "redo", "perform", "stop", "return_goods", "apologise", "officers", "rules",
        "other",
    ],
    ...,
]  # fmt: skip


def _with_cents(text: str) -> str:
    """The same amount with its two decimals; kept as text, so that it stays exact."""
    return f"{Decimal(text):.2f}" if text else ""


Refunded = Annotated[str, AfterValidator(_with_cents)]


def remedies() -> Any:
    """Which remedies there were; none for a lead that was not verified."""
    return Field(
        default=(),
        title="落实情况",
        description="经查属实的，勾选实际落实的措施；没有的不选。",
        max_length=len(REMEDIES),
        json_schema_extra={"widget": "checks", "titles": {**REMEDIES}},
    )


def refunded() -> Any:
    """The amount paid back, in yuan."""
    return Field(
        default="",
        title="退还金额（元）",
        max_length=15,
        pattern=r"^$|^(0|[1-9]\d{0,11})(\.\d{1,2})?$",
        description="例如 2000 或者 2000.50；没有退还的不填。",
    )


def officers_handled() -> Any:
    """How many officers were handled."""
    return Field(default=0, ge=0, le=999, title="处理执法人员数", description="没有的填 0。")


class _Remedied(Protocol):
    @property
    def remedies(self) -> Remedies: ...
    @property
    def refunded(self) -> str: ...
    @property
    def officers_handled(self) -> int: ...


Form = TypeVar("Form", bound=_Remedied)


def agreeing(form: Form) -> Form:
    """A refund has its amount and handled officers their number, and neither stands without its remedy."""
    if ("refund" in form.remedies) != (form.refunded not in ("", "0.00")):
        raise ValueError("refunded:with_refund:勾选退还款项的，请填写退还金额；没有勾选的不填。")
    if ("officers" in form.remedies) != (form.officers_handled > 0):
        raise ValueError("officers_handled:with_officers:勾选处理执法人员的，请填写人数；没有勾选的填 0。")
    if len(set(form.remedies)) != len(form.remedies):
        raise ValueError("remedies:once:每项措施只选一次。")
    return form
