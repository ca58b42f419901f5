"""What is never touched: numbers of documents, cases, standards and goods, dates, amounts, hotlines, our codes."""

import re
from collections.abc import Iterable

from jiandu.core.redaction.checksums import credit_holds, identity_holds
from jiandu.core.redaction.finding import Reading

_OURS = "[2-9A-HJ-NP-Z]"
_KEPT = re.compile(
    rf"""
      [〔\[【(]\s?(?:19|20)\d\d\s?[〕\]】)]\s?[^\W\d_]{{0,24}}第?(?:\d{{1,8}}(?:-\d{{1,4}})?|[^\W_]{{1,12}}?\d{{1,7}})号
    | (?<!\d)(?:19|20)\d\d\s?(?P<dash>[-./年])\s?\d\d?\s?[-./月]\s?\d\d?(?!\d)日?(?:[ T]?\d\d?[:时]\d\d(?:[:分]\d\d)?)?
    | (?<![\d.])\d{{1,3}}(?:,\d{{3}}){{1,5}}(?:\.\d{{1,4}})?(?![\d,])
    | (?<![\dA-Za-z.-])\d{{1,12}}(?:\.\d{{1,4}})?\s?[千百十万亿]*(?:[美余]?元(?!旦)|吨|公斤|千克|[平立]方米|亩|[人件]次)
    | (?<![A-Z0-9])[A-Z]{{1,4}}\d{{8}}-{_OURS}{{6}}(?![A-Z0-9])
    | (?<![A-Z0-9])(?=[\d-]{{0,20}}[A-Z]){_OURS}{{4}}(?:-{_OURS}{{4}}){{3}}-{_OURS}(?![A-Z0-9])
    | (?<![A-Z])(?:GB|DB|YY|JJG|ISO|HJ|QB|NY|SB|WS|GA|JT|MZ)\d{{0,2}}(?:/[TZ])?\s?\d{{1,6}}(?:\.\d{{1,2}})?-\d{{4}}
    | 国(?:药准字|械注准|食健[注备]|妆\w准?字)\s?[A-Z]?\d{{6,12}}
    | (?<![\d-])[48]00[- ]?\d{{3,4}}[- ]?\d{{3,4}}(?!\d)
    """,
    re.VERBOSE,
)
_GOODS = re.compile(
    r"(?:工单|订单|运单|邮件|取件|挂号|快递单|物流单|流水|批准文|批|合同|发票|序列|机身|货|交易|回执|受理|条形?码|商品条|项目代"
    r"|(?<![证可])(?<!档案|用户|客户|医保|社保|病历|残疾|个人|参保)编)"
    r"(?:编号|号码|代码|号|码)?[是为:]?\s?(?P<number>[A-Z0-9][A-Z0-9-]{5,30})(?![A-Z0-9])"
    r"|(?:(?:注册|备案|许可证|登记证|资格证|权属证书?)(?:编号|号码|号)|(?:执法|监督|检查)证件?(?:编号|号码"
    r"|号)?)[是为:]?\s?[^\W\d_A-Za-z]{0,4}"
    r"(?P<licence>[A-Z]{0,3}[0-9][A-Z0-9-]{3,30}(?:、[^\W\d_A-Za-z]{0,4}[A-Z]{0,3}[0-9][A-Z0-9-]{3,30}){0,20})(?![A-Z0-9])",
)
_OFFICE_LINE = re.compile(
    r"(?:(?:监督|举报|咨询|服务|值班|投诉|受理)(?:电话|热线)"
    r"|(?:局|委员会|法院|检察院|政府|大厅|中心|派出所|支队|大队|办事处|窗口)(?:联系|办公"
    r"|值班)?电话)(?:号码)?[是为:]?\s?"
    r"(?P<number>(?:[\d-]{3,13}[、,/或]){0,4}[(]?0\d{2,3}[)]?[- ]?\d{7,8}(?:[、,/或][\d-]{3,13}){0,4})(?!\d)"
)
_MOBILE = re.compile(r"1[3-9]\d{9}")


def keep_words(reading: Reading, wanted: Iterable[str]) -> None:
    """Take out of the text the names and words a person decided to keep."""
    for word in sorted(filter(None, wanted), key=len, reverse=True):
        for found in reading.matches(re.compile(re.escape(word))):
            reading.take(*found.span())


def keep(reading: Reading) -> None:
    """Take out of the text what stays as it is."""
    for found in reading.matches(_KEPT):
        reading.take(*found.span())
    for found in reading.matches(_GOODS):
        name = found.lastgroup or ""
        number = found[name]
        personal = identity_holds(number) or credit_holds(number) or (name == "number" and _MOBILE.fullmatch(number))
        if not personal:
            reading.take(*found.span(name))
    for found in reading.matches(_OFFICE_LINE):
        reading.take(*found.span("number"))
