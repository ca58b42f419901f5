"""What each letter says, composed from the record."""

import re
from datetime import date
from typing import Any

import pytest
from casework import (
    GAO,
    ORGANISATIONS,
    ZHENG,
    ZHOU,
    Bureau,
    accepted,
    answered,
    correcting,
    decided,
    objected,
    performing,
    proposed,
    reported,
)
from jiandu.core.compose import cite, course
from jiandu.core.compose_branches import BRANCHES
from jiandu.core.compose_course import COURSE
from jiandu.core.compose_disputes import DISPUTES
from jiandu.core.compose_points import POINTS
from jiandu.core.composers import COMPOSERS
from jiandu.core.letters.decisions import Decision, RequestToGovernment
from jiandu.core.letters.inquiries import ExplanationDemand, FileDemand
from jiandu.core.letters.notices import Acceptance, Guidance, Refusal, Result
from jiandu.core.letters.supervision import Answer, Opinion, Urging
from jiandu.core.letters.text import Letter
from jiandu.core.procedure import Article

NUMBER = re.compile("^[\u4e00-\u9fff]{2,12}〔2026〕[1-9][0-9]*号$")
DUE = date(2026, 3, 9)
GUIDE: dict[str, Any] = {"authority": "示范市人民政府", "explanation": "请依法申请。"}


def last(bureau: Bureau, kind: type[Letter]) -> Any:
    return [letter for letter in bureau.letters if isinstance(letter, kind)][-1]


def everything() -> Bureau:
    """A bureau that has written each kind of letter once at least."""
    bureau = Bureau()
    first = bureau.submit(category="inaction")
    bureau.act(first, "guide", ZHOU, **GUIDE, channel="reconsideration", ground="inaction")
    second = bureau.submit()
    bureau.act(second, "refuse", ZHOU, reason="out_of_scope", explanation="属于合同纠纷。", channels="请向法院起诉。")
    performing(bureau)
    complaint, case = correcting(bureau, act="penalty")
    bureau.act(accepted_and_opened(bureau), "consult_files", ZHOU, files="案卷一\n案卷二", form="copy", due_on=DUE)
    answered(bureau, objected(bureau, case), "upheld")
    answered(bureau, objected(bureau, case), "upheld")
    bureau.wait(days=40)
    proposed(bureau, case)
    decided(bureau, case)
    return bureau


def accepted_and_opened(bureau: Bureau) -> str:
    _, case = accepted(bureau)
    bureau.act(case, "request_opening", ZHOU, subject="检查过频问题。", mode="key", reason="理由。")
    bureau.act(case, "open_case", ZHENG)
    return case


EVERYTHING = everything()


def test_every_letter_the_rows_can_issue_is_composed_and_valid() -> None:
    """Each model refuses what its document must not lack, so composing is the proof."""
    made = {type(letter) for letter in EVERYTHING.letters}
    assert {Guidance, Refusal, Acceptance, ExplanationDemand, FileDemand, Urging, Opinion, Answer} <= made
    assert {RequestToGovernment, Decision} <= made
    ladder = set(COMPOSERS) - {*BRANCHES, *COURSE, *POINTS, *DISPUTES}
    assert 14 == len(ladder), "the notice is composed in the second city's scenario"


def test_every_letter_is_numbered_without_gap() -> None:
    """In each series 1, 2, 3 …; only drafts have no number."""
    series: dict[str, list[int]] = {}
    for letter in EVERYTHING.letters:
        if letter.draft:
            assert "" == letter.number
        elif not isinstance(letter, Decision):
            code, n = re.split("〔2026〕", letter.number.removesuffix("号"))
            series.setdefault(code, []).append(int(n))
            assert NUMBER.match(letter.number)
    assert all(list(range(1, len(numbers) + 1)) == numbers for numbers in series.values())


def test_letters_are_the_bureaus_and_the_decision_is_the_governments() -> None:
    for letter in EVERYTHING.letters:
        owner = "示范市人民政府" if isinstance(letter, Decision) else "示范市司法局"
        assert owner == letter.issuer


@pytest.mark.duty("JZ-25", "JZ-24a", "JZ-24b")
def test_an_opinion_prints_the_periods_of_the_local_rules() -> None:
    """Thirty days, five and ten working days; no date (practice 1)."""
    opinion = last(EVERYTHING, Opinion)
    assert ("30日", "5个工作日", "10个工作日") == (
        opinion.correction_period,
        opinion.objection_period,
        opinion.answer_period,
    )
    assert not [text for text in texts(opinion, "issued_on") if re.search(r"\d{4}年\d", text)]


def texts(letter: Letter, *left_out: str) -> list[str]:
    flat: list[str] = []
    for name, value in letter.model_dump().items():
        if name not in left_out:
            flat.extend(value if isinstance(value, list | tuple) else [str(value)])
    return [str(text) for text in flat]


