"""Where somebody lives: what stands below the county is hidden, an office's own address is not."""

import re
from collections.abc import Iterator

from jiandu.core.redaction.finding import Finding, Reading

_N = r"[^\W\d_的在住址为于至到从是我他她其某向距离号第]"
_NUM = r"(?:\d{1,5}|[零〇一二三四五六七八九十百]{1,4}|[甲乙丙丁A-Za-z])(?:[-之]\d{1,4}){0,2}"
_COUNTY = r"(?:[县旗市盟省]|(?<![小社园校库厂景片一二三四五六七八九十A-Z])区|自治州)(?![镇乡村庄])"
_ADMIN = rf"(?>{_N}(?:(?!{_COUNTY}|[乡镇村屯](?![市县])){_N}){{0,8}}(?:{_COUNTY})){{0,4}}+"
_TOWN = rf"(?:{_N}{{1,6}}?(?:街道办事处|街道|镇|乡|苏木))?"
_VILLAGE = rf"(?![该全各两邻一同]){_N}{{1,6}}?(?:村委会|村|屯|庄|寨|堡|窑|坪|嘎查|社区|居委会)"
_ROAD = rf"{_N}{{1,8}}?(?:大街|大道|街|路|道|巷|胡同|里|条|公路)"
_ROAD += r"(?:[东西南北中][段侧路街巷]?|[一二三四五六七八九十\d]{1,2}[巷条])?"
_HOUSE = rf"{_NUM}(?:号楼|号院|弄|巷|号)(?!令|文|公告|决定|案|线|台风)(?:附\d{{1,3}}号|-\d{{1,3}})?"
_ESTATES = "小区|花园|家园|公寓|新村|苑|(?<![产工]业)(?<!科技)园|府|大厦|宿舍楼?|家属[院楼]|山庄|别墅|居|庭院?"
_ESTATES += "|国际|城|湾|郡|广场|院|里"
_ESTATE = rf"(?![全该本整各]){_N}{{1,10}}?(?:{_ESTATES})"
_UNIT = (
    rf"[-,， ]?(?:[东西南北]?{_NUM}(?:号楼|号院|#楼?|栋|幢|座|号门|单元|层|楼|寝?室|宿舍|户|排|房|号(?!令|文))"
    r"|[东西中南北]边?户)"
)
_ROOM = r"(?:[- ]?\d{2,4}(?:室|房|号)?(?![\d年月元人件]))?"
_DASHED = r"\d{1,3}[-#]\d{1,2}[-#]\d{2,4}(?:室|号)?"
_GROUP = rf"第?{_NUM}(?:村民小组|小组|组|队|社|片|排|号)"
_ADDRESS = re.compile(
    rf"{_ADMIN}(?P<fine>{_TOWN}(?:{_VILLAGE})?(?:"
    rf"{_ROAD}{_HOUSE}(?:{_ESTATE})?(?:{_DASHED}|(?:{_UNIT})*{_ROOM})"
    rf"|(?:{_ROAD})?{_ESTATE}(?:{_DASHED}|(?:{_UNIT})+{_ROOM})"
    rf"|{_UNIT}(?:{_UNIT})+{_ROOM}"
    rf")|{_TOWN}{_VILLAGE}{_GROUP}(?:{_UNIT})*)"
)
_REST = r"[^,。;、\n()\x00 ]"
_STOP = r"[,。;、\n()\x00 ]"
_NOWHERE = "农村|乡[下村]|城[里镇乡区]|[本我同该全各][村镇乡街院]|[村院家哪那这]里|道路|附近|同一|一个"
_NOWHERE += "|.{0,4}(?:医院|敬老院|养老院|福利院|病房|监护室|[学法]院)"
_HOME = re.compile(
    r"(?:家庭地址|家庭住址|现住址|住址|住所地?|家住|现住(?!院)|居住(?!证|区|环境|条件|权|建筑|用地)[地于在址]{0,2}+|住在|暂住|租住|户籍地?址?(?:所在地)?"
    r"|户口(?:所在地?|登记地?|迁|落|在)|老家在?|原籍|祖籍|籍贯|(?:系|是)(?=[^,。;、\n]{3,20}村(?:村民|人[,。]))|通[讯信]地址|邮寄地址|送达地址|收[货件]地址|联系地址|地址"
    r"|(?<!居)住(?![院房宅户建证宿持所进校]))[是为在于: ]{0,2}+"
    rf"{_ADMIN}(?!{_NOWHERE})(?P<fine>{_REST}{{1,30}}?(?:镇|乡|村|屯|庄|[街]道|路|街|巷|胡同|小区|社区|花园|家园|公寓|苑|号|室|院|里|组|队)"
    rf"{_REST}{{0,12}}?)(?={_STOP}|电话|手机|联系|的|村民(?!小组)|$)"
)
_OFFICE = re.compile(
    r"(?:局|委员会|办公室|大厅|法院|检察院|政府|机关|办公|中心|窗口|受理地点|服务站|仲裁委|医院|学校)[^，,。；;、\n]{0,8}$"
)
_PREMISES = re.compile(
    r"(?:(?:经营|营业|注册|生产|检查|案发|事发|违法|施工|执法)(?:地址?)?|(?<!居住)(?:地点|场所|现场)|座位号?)"
    r"[是为在位于: ]{0,3}(?:[^,。;、\n\x00]{0,12}[县旗市盟省区])?$"
)
_OFFICE_AFTER = re.compile(rf"{_N}{{0,8}}(?:局|委员会|办公室|大厅|法院|检察院|政府|中心|窗口|办事处|厂房|仓库|车间)")


def addresses(reading: Reading) -> Iterator[Finding]:
    """Road and number, estate and building, village and group; after words like 住址 a village or road is enough."""
    for found in reading.matches(_HOME):
        if not _of_office(reading, found):
            yield Finding(*found.span("fine"), "address", None)
    for found in reading.matches(_ADDRESS):
        if not _of_office(reading, found):
            yield Finding(*found.span("fine"), "address", None)


def _of_office(reading: Reading, found: re.Match[str]) -> bool:
    """Whether an office, or where somebody trades, works or was inspected: that is no home."""
    return (
        _OFFICE.search(reading.before(found.start(), 16)) is not None
        or _PREMISES.search(reading.part(found.start() - 16, found.start("fine"))) is not None
        or _OFFICE_AFTER.match(reading.after(found.end(), 16)) is not None
    )
