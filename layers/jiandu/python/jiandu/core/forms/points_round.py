"""Forms of choosing contact points: the round, its candidates, their examination, decision, notice and list."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from jiandu.core.deadlines import LAST_START
from jiandu.core.forms.base import ONE_FILE, File, Form, choice, confirmed, line, optional_prose, prose
from jiandu.core.forms.points_term import EMAIL, OFFICE_PHONE, OfficePhone, TermOpening
from jiandu.core.points import CATEGORIES, CONDITIONS, SIZES, Category, Size
from jiandu.core.points_balance import apportioned, dated, numbered, penalty_counts
from jiandu.core.redaction.checksums import credit_holds


def _lines(field: str, read: Callable[[str], Any], text: str) -> Any:
    """What the lines say; what cannot be read is a mistake at the field."""
    try:
        return read(text)
    except ValueError as error:
        raise ValueError(f"{field}:lines:{error}") from None


def _places(title: str) -> Any:
    return Field(default=0, title=title, description="本届目标，没有的填 0。", ge=0, le=500)


class Targets(Form):
    """How many points are to be chosen of each trade, district and size."""

    trade_places: str = optional_prose(
        "调整后的行业名额", "按占比计算的名额需要调整的填写，一行一个行业：行业 名额。不填写的，按占比计算。", 2000
    )
    adjustment: str = optional_prose("调整理由", "调整行业名额的，写明理由。", 1000)
    districts: str = prose("区域分布目标", "一行一个县（市、区）：名称 名额，合计等于总名额。", 2000)
    large: int = _places("大型单位名额")
    medium: int = _places("中型单位名额")
    small: int = _places("小型单位名额")
    individual: int = _places("个体工商户名额")
    none: int = _places("不分规模名额")


class Plan(Form):
    """What a round is for, how many points, until when."""

    title: str = line("届次名称", "例如：第二届行政执法监督联系点。", 60)
    need: str = prose("选点工作需求", "结合区域、行业情况，写明设点的工作需求和代表性的要求。", 2000)
    places: int = Field(title="总名额", ge=1, le=500)
    entities: str = prose(
        "各行业市场主体数", "一行一个行业：行业 市场主体数。系统按占比以最大余数法计算各行业名额。", 2000
    )
    due_on: date = Field(title="推荐截止日期", description="须为工作日。")
    plaque: str = line("牌匾文字", "例如：某市行政执法监督联系点。", 40)


class SelectionPlan(Targets, Plan):
    """遴选方案: the plan, then its targets."""

    @model_validator(mode="after")
    def _in_proportion(self) -> Self:
        entities = _lines("entities", numbered, self.entities)
        if not sum(entities.values()):
            raise ValueError("entities:some:请至少填写一个有市场主体的行业。")
        adds_up(self, entities, self.places)
        return self


def adds_up(targets: Targets, entities: dict[str, int], places: int) -> None:
    """ValueError where the targets are of other trades, do not sum up to the places, or differ without a reason."""
    adjusted = _lines("trade_places", numbered, targets.trade_places)
    districts = _lines("districts", numbered, targets.districts)
    sizes = [getattr(targets, size) for size in SIZES]
    if adjusted and set(adjusted) != set(entities):
        raise ValueError("trade_places:same_trades:调整后的名额应当与市场主体数写明同样的行业。")
    for field, title, total in (
        ("trade_places", "调整后的行业名额", sum(adjusted.values()) if adjusted else places),
        ("districts", "区域分布目标", sum(districts.values())),
        ("large", "各规模名额", sum(sizes)),
    ):
        if total != places:
            raise ValueError(f"{field}:adds_up:{title}合计{total}，应当等于总名额{places}。")
    if adjusted and adjusted != apportioned(entities, places) and not targets.adjustment:
        raise ValueError("adjustment:reason:调整后的名额与按占比计算的不同，请写明理由。")


class PlacesChange(Targets):
    """调整名额; the trades and the total stay those of the plan, which a check compares."""

    adjustment: str = prose("调整理由", longest=1000)


class Candidate(Form):
    """A unit proposed as a contact point, by whomever."""

    title: str = line("单位名称", "与登记证书一致的全称。", 80)
    credit_code: str = Field(default="", title="统一社会信用代码", description="18 位；确实没有的不填。", max_length=18)
    category: Category = choice("单位类别", CATEGORIES)
    trade: str = Field(title="行业", min_length=1, max_length=64, json_schema_extra={"options": "round_trades"})
    district: str = Field(
        title="所在县（市、区）", min_length=1, max_length=64, json_schema_extra={"options": "round_districts"}
    )
    size: Size = choice("规模", SIZES)
    address: str = line("地址", longest=100)
    phone: OfficePhone = line("办公电话", OFFICE_PHONE, 30)
    email: str = Field(title="电子邮箱", description="单位邮箱。", max_length=100, pattern=EMAIL)
    responsible: str = line("负责人", "姓名和职务，一人。", 30)
    liaison: str = line("联系人", "姓名和职务，一人。", 30)
    representative: str = prose("代表性和履职条件", "在区域、行业中的代表性，法律事务机构、人员或者法律顾问等。", 3000)

    @field_validator("credit_code", mode="before")
    @classmethod
    def _checked(cls, code: Any) -> Any:
        code = code.strip().upper() if isinstance(code, str) else code
        if code and not (isinstance(code, str) and credit_holds(code)):
            raise ValueError("credit_code:checksum:统一社会信用代码不对，请核对 18 位代码。")
        return code


class Nomination(Candidate):
    """候选单位, as the bureau enters it from paper; every candidacy is shown by this form."""

    way: str = Field(
        title="产生方式", max_length=20, json_schema_extra={"widget": "radio", "choices": "nomination_ways"}
    )
    recommended_by: str = Field(default="", title="推荐单位", description="推荐的填写。", max_length=80)
    consent: File | None = Field(default=None, title="候选单位设点意愿书", description=ONE_FILE)
    materials: File | None = Field(default=None, title="推荐（自荐）材料", description=ONE_FILE)

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        if self.way == "recommended" and not self.recommended_by:
            raise ValueError("recommended_by:told:推荐产生的，请填写推荐单位。")
        return self


class Recommendation(Candidate):
    """推荐, by the department or federation itself; which one is told by who signed in."""

    way: Literal["recommended"] = Field(default="recommended", title="产生方式", json_schema_extra={"widget": "hidden"})
    recommended_by: str = line("推荐单位", longest=80)
    consent: File = Field(title="候选单位设点意愿书", description=f"候选单位盖章。{ONE_FILE}")
    materials: File | None = Field(default=None, title="推荐材料", description=ONE_FILE)


class SelfNomination(Candidate):
    """自荐, on the public page; what is not uploaded there follows on paper."""

    way: Literal["self"] = Field(default="self", title="产生方式", json_schema_extra={"widget": "hidden"})
    consent: File | None = Field(
        default=None, title="盖章的申请书（设点意愿书）", description=f"也可以在截止日期以前交纸质的。{ONE_FILE}"
    )
    materials: File | None = Field(
        default=None, title="证明材料", description="合并为一个文件；两个文件合计 4 MB 以内，较多的请交纸质的。"
    )
    willing: Literal[True] = confirmed("本单位自愿担任行政执法监督联系点，所填内容属实")


class CandidateMaterials(Form):
    """补充材料: what came later, or on paper."""

    note: str = line("材料名称和来源", "例如：自荐申请书（盖章）、营业执照。")
    consent: File | None = Field(default=None, title="候选单位设点意愿书", description=ONE_FILE)
    materials: File | None = Field(default=None, title="其他材料", description=ONE_FILE)

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.consent and not self.materials:
            raise ValueError("materials:some:请至少上传一份材料。")
        return self


class CandidateTalk(Form):
    """与负责人谈话记录 (Zhuzhou 二(二)1)."""

    talked_on: date = Field(title="谈话日期")
    person: str = line("谈话对象", "姓名和职务。", 50)
    party: str = prose("党组织建设情况", "是否建立党组织、组织活动开展情况；没有的写明。", 2000)
    content: str = prose("谈话内容", "政治立场和态度、设点意愿等。", 3000)


MET = {"met": "符合", "not_met": "不符合"}
Met = Literal["met", "not_met"]


def _met(name: str) -> Any:
    return choice(CONDITIONS[name], MET)


def _evidence(name: str) -> Any:
    return line(f"依据：{CONDITIONS[name]}", "查阅的材料、查询的系统和结果。", 500)


class ConditionsFinding(Form):
    """资格审查: each of the six conditions with its evidence; what is dated is computed to the day."""

    reviewed_on: date = Field(title="审查日期", description="行政处罚按审查日期计算。")
    penalties: str = optional_prose(
        "受到行政处罚的情况",
        "一行一次：处罚决定日期 机关 事由，例如“2025-03-01 某局 罚款”。没有的不填。"
        "近三年计算到审查日期：满三年的对应日当日仍在三年之内，次日起不再计入。",
        3000,
    )
    dishonesty: Literal["clean", "listed"] = choice(
        "失信名单查询", {"clean": "未列入失信被执行人、严重失信主体等名单", "listed": "已被列入"}
    )
    dishonesty_checked_on: date = Field(title="失信名单查询日期")
    political_stance: str | None = Field(
        default=None,
        title="政治立场（谈话结论）",
        max_length=20,
        json_schema_extra={"widget": "radio", "choices": "political_stances"},
    )
    ability: str | None = Field(
        default=None,
        title="依法治理能力",
        description="村（社区）和商（协）会组织等须查明：自律公约，对会员、村（居）民事务依法管理的情况。",
        max_length=20,
        json_schema_extra={"widget": "radio", "choices": "ruling_abilities"},
    )
    ability_evidence: str = optional_prose("依法治理能力的依据", longest=1000)
    politics: Met = _met("politics")
    politics_evidence: str = _evidence("politics")
    close: Met = _met("close")
    close_evidence: str = _evidence("close")
    lawyers: Met = _met("lawyers")
    lawyers_evidence: str = _evidence("lawyers")
    typical: Met = _met("typical")
    typical_evidence: str = _evidence("typical")
    unpenalised: Met = _met("unpenalised")
    unpenalised_evidence: str = _evidence("unpenalised")
    able: Met = _met("able")
    able_evidence: str = _evidence("able")
    outcome: Literal["eligible", "eliminated"] = choice(
        "审查结论", {"eligible": "符合条件，进入评审", "eliminated": "不符合条件，淘汰"}
    )
    reason: str = optional_prose("淘汰理由", "淘汰的，写明不符合哪一项和事实。", 2000)

    @model_validator(mode="after")
    def _as_dated(self) -> Self:
        """What the dated facts say the finding may not contradict."""
        recent = [day for day, _ in self._penalties() if penalty_counts(day, self.reviewed_on)]
        if recent and self.unpenalised == "met":
            raise ValueError(f"unpenalised:three_years:{recent[0]}受到的行政处罚在近三年之内，这一项不符合。")
        if not recent and self.unpenalised == "not_met":
            raise ValueError("penalties:dated:认定近三年受过行政处罚的，请逐次写明日期、机关和事由。")
        if self.dishonesty_checked_on > self.reviewed_on:
            raise ValueError("dishonesty_checked_on:not_later:查询日期不能晚于审查日期。")
        if self.dishonesty == "listed" and self.politics == "met":
            raise ValueError("politics:dishonesty:已被列入失信名单的，“诚信守法”这一项不符合。")
        if self.political_stance == "wavering" and self.politics == "met":
            raise ValueError("politics:stance:政治立场不坚定的，这一项不符合。")
        if self.ability == "weak" and self.able == "met":
            raise ValueError("able:ability:依法治理能力不强的，“具备正常履职的其他条件”这一项不符合。")
        if self.ability in ("strong", "weak") and not self.ability_evidence:
            raise ValueError("ability_evidence:told:请写明依法治理能力的依据。")
        return self

    @model_validator(mode="after")
    def _concluded(self) -> Self:
        """One condition that is not met eliminates, and nothing else does."""
        failed = [title for name, title in CONDITIONS.items() if getattr(self, name) == "not_met"]
        if failed and self.outcome == "eligible":
            raise ValueError(f"outcome:all_met:有条件不符合（{failed[0]}），结论只能是淘汰。")
        if not failed and self.outcome == "eliminated":
            raise ValueError("outcome:one_failed:各项条件都符合的，不能在资格审查中淘汰。")
        if failed and not self.reason:
            raise ValueError("reason:told:淘汰的，请写明理由。")
        return self

    def _penalties(self) -> list[tuple[date, str]]:
        penalties: list[tuple[date, str]] = _lines("penalties", dated, self.penalties)
        if any(day > self.reviewed_on for day, _ in penalties):
            raise ValueError("penalties:not_later:处罚日期不能晚于审查日期。")
        if any(day > LAST_START for day, _ in penalties):
            raise ValueError(f"penalties:not_in_future:处罚日期不能晚于{LAST_START}。")
        return penalties


HIGHEST = 25


def _score(title: str, help: str) -> Any:
    return Field(title=title, description=f"{help}0 至 {HIGHEST} 分。", ge=0, le=HIGHEST)


class CandidateScore(Form):
    """材料评审评分: by one reviewer, who has not read the other's (内部规则)."""

    relation: Literal["none", "related"] = choice(
        "利害关系声明", {"none": "与候选单位及其负责人没有亲属、利害关系", "related": "有亲属或者利害关系"}
    )
    typical: int = _score("代表性", "在区域、行业中的代表性和广泛性。")
    lawful: int = _score("守法诚信", "依法治理、依法经营的情况。")
    lawyers: int = _score("法律力量", "法律事务机构、人员或者法律顾问。")
    willing: int = _score("意愿和能力", "设点意愿、联系群众和履职条件。")
    opinion: str = prose("评审意见", longest=2000)

    @model_validator(mode="after")
    def _unrelated(self) -> Self:
        if self.relation == "related":
            raise ValueError("relation:recusal:有亲属或者利害关系的应当回避，请办理“声明回避”，由其他人员评审。")
        return self


