"""Forms of what contact points raise and are asked (Jinzhong arts. 12 to 15, 28, 30, 31; Zhuzhou 三(一))."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from jiandu.core.forms.base import ONE_FILE, File, Form, choice, line, optional_prose, prose
from jiandu.core.titles import FIELDS, SOURCES

NAMELESS = "不写提出人的姓名和联系方式。"
# The ten key fields of enforcement of Jinzhong art. 17.
EnforcementField = Literal[
    "environment", "market", "safety", "urban", "labour", "resources", "transport", "agriculture", "health",
    "culture", "other",
]  # fmt: skip
SERVICES = {
    "lawyer": "律师",
    "notary": "公证",
    "appraisal": "司法鉴定",
    "arbitration": "仲裁",
    "mediation": "调解",
    "legal_aid": "法律援助",
}
ADOPTIONS = {"adopted": "采纳", "partly": "部分采纳", "not_adopted": "未采纳"}


def _title(help: str = "") -> Any:
    return line("标题", help, 100)


def _field() -> Any:
    return choice("涉及的执法领域", FIELDS, widget="select")


def _closing(title: str, help: str = "须为工作日。") -> Any:
    return Field(title=title, description=help)


class Advice(Form):
    """意见建议: one piece a contact point collected."""

    title: str = _title()
    source: Literal["box", "forum", "visit", "own"] = choice("收集方式", SOURCES)
    collected_on: date = Field(title="收集日期")
    field: EnforcementField = _field()
    text: str = prose("意见建议", f"反映的情况和希望怎样改进；{NAMELESS}")
    people: int = Field(default=1, ge=1, le=10_000, title="提出人数", description="一人提出的填 1。")


class AdviceAnswer(Form):
    """What became of a piece of advice."""

    outcome: Literal["adopted", "partly", "not_adopted", "passed_on"] = choice(
        "处理结果", {**ADOPTIONS, "passed_on": "转有关机关研究"}
    )
    explanation: str = prose("处理情况", "写给联系点和提出人看：怎样处理、为什么。", 3000)


class AdviserTold(Form):
    """That whoever advised was told."""

    told_on: date = Field(title="告知日期")
    way: Literal["in_person", "forum", "notice", "phone"] = choice(
        "告知方式", {"in_person": "当面", "forum": "座谈会", "notice": "公示栏", "phone": "电话"}
    )
    reaction: str = optional_prose("提出人的反映", NAMELESS, 1000)


class PolicyProposal(Form):
    """政策文件废止、修改建议 (Jinzhong art. 13)."""

    title: str = _title()
    document: str = line("文件名称", longest=150)
    number: str = Field(default="", title="发文字号", max_length=60)
    maker: str = line("制定机关", longest=100)
    clause: str = line("有关条款", "例如：第八条第二款。", 200)
    wish: Literal["repeal", "amend"] = choice("建议", {"repeal": "废止", "amend": "修改"})
    reason: str = prose("理由", "怎样阻碍或者限制企业发展。")
    file: File | None = Field(default=None, title="文件或者材料", description=ONE_FILE)


PASSED = {"sound": "没有问题", "problem": "存在问题"}
Passed = Literal["sound", "problem"]


class PolicyFinding(Form):
    """审查结论: legality, reasonableness, feasibility, and what follows."""

    legality: Passed = choice("合法性", PASSED)
    reasonableness: Passed = choice("合理性", PASSED)
    feasibility: Passed = choice("可行性", PASSED)
    explanation: str = prose("审查意见", "逐项说明；告知联系点。")
    conclusion: Literal["clean_up", "keep"] = choice("结论", {"clean_up": "应当清理", "keep": "予以保留"})

    @model_validator(mode="after")
    def _cleaned_up_for_a_problem(self) -> Self:
        problem = "problem" in (self.legality, self.reasonableness, self.feasibility)
        if self.legality == "problem" and self.conclusion == "keep":
            raise ValueError("conclusion:unlawful_goes:合法性存在问题的，应当清理，不能予以保留。")
        if not problem and self.conclusion == "clean_up":
            raise ValueError("conclusion:for_a_problem:三个方面都没有问题的，不需要清理。")
        return self


class PolicyCleaned(Form):
    """清理结果."""

    result: Literal["repealed", "amended", "suspended"] = choice(
        "清理结果", {"repealed": "已废止", "amended": "已修改", "suspended": "已停止执行有关条款"}
    )
    done_on: date = Field(title="清理日期")
    document: str = line("清理的文件", "废止、修改所依据的文件名称和字号。")


class CompetitionApplication(Form):
    """公平竞争审查申请 (Jinzhong art. 14)."""

    title: str = _title()
    area: Literal["bidding", "procurement", "qualification", "factors", "circulation"] = choice(
        "涉及方面",
        {
            "bidding": "招投标",
            "procurement": "政府采购",
            "qualification": "资质资格获取",
            "factors": "生产要素市场化配置",
            "circulation": "商品服务流通",
        },
    )
    maker: str = line("作出该规定或者做法的机关", longest=100)
    restriction: str = prose("限制内容", "文件名称和条款，或者具体做法。")
    reason: str = prose("理由", "怎样妨碍公平竞争。", 3000)
    file: File | None = Field(default=None, title="文件或者材料", description=ONE_FILE)


class CompetitionResult(Form):
    """公平竞争审查结果."""

    outcome: Literal["corrected", "exempted", "no_restriction", "not_reviewed"] = choice(
        "结果",
        {
            "corrected": "妨碍公平竞争，已经停止执行或者调整",
            "exempted": "符合例外规定",
            "no_restriction": "不妨碍公平竞争",
            "not_reviewed": "不属于公平竞争审查范围",
        },
    )
    handled_by: str = line("处理机关", longest=100)
    explanation: str = prose("处理情况和理由", "写给联系点看。", 3000)


class JointProblem(Form):
    """跨部门问题 (Jinzhong art. 15)."""

    title: str = _title()
    text: str = prose("问题", "卡在哪些部门、哪个环节，希望怎样解决。")
    field: EnforcementField = _field()
    file: File | None = Field(default=None, title="材料", description=ONE_FILE)


class JointResult(Form):
    """研究结果, told to the point."""

    solved: Literal["solved", "in_part", "not_now"] = choice(
        "结果", {"solved": "已经解决", "in_part": "部分解决", "not_now": "暂时不能解决"}
    )
    explanation: str = prose("各部门意见和解决情况", "写给联系点看；不能解决的，说明理由。")


class DepartmentsAsked(Form):
    """交有关部门研究答复: the same question to each."""

    title: str = line("事由", "写给部门看。", 100)
    departments: Annotated[tuple[str, ...], Field(min_length=1, max_length=20)] = Field(
        title="部门",
        description="每个部门各自答复、各自计算期限。",
        json_schema_extra={"widget": "checks", "options": "departments"},
    )
    question: str = prose("需要研究答复的问题", "写给部门看；不写联系点以外的人员姓名和联系方式。")
    due_on: date = _closing("答复期限")


class DepartmentQuestion(Form):
    """What one department is asked, handed over from the matter it belongs to."""

    title: str = _title()
    question: str = prose("需要研究答复的问题")
    due_on: date = _closing("答复期限")


class DepartmentReply(Form):
    """A department's answer."""

    conclusion: Literal["done", "will_do", "cannot", "not_ours"] = choice(
        "答复",
        {"done": "已经解决", "will_do": "将采取措施", "cannot": "依法不能办理", "not_ours": "不属于本部门职责"},
    )
    answer: str = prose("答复内容", "依据、理由和措施。")
    due_measures: str = optional_prose("措施和完成时间", "将采取措施的填写。", 1000)


