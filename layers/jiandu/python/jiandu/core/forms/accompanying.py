"""Forms of 伴随式监督 (Jinzhong arts. 17 to 20, Weihai 三(三)2): its plan, its measures in the field, its summary."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import File, Form, choice, confirmed, line, optional_prose, prose
from jiandu.core.forms.measures import (
    SCAN,
    SIGNED,
    refusal_explained,
    refusal_field,
    scan_field,
    signed_field,
    two_named,
)
from jiandu.core.forms.office import Officers
from jiandu.core.leads import MOST_LEADS
from jiandu.core.letters.text import paragraphs
from jiandu.core.matter import Upload


def _moment(title: str) -> Any:
    return Field(title=title, json_schema_extra={"widget": "datetime"})


def _two(title: str) -> Any:
    return prose(f"{title}（两人以上）", "一行一人：姓名（监督证号）。", 500)


class AccompanyingPlan(Form):
    """伴随式监督方案: of whom, in which field, from which leads, by whom and between which days."""

    title: str = line("监督名称", "例如：市场监管领域涉企检查伴随式监督。", 100)
    respondent: str = Field(
        title="被监督的行政执法机关", min_length=1, max_length=64, json_schema_extra={"options": "own_agencies"}
    )
    field: str | None = Field(
        default=None,
        title="重点执法领域",
        max_length=40,
        json_schema_extra={"widget": "select", "choices": "key_fields"},
    )
    leads: str = optional_prose(
        "线索编号", "投诉举报、联系点意见建议的编号，一行一个；从“监督线索”页面拟订的自动带入。", 1500
    )
    officers: Officers = Field(
        title="监督人员",
        description="两名以上，今日和开始之日都持有有效的监督证件。",
        json_schema_extra={"widget": "checks", "options": "supervisors"},
    )
    no_recusal: Literal[True] = confirmed("监督人员已逐一声明：与被监督机关和有关当事人没有利害关系，不需要回避")
    first_day: date = Field(title="开始日期")
    due_on: date = Field(title="结束日期", description="须为工作日；到期没有总结的，列为逾期。")
    plan: str = prose("监督方案", "监督的执法行为、内容、方式和步骤安排。")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.due_on < self.first_day:
            raise ValueError("due_on:after_first_day:结束日期不能早于开始日期。")
        if len(paragraphs(self.leads)) > MOST_LEADS:
            raise ValueError(f"leads:too_many:一次最多使用{MOST_LEADS}条线索。")
        return self


class ContentChecked(Form):
    """One of the headings of what is looked at (Jinzhong art. 18), by which of the ways of art. 19."""

    content: str | None = Field(
        default=None,
        title="检查内容",
        max_length=40,
        json_schema_extra={"widget": "select", "choices": "accompanying_contents"},
    )
    methods: Annotated[tuple[str, ...], Field(min_length=1, max_length=6)] = Field(
        title="采取的方式", json_schema_extra={"widget": "checks", "choices": "accompanying_methods"}
    )
    result: Literal["sound", "problem", "not_concerned"] = choice(
        "结果", {"sound": "符合要求", "problem": "发现问题", "not_concerned": "本次不涉及"}
    )
    finding: str = prose("检查情况", "看到的事实；不涉及的，写明理由。", 3000)


class CourseExtension(Form):
    """延长伴随式监督: its own last day moves."""

    clock: str = Field(title="延长的期限", min_length=1, max_length=64, json_schema_extra={"options": "clocks"})
    due_on: date = Field(title="延长后的结束日期", description="晚于原结束日期，须为工作日。")
    reason: str = prose("延长理由", longest=2000)


class SiteRecord(Form):
    """现场监督记录: what supervisors saw where enforcement was done, with the officers or unannounced."""

    way: Literal["attended", "unannounced"] = choice("方式", {"attended": "随同执法", "unannounced": "暗访"})
    began_at: datetime = _moment("开始时间")
    ended_at: datetime = _moment("结束时间")
    place: str = line("地点")
    surveyors: str = _two("监督人员")
    enforcers: str = optional_prose("行政执法人员", "一行一人：姓名、执法证号；随同执法的填写。", 500)
    activity: str = line("执法活动", "例如：对某企业的食品安全日常检查。")
    seen: str = prose("看到的情况", "出示证件、告知、检查、文书、记录等各环节的事实，不写推断。")
    reminded: str = optional_prose("当场提示和指导", longest=2000)
    signed: Literal["signed", "refused", "unneeded"] = choice(
        "核对签名", {**SIGNED, "unneeded": "暗访，不需要签名"}, "由现场行政执法人员核对签名。"
    )
    refusal: str = refusal_field()
    scan: File | None = scan_field("记录扫描件")

    @model_validator(mode="after")
    def _fits_the_way(self) -> Self:
        two_named("surveyors", self.surveyors)
        attended = self.way == "attended"
        if attended != bool(self.enforcers):
            raise ValueError("enforcers:with_attended:随同执法的，写明行政执法人员；暗访的不填。")
        if attended == (self.signed == "unneeded"):
            raise ValueError("signed:with_attended:随同执法的，由行政执法人员签名或者记明拒签；暗访的不需要签名。")
        if (self.signed == "refused") != bool(self.refusal):
            raise ValueError("refusal:with_refusal:拒绝签名的，请写明理由和见证人；其他情形不填。")
        return self


class FilesTaken(Form):
    """调取材料清单: what was taken on the spot, of whom, and until when."""

    began_at: datetime = _moment("开始时间")
    ended_at: datetime = _moment("结束时间")
    place: str = line("地点")
    takers: str = _two("调取人")
    given_by: str = line("提供人", "姓名、单位、职务。")
    files: str = prose("调取的材料", "一行一件，写明名称、份数、页数。", 3000)
    form: Literal["original", "copy", "electronic"] = choice(
        "形式", {"original": "原件", "copy": "复制件", "electronic": "电子件"}
    )
    return_on: date | None = Field(default=None, title="原件归还日期", description="调取原件的填写。")
    signed: Literal["signed", "refused"] = signed_field()
    refusal: str = refusal_field()
    scan: File | None = scan_field("清单扫描件")

    _refused = model_validator(mode="after")(refusal_explained)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        two_named("takers", self.takers)
        if (self.form == "original") != bool(self.return_on):
            raise ValueError("return_on:with_original:调取原件的，写明归还日期；其他形式不填。")
        if self.return_on and self.return_on < self.ended_at.date():
            raise ValueError("return_on:after_taking:归还日期不能早于调取之日。")
        return self


SHA256 = r"^$|^[0-9a-f]{64}$"


class FieldMaterial(Form):
    """照片、录音、录像、样品: each with its moment, its place and the value it is held by."""

    kind: Literal["photo", "audio", "video", "sample"] = choice(
        "种类", {"photo": "照片", "audio": "录音", "video": "录像", "sample": "样品"}
    )
    taken_at: datetime = _moment("取得时间")
    place: str = line("地点")
    taken_by: str = _two("取得人")
    description: str = prose("内容说明", "照片、录像证明什么；样品的名称、批号、数量和封样情况。", 2000)
    file: File | None = Field(default=None, title="文件", description=f"照片必须上传；{SCAN}")
    sha256: str = Field(
        default="",
        title="校验值（SHA-256）",
        description="取得时计算的64位校验值；没有填写的，以上传的文件为准。没有上传的录音、录像必须填写。",
        max_length=64,
        pattern=SHA256,
    )
    kept_at: str = Field(
        default="", title="原始载体、样品存放处", description="样品和没有上传的录音、录像必须填写。", max_length=200
    )

    @model_validator(mode="before")
    @classmethod
    def _by_the_file(cls, given: Any) -> Any:
        """The value of the file that came stands on record where none was told."""
        file = given.get("file")
        return {**given, "sha256": file.sha256} if isinstance(file, Upload) and not given.get("sha256") else given

    @model_validator(mode="after")
    def _held_fast(self) -> Self:
        two_named("taken_by", self.taken_by)
        if self.kind == "photo" and not self.file:
            raise ValueError("file:photo:请上传照片原件。")
        if self.file and self.sha256 and self.file.sha256 != self.sha256:
            raise ValueError("file:unchanged:文件的校验值与取得时登记的不一致，文件已经改变；请上传没有改动的原件。")
        recording = self.kind in ("audio", "video") and not self.file
        if recording and not self.sha256:
            raise ValueError("sha256:of_recording:没有上传的录音、录像，请填写校验值。")
        if (recording or self.kind == "sample") and not self.kept_at:
            raise ValueError("kept_at:kept:请写明原始载体、样品存放在哪里。")
        return self


MEETINGS = {
    "hearing_report": "听取汇报",
    "forum": "座谈会",
    "hearing": "听证会",
    "experts": "专家论证会",
    "visit": "走访行政管理相对人",
    "questionnaire": "问卷调查",
    "other": "法律、法规、规章规定的其他措施",
}


class FieldMeeting(Form):
    """听取汇报、座谈、听证、论证、走访、问卷: who took part and what came of it."""

    kind: Literal["hearing_report", "forum", "hearing", "experts", "visit", "questionnaire", "other"] = choice(
        "形式", MEETINGS, widget="select"
    )
    held_on: date = Field(title="日期")
    place: str = line("地点")
    participants: str = prose("参加人员", "一行一人；走访、问卷的写明对象和人数，不写姓名。", 2000)
    record: str = prose("情况记录", "问卷的，写明各题结果。")
    sent: int | None = Field(default=None, title="发出问卷份数", ge=1, le=100_000)
    returned: int | None = Field(default=None, title="收回有效问卷份数", ge=0, le=100_000)
    scan: File | None = Field(default=None, title="记录、签到或者问卷", description=SCAN)

    @model_validator(mode="after")
    def _counted(self) -> Self:
        for name, n in (("sent", self.sent), ("returned", self.returned)):
            if (self.kind == "questionnaire") != (n is not None):
                raise ValueError(f"{name}:with_questionnaire:问卷调查的，写明发出和收回份数；其他形式不填。")
        if self.sent is not None and self.returned is not None and self.returned > self.sent:
            raise ValueError("returned:not_more_than_sent:收回份数不能多于发出份数。")
        return self


APPRAISALS = {"appraisal": "鉴定", "evaluation": "评估", "testing": "检测", "survey": "勘验"}


class Entrustment(Form):
    """委托书: to a body with the qualification the law asks for."""

    body: str = line("受委托机构", "全称。", 100)
    qualification: str = line("资质", "符合法定条件的资质名称、证书编号。")
    kind: Literal["appraisal", "evaluation", "testing", "survey"] = choice("委托事项", APPRAISALS)
    request: str = prose("委托内容和要求", longest=2000)
    materials: str = optional_prose("移交的材料、样品", "一行一件。", 1000)
    due_on: date = Field(title="完成期限", description="须为工作日。")


class AppraisalResult(Form):
    """What the body found."""

    reported_on: date = Field(title="出具日期")
    conclusion: str = prose("结论", longest=3000)
    report: File = Field(title="报告", description=SCAN)


class FindingOpened(Form):
    """发现的问题, on its way into a case of its own."""

    problem: str = prose("发现的问题", longest=3000)
    wish: Literal["urging", "opinion", "suggestion", "transfer"] = choice(
        "拟采取的处理",
        {
            "urging": "制发督办函（应当履行而未履行职责）",
            "opinion": "制发意见书（违法或者明显不当）",
            "suggestion": "提出建议（不够适当，或者制度、管理问题）",
            "transfer": "移送有权机关处理",
        },
        "拟办意见；在个案中查明后决定。",
    )


class GuidanceGiven(Form):
    """指导、服务 on the way."""

    given_on: date = Field(title="日期")
    to_whom: str = line("对象", "单位、部门或者岗位。")
    guidance: str = prose("指导、服务内容", "依据的法律、法规、规章和具体做法。", 3000)


class AccompanyingSummary(Form):
    """评价总结."""

    course: str = prose("监督情况", "时间、方式、范围。", 3000)
    problems: str = prose("发现的问题", "没有发现问题的写“没有发现问题”。", 3000)
    corrected: str = prose("纠正情况", longest=3000)
    guidance: str = prose("指导、服务情况", longest=3000)
    grade: Literal["good", "fair", "poor"] = choice(
        "总体评价", {"good": "规范", "fair": "基本规范", "poor": "问题突出"}
    )
    evaluation: str = prose("评价", "总体评价的理由。", 3000)
    suggestions: str = prose("意见建议", longest=3000)
