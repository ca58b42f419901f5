"""What the letters of the branches say, composed from their forms and the record; and what must not stand in them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from casework import GAO, ORGANISATIONS, ZHENG, ZHOU, Bureau, accepted, correcting, reported
from jiandu.core.admit import examine
from jiandu.core.compose import Plan, compose
from jiandu.core.compose_branches import BRANCHES
from jiandu.core.errors import Invalid
from jiandu.core.forms import FORMS
from jiandu.core.forms.reading import read_form
from jiandu.core.letters.branches import ClueTransfer, ExtensionNotice, SuspensionNotice, WorkReport
from jiandu.core.letters.text import Letter
from jiandu.core.matter import Actor, Case, Event, Organisation
from jiandu.core.matter import Letter as InPreparation
from jiandu.core.prefill import prefill
from jiandu.core.procedure import Action, Article, Effect
from jiandu.core.setting import Setting
from jiandu.options import of_case

ARTICLE = Article("《行政执法监督条例》", "32")
INTERNAL = Article("内部规则", "")
UPPER = Organisation(id="upper", name="示范省司法厅", level="province", kind="bureau", short="省司")
CHIEF = Actor("person", "chief", "upper", ("signer",))
TYPED = {"facts": "我叫某某，在示范路开店，被罚五千元。", "request": "退还罚款五千元。"}

COMPLETION = {"missing": "罚款票据。\n营业执照。"}
TRANSFER = {"organ": "示范市人力资源和社会保障局", "reason": "属于劳动保障监察。"}
PROBLEM = {"superior": "示范省税务局", "facts": "检查过频。", "law": "第五十九条。", "suggestion": "依法纠正。"}
PERSONNEL = {
    "organ": "示范市市场监督管理局",
    "person": "高某",
    "post": "执法一队队员",
    "ground": "misconduct",
    "facts": "未出示证件。",
    "causes": "程序意识不强。",
    "consequences": "罚款不当。",
    "correction": "已经退还。",
    "suggestions": ["off_post_education", "criticism"],
    "due_on": "2026-03-16",
}
CLUE = {
    "organ": "示范市监察委员会",
    "persons": "高某 执法一队队员\n曹某 办公室副主任",
    "facts": "罚款没有票据。",
    "nature": "corruption",
    "evidence": "登记簿",
}
ORDER = {"facts": "十九件未审查。", "law": "第六条。", "demand": "逐件审查。", "due_on": "2026-03-16"}
REPORT = {
    "period_from": "2026-02-01",
    "period_to": "2026-02-28",
    "figures": "收到12件\n办结9件",
    "work": "开展监督。",
    "problems": "力量不足。",
    "plan": "开展培训。",
    "due_on": "2026-09-01",
}
SUSPENSION = {"cause": "other", "reason": "等待检验结论。"}
TERMINATION = {"cause": "litigation", "reason": "投诉人已经起诉。"}
EXTENSION = {"clock": "correction#1", "due_on": "2026-04-20", "reason": "户数较多。", "on_application": True}
RECUSAL = {"officer": "lin", "outcome": "recused", "reason": "近亲属为当事人。", "replacement": "wu"}
LISTING = {"reason": "企业反映强烈。", "demand": "逐户核实。", "due_on": "2026-03-16"}
WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    "completion_notice": ("completion", COMPLETION),
    "transfer_letter": ("transfer", TRANSFER),
    "problem_notice": ("problem_notice_draft", PROBLEM),
    "personnel_suggestion": ("personnel_suggestion_draft", PERSONNEL),
    "clue_transfer": ("clue_transfer_draft", CLUE),
    "order_to_correct": ("order_to_correct_draft", ORDER),
    "work_report": ("work_report_draft", REPORT),
    "suspension_notice": ("suspension", SUSPENSION),
    "termination_notice": ("termination", TERMINATION),
    "extension_notice": ("extension", EXTENSION),
    "recusal_decision": ("recusal_decision", RECUSAL),
    "listing_notice": ("listing", LISTING),
}


def with_event(case: Case, action: str, actor: Actor, facts: dict[str, Any]) -> Case:
    """The case with one more event on record."""
    last = case.events[-1]
    event: Event = last.model_copy(
        update={
            "n": last.n + 1,
            "action": action,
            "actor": actor.id,
            "organisation": actor.organisation,
            "facts": facts,
        }
    )
    return replace(case, events=(*case.events, event))


def asked_to_recuse(case: Case) -> Case:
    return with_event(case, "ask_recusal", GAO, {"officer": "lin", "reason": "有利害关系。"})


def written(
    bureau: Bureau,
    case: Case,
    kind: str,
    actor: Actor = ZHENG,
    basis: tuple[Article, ...] = (ARTICLE,),
    **changes: Any,
) -> Any:
    """The letter of a kind from its form filled in: drafted before, or by the act itself."""
    form, values = WRITTEN[kind]
    facts = read_form(FORMS[form], {**values, **changes}).model_dump(mode="json")
    if form.endswith("_draft"):
        case = with_event(case, f"draft_{kind}", ZHOU, facts)
        preparing = InPreparation(kind=kind, stage="signing", draft=case.events[-1].n)
        case = replace(case, matter=case.matter.model_copy(update={"letter": preparing}))
        facts = {"opinion": "同意"}
    action = Action("act", "办理", (), (), basis, Effect())
    setting = Setting(case, action, actor, facts, bureau.today, bureau.rules)
    code = bureau.rules.codes[kind]
    return compose(Plan(kind, code), setting, f"{setting.issuer.short}{code}〔2026〕1号")


def in_correction(**told: Any) -> tuple[Bureau, Case]:
    """A case whose 意见书 was served, with its complaint."""
    bureau = Bureau()
    _, case = correcting(bureau, **told)
    return bureau, bureau.case(case)


def under_review(**told: Any) -> tuple[Bureau, Case]:
    """A complaint not yet decided on."""
    bureau = Bureau()
    return bureau, bureau.case(bureau.submit(**told))


def text(letter: Letter) -> str:
    return letter.model_dump_json()


@pytest.mark.parametrize("kind", list(BRANCHES))
def test_every_letter_of_a_branch_is_composed_from_its_form(kind: str) -> None:
    """Each model refuses what its document must not lack; each is numbered in its own series, dated and addressed."""
    of_complaint = kind in ("completion_notice", "transfer_letter")
    bureau, case = under_review() if of_complaint else in_correction()
    letter = written(bureau, asked_to_recuse(case), kind)
    assert (f"市司{bureau.rules.codes[kind]}〔2026〕1号", "2026年3月2日") == (letter.number, letter.issued_on)
    assert "示范市司法局" == letter.issuer
    assert "《行政执法监督条例》第三十二条" == letter.basis


def test_a_completion_notice_names_all_that_is_missing_to_the_complainant() -> None:
    bureau, case = under_review()
    letter = written(bureau, case, "completion_notice")
    assert ("投诉举报人", case.matter.number) == (letter.addressee, letter.matter_number)
    assert ("罚款票据。", "营业执照。") == letter.missing


@pytest.mark.parametrize("disclose", [False, True])
def test_a_transfer_is_an_extract_without_the_complainant(disclose: bool) -> None:
    """Agency, kind of act, kind of problem; no word typed, no number, no day of receipt, even with consent."""
    bureau, case = under_review(act="inspection", category="excess_inspection", disclose=disclose, **TYPED)
    bureau.wait(days=3)
    letter = written(bureau, case, "transfer_letter")
    assert "示范市人力资源和社会保障局" == letter.addressee
    assert ("反映示范市市场监督管理局行政检查中“乱检查、检查过多过频”的问题。",) == letter.summary
    told = ("某某", "示范路", "五千元", case.matter.number, "2026年3月2日", "投诉")
    assert [] == [part for part in told if part in text(letter)]


@pytest.mark.parametrize(("disclose", "source"), [(False, "工作中发现"), (True, "投诉举报")])
def test_a_problem_notice_goes_to_the_superior(disclose: bool, source: str) -> None:
    """With its source told only by consent."""
    bureau, case = under_review(agency="tax", disclose=disclose)
    letter = written(bureau, case, "problem_notice")
    assert ("示范省税务局", "示范市税务局", source) == (letter.addressee, letter.respondent, letter.source)


def test_a_suggestion_on_a_person_prints_what_was_weighed_and_what_is_suggested() -> None:
    """Suggestions stand in the order of the law, each once."""
    bureau, case = in_correction()
    letter = written(bureau, case, "personnel_suggestion")
    assert ("批评教育", "离岗教育") == letter.suggestions
    assert ("违法或者明显不当", "2026年3月16日") == (letter.ground, letter.deadline)
    assert [("程序意识不强。",), ("罚款不当。",), ("已经退还。",)] == [
        letter.causes,
        letter.consequences,
        letter.correction,
    ]
    obstructing = written(bureau, case, "personnel_suggestion", ground="obstruction", suggestions=["discipline"])
    assert ("拒绝、阻挠行政执法监督", ("依法给予处分",)) == (obstructing.ground, obstructing.suggestions)


def test_a_transfer_of_a_clue_names_persons_and_materials_and_no_source() -> None:
    bureau, case = in_correction(disclose=True)
    letter: ClueTransfer = written(bureau, case, "clue_transfer")
    assert ("示范市监察委员会", "涉嫌贪污贿赂") == (letter.addressee, letter.nature)
    assert (2, ("登记簿",)) == (len(letter.persons), letter.materials)
    assert "投诉" not in text(letter)


def test_an_order_to_correct_goes_to_the_body_that_does_not_perform() -> None:
    bureau, case = in_correction()
    letter = written(bureau, case, "order_to_correct")
    assert ("示范市市场监督管理局", "2026年3月16日") == (letter.addressee, letter.deadline)


def test_a_work_report_goes_up_to_the_government_with_its_signer() -> None:
    bureau, case = in_correction()
    letter: WorkReport = written(bureau, case, "work_report")
    assert ("示范市人民政府", "郑四") == (letter.addressee, letter.signer)
    assert ("2026年2月1日", "2026年2月28日") == (letter.began_on, letter.ended_on)
    assert ("收到12件", "办结9件") == letter.figures


@pytest.mark.parametrize(
    ("cause", "printed", "reasons"),
    [
        ("reconsideration", "有关行政行为已经进入行政复议程序", ()),
        ("litigation", "有关行政行为已经进入行政诉讼程序", ()),
        ("other", "出现其他需要中止的情形", ("等待检验结论。",)),
    ],
)
def test_a_suspension_prints_its_cause_and_its_reason_only_where_the_cause_does_not_say_it(
    cause: str, printed: str, reasons: tuple[str, ...]
) -> None:
    bureau, case = in_correction()
    letter: SuspensionNotice = written(bureau, case, "suspension_notice", cause=cause)
    assert (printed, reasons, "某处罚程序问题") == (letter.cause, letter.reasons, letter.subject)


def test_a_termination_prints_its_cause_and_never_what_was_typed() -> None:
    """The reason is the file's: it may speak of the complainant."""
    bureau, case = in_correction()
    letter = written(bureau, case, "termination_notice")
    assert "争议已进入行政诉讼" == letter.cause
    assert "投诉" not in text(letter)


