"""Numbers that lead to a person: identity, credit codes, cards and accounts, telephones, passports, plates, e-mail.

A number may be spaced, hyphenated or broken by a line. A shape whose checksum fails is found too, and marked so.
"""

import re
from collections.abc import Iterator
from itertools import product

from jiandu.core.redaction.checksums import born_like, credit_holds, identity_holds, luhn_holds
from jiandu.core.redaction.finding import Finding, Reading

_GAP = r"[ \-]{0,3}(?:\n[ \-]{0,4}){0,2}"
_AREAS = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|7[1]|8[1-3]|9[1-9]"
_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"

_EMAIL = re.compile(
    r"(?:[A-Za-z0-9] ){0,20}[A-Za-z0-9][\w.+-]{0,63}\s?(?:@|\(at\))\s?[A-Za-z0-9-]+(?:\s?\.\s?[A-Za-z0-9-]+)+", re.ASCII
)
_EIGHTEEN = re.compile(rf"(?<!\d)[1-9](?:{_GAP}[.]?\d){{16}}{_GAP}[.]?[0-9A-Za-z](?!\d)")
_JOINED = re.compile(r"(?:[A-Za-z]|\d[.])[|]|[|][A-Za-z]")
_CREDIT = re.compile(
    rf"(?<![0-9A-Za-z])[1-9ANYany]{_GAP}[1-9A-Ga-g](?:{_GAP}\d){{6}}(?:{_GAP}[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]){{10}}"
    r"(?![0-9A-Za-z])"
)
_FIFTEEN = re.compile(
    rf"(?<![0-9A-Za-z])(?:{_AREAS})\d{{4}}{_GAP}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]){_GAP}\d{{3}}"
    r"(?![0-9A-Za-z])"
)
_ALLEGED = re.compile(r"(?:身份证|公民身份)\D{0,8}(?P<number>\d[0-9XxOoIl \-*]{12,24}[0-9Xx])(?![0-9A-Za-z])")
_CARD = re.compile(rf"(?<![0-9A-Za-z])(?<!\d[.])[3-69](?:{_GAP}\d){{13,18}}(?!\d)")
_CARD_LENGTH = 16
_GAPS = re.compile(r"[ \-\n]+")
_CARD_NEAR = re.compile(r"卡|账|帐|银行|存折|开户|收款|转|汇|打[到款]")
_ACCOUNT = re.compile(
    r"(?:[账帐专][号户]|卡号|存折|收款人?号|[户客]号|公积金号|[社医]保卡?|社会保障卡?|(?:残疾人?|低保|优待|老年|学生|工作|退[役伍]|复员|失业|结婚|离婚|独生子女)证|[用客]户|(?:个人|参保)(?=编?号)|病历|住院"
    r"|门诊|就诊卡?|学籍)"
    r"(?:编号|号码|号|码)?[^\d\n\x00。;]{0,14}?"
    r"(?P<number>[A-Za-z]{0,3}\d(?:[ \-]{0,2}\n?\d|[A-Z](?=\d)){6,29}(?:[A-Za-z]\d{0,4})?)(?!\d)"
)
_MOBILE = re.compile(
    r"(?<!\d)(?<!\d\d[.])(?<!0[.])(?:[(]?(?:(?:\+|00)?86"
    r"|0)[)]?[ \-]{0,2})?(?P<number>1[ \-.\n]{0,2}[3-9](?:[ \-.\n]{0,2}\d){9})(?!\d)"
)
_LANDLINE = re.compile(
    r"(?<![\d\-])(?:(?:[(]?(?:\+|00)?86[)]?[ \-]{0,2})?(?:[(]0\d{2,3}[)]|0(?:10|2\d|[3-9]\d\d))"
    r"|[(]?(?:\+|00)86[)]?[ \-]{0,2}(?:10|2\d|[3-9]\d\d))[ \-/\n]{0,3}[1-9]\d{2,3}[ \-\n]{0,2}\d{4}"
    r"(?:\s?[(]?(?:-|转?分机号?:?|转|ext[.]?)\s?\d{1,6}[)]?)?(?!\d)"
)
_LOCAL_LINE = re.compile(
    r"(?:电话|座机|固话|固定电话|宅电|家里电话|联系方式|TEL|Tel|tel)(?:号码|号)?[是为:.]{0,2}\s?"
    r"(?P<number>[2-8]\d{2,3}[ \-]?\d{4}(?:-\d{1,5}(?!\d))?(?:[、,/或][2-8]\d{6,7}){0,4})(?!\d)"
)
_PASSPORT = re.compile(
    rf"(?<!{_PROVINCE})"
    r"(?<![A-Za-z0-9])(?:[EGPSDHMCTLWegpsdhmctlw][ \-]?(?:\d[ ]?){7}\d(?:\d\d)?"
    r"|[EeCc][A-HJ-NP-Za-z][ \-]?\d{3}[ ]?\d{4})(?![A-Za-z0-9])"
)
_DAY_LIKE = re.compile(r"[A-Z][ \-]?(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.IGNORECASE)
_PAPER = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|军官证|士兵证|警官证|居留证|居留许可|居留身份证|旅行证|驾驶证档案|出生医学证明|证件)"
    rf"(?:编号|号码|号)?[^\dA-Za-z\n\x00。；;，,]{{0,8}}(?<!{_PROVINCE})"
    r"(?P<number>(?=[A-Z\-]*\d)[A-Za-z0-9][A-Za-z0-9\-]{5,17})(?![A-Za-z0-9])"
)
_SOLDIER = re.compile(r"[军武士警海空]字第?\s?(?P<number>\d{5,10})\s?号")
_PLATE_FIGURES = 2
_PLATE_PLACE = "[A-HJ-NP-Z0-9]"
_PLATE = re.compile(
    rf"(?<!\d){_PROVINCE}[ ]?[A-HJ-NP-Z][ ·•・.\-]{{0,2}}(?:{_PLATE_PLACE}{{4}}[挂学警港澳试超领使]"
    rf"|(?=(?:[A-Z]{{0,2}}\d){{4}})[A-K]{_PLATE_PLACE}{{5}}|\d{{5}}[A-K]|{_PLATE_PLACE}{{5}}"
    rf"|(?:{_PLATE_PLACE}[ ]){{4}}{_PLATE_PLACE})(?![A-Z0-9])"
    r"|(?<!\d)\d{3}[·]?\d{3}[使领]|使[ ·]?\d{3}[·]?\d{3}(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_PLATE_CALLED = re.compile(
    r"(?:车牌|号牌)(?:号码|号)?[是为:]{0,2}\s?(?P<number>[^\W\d_A-Za-z]{0,4}[A-Z]?\d[A-Z0-9]{4,6})(?![A-Za-z0-9])"
)
_CONTACT = re.compile(
    r"(?i:微信|QQ|扣扣|企鹅号|vx|wx|wechat|V信|威信|薇信|加[v微薇]|抖音|快手|钉钉|小红书|微博|淘宝|旺旺|陌陌|telegram)"
    r"(?:群|账号|帐号|号码|号|ID|id)?[是为:( “\"]{0,3}"
    r"(?P<number>(?=[A-Za-z\-]*\d|[A-Za-z][A-Za-z\d\-]{5})[A-Za-z0-9][A-Za-z0-9\-]{4,24})(?![A-Za-z0-9])"
)