def test_an_urging_letter_prints_the_date_its_drafter_set() -> None:
    assert "2026年3月16日" == last(EVERYTHING, Urging).deadline


def test_a_notice_of_inquiry_prints_its_date_and_subject_without_a_full_stop() -> None:
    demand = last(EVERYTHING, FileDemand)
    assert ("2026年3月9日", "检查过频问题", 2) == (demand.deadline, demand.subject, len(demand.items))
    assert ("周一（证号 1）", "林二（证号 2）") == demand.officers


@pytest.mark.parametrize(("disclose", "source"), [(False, "工作中发现"), (True, "投诉举报")])
def test_the_source_is_told_only_with_consent(disclose: bool, source: str) -> None:
    """Without consent the agency reads 工作中发现 (practice 16)."""
    bureau = Bureau()
    correcting(bureau, disclose=disclose)
    assert {source} == {last(bureau, kind).source for kind in (ExplanationDemand, Opinion)}


def test_nothing_the_complainant_typed_stands_in_a_letter_to_the_agency() -> None:
    """Nor the number of the complaint."""
    bureau = Bureau()
    complaint, case = reported(bureau, facts="我叫某某，在示范路开店，被罚五千元。", request="退还罚款五千元。")
    told = bureau.cases[complaint].matter
    for letter in bureau.letters:
        if isinstance(letter, ExplanationDemand):
            whole = "".join(texts(letter))
            assert [] == [part for part in ("某某", "五千元", told.number) if part in whole]


def test_articles_are_cited_nation_first() -> None:
    basis = (Article("《行政执法监督条例》", "28"), Article("《某办法》", "21(2)"))
    assert "《行政执法监督条例》第二十八条、《某办法》第二十一条第二项" == cite(basis)
    assert last(EVERYTHING, Opinion).basis.startswith("《行政执法监督条例》第二十八条")


def test_an_answer_names_the_letter_objected_to() -> None:
    """And its outcome in the law's word."""
    answers = [letter for letter in EVERYTHING.letters if isinstance(letter, Answer)]
    assert {"市司执监意〔2026〕1号"} == {answer.letter_number for answer in answers}
    assert {"维持"} == {answer.outcome for answer in answers}


@pytest.mark.duty("NAT-29")
def test_a_request_names_one_addressee_one_matter_and_its_signer() -> None:
    """签发人 shown, the draft decision attached, the lateness with its day."""
    request = last(EVERYTHING, RequestToGovernment)
    assert ("示范市人民政府", "郑四") == (request.addressee, request.signer)
    assert ("行政执法监督决定书（代拟稿）",) == request.attachments
    assert "未按照行政执法监督意见书要求纠正" == request.ground
    assert any("2026年4月1日届满" in line for line in request.course)


def test_the_course_of_supervision_names_each_letter_with_number_and_day() -> None:
    bureau = Bureau()
    _, case = correcting(bureau)
    (line,) = course(bureau.case(case))
    assert "《行政执法监督意见书》（市司执监意〔2026〕1号）于2026年3月2日送达（直接送达）。" == line


def test_a_course_without_any_letter_says_so() -> None:
    bureau = Bureau()
    _, case = accepted(bureau)
    assert ["尚未制发其他监督文书。"] == course(bureau.case(case))


@pytest.mark.duty("JZ-26a", "JZ-26b")
def test_a_decision_says_what_and_by_when_to_report() -> None:
    draft, decision = (letter for letter in EVERYTHING.letters if isinstance(letter, Decision))
    assert (True, False) == (draft.draft, decision.draft)
    assert ("撤销。具体如下：", "撤销处罚决定。") == decision.decisions
    assert ("30日", "示范市司法局") == (decision.report_period, decision.report_to)


def test_guidance_to_reconsideration_names_its_ground() -> None:
    guidance = last(EVERYTHING, Guidance)
    assert (True, "认为行政机关未履行法定职责") == (guidance.reconsideration_first, guidance.first_ground)


def test_a_result_is_in_the_officers_words() -> None:
    bureau = Bureau()
    complaint, case = correcting(bureau)
    bureau.act(case, "report_correction", GAO, report="已纠正。")
    bureau.act(case, "accept_correction", ZHOU, finding="到位。")
    bureau.act(case, "close", ZHOU, summary="办结。", retention="10")
    bureau.act(complaint, "notify_complainant", ZHOU, conclusion="处罚已经撤销。\n罚款已经退还。")
    assert ("处罚已经撤销。", "罚款已经退还。") == last(bureau, Result).outcome


def test_no_letter_names_an_organisation_by_its_key() -> None:
    for letter in EVERYTHING.letters:
        assert not set(ORGANISATIONS) & set(texts(letter))