class AnswerReturn(Form):
    """退回重新答复."""

    missing: str = prose("还需要答复的内容", longest=2000)
    due_on: date = _closing("重新答复的期限")


class Question(Form):
    """执法问题咨询 (Jinzhong art. 31(2))."""

    title: str = _title()
    field: EnforcementField = _field()
    text: str = prose("咨询的问题")


class QuestionAnswer(Form):
    """解答."""

    answer: str = prose("解答", "写明依据的法律、法规、规章。")


class ServiceRequest(Form):
    """法律服务需求 (Jinzhong art. 28)."""

    title: str = _title()
    service: Literal["lawyer", "notary", "appraisal", "arbitration", "mediation", "legal_aid"] = choice(
        "法律服务种类", SERVICES
    )
    need: str = prose("需求", "什么事情、需要什么帮助、希望何时。", 3000)


class ServiceAssignment(Form):
    """安排法律服务."""

    provider: str = line("服务机构", "律师事务所、公证处等的名称。", 100)
    contact: str = line("联系方式", "机构的办公电话或者地址。", 200)
    arrangement: str = prose("安排", "由谁、何时、怎样提供服务。", 2000)


class ServiceProvided(Form):
    """服务情况."""

    provided_on: date = Field(title="服务日期")
    answer: str = prose("服务情况和结果", longest=3000)