def test_a_case_not_yet_opened_is_terminated_without_a_subject_of_its_own() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    assert "有关行政执法问题" == written(bureau, bureau.case(case), "termination_notice").subject


@pytest.mark.parametrize("on_application", [True, False])
def test_an_extension_prints_which_period_and_both_days(on_application: bool) -> None:
    bureau, case = in_correction()
    letter: ExtensionNotice = written(bureau, case, "extension_notice", on_application=on_application)
    assert "自行纠正并报送情况" == letter.period
    assert ("2026年4月1日", "2026年4月20日") == (letter.former_due_on, letter.due_on)
    assert on_application is letter.on_application


@pytest.mark.parametrize("kind", ["extension_notice", "recusal_decision"])
def test_the_offices_own_rule_is_not_cited_outside(kind: str) -> None:
    """Of a row without an article the letter cites nothing; a local article is cited alone."""
    bureau, case = in_correction()
    case = asked_to_recuse(case)
    assert "" == written(bureau, case, kind, basis=(INTERNAL,)).basis
    assert "《某条例》第十八条" == written(bureau, case, kind, basis=(INTERNAL, Article("《某条例》", "18"))).basis


Asking = Callable[[Case], Case]
ASKINGS: dict[str, Asking] = {
    "林二": lambda case: with_event(case, "declare_recusal", Actor("person", "lin", "bureau"), {"reason": "近亲属。"}),
    "示范市市场监督管理局": asked_to_recuse,
    "投诉举报人": lambda case: with_event(case, "recusal_asked", Actor("matter", "m", "bureau"), {}),
}