class SiteVisit(Form):
    """实地调研记录."""

    visited_on: date = Field(title="调研日期")
    visitors: tuple[str, ...] = Field(
        title="调研人员",
        description="本机关两名以上工作人员。",
        min_length=2,
        max_length=10,
        json_schema_extra={"widget": "checks", "options": "staff"},
    )
    received_by: str = line("接待人员", "姓名和职务。")
    findings: str = prose("调研情况", "办公场所、公示和履职条件，听取有关方面意见的情况。", 5000)
    file: File | None = Field(default=None, title="照片或者记录", description=ONE_FILE)

    @field_validator("visitors")
    @classmethod
    def _different(cls, visitors: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(visitors)) < len(visitors):
            raise ValueError("visitors:different:调研人员不能重复。")
        return visitors


class CollectiveDecision(Form):
    """集体研究决定: who attended, how they voted, whom they chose."""

    held_on: date = Field(title="研究日期")
    attendees: str = prose("参加人员", "一行一人：姓名和职务。", 2000)
    in_favour: int = Field(title="同意", description="票数。", ge=0, le=200)
    against: int = Field(title="不同意", ge=0, le=200)
    abstained: int = Field(title="弃权", ge=0, le=200)
    chosen: tuple[str, ...] = Field(
        title="拟入选单位",
        description="未勾选的即未入选。",
        min_length=1,
        max_length=500,
        json_schema_extra={"widget": "checks", "options": "shortlisted"},
    )
    deviation: str = optional_prose("与名额不一致的说明", "入选单位数与总名额不同的，写明理由。", 1000)
    minutes: File | None = Field(default=None, title="会议纪要扫描件", description=ONE_FILE)

    @model_validator(mode="after")
    def _counted(self) -> Self:
        attended = len([name for name in self.attendees.splitlines() if name.strip()])
        votes = self.in_favour + self.against + self.abstained
        if votes != attended:
            raise ValueError(f"in_favour:all_votes:票数合计{votes}，应当等于参加人数{attended}。")
        if self.in_favour * 2 <= attended:
            raise ValueError("in_favour:majority:同意的没有过半数，不能形成决定。")
        return self