def emails(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_EMAIL):
        yield Finding(*found.span(), "email", None)


def identities(reading: Reading) -> Iterator[Finding]:
    """18 places with a day in the middle (81, 82, 83 areas too) whose last figure is right, wherever they stand."""
    for found in reading.matches(_EIGHTEEN):
        if identity_holds(_bare(found[0])):
            yield Finding(*found.span(), "identity", True)


def alleged_identities(reading: Reading) -> Iterator[Finding]:
    """18 places whose last figure is wrong, 15 places, and what is called an identity number."""
    for found in reading.matches(_EIGHTEEN):
        number = _bare(found[0])
        joined = _JOINED.search(f"{reading.before(found.start(), 2)}|{reading.after(found.end(), 1)}")
        if born_like(number) and not joined and not credit_holds(number):
            yield Finding(*found.span(), "identity", False)
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
    """14 to 19 figures by Luhn's rule; one that fails is known by UnionPay's 62 or the words before it."""
    for found in reading.matches(_CARD):
        start, end = _held_within(found[0])
        shape = found[0][start:end]
        holds = luhn_holds(_bare(shape))
        called = _CARD_NEAR.search(reading.before(found.start() + start, 14)) is not None
        union = shape.startswith("62")
        alike = _in_fours(shape) and (holds or union) or holds and union and _in_runs(shape)
        if (called or alike) if len(_bare(shape)) >= _CARD_LENGTH else (called and holds):
            yield Finding(found.start() + start, found.start() + end, "card", holds)


def _held_within(shape: str) -> tuple[int, int]:
    """Where in figures with gaps a card stands whose last figure is right; all of them where none does.

    Groups of four are one number, right or wrong: a part of them may hold by chance.
    """
    if _in_fours(shape):
        return 0, len(shape)
    gaps = [gap.span() for gap in _GAPS.finditer(shape)]
    starts, ends = [0, *(end for _, end in gaps)], [len(shape), *(start for start, _ in reversed(gaps))]
    for start, end in product(starts, ends):
        number = _bare(shape[start:end])
        if len(number) >= _CARD_LENGTH and luhn_holds(number):
            return start, end
    return 0, len(shape)


def accounts(reading: Reading) -> Iterator[Finding]:
    """Other accounts, known only by the words before them; a telephone is left to its own rule."""
    for found in reading.matches(_ACCOUNT):
        if not _MOBILE.fullmatch(found["number"]):
            yield Finding(*found.span("number"), "account", None)


def telephones(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_MOBILE):
        first, *others = map(len, _runs(found["number"]))
        if (first > 2 and 1 not in others) or {first, *others} == {1}:
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
    """By their shape, with two figures at least; others, as those of bicycles, by the words before them."""
    for found in reading.matches(_PLATE):
        if sum(letter.isdigit() for letter in found[0]) >= _PLATE_FIGURES:
            yield Finding(*found.span(), "plate", None)
    for found in reading.matches(_PLATE_CALLED):
        yield Finding(*found.span("number"), "plate", None)


def contacts(reading: Reading) -> Iterator[Finding]:
    for found in reading.matches(_CONTACT):
        yield Finding(*found.span("number"), "contact", None)


def _bare(number: str) -> str:
    return "".join(c for c in number if c.isalnum()).upper()


def _runs(number: str) -> list[str]:
    """The groups a number is written in; a line break alone parts nothing."""
    return re.split(r"[ \-.]+", re.sub(r" ?\n ?", "", number))


def _in_runs(number: str) -> bool:
    """No run of one or two figures, as in columns of small numbers."""
    return all(len(run) >= 3 for run in _runs(number))


def _in_fours(number: str) -> bool:
    """One run, groups of four, or 6 and the rest: as cards are written."""
    *first, last = _runs(number)
    return all(len(run) == 4 for run in first) or (len(first) == 1 and len(first[0]) == 6)
