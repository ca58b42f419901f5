"""Numbers that lead to a person: identity, credit codes, cards and accounts, telephones, passports, plates, e-mail.

A number may be spaced, hyphenated or broken by a line. A shape whose checksum fails is found too, and marked so.
"""

import re
from collections.abc import Iterator

from jiandu.core.redaction.checksums import born_like, credit_holds, identity_holds, luhn_holds
from jiandu.core.redaction.finding import Finding, Reading

_GAP = r"[ \-]{0,2}\n?[ \-]{0,2}"
_PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|7[1]|8[1-3]|9[1-9]"

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}\s?(?:@|\(at\))\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+", re.ASCII)
_EIGHTEEN = re.compile(rf"(?<![0-9A-Za-z])(?<!\d[.])[1-9](?:{_GAP}[.]?\d){{16}}{_GAP}[.]?[0-9A-Za-z](?![0-9A-Za-z])")
_CREDIT = re.compile(
    rf"(?<![0-9A-Za-z])[1-9ANYany]{_GAP}[1-9A-Ga-g](?:{_GAP}\d){{6}}(?:{_GAP}[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]){{10}}"
    r"(?![0-9A-Za-z])"
)
_FIFTEEN = re.compile(
    rf"(?<![0-9A-Za-z])(?:{_PROVINCES})\d{{4}}{_GAP}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_GAP}\d{{3}}"
    r"(?![0-9A-Za-z])"
)
_ALLEGED = re.compile(r"(?:身份证|公民身份)\D{0,8}(?P<number>\d[0-9Xx \-*]{12,24}[0-9Xx])(?![0-9A-Za-z])")
_CARD = re.compile(rf"(?<![0-9A-Za-z])(?<!\d[.])[3-69](?:{_GAP}\d){{15,18}}(?!\d)")
_CARD_NEAR = re.compile(r"卡|账|帐|银行|存折|开户|收款|转|汇|打[到款]")
_ACCOUNT = re.compile(
    r"(?:[账帐专][号户]|卡号|存折|收款人?号|户号|公积金号|[社医]保卡?号?|残疾人?证号?)(?:号码|号|码)?[^\d\n\x00。;]{0,14}?"
    r"(?P<number>[A-Za-z]{0,3}\d(?:[ \-]{0,2}\n?\d){6,29}(?:[A-Za-z]\d{0,4})?)(?!\d)"
)
_MOBILE = re.compile(
    r"(?<![\d.])(?:[(]?(?:\+|00)?86[)]?[ \-]{0,2})?(?P<number>1[ \-.\n]{0,2}[3-9](?:[ \-.\n]{0,2}\d){9})(?!\d)"
)
_MOBILE_GROUPS = {"11", "3-4-4", "3-3-5", "4-3-4", "4-4-3", "5-6", "3-8", "7-4", "3-5-3", "6-5", "3-2-2-4", "3-2-3-3"}
_LANDLINE = re.compile(
    r"(?<![\d\-])(?:(?:[(]?(?:\+|00)?86[)]?[ \-]{0,2})?(?:[(]0\d{2,3}[)]|0(?:10|2\d|[3-9]\d\d))"
    r"|[(]?(?:\+|00)86[)]?[ \-]{0,2}(?:10|2\d|[3-9]\d\d))[ \-\n]{0,2}[1-9]\d{2,3}[ \-\n]{0,2}\d{4}"
    r"(?:\s?(?:-|转?分机|转)\s?\d{1,6})?(?!\d)"
)
_LOCAL_LINE = re.compile(
    r"(?:电话|座机|固话|固定电话|宅电|家里电话|联系方式|TEL|Tel|tel)(?:号码|号)?[是为:.]{0,2}\s?"
    r"(?P<number>[2-8]\d{2,3}[ \-]?\d{4})(?:-\d{1,5})?(?!\d)"
)
_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?:[EGPSDHMCTLWegpsdhmctlw][ \-]?(?:\d[ ]?){7}\d(?:\d\d)?|[Ee][A-HJ-NP-Za-z]\d{7})(?![A-Za-z0-9])"
)
_DAY_LIKE = re.compile(r"[A-Z][ \-]?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.IGNORECASE)
_PAPER = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|军官证|士兵证|警官证|居留证|居留许可|旅行证|驾驶证档案|出生医学证明|证件)"
    r"(?:编号|号码|号)?[^\dA-Za-z\n\x00。；;，,]{0,8}(?P<number>(?=[A-Z\-]*\d)[A-Za-z0-9][A-Za-z0-9\-]{5,17})(?![A-Za-z0-9])"
)
_SOLDIER = re.compile(r"[军武士警海空]字第?\s?(?P<number>\d{5,10})\s?号")
_PLATE = re.compile(
    r"(?<!\d)[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Za-hj-np-z][ ·•・.\-]{0,2}"
    r"(?:[A-HJ-NP-Za-hj-np-z0-9]{5}[DF]?|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学警港澳试超领使]|[A-Ka-k][A-Za-z0-9]\d{4}|\d{5}[A-Ka-k])"
    r"(?![A-Za-z0-9])"
    r"|(?<!\d)\d{6}[使领]|使\d{6}(?!\d)"
)
_CONTACT = re.compile(
    r"(?:微信|QQ|qq|Qq|扣扣|企鹅号|VX|vx|Vx|wx|WX|V信|威信|薇信|抖音|快手|钉钉)(?:群|账号|帐号|号码|号|ID|id)?[是为:]{0,2}\s?"
    r"(?P<number>(?=[A-Za-z\-]*\d|[A-Za-z][A-Za-z\d\-]{5})[A-Za-z0-9][A-Za-z0-9\-]{4,24})(?![A-Za-z0-9])"
)


