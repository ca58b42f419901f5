"""Words of health that stand near a person: illness, disability, injury, pregnancy and treatment.

The words are those of the usual lists of illnesses with the endings that make others (…炎, …癌, …综合征). A word alone
says nothing of anybody: it is hidden where its sentence has a person, and never in the name of a body, of a rule or of
what a ware is said to cure.
"""

import re
from collections.abc import Iterator

from jiandu.core.redaction.finding import PERSON, Finding, Reading

_PERSONS = (
    r"我(?![市国省局县区院科委镇乡街校厂社单公])|(?<!其)他|她|其(?![他中余它实])|母(?![婴公猪牛羊乳语校])|父|妻|夫妇"
    r"|丈夫|儿(?![童科])"
    r"|女儿|子女|[小女男]?孩|老伴|老人|奶奶|爷爷|外婆|外公|姥姥|姥爷|公公|婆婆|岳[父母]|哥|弟|姐|妹|爸|妈|媳妇|女婿"
    r"|爱人|家人|家属|家里"
    r"|亲属|叔|婶|舅|姨|姑|嫂|侄|孙[子女]"
    r"|(?:当事|投诉|举报|申请|处罚|[询讯]问|受害|被害|侵[权害]|负责|监护|代理|责任|见证|来访|来信|信访|承租|第三"
    r"|本)人|证人|经营者"
    rf"|{PERSON}(?!.{{0,5}}(?:医院|诊所|公司|店|局|厂|校|村|镇|市|县|区|中心))|先生|女士|业主|店主|邻居|[店职]员|员工|服务员|保安|老师|同事|职工"
    rf"|工人|村民"
    r"|(?<!城[乡镇])居民|师傅|老板|住户|学生|同学|(?<!怀)孕妇|产妇|死者|伤者|逝者|患儿|婴儿|幼儿|胎儿|消费者|顾客|乘客|司机"
    r"|驾驶员|摊主|租户"
    r"|租客|房东|男子|女子|原告|户主|老[王李张刘赵杨]"
)
_MORE = (
    r"(?:先天性?|遗传性?|过敏性|慢性|急性|陈旧性|继发性|原发性|老年性|间歇性|进行性|[重轻中]度|重型|[晚早中]期|[恶良]性"
    r"|多发性?|[左右双]侧?|两侧"
    r"|心脏|[脑肺胃胆]部?|[肝肾脾]脏?|[腰颈胸]椎?|[大小]?腿部?|手[臂腕指]?|[上下]肢|[前后]臂|髋部?|膝盖?|脚?踝|股骨"
    r"|腓骨|胫骨|锁骨|肋骨|鼻骨"
    r"|[眼耳]部?|高位|全身|肢体){0,4}"
)
_GRADE = r"(?:[一二三四五六七八九十\d]{1,2}[级期型])?"
_TONGUE = r"[^\W\d_的了为是患有得因我他她其某人,。]"
_WORDS = (
    # the heart, the brain, the blood, the metabolism
    r"糖尿病|高血压|低血压|高血脂|高血糖|低血糖|冠心病|心脏病|心衰|心绞痛|心律失常|早搏|房颤|脑梗[死塞]?|脑出血"
    r"|脑溢血|脑瘫|脑积水|脑萎缩"
    r"|小脑萎缩|心梗|心肌梗[死塞]|中风|偏瘫|截?瘫痪?|白血病|血友病|贫血|败血症|紫癜|痛风|甲亢|甲减|动脉瘤|静脉曲张"
    r"|动脉硬化|脉管炎",
    # infections
    r"[甲乙丙戊]肝|乙型肝炎|[大小]三阳|肝硬化|肝腹水|肺结核|结核病?|尘肺病?|矽肺|肺气肿|慢阻肺|哮喘|艾滋病?|HIV|HPV"
    r"|梅毒|淋病|性病|尖锐湿疣"
    r"|布病|布鲁氏菌病|狂犬病|伤寒|痢疾|疟疾|麻疹|水痘|腮腺炎|手足口病?|猩红热|百日咳|破伤风|甲流|流感|新冠(?:肺炎"
    r"|感染|阳性)?|带状疱疹|疱疹"
    r"|(?:新冠|核酸|抗体|抗原|梅毒|尿检|表面抗原)[^\W\d_]{0,4}阳性",
    # the mind and the senses
    r"抑郁症?|焦虑症|躁狂症?|躁郁症?|双相(?:情感)?障碍|强迫症|失眠症?|恐惧症|精神分裂症?|精神病|精神异常|精神失常"
    r"|精神疾病|心理疾病|癫痫"
    r"|羊癫疯|自闭症?|孤独症|多动症|抽动症|老年(?:性)?痴呆症?|痴呆症?|失智|失能|失语|失聪|耳聋|失明|聋哑|聋人|盲人"
    r"|弱视|斜视|色盲|近视"
    r"|阿尔茨海默[病症]?|帕金森[病症]?|植物人|昏迷|弱智|智力低下|智障|听障|视障|唐氏综合征|白内障|青光眼|小儿麻痹症?"
    r"|肌无力|肌肉萎缩"
    r"|(?:语言|言语|认知|睡眠|心理|智力|发育|精神|意识|情感|吞咽|行动|肢体|视力|听力|学习|社交|人格)障碍|发育(?:迟缓"
    r"|不良)|生活不能自理|卧床(?:不起)?",
    # disability and injury
    rf"(?:智力|听力|视力|言语|语言|肢体|精神|多重)?{_GRADE}(?:[肢听视言智][体力语]?)?(?:残疾|伤残"
    rf"|残障)(?:等级)?{_GRADE}|工伤[一二三四五六七八九十]级"
    r"|(?<!致)致残|截肢|断指|骨折|骨裂|脱臼|挫伤|扭伤|拉伤|撕裂伤|[烧烫]伤|脑震荡|脑外伤|(?:软组织|颅脑|脊髓|神经"
    r"|韧带|半月板|角膜)损伤"
    r"|(?:韧带|肌腱|神经)断裂|(?:脾脏?|肝脏?|鼓膜|眼球|子宫)破裂|股骨头坏死|[轻重]伤[一二]级|轻微伤",
    # pregnancy and treatment
    r"怀孕|妊娠|孕期|早产|先兆流产|流产|引产|难产|宫外孕|剖[腹宫]产|产后|哺乳期|不孕(?:不育)?|不育|绝育|大出血"
    r"|颅内出血|化疗|放疗|透析|手术|术后"
    r"|住院|住进ICU|病危|重病|绝症|病逝|病故|慢性病|传染病|病史|过敏性休克|(?:花粉|青霉素|药物|海鲜|花生)过敏"
    r"|食物中毒|休克|猝死|吸毒史"
    r"|(?:肝|肾|骨髓|心脏)移植|(?:心脏)?(?:支架|搭桥|起搏器)|造瘘|(?:胃|子宫|乳房|乳腺|甲状腺|胆囊|阑尾|脾)切除",
    # what the endings make
    r"[^\W\d_了的为患是有得]{1,3}癌|癌症|肿瘤|[心肝肾肺脏呼吸功能]{1,4}衰竭|尿毒症|红斑狼疮|渐冻症|白癜风|银屑病"
    r"|牛皮癣|荨麻疹|湿疹|疝气?|痔疮"
    r"|(?:皮肤|血液|风湿|罕见|胃|妇科|眼|肺|肾|肝|胆|血管|甲状腺|骨|关节|免疫|遗传|疯|麻风|地方|运动神经元|川崎|基础"
    r"|大骨节)病"
    rf"|{_TONGUE}{{0,5}}(?:突出症?|增生|硬化症?|综合[征症]|后遗症|并发症|炎(?![热炎黄帝夏])|结石|囊肿|息肉|结节|积液"
    rf"|肌?瘤|栓塞|血栓)",
)
_HEALTH = re.compile(f"(?:{_MORE}(?:{'|'.join(_WORDS)})){{1,3}}(?:[病症](?![人房历例毒害床]))?")
_FALLEN = re.compile(
    r"(?:患(?![者处难儿病])有?+|患上|患了|确诊为?|诊断为|诊断出|查出|检出|感染了?|得了)"
    r"(?P<illness>(?!疾病|何种|什么)[^\W\d_，。]{1,10}?(?:病(?!毒|人|房|历|害)|癌|炎|瘤|综合征|阳性|癌症|障碍|抑郁|(?:[^\W\d_]症)))"
)
_BODIES = re.compile(
    r"(?:专科|专用|预防|防治|防控|控制|联合|协会|中心|医院|门诊|研究|筛查|用药|药品|疫苗|保险|人保障|人联|人就业"
    r"|人[两补]|管理|监测|法律|部门?"
    r"|患者(?:健康|集中|救助)|器械|器具|价格|收费|资质|许可|报告|疫情|制度|暴发|流行|高发|季节|检测|隔离|条例|预案|学校|按摩|人?证(?:件|办)"
    r"|人(?:专|事业|权益|福利|服务|组织|停车)|[科所站局室])"
)
_NEAR = re.compile(_PERSONS)
_CLAIMED = re.compile(r"宣[称传]|广告|声称|功效|疗效|可以?治|能治|根治|预防|防治|缓解|辅助降")
_END = re.compile(r"[。！？；;\n!?]")


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