@pytest.mark.parametrize("addressee", list(ASKINGS))
def test_a_decision_on_recusal_answers_whoever_asked(addressee: str) -> None:
    """The complainant reads the number of the complaint, the others that of the case."""
    bureau, case = in_correction()
    letter = written(bureau, ASKINGS[addressee](case), "recusal_decision")
    assert (addressee, "林二", "回避", "吴八") == (letter.addressee, letter.officer, letter.outcome, letter.replacement)
    assert case.parent is not None
    asked_of = case.parent.matter if addressee == "投诉举报人" else case.matter
    assert asked_of.number == letter.matter_number


def test_a_decision_on_recusal_answers_the_request_about_that_officer() -> None:
    """Another officer's own declaration, made later, is another question."""
    bureau, case = in_correction()
    case = with_event(asked_to_recuse(case), "declare_recusal", ZHOU, {"reason": "近亲属。"})
    letter = written(bureau, case, "recusal_decision", outcome="stays", replacement=None)
    assert ("示范市市场监督管理局", "不予回避", "") == (letter.addressee, letter.outcome, letter.replacement)


def test_a_case_is_listed_by_its_own_bureau_or_by_a_superior_in_its_own_name() -> None:
    """The superior's notice goes to the bureau, under the superior's number."""
    bureau, case = in_correction()
    own = written(bureau, case, "listing_notice")
    assert ("示范市司法局", "示范市市场监督管理局") == (own.issuer, own.addressee)
    above = replace(case, organisations={**ORGANISATIONS, UPPER.id: UPPER})
    letter = written(bureau, above, "listing_notice", CHIEF)
    assert ("示范省司法厅", "示范市司法局") == (letter.issuer, letter.addressee)
    assert ("省司执监挂〔2026〕1号", "承办机构：示范省司法厅") == (letter.number, letter.contact)