class ListNotice(Form):
    """公示."""

    published_at: str = line("公示渠道", "除本系统公示页面外，写明网站、公告栏等。")
    contact: OfficePhone = line("受理异议的办公电话", OFFICE_PHONE, 30)


class ListObjection(Form):
    """对公示名单的异议, by anybody, also without a name."""

    candidate: str = Field(
        title="提出异议的单位", min_length=1, max_length=64, json_schema_extra={"widget": "select", "options": "chosen"}
    )
    facts: str = prose("异议的事实和理由", longest=3000)
    name: str = Field(default="", title="姓名或者单位", description="可以不填。", max_length=80)
    contact: str = Field(default="", title="联系方式", description="可以不填；填写的，告知核实结果。", max_length=80)


class ListObjectionOnPaper(ListObjection):
    """An objection that came by letter, visit or phone."""

    received_on: date = Field(title="收到日期")
    scan: File | None = Field(default=None, title="来信扫描件", description=ONE_FILE)


class ListObjectionAnswer(Form):
    """异议核实处理."""

    objection: str = Field(title="异议", min_length=1, max_length=6, json_schema_extra={"options": "list_objections"})
    verification: str = prose("核实情况", longest=3000)
    finding: Literal["founded", "unfounded"] = choice(
        "核实结论", {"founded": "异议成立，影响入选", "unfounded": "不影响入选"}
    )
    answer: str = prose("处理和答复情况", "留有联系方式的，写明何时、如何告知。", 1000)


class ListPublication(Form):
    """公布名单."""

    published_at: str = line("公布渠道", "网站、公告栏、报刊等。")


class PublishedOnList(Form):
    """What the round's list tells each unit on it."""

    round: str = Field(title="届次", max_length=60)
    plaque: str = Field(title="牌匾文字", max_length=40)
    first_day: date = Field(title="聘期起日")
    term_ends_on: date = Field(title="聘期止日")


class PointAppointment(TermOpening):
    """聘任: the unit as a registered organisation begins its term."""
