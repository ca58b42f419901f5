"""Names of known persons, and words of health that stand near a person."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jiandu.core.redaction.finding import PERSON, Finding, Reading

_COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "长孙",
    "宇文",
)
_DOTS = "·•・‧．."
_SHORTEST = 2

_PERSONS = (
    r"本人|我|他|她|其(?![他中余它实])|母亲?|父亲?|妻子?|丈夫|儿子|女儿|孩子|老伴|老人|奶奶|爷爷|外婆|姥姥|哥哥|弟弟|姐姐|妹妹|媳妇|家人"
    rf"|当事人|投诉人|举报人|申请人|被处罚人|证人|受害人|负责人|店主|{PERSON}|先生|女士|业主|邻居|员工|职工|工人|村民|家属|师傅|老板|住户|学生"
)
_ILLNESS = (
    r"(?:[12一二][型级期]?)?糖尿病|高血压|冠心病|心脏病|脑梗死?|脑出血|脑瘫|心梗|心肌梗[死塞]|中风|偏瘫|截?瘫痪?|白血病|尿毒症|透析|[甲乙丙]肝|乙型肝炎|肝硬化"
    r"|[肝胃肺肠]炎|肺结核|结核病?|尘肺病?|矽肺|哮喘|艾滋病?|HIV|梅毒|性病|抑郁症?|焦虑症|精神分裂症?|精神病|精神障碍|精神疾病|癫痫|自闭症|老年痴呆|阿尔茨海默病"
    r"|[^\W\d_了的为患是有]{1,3}癌|癌症|恶性肿瘤|肿瘤|血友病|肾衰竭|肾病|帕金森病?|红斑狼疮|智力障碍|智力残疾"
    r"|(?:[一二三四1-4]级)?(?:[肢听视言智]体?力?语?)?残疾(?:[一二三四1-4]级)?|[一二三四五六七八九十]级伤残|截肢|失明|聋哑"
    r"|怀孕|流产|骨折|化疗|放疗|手术|住院|脑震荡|食物中毒|病危|重病|慢性病|传染病|病历|病史|过敏性休克|宫外孕|大出血"
    r"|[^\W\d_的了为是患有因得我他她其某]{1,6}(?:突出症|增生|硬化症?|综合征|[胃肠肾肺膜腺节巢囊骨周鼻咽]炎|瘤)"
)
_FALLEN = re.compile(
    r"(?:患有|身患|罹患|患上|患了|确诊为?|诊断为|诊断出|查出|检出|感染了?|得了)"
    r"(?P<illness>[^\W\d_，。]{1,10}?(?:病(?!毒|人|房|历)|癌|炎|瘤|综合征|阳性|癌症|障碍|抑郁|(?:[^\W\d_]症)))"
)
_HEALTH = re.compile(_ILLNESS)
_BODIES = re.compile(
    r"(?:专科|专用|预防|防治|防控|控制|联合|协会|中心|医院|门诊|研究|筛查|用药|疫苗|保险|人保障|人联|人就业|管理|监测|法律|部门|[科所站局])"
)
_NEAR = re.compile(_PERSONS)
_END = re.compile(r"[。！？；;\n!?]")


def names(reading: Reading, parties: Sequence[str]) -> Iterator[Finding]:
    """Each known name wherever it stands, also spaced or broken: 张某某, or 张某1 and 张某2 for two of one surname."""
    found: dict[str, list[tuple[int, int]]] = {}
    for name in sorted({name.strip() for name in parties if len(name.strip()) >= _SHORTEST}, key=len, reverse=True):
        places = [match.span() for match in reading.matches(_spelt(name))]
        for start, end in places:
            reading.take(start, end, PERSON)
        if places:
            found[name] = places
    shown = _shown(sorted(found, key=lambda name: found[name][0]))
    for name, places in found.items():
        yield from (Finding(start, end, "name", None, shown[name]) for start, end in places)


def _spelt(name: str) -> re.Pattern[str]:
    letters = [letter for letter in name if letter not in _DOTS and not letter.isspace()]
    pattern = rf"[\s{_DOTS}]{{0,2}}".join(re.escape(letter) for letter in letters)
    return re.compile(rf"(?<![A-Za-z]){pattern}(?![A-Za-z])" if name.isascii() else pattern, re.IGNORECASE)


def _shown(names: Sequence[str]) -> dict[str, str]:
    """What stands for each name, in the order in which they appear."""
    several = Counter(_surname(name) for name in names)
    counted: Counter[str] = Counter()
    shown = {}
    for name in names:
        surname = _surname(name)
        counted[surname] += 1
        given = len(name) - len(surname)
        shown[name] = f"{surname}某{counted[surname]}" if several[surname] > 1 else surname + "某" * min(given, 2)
    return shown


def _surname(name: str) -> str:
    return name[:2] if name.startswith(_COMPOUND) and len(name) > 2 else name[0].upper()


def health(reading: Reading) -> Iterator[Finding]:
    """Illness, disability and treatment in one sentence with a person; never in the name of a body."""
    for found in reading.matches(_FALLEN):
        if not _BODIES.match(reading.text, found.end()):
            yield Finding(*found.span("illness"), "health", None)
    for found in reading.matches(_HEALTH):
        if not _BODIES.match(reading.text, found.end()) and _person_near(reading, *found.span()):
            yield Finding(*found.span(), "health", None)


def _person_near(reading: Reading, start: int, end: int) -> bool:
    before = _END.split(reading.before(start, 24))[-1]
    after = _END.split(reading.text[end : end + 10])[0]
    return _NEAR.search(f"{before}\x00{after}") is not None