class LegislativeProposal(Form):
    """立法建议、调研报告 (Jinzhong art. 30)."""

    title: str = _title()
    kind: Literal["project", "report", "draft_opinion"] = choice(
        "种类", {"project": "法规、规章立项建议", "report": "调研报告", "draft_opinion": "对法规、规章草案的意见"}
    )
    text: str = prose("内容", "建议解决的问题、主要制度和理由；调研报告写明要点，全文可以上传。")
    file: File | None = Field(default=None, title="全文", description=ONE_FILE)


class Adoption(Form):
    """采纳情况反馈 (Jinzhong art. 31(5))."""

    outcome: Literal["adopted", "partly", "not_adopted"] = choice("采纳情况", ADOPTIONS)
    explanation: str = prose("说明", "采纳在哪里；没有采纳的，说明理由。", 3000)


DRAFTS = {"rules": "规章草案", "normative": "行政规范性文件草案", "research": "立法调研"}
WAYS = {"written": "书面征求", "forum": "座谈会", "hearing": "听证会"}
Draft = Literal["rules", "normative", "research"]
Way = Literal["written", "forum", "hearing"]


class Consultation(Form):
    """What one point is asked, handed over from the solicitation."""

    title: str = _title()
    drafter: str = line("起草单位", longest=100)
    draft_kind: Draft = choice("征求意见的事项", DRAFTS)
    way: Way = choice("方式", WAYS)
    questions: str = prose("征求意见的问题", "一个问题一行；座谈会、听证会写明时间、地点。", 3000)
    draft: File = Field(title="草案或者调研提纲", description=ONE_FILE)
    due_on: date = _closing("截止日期", "须为工作日；没有截止日期不能征求意见。")


class Solicitation(Consultation):
    """征求意见 (Jinzhong arts. 12, 30): a draft, to chosen points, until a closing date."""

    points: Annotated[tuple[str, ...], Field(min_length=1, max_length=50)] = Field(
        title="联系点",
        description="至少一个；每个联系点各自反馈。",
        json_schema_extra={"widget": "checks", "options": "contact_points"},
    )


class ConsultationAnswer(Form):
    """反馈意见."""

    stance: Literal["agree", "comments", "oppose"] = choice(
        "态度", {"agree": "同意，没有意见", "comments": "原则同意，有修改意见", "oppose": "不同意"}
    )
    opinion: str = optional_prose("意见和理由", "有修改意见或者不同意的必须填写，写明条款。")
    collected_from: str = optional_prose("征集情况", "向社会公众、会员征集的，写明方式和人数，不写姓名。", 1000)

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.stance != "agree" and not self.opinion:
            raise ValueError("opinion:said:有修改意见或者不同意的，请写明意见和理由。")
        return self


class SolicitationSummary(Form):
    """汇总情况."""

    summary: str = prose("意见采纳的总体情况", longest=3000)