def emails(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_EMAIL):
        yield Finding(*found.span(), "email", None)


def identities(reading: Reading) -> Iterator[Finding]:
    """18 places with a day in the middle (81, 82, 83 areas too), 15 places, and what is called an identity number."""
    for found in reading.matches(_EIGHTEEN):
        number = _bare(found[0])
        if born_like(number) and (identity_holds(number) or not credit_holds(number)):
            yield Finding(*found.span(), "identity", identity_holds(number))
    for found in reading.matches(_FIFTEEN):
        yield Finding(*found.span(), "identity", None)
    for found in reading.matches(_ALLEGED):
        if not born_like(_bare(found["number"])):
            yield Finding(*found.span("number"), "identity", False)


def credit_codes(reading: Reading) -> Iterator[Finding]:
    """Unified credit codes; one that fails is known by its letters or its first figure 9."""
    for found in reading.matches(_CREDIT):
        code = _bare(found[0])
        holds = credit_holds(code)
        called = "信用代码" in reading.before(found.start(), 12)
        if holds or called or (code.startswith("9") and not code.isdigit() and found[0].isalnum()):
            yield Finding(*found.span(), "credit", holds)


def cards(reading: Reading) -> Iterator[Finding]:
    """16 to 19 figures by Luhn's rule; one that fails is known by UnionPay's 62 or the words before it."""
    for found in reading.matches(_CARD):
        holds = luhn_holds(_bare(found[0]))
        called = _CARD_NEAR.search(reading.before(found.start(), 14)) is not None
        if called or (_in_fours(found[0]) and (holds or found[0].startswith("62"))):
            yield Finding(*found.span(), "card", holds)


def accounts(reading: Reading) -> Iterator[Finding]:
    """Other accounts, known only by the words before them; a telephone is left to its own rule."""
    for found in reading.matches(_ACCOUNT):
        if not _MOBILE.fullmatch(found["number"]):
            yield Finding(*found.span("number"), "account", None)


def telephones(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_MOBILE):
        if _groups(found["number"]) in _MOBILE_GROUPS or all(len(run) == 1 for run in _runs(found["number"])):
            yield Finding(*found.span(), "mobile", None)
    for found in reading.matches(_LANDLINE):
        yield Finding(*found.span(), "landline", None)
    for found in reading.matches(_LOCAL_LINE):
        yield Finding(*found.span("number"), "landline", None)


def papers(reading: Reading) -> Iterator[Finding]:
    """Passports and permits by their shape, other papers by the words before them."""
    for found in reading.matches(_PAPER):
        yield Finding(*found.span("number"), "passport", None)
    for found in reading.matches(_PASSPORT):
        if not _DAY_LIKE.fullmatch(found[0]):
            yield Finding(*found.span(), "passport", None)
    for found in reading.matches(_SOLDIER):
        yield Finding(*found.span("number"), "passport", None)


def plates(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_PLATE):
        yield Finding(*found.span(), "plate", None)


def contacts(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_CONTACT):
        yield Finding(*found.span("number"), "contact", None)


def _bare(number: str) -> str:
    return "".join(c for c in number if c.isalnum()).upper()


def _runs(number: str) -> list[str]:
    """The groups a number is written in; a line break alone parts nothing."""
    return re.split(r"[ \-.]+", re.sub(r" ?\n ?", "", number))


def _groups(number: str) -> str:
    return "-".join(str(len(run)) for run in _runs(number))


def _in_fours(number: str) -> bool:
    """One run, groups of four, or 6 and the rest: as cards are written."""
    *first, last = _runs(number)
    return all(len(run) == 4 for run in first) or (len(first) == 1 and len(first[0]) == 6)
