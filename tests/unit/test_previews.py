"""Letters before they are issued, and what a letter takes over by itself: never a complainant's words or name."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from casework import (
    GAO,
    OPINION,
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
    seen,
    working_day_after,
)
from jiandu.core.compose import compose, plans
from jiandu.core.decide import Decision
from jiandu.core.letters import KINDS
from jiandu.core.letters.decisions import Decision as DecisionLetter
from jiandu.core.letters.text import Letter
from jiandu.core.matter import Actor, Document
from jiandu.core.prefill import prefill
from jiandu.core.setting import Setting

WORDS = {"facts": "甲乙丙丁饭店被罚。", "request": "请求退还戊己庚辛。", "name": "欧阳壬癸", "phone": "17700001234"}


@dataclass
class Watched(Bureau):
    """A bureau of whose acts everything prefilled and every preview is kept."""

    prefilled: list[str] = field(default_factory=list)
    previews: list[tuple[Letter, Letter]] = field(default_factory=list)

    def act(self, matter_id: str, name: str, actor: Actor, /, **facts: Any) -> Decision:
        decision = super().act(matter_id, name, actor, **facts)
        if self.cases[matter_id].matter.kind != "complaint":
            case, procedure = self.case(matter_id), self.procedure(matter_id)
            self.prefilled += [str(prefill(case, action, self.today)) for action in procedure.actions.values()]
        return decision

    def _issue(self, setting: Setting) -> tuple[Document, ...]:
        planned = plans(setting.action, setting.facts, setting.matter, setting.rules)
        previews = [compose(plan, replace(setting, preview=True), "") for plan in planned]
        issued = super()._issue(setting)
        self.previews += zip(previews, self.letters[len(self.letters) - len(planned) :], strict=True)
        return issued


@pytest.fixture(scope="module", params=[False, True], ids=["hidden", "disclosed"])
def written(request: pytest.FixtureRequest) -> tuple[Watched, bool]:
    disclose = bool(request.param)
    bureau = Watched()
    _, case = correcting(bureau, **WORDS, disclose=disclose)
    answered(bureau, objected(bureau, case), "upheld")
    bureau.wait(days=40)
    proposed(bureau, case)
    decided(bureau, case)
    performing(bureau)
    _, other = accepted(bureau, **WORDS, disclose=disclose)
    bureau.act(other, "request_opening", ZHOU, subject="检查过频问题", mode="key", reason="涉嫌违法。")
    bureau.act(other, "open_case", ZHENG)
    due = working_day_after(bureau.today, 5)
    bureau.act(other, "consult_files", ZHOU, files="案卷一", form="copy", due_on=due)
    return bureau, disclose


def to_agency(bureau: Bureau) -> list[Letter]:
    models = tuple(kind.model for kind in KINDS.values() if kind.addressee != "complainant")
    return [letter for letter in bureau.letters if isinstance(letter, models)]


def test_no_letter_to_an_agency_takes_over_what_a_complainant_wrote(written: tuple[Watched, bool]) -> None:
    """Not even with consent to disclose: the letter then names the source, and nothing of the complaint."""
    letters = to_agency(written[0])
    assert 7 <= len({type(letter) for letter in letters})
    for letter in letters:
        assert [word for word in WORDS.values() if word in letter.model_dump_json()] == []


def test_a_source_is_named_as_a_complaint_only_with_consent(written: tuple[Watched, bool]) -> None:
    """Practice 16; the second case of the course comes from a complaint without consent."""
    bureau, disclose = written
    first = {letter.source for letter in to_agency(bureau)[:2] if hasattr(letter, "source")}
    assert {"投诉举报" if disclose else "工作中发现"} == first
    everything = {letter.source for letter in to_agency(bureau) if hasattr(letter, "source")}
    assert everything <= {"投诉举报", "工作中发现"}
    assert disclose == ("投诉举报" in everything)


def test_no_form_of_a_case_opens_with_what_a_complainant_wrote(written: tuple[Watched, bool]) -> None:
    """Every action of every matter but the complaint itself, after every act."""
    prefilled = written[0].prefilled
    assert any("经查" in values for values in prefilled), "forms are prefilled from the report"
    assert [values for values in prefilled if any(word in values for word in WORDS.values())] == []


def test_a_preview_is_the_letter_without_number_and_day(written: tuple[Watched, bool]) -> None:
    """All else is as it will be issued; the government's decision is recorded with its own number and day."""
    for preview, letter in written[0].previews:
        if isinstance(letter, DecisionLetter):
            continue
        assert (True, "", "", "") == (preview.draft, preview.number, preview.issued_on, preview.check_code)
        left_out = {"draft", "number", "issued_on"}
        assert letter.model_dump(exclude=left_out) == preview.model_dump(exclude=left_out)


def test_a_letter_is_previewed_from_its_page_until_it_is_signed() -> None:
    bureau = Bureau()
    complaint, case = reported(bureau)
    evidence = {"title": "投诉举报人的证据材料、查阅记录", "path": f"/evidence/{complaint}"}
    link = {"title": "预览拟签发的文书", "path": f"/matters/{case}/preview"}
    volume = {"title": "案卷（目录和下载）", "path": f"/volumes/{case}"}
    assert [evidence, volume] == seen(bureau, case, ZHOU)["lists"]
    bureau.act(case, "draft_opinion", ZHOU, **OPINION)
    assert [link, evidence, volume] == seen(bureau, case, ZHOU)["lists"]
    assert [] == seen(bureau, case, GAO)["lists"]
    bureau.act(case, "review_opinion", Actor("person", "han", "bureau", ("reviewer",)))
    bureau.act(case, "sign_opinion", ZHENG)
    assert [evidence, volume] == seen(bureau, case, ZHOU)["lists"]


def test_only_an_act_that_issues_a_letter_offers_its_preview() -> None:
    bureau = Bureau()
    complaint = bureau.submit()
    offered = {row["name"]: row["preview"] for row in seen(bureau, complaint, ZHOU)["actions"]}
    assert f"/matters/{complaint}/letters/accept/preview" == offered["accept"]
    assert {None} == {path for name, path in offered.items() if not bureau.action(complaint, name).issues}
