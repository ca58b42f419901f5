"""The letters on the way of a case: what each takes from the record and from its form."""

from dataclasses import replace
from datetime import date

from casework import PEOPLE, ZHENG, Bureau, performing
from jiandu.core.compose import Plan, compose
from jiandu.core.letters.course import NewDate
from jiandu.core.matter import Certificate
from jiandu.core.procedure import Action, Article, Effect
from jiandu.core.setting import Setting

ARTICLE = Article("《行政执法监督条例》", "27")


def test_a_date_set_anew_names_the_letter_its_old_date_and_the_new_one() -> None:
    bureau = Bureau()
    _, case_id = performing(bureau)
    case = bureau.case(case_id)
    action = Action("renew", "重新确定期限", (), (), (ARTICLE,), Effect())
    facts = {"new_due_on": "2026-04-20"}
    setting = Setting(case, action, ZHENG, facts, bureau.today, bureau.rules)
    letter = compose(Plan("new_date", "执监期"), setting, "市司执监期〔2026〕1号")
    assert isinstance(letter, NewDate)
    urging = case.document(case.matter.in_force)
    assert urging is not None
    assert ("行政执法监督督办函", urging.number) == (letter.letter_title, letter.letter_number)
    draft = case.facts_of("draft_urging") or {}
    year, month, day = (int(part) for part in str(draft["due_on"]).split("-"))
    assert f"{year}年{month}月{day}日" == letter.former_due_on
    assert ("2026年3月2日", "2026年4月20日") == (letter.served_on, letter.due_on)


def test_officers_are_named_with_the_certificate_valid_that_day() -> None:
    """A certificate that ran out, or was taken back, is not printed."""
    bureau = Bureau()
    _, case_id = performing(bureau)
    case = bureau.case(case_id)
    kept = {"number": "J0001", "issued_on": date(2025, 1, 1), "valid_to": date(2026, 12, 31), "issuer": "省司法厅"}
    over = Certificate(**{**kept, "number": "J0000", "valid_to": date(2026, 1, 31)})  # type: ignore[arg-type]
    zhou = PEOPLE["zhou"].model_copy(update={"certificates": (over, Certificate(**kept))})  # type: ignore[arg-type]
    known = replace(case, people={**PEOPLE, "zhou": zhou})
    action = Action("act", "办理", (), (), (ARTICLE,), Effect())
    officers = Setting(known, action, ZHENG, {}, bureau.today, bureau.rules).certified_officers
    assert ["周一（证号 J0001）", "林二（证号 2）"] == officers