def test_an_agency_that_knows_of_nothing_gets_no_notice_of_a_listing() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    assert "示范市司法局" == written(bureau, bureau.case(case), "listing_notice").addressee


def examined(bureau: Bureau, case: Case, form: str, **facts: Any) -> tuple[str, str] | None:
    """Field and rule of what the form's own check finds, or None."""
    try:
        examine(case, Action("act", "办理", (), (), (), Effect(), form=form), facts, bureau.today)
    except Invalid as refusal:
        (mistake,) = refusal.mistakes
        return mistake.field, mistake.rule
    return None


@pytest.mark.parametrize("form", ["suspension", "extension", "listing", "summons"])
@pytest.mark.parametrize("reason", ["举报人要求暂缓。", "因投诉举报事项复杂。", "核对{number}所需。"])
def test_a_printed_reason_does_not_show_that_somebody_complained(form: str, reason: str) -> None:
    """But with consent it may."""
    bureau, case = in_correction()
    assert case.parent is not None
    reason = reason.format(number=case.parent.matter.number)
    assert ("reason", "hides_complainant") == examined(bureau, case, form, cause="other", reason=reason)
    assert examined(bureau, case, form, cause="other", reason="需要检验。") is None
    bureau, case = in_correction(disclose=True)
    assert examined(bureau, case, form, cause="other", reason=reason) is None


PRINTED = [
    ("opening_request", "subject"),
    ("opening_notice", "questions"),
    ("explanation_demand", "questions"),
    ("file_demand", "files"),
    ("summons", "persons"),
    ("summons", "place"),
    ("listing", "demand"),
    ("urging_draft", "facts"),
    ("opinion_draft", "judgement"),
    ("opinion_draft_amended", "demand"),
    ("suggestion_draft", "analysis"),
    ("proposal", "decision"),
]
UNCHANGED = {"changed": False, "questions": "", "files": ""}


