"""Forms of the office's own turns: flags, tasks, recusal, handing over, merging, reopening, activities."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose
from jiandu.core.forms.inquiry import WITH_HIGHER_PLAN, duty_field, kind_field, way_field
from jiandu.core.forms.letters import ServiceRecord
from jiandu.core.titles import FLAGS

Officers = Annotated[tuple[str, ...], Field(min_length=2, max_length=4)]


def officers_field() -> Officers:
    field: Officers = Field(
        title="承办人",
        description="两名以上行政执法监督人员。",
        json_schema_extra={"widget": "checks", "options": "supervisors"},
    )
    return field


class Marking(Form):
    """急件、敏感、群体: marks of the office, seen by the office alone."""

    flags: tuple[Literal["urgent", "sensitive", "group", "listed"], ...] = Field(
        default=(),
        title="标记",
        description="不勾选的即取消。",
        max_length=4,
        json_schema_extra={"widget": "checks", "titles": {**FLAGS}},
    )


class Instruction(Form):
    """领导批示, turned into a dated task."""

    leader: str = line("批示人及职务")
    given_on: date = Field(title="批示日期")
    text: str = prose("批示内容", longest=2000)
    scan: File | None = Field(default=None, title="批示件扫描件", description=ONE_FILE)
    task: str = prose("交办任务", "由谁、做什么。", 1000)
    due_on: date = Field(title="办结日期", description="须为工作日。")


class Discussion(Form):
    """集体讨论, turned into a dated task."""

    held_on: date = Field(title="讨论日期")
    attendees: str = prose("参加人员", longest=1000)
    opinions: str = prose("讨论意见", longest=3000)
    conclusion: str = prose("讨论结论", longest=2000)
    scan: File | None = Field(default=None, title="讨论记录扫描件", description=ONE_FILE)
    task: str = prose("交办任务", "由谁、做什么。", 1000)
    due_on: date = Field(title="办结日期", description="须为工作日。")


class TaskDone(Form):
    """A task reported done."""

    clock: str = Field(title="交办任务", min_length=1, max_length=64, json_schema_extra={"options": "tasks"})
    result: str = prose("完成情况", longest=2000)


class RecusalDeclared(Form):
    """自行回避, by the officer."""

    reason: str = prose("回避理由", longest=1000)


class RecusalRequest(Form):
    """申请回避, by the agency."""

    officer: str = Field(
        title="申请回避的承办人", min_length=1, max_length=64, json_schema_extra={"options": "officers"}
    )
    reason: str = prose("申请理由", longest=1000)


class RecusalByComplainant(Form):
    """申请回避, by the complainant, who may not know every officer by name."""

    whom: str = line("申请回避的人员", "姓名；不知道姓名的，写明职务或者情况。")
    reason: str = prose("申请理由", longest=1000)


class Reassignment(Form):
    """改派承办人."""

    officers: Officers = officers_field()
    reason: str = prose("改派理由", longest=500)


class HandingOver(Form):
    """移交: up, down or across (Weihai 三(三)1)."""

    owner: str = Field(title="移交给", min_length=1, max_length=64, json_schema_extra={"options": "offices"})
    reason: str = prose("移交理由", longest=1000)


class Merging(Form):
    """并案办理."""

    into: str = line("并入的投诉举报编号", "例如 TS20261121-AB12CD。", longest=40)
    reason: str = prose("并案理由", longest=1000)


class Reopening(Form):
    """重新启动, on new facts."""

    new_facts: str = prose("新的事实、证据", longest=3000)
    reason: str = prose("理由", longest=1000)


class Obstruction(Form):
    """拒绝、阻挠监督, on record (Order 825 arts. 25, 41; Jinzhong art. 27)."""

    persons: str = prose("有关人员及职务", longest=500)
    happened: str = prose("经过", "何时、何地、以何种方式干扰、拒绝、阻挠。", 3000)
    pursued: Literal["warned", "circular", "suggestion"] = choice(
        "处理",
        {
            "warned": "已经当场告知应当配合",
            "circular": "建议通报",
            "suggestion": "建议有权机关依法处理（另行提出人员处理建议）",
        },
    )
    evidence: File | None = Field(default=None, title="录音录像截图或者书证", description=ONE_FILE)


class ServiceAgain(ServiceRecord):
    """重新送达: a service that was defective, or an earlier valid proof (practice 11)."""

    cause: Literal["defective", "earlier_proof"] = choice(
        "原因", {"defective": "原送达有瑕疵，重新送达", "earlier_proof": "另有更早的有效送达凭证"}
    )
    reason: str = prose("说明", longest=1000)


class ExtensionRequest(Form):
    """申请延长期限, by the agency."""

    clock: str = Field(title="申请延长的期限", min_length=1, max_length=64, json_schema_extra={"options": "clocks"})
    until: date = Field(title="申请延长到")
    reason: str = prose("理由", longest=1000)


class PersonnelOpening(Form):
    """A suggestion on a person, begun."""

    person: str = line("有关人员姓名", longest=50)
    post: str = line("单位和职务")
    reason: str = prose("提出建议的事由", longest=2000)


class Chasing(Form):
    """催办, on record."""

    how: str = prose("催办情况", "何时、以何种方式、向谁催办。", 1000)


class PersonHandled(Form):
    """What the competent organ did."""

    handling: str = prose("处理情况", "有权机关的答复内容。", 2000)
    answered_on: date = Field(title="答复日期")
    scan: File | None = Field(default=None, title="答复函扫描件", description=ONE_FILE)


class ClueOpening(Form):
    """问题线索: named persons, for the officers' and the head's eyes only (practice 8)."""

    persons: str = prose("被反映人", "一人一行：姓名、单位、职务。", 1000)
    facts: str = prose("问题线索", "不写投诉举报人的身份和原话。")


class ListingResult(Form):
    """挂牌督办办结报告."""

    report: str = prose("办理情况", longest=3000)


class ActivityPlan(Form):
    """监督活动 (Order 825 arts. 14, 15, 20, 21; 衢州 arts. 14, 15)."""

    title: str = line("活动名称")
    mode: Literal["daily", "key", "special"] = choice("监督类型", WITH_HIGHER_PLAN)
    way: str | None = way_field("activity_ways")
    subject_kind: str | None = kind_field()
    duty: Literal["guidance", "reform", "standardisation", "systems", "other"] = duty_field()
    higher_plan: str = Field(
        default="",
        title="省级以上专项监督方案",
        description="方案名称、文号；只在执行专项监督方案时填写。专项监督由省级以上部署，市、县不自行开展。",
        max_length=200,
    )
    plan: str = prose("工作方案", "责任部门、监督重点、进度安排和工作要求。")

    @model_validator(mode="after")
    def _special_is_handed_down(self) -> Self:
        if (self.mode == "special") != bool(self.higher_plan):
            raise ValueError(
                "higher_plan:with_special:专项监督由省级以上人民政府行政执法监督机构开展；"
                "执行其方案的，写明方案名称、文号，其他监督活动不填。"
            )
        return self


class PlanTask(Form):
    """One task of a plan: who does what by when."""

    task: str = prose("任务", "一次一项：监督重点和工作要求。", 1000)
    responsible: str = line("责任部门、责任人")
    due_on: date = Field(title="完成日期", description="须为工作日。")


class CasesOpening(Form):
    """分别立案: one case for each agency."""

    subject: str = line("案由")
    agencies: Annotated[tuple[str, ...], Field(min_length=1, max_length=30)] = Field(
        title="行政执法机关",
        description="每个机关单独成案，各自送达、各自计算期限；一次不超过30个。",
        json_schema_extra={"widget": "checks", "options": "own_agencies"},
    )
    officers: Officers = officers_field()


class ActivitySummary(Form):
    """活动总结."""

    summary: str = prose("总结", longest=5000)


class RectificationOpening(Form):
    """责令限期改正, begun (Order 825 art. 39)."""

    respondent: str = Field(
        title="被责令改正的机关", min_length=1, max_length=64, json_schema_extra={"options": "lower_bureaus"}
    )
    reason: str = prose("事由", longest=2000)


class ReportingOpening(Form):
    """工作报告, set up once: to whom and how often is the office's own rule."""

    due_on: date = Field(title="首次报告日期", description="须为工作日；以后每次报告时确定下一次的日期。")
    rule: str = optional_prose("报告制度", "例如：每年一月向本级人民政府报告上一年度工作。", 500)


class WorkHandover(Form):
    """工作移交: everything one officer has in hand goes to another, in one act with a signed list."""

    from_person: str = Field(title="移交人", min_length=1, max_length=64, json_schema_extra={"options": "staff"})
    to_person: str = Field(title="接收人", min_length=1, max_length=64, json_schema_extra={"options": "supervisors"})
    reason: str = prose("移交原因", longest=500)


class DeputisingOrder(Form):
    """工作代理: for an absence, from one day to another."""

    person: str = Field(title="被代理人", min_length=1, max_length=64, json_schema_extra={"options": "staff"})
    deputy: str = Field(
        title="代理人",
        description="代理期间办理被代理人的全部工作，记录写明“代”；代理人和被代理人视为同一人，不能互相审核、签发。",
        min_length=1,
        max_length=64,
        json_schema_extra={"options": "staff"},
    )
    first_day: date = Field(title="代理第一日")
    last_day: date = Field(title="代理最后一日", description="次日起代理自行终止。")
    reason: str = prose("代理事由", longest=500)


class SignedList(Form):
    """移交清单, signed by both sides and a witness."""

    scan: File = Field(title="签字清单扫描件", description=ONE_FILE)
    witness: str = line("监交人及职务")
