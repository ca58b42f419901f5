"""Names of known persons, and words of health that stand near a person."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from jiandu.core.redaction.finding import PERSON, Finding, Reading

_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|呼延|端木|独孤|南宫|西门|东郭|百里|轩辕|赫连"
    "|澹台|钟离|申屠|太史|公冶|濮阳|淳于|单于|闾丘|拓跋|闻人|司空|仲孙|鲜于|乐正|公西|巫马|左丘|南门|谷梁|羊舌|梁丘|段干"
)
_DOTS = "·•・‧．."
_SHORTEST = 2

_PERSONS = (
    r"我(?![市国省局县区院科委镇乡街校厂社单公])|(?<!其)他|她|其(?![他中余它实])|母(?![婴公猪牛羊乳语校])|父|妻|丈夫|儿(?![童科])|女儿|子女|[小女男]?孩|老伴|老人|奶奶|爷爷|外婆|外公|姥姥|姥爷"
    r"|哥|弟|姐|妹|爸|妈|媳妇|爱人|家人|家属|家里|亲属|叔|婶|舅|姨|姑|嫂|侄|孙[子女]"
    r"|(?:当事|投诉|举报|申请|被处罚|被?[询讯]问|受害|被害|被?侵[权害]|负责|监护|代理|责任|见证|来访|来信|信访|承租|第三|本)人|证人|经营者"
    rf"|{PERSON}|先生|女士|业主|店主|邻居|员工|职工|工人|村民|(?<!城[乡镇])居民|师傅|老板|住户|学生|同学|孕妇|产妇|死者|伤者|逝者|患儿|婴儿|幼儿|胎儿"
    r"|消费者|顾客|乘客|司机|驾驶员|摊主|租户|租客|房东|男子|女子|原告|户主|老[王李张刘赵杨]"
)
_SEVERITY = r"(?:[一二三四1-4][级期型])?"
_ILLNESS = (
    rf"(?:[12一二][型级期]?)?糖尿病|高血压|高血脂|冠心病|心脏病|心衰|脑梗[死塞]?|脑出血|脑溢血|脑瘫|脑积水|心梗|心肌梗[死塞]|中风|偏瘫|截?瘫痪?|白血病|尿毒症|透析"
    r"|[甲乙丙戊]肝|乙型肝炎|肝硬化|肝腹水|肺结核|结核病?|尘肺病?|矽肺|哮喘|艾滋病?|HIV|梅毒|淋病|性病|尖锐湿疣"
    r"|抑郁症?|焦虑症?|躁狂症?|躁郁症?|双相(?:情感)?障碍|强迫症|失眠症|精神分裂症?|精神病|精神异常|精神失常|精神障碍|精神疾病|癫痫|羊癫疯"
    r"|自闭症?|孤独症|多动症|老年痴呆症?|痴呆症?|失智|失能|失语|失聪|耳聋|阿尔茨海默[病症]?|植物人|昏迷不醒"
    r"|[^\W\d_了的为患是有得]{1,3}癌|癌症|恶性肿瘤|肿瘤|血友病|[心肝肾肺脏呼吸]{1,2}衰竭|肾病|帕金森[病症]?|红斑狼疮|渐冻症|白癜风|银屑病|牛皮癣"
    r"|白内障|青光眼|痛风|甲亢|甲减|贫血|败血症|脑膜炎|脊髓灰质炎|小儿麻痹症?|唐氏综合征|强直性脊柱炎|股骨头坏死|带状疱疹"
    rf"|(?:智力|听力|视力|言语|语言|肢体|精神|多重){_SEVERITY}(?:残疾|障碍|残障){_SEVERITY}|智障"
    rf"|{_SEVERITY}(?:[肢听视言智][体力]?语?)?(?:残疾|伤残|残障|失能){_SEVERITY}|[一二三四五六七八九十]级伤残|(?<!致)致残|截肢|失明|双目失明|聋哑|弱视"
    r"|怀孕|早产|先兆流产|流产|引产|剖[腹宫]产|骨折|骨裂|化疗|放疗|手术|术后|住院|住进ICU|脑震荡|脑外伤|食物中毒|病危|重病|绝症|慢性病|传染病|病史"
    r"|过敏性休克|宫外孕|大出血|颅内出血|椎间盘突出症?|半月板损伤|韧带断裂|[烧烫]伤|轻伤[一二]级|重伤[一二]级|轻微伤|(?:肝|肾|骨髓|心脏)移植|心脏支架|心脏搭桥"
    r"|(?:新冠|核酸|抗体|抗原|梅毒|尿检|表面抗原)[^\W\d_]{0,4}阳性"
    r"|[^\W\d_的了为是患有因得我他她其某人]{1,6}(?:突出症|增生|硬化症?|综合征|[胃肠肾肺肝膜腺节巢囊骨周鼻咽管炎管肌]炎|结石|囊肿|息肉|肌瘤|瘤|栓塞|血栓)"
)
_FALLEN = re.compile(
    r"(?:患(?![者处难儿病])有?|患上|患了|确诊为?|诊断为|诊断出|查出|检出|感染了?|得了)"
    r"(?P<illness>[^\W\d_，。]{1,10}?(?:病(?!毒|人|房|历|害)|癌|炎|瘤|综合征|阳性|癌症|障碍|抑郁|(?:[^\W\d_]症)))"
)
_HEALTH = re.compile(_ILLNESS)
_BODIES = re.compile(
    r"(?:专科|专用|预防|防治|防控|控制|联合|协会|中心|医院|门诊|研究|筛查|用药|药品|疫苗|保险|人保障|人联|人就业|人[两补]|管理|监测|法律|部门?|患者(?:健康|集中|救助)|器械|器具"
    r"|报告|疫情|制度|暴发|流行|隔离|条例|预案|人?证(?:件|办)|人(?:专|事业|权益|福利|服务|组织|停车)"
    r"|[科所站局])"
)
_NEAR = re.compile(_PERSONS)
_CLAIMED = re.compile(r"宣[称传]|广告|声称|功效|疗效|可以?治|能治|根治|预防|防治|缓解|辅助降")
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
    return name[:2] if _COMPOUND.match(name) and len(name) > 2 else name[0].upper()


def health(reading: Reading) -> Iterator[Finding]:
    """Illness, disability and treatment in one sentence with a person; never in the name of a body."""
    for found in reading.matches(_FALLEN):
        if not _BODIES.match(reading.after(found.end(), 8)):
            yield Finding(*found.span("illness"), "health", None)
    for found in reading.matches(_HEALTH):
        start = _beside_person(reading, *found.span())
        if start is not None and not _BODIES.match(reading.after(found.end(), 8)):
            yield Finding(start, found.end(), "health", None)


def _beside_person(reading: Reading, start: int, end: int) -> int | None:
    """Where the illness begins, behind the words for a person.

    None where its sentence names none, or says what a ware is good for.
    """
    before = _END.split(reading.before(start, 24))[-1]
    if _CLAIMED.search(before):
        return None
    window = before + reading.part(start, end) + _END.split(reading.after(end, 10))[0]
    ends = [person.end() + start - len(before) for person in _NEAR.finditer(window)]
    return max([start, *(place for place in ends if place < end)]) if ends else None