def printed(bureau: Bureau, case: Case, form: str, field: str, text: str) -> tuple[str, str] | None:
    return examined(bureau, case, form, **{**UNCHANGED, field: text})


@pytest.mark.parametrize(("form", "field"), PRINTED)
def test_whatever_a_letter_prints_tells_the_agency_of_no_complaint_to_the_bureau(form: str, field: str) -> None:
    """But with consent it may; then the number of that complaint too, of no other one."""
    bureau, case = in_correction()
    consenting, open_case = in_correction(disclose=True)
    assert case.parent is not None and open_case.parent is not None
    own = consenting.procedure(open_case.parent.matter.id).prefix
    assert open_case.parent.matter.number.startswith(own)
    telling = ["投诉人张某某的处罚问题", "举报人来电反映的问题", "向我局投诉的问题", "本机关收到群众投诉后"]
    for text in (*telling, f"核对{case.parent.matter.number}所需", "核对ＴＳ２０２６０３０１-7K3QX9所需"):
        assert (field, "hides_complainant") == printed(bureau, case, form, field, text), text
    for text in (*telling, f"核对{open_case.parent.matter.number}所需"):
        assert printed(consenting, open_case, form, field, text) is None, text
    other = f"核对{own}20260301-7K3QX9所需"
    assert (field, "hides_complainant") == printed(consenting, open_case, form, field, other)
    assert (field, "names_no_person") == printed(consenting, open_case, form, field, "电话13800001234")


@pytest.mark.parametrize(("form", "field"), PRINTED)
@pytest.mark.parametrize(
    "text",
    [
        "投诉举报处理不及时问题",
        "一、收到该举报后的登记、核查情况。\n二、是否告知举报人。",
        "某公司（统一社会信用代码913308001234567890）处罚案卷",
        "投诉举报中心主任",
    ],
)
def test_how_an_agency_treats_complaints_may_be_asked(form: str, field: str, text: str) -> None:
    bureau, case = in_correction()
    assert printed(bureau, case, form, field, text) is None


def test_a_reason_that_stays_in_the_file_may_say_more() -> None:
    bureau, case = in_correction()
    assert examined(bureau, case, "suspension", cause="litigation", reason="投诉人已经起诉。") is None


@pytest.mark.parametrize("number", ["13800001234", "44052418800101001X"])
def test_no_personal_number_is_printed_in_a_reason(number: str) -> None:
    bureau, case = under_review()
    assert ("reason", "names_no_person") == examined(bureau, case, "transfer", reason=f"电话{number}。")
    assert examined(bureau, case, "transfer", reason="文号20260302000001。") is None


def test_a_report_is_on_a_period_that_is_over() -> None:
    bureau, case = in_correction()
    assert ("period_to", "not_in_future") == examined(bureau, case, "work_report_draft", period_to="2026-03-03")
    assert examined(bureau, case, "work_report_draft", period_to="2026-03-02") is None


def test_the_agencys_running_periods_are_offered_for_a_longer_one() -> None:
    """Not its right to object, and nothing that is over."""
    bureau, case = in_correction()
    procedure = bureau.procedure(case.matter.id)
    offered = [{"value": "correction#1", "title": "自行纠正并报送情况（2026年4月1日届满）"}]
    assert offered == of_case(case, procedure, (), ())["clocks"]
    bureau.act(case.matter.id, "report_correction", GAO, report="已纠正。")
    assert [] == of_case(bureau.case(case.matter.id), procedure, (), ())["clocks"]


def test_a_matter_begun_for_one_letter_opens_its_draft_with_what_was_written_then() -> None:
    bureau = Bureau()
    _, case_id = reported(bureau)
    begun = with_event(
        bureau.case(case_id), "open_child", ZHOU, {"person": "高某", "post": "队员", "reason": "未出示证件。"}
    )
    action = Action("draft", "拟稿", (), (), (), Effect(), form="personnel_suggestion_draft", step="draft")
    assert {"person": "高某", "post": "队员", "facts": "未出示证件。"} == prefill(begun, action, bureau.today)
