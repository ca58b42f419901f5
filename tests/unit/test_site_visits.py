"""On site go two supervisors of the bureau, each with a certificate valid on that very day, and none recused."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from casework import CERTIFICATES, PEOPLE, Bureau, accepted
from jiandu.core.checks.visits import certificates_shown
from jiandu.core.matter import Case, Person
from jiandu.core.prefill import prefill
from jiandu.core.procedure import Procedure

DAY = date(2026, 3, 2)
TWO = "周一（证号 1）\n林二（证号 2）"
ZHOU_ALONE = "不少于两名监督人员：同一人只算一名。"


@pytest.fixture(scope="module")
def case() -> Case:
    bureau = Bureau()
    _, case_id = accepted(bureau)
    return replace(bureau.cases[case_id], people=PEOPLE)


def refusal(case: Case, surveyors: str, day: str = "2026-03-02") -> str | None:
    """What stands against a survey of that day by these people."""
    mistake = certificates_shown(case, {"surveyors": surveyors, "began_at": f"{day}T09:30"}, DAY)
    assert mistake is None or "surveyors" == mistake.field
    return mistake.message if mistake else None


def with_(case: Case, name: str, **changes: Any) -> Case:
    return replace(case, people={**PEOPLE, name: PEOPLE[name].model_copy(update=changes)})


@pytest.mark.duty("QZ-13", "HEB-19")
@pytest.mark.parametrize(
    ("surveyors", "reason"),
    [
        (TWO, None),
        ("周一 1\n林二:2\n", None),
        ("周一（证号 1）\n周一（证号 1）", ZHOU_ALONE),
        (
            "周一（证号 1）\n高六（证号 2）",
            "“高六（证号 2）”不是本机关的行政执法监督人员；一行一人，先写姓名，再写监督证号。",
        ),
        (
            "周一（证号 1）\n韩三（证号 2）",
            "“韩三（证号 2）”不是本机关的行政执法监督人员；一行一人，先写姓名，再写监督证号。",
        ),
        ("周一（证号 1）\n林二（证号 12）", "请写明林二当日有效的监督证号（2）。"),
        ("周一（证号 1）\n林二", "请写明林二当日有效的监督证号（2）。"),
        ("周一（证号 1）\n吴八（证号 8）", "吴八在2026年3月2日没有有效的行政执法监督证件，不得参加。"),
    ],
)
def test_who_may_go(case: Case, surveyors: str, reason: str | None) -> None:
    assert reason == refusal(case, surveyors)


@pytest.mark.duty("QZ-13", "HEB-19")
@pytest.mark.parametrize(
    ("change", "day", "able"),
    [
        ({"valid_to": date(2026, 3, 1)}, "2026-03-02", False),
        ({"valid_to": date(2026, 3, 2)}, "2026-03-02", True),
        ({"issued_on": date(2026, 3, 3)}, "2026-03-02", False),
        ({"revoked_on": date(2026, 3, 2)}, "2026-03-02", False),
        ({"revoked_on": date(2026, 3, 3)}, "2026-03-02", True),
    ],
)
def test_the_certificate_counts_on_the_day_of_the_visit(
    case: Case, change: Mapping[str, date], day: str, able: bool
) -> None:
    """One that ran out the day before, was issued later or taken back by then is none; taken back later it was one."""
    lin = with_(case, "lin", certificates=(CERTIFICATES[1].model_copy(update=change),))
    assert (refusal(lin, TWO, day) is None) == able


@pytest.mark.duty("QZ-13", "HEB-19")
@pytest.mark.parametrize(("who", "state"), [("lin", "asked"), ("lin", "recused"), ("*", "asked")])
def test_whoever_is_recused_or_asked_to_be_does_not_go(case: Case, who: str, state: str) -> None:
    recused = replace(case, matter=case.matter.model_copy(update={"recusals": {who: state}}))
    assert "已回避或者被申请回避，不得参加。" in str(refusal(recused, TWO))


def test_a_supervisor_of_another_bureau_is_not_one_of_this(case: Case) -> None:
    county = PEOPLE["xian"].model_copy(update={"certificates": (CERTIFICATES[1],)})
    assert "不是本机关" in str(
        refusal(replace(case, people={**PEOPLE, "xian": county}), "周一（证号 1）\n县十（证号 2）")
    )


def test_of_two_people_with_one_name_the_number_says_who_went(case: Case) -> None:
    third = CERTIFICATES[0].model_copy(update={"number": "3"})
    other = Person(id="zhou-2", name="周一", organisation="bureau", roles=("supervisor",), certificates=(third,))
    both = replace(case, people={**PEOPLE, other.id: other})
    assert refusal(both, "周一（证号 1）\n周一（证号 3）") is None


def test_the_forms_open_with_the_officers_who_may_go_today(case: Case) -> None:
    bureau = Bureau()
    procedure: Procedure = bureau.rules.procedures["supervision"]
    for name, field in (("survey", "surveyors"), ("question", "questioners")):
        action = procedure.actions[name]
        assert "certificates_shown" in action.check
        assert {field: TWO} == prefill(case, action, DAY)
        assert {field: "周一（证号 1）"} == prefill(with_(case, "lin", certificates=()), action, DAY)
