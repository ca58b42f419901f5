"""What the rows promise, drawn from the compiled law: whoever adds a row is held to it."""

import csv
import re
from collections.abc import Iterator

import pytest
from casework import ROOT, Bureau, correcting, rules_of
from jiandu.core.access import ROLES
from jiandu.core.admit import HANDS
from jiandu.core.checks import CHECKS, OF_FACTS, OF_MATTER
from jiandu.core.compose import title_of
from jiandu.core.composers import COMPOSERS
from jiandu.core.forms import FORMS
from jiandu.core.forms.fields import fields_of, hints
from jiandu.core.law_checks import _effects
from jiandu.core.letters import KINDS
from jiandu.core.procedure import Action, Article, Procedure
from law_rows import written

PROFILES = ("national", "jinzhong", "quzhou", "hebei", "shandong")
REGULATION = "《行政执法监督条例》"
CHINESE = re.compile("[\u4e00-\u9fff]")
SIGNED = ("urging", "opinion", "request_to_government")
AFTER_THE_END = (
    "hold_disposal", "lift_hold", "evidence_released", "evidence_refused",  # asked for before the end, arrived after it
    "rate", "acknowledge", "acknowledge_as_other", "case_ended", "attach_sealed_copy", "record_organ_answer",
    "revoke", "archive",
    "ask_for_identity", "allow_identity", "open_allowed_identity", "open_identity", "receive_organ_request",
    "hand_identity_to_organ", "rate_service",
    "evaluate_point",  # of the last year of a term
    "record_invitee_answer", "record_invitee_opinion",  # to an invitation of the term, come after it
    "read_invitee_reply",
)  # fmt: skip
OPENED_AGAIN = {
    ("complaint", "reopen"), ("complaint", "separate"), ("complaint", "case_reopened"), ("supervision", "reopen"),
    ("department_answer", "return_answer"),
}  # fmt: skip
CARRIED_ALONG = (
    "pooled", "unpooled",
    "disposed", "handed_over_with_case", "suggestion_followed", "recusal_decided_after_withdrawal",
    "case_reopened", "case_reopened_after_withdrawal", "separated_here", "systems_checked",
    "invitee_took_part",
)  # fmt: skip
OWN_RULE = Article("内部规则", "")
OF_THE_OFFICE = {
    (kind, name)
    for kind, procedure in written().procedures.items()
    for name, row in procedure["actions"].items()
    if row["basis"] == "internal"
} | {
    (kind, f"{step}_{letter}{again}")
    for kind, procedure in written().procedures.items()
    for letter, row in procedure.get("letters", {}).items()
    if row["basis"] == "internal"
    for step in written().steps["steps"]
    for again in ("", "_again")
}
OF_OFFICE = ("task", "identity_access", "recheck", "nominations", "round_term", "performance_reply", "invitee_term")
WITHOUT_VALUE_NATIONALLY = {"objection", "answer"}


def everywhere() -> Iterator[tuple[Procedure, Action]]:
    """The actions of four places that differ."""
    for profile in ("jinzhong", "quzhou", "handan", "zhuzhou"):
        yield from actions(profile)


def actions(profile: str = "jinzhong") -> Iterator[tuple[Procedure, Action]]:
    for procedure in rules_of(profile).procedures.values():
        for action in procedure.actions.values():
            yield procedure, action


@pytest.mark.parametrize("profile", PROFILES)
def test_every_action_has_an_article_of_the_national_rules(profile: str) -> None:
    """Order 825 has 44 articles; a local one only stands beside it. What has none is the office's own rule."""
    for procedure, action in actions(profile):
        if (procedure.kind, action.name.removeprefix("enter_")) in OF_THE_OFFICE:
            assert (OWN_RULE,) == action.basis or all(a.number for a in action.basis), action.name
            continue
        assert REGULATION == action.basis[0].citation, action.name
        assert 1 <= int(action.basis[0].number.split("(")[0].split(".")[0]) <= 44, action.name


def test_an_article_about_disputes_is_not_cited_for_what_it_does_not_say() -> None:
    """Quzhou's arts. 6 to 11 know no recusal and no reading; whoever recuses does so by the office's own rule."""
    rows = rules_of("quzhou").procedures["dispute"].actions
    names = ("ask_recusal", "enter_ask_recusal", "decide_recusal", "declare_recusal", "acknowledge_as_other")
    assert {(OWN_RULE,)} == {rows[name].basis for name in names}
    assert "6" == rows["begin"].basis[-1].number


@pytest.mark.parametrize("profile", PROFILES)
def test_every_value_of_a_clock_has_its_article(profile: str) -> None:
    """No number is invented; a task, a look at an identity and the opening of a re-check are the office's own rule."""
    values = rules_of(profile).values
    for name, value in values.items():
        assert value.basis and (value.basis[0].number or name in OF_OFFICE), name
    assert ("set_in_letter", (OWN_RULE,)) == (values["task"].value, values["task"].basis)


@pytest.mark.duty("JZ-24a", "JZ-24b", "JZ-25", "JZ-26b")
def test_the_numbers_of_the_local_rules_are_those_of_its_text() -> None:
    """Arts. 24 to 26: 5 and 10 working days, 30 and 30 days."""
    values = rules_of("jinzhong").values
    numbers = {name: (values[name].n, values[name].unit, values[name].basis[0].number) for name in values}
    assert (5, "working_day", "24") == numbers["objection"]
    assert (10, "working_day", "24") == numbers["answer"]
    assert (30, "day", "25") == numbers["correction"]
    assert (30, "day", "26") == numbers["execution"]


def test_the_national_rules_have_no_number_of_days() -> None:
    """Order 825 says 在规定时限内 and 及时: every number is local, set in a letter, or the office's own attention."""
    values = {n: value for n, value in rules_of("national").values.items() if value.basis != (OWN_RULE,)}
    assert {"set_in_letter", "promptly"} == {value.value for value in values.values()}
    assert not WITHOUT_VALUE_NATIONALLY & set(values)


def test_every_state_action_and_clock_has_its_chinese_title() -> None:
    for procedure in rules_of("jinzhong").procedures.values():
        for title in (*procedure.states.values(), *procedure.stages.values(), *procedure.letters.values()):
            assert CHINESE.search(title)
        for row in (*procedure.actions.values(), *procedure.clocks.values()):
            assert CHINESE.search(row.title), row.name


def test_every_sentence_for_people_ends_as_a_sentence() -> None:
    """Public texts and help end with 。 or another closing mark."""
    for _, action in actions():
        texts = [effect.public for effect in _effects(action)]
        for text in [t for t in (*texts, action.help) if t]:
            assert text.endswith(("。", "？", "！")), f"{action.name}: {text}"


def test_every_choice_and_help_of_a_form_is_in_chinese() -> None:
    """A field without its Chinese title would show its English name."""
    for name, form in FORMS.items():
        if name == "assignment":
            continue  # handed from matter to matter, never filled in
        for field in form.model_fields.values():
            assert field.title and CHINESE.search(field.title), name
            for title in hints(field).get("titles", {}).values():
                assert re.search("[\u4e00-\u9fff0-9]", title), name


def test_a_help_text_is_a_whole_sentence() -> None:
    for name, form in FORMS.items():
        for row in fields_of(form, {}):
            assert row["help"] is None or row["help"].endswith(("。", "？")), f"{name}.{row['name']}: {row['help']}"


def test_every_option_of_a_form_is_offered_by_its_title() -> None:
    """The values the model allows and the titles shown are the same set."""
    for name, form in FORMS.items():
        for row in fields_of(form, {}):
            field = form.model_fields[row["name"]]
            if row["widget"] in ("radio", "select", "checks") and "options" not in hints(field):
                allowed = set(re.findall(r"'([^']+)'", str(field.annotation)))
                offered = {option["value"] for option in row["options"]}
                assert allowed <= offered or offered == {"true", "false"}, f"{name}.{row['name']}"


def test_every_duty_a_row_names_exists() -> None:
    """Rows of duties.csv, the project's own copy of the duties."""
    path = ROOT / "layers/regulations/python/regulations/duties.csv"
    with path.open(encoding="utf-8", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    named = {duty for _, action in actions() for duty in action.duties}
    assert set() == named - known


@pytest.mark.parametrize("letter", SIGNED)
def test_a_letter_goes_through_three_hands_at_least(letter: str) -> None:
    """Draft, review and signature, each barred to the hands before it."""
    found = rules_of("jinzhong").procedures["supervision"].actions
    assert ("handler",) == found[f"draft_{letter}"].who
    assert ("drafter",) == found[f"review_{letter}"].apart[:1]
    assert {"drafter", "reviewer"} <= set(found[f"sign_{letter}"].apart)
    assert {"drafter", "reviewer", "signer"} == {found[f"{s}_{letter}"].hand for s in ("draft", "review", "sign")}


@pytest.mark.parametrize("letter", SIGNED)
def test_a_letter_is_numbered_at_signing_and_at_no_other_step(letter: str) -> None:
    """No number without a signature, so that none is missing from the series."""
    procedure = rules_of("jinzhong").procedures["supervision"]
    steps = [action for action in procedure.actions.values() if action.letter == letter]
    writing = [action.name for action in steps if set(action.effect.documents) - {"new_date"}]
    assert [f"sign_{letter}"] == writing


@pytest.mark.parametrize("letter", ["urging", "opinion", "decision"])
def test_a_letter_to_the_agency_can_be_served_and_signed_for(letter: str) -> None:
    """Both ways of receipt start the same clocks and lead to the same state."""
    found = rules_of("jinzhong").procedures["supervision"].actions
    serve, receive = found[f"serve_{letter}"], found[f"receive_{letter}"]
    assert serve.effect == receive.effect
    assert serve.states == receive.states
    assert ("respondent",) == receive.who


@pytest.mark.parametrize("letter", SIGNED)
def test_a_letter_can_be_sent_back_given_up_or_voided_until_it_is_out(letter: str) -> None:
    """No letter in preparation is a dead end: at every stage before service there is a way on and a way back."""
    procedure = rules_of("jinzhong").procedures["supervision"]
    rows = [a for a in procedure.actions.values() if a.letter == letter]
    stages = {stage for row in rows for stage in row.at_stage if stage}
    back = {stage for row in rows if row.step in ("abandon", "void") for stage in row.at_stage}
    assert stages <= back


def test_every_hand_a_row_bars_has_its_name() -> None:
    """A refusal names the hand in Chinese."""
    assert set() == {hand for _, action in actions() for hand in action.apart} - set(HANDS)
    assert set() == {role for _, action in actions() for role in action.who} - set(ROLES)


def test_every_document_has_its_writer_and_its_title() -> None:
    named = {document for _, action in everywhere() for effect in _effects(action) for document in effect.documents}
    assert set() == named - set(COMPOSERS)
    assert all(CHINESE.search(title_of(kind)) for kind in named)
    issued = {document.removesuffix("_draft") for document in named}
    assert {"national_answer"} == set(KINDS) - issued


def test_every_form_and_every_check_has_its_row() -> None:
    """What no row names is dead: checks but those of a form; a letter nobody reviews is amended by nobody."""
    amended = {name for name in FORMS if name.endswith("_amended")}
    assert set() == set(FORMS) - amended - {action.form for _, action in everywhere()}
    assert set() == set(CHECKS) - {check for _, action in everywhere() for check in action.check}


def test_a_check_stands_in_one_table_and_under_its_own_name() -> None:
    """One asked before anything is filled in reads nothing of the form; one of the form is not asked before."""
    bureau = Bureau()
    _, case_id = correcting(bureau)
    case = bureau.case(case_id)
    for name, check in OF_MATTER.items():
        mistake = check(case, {}, bureau.today)
        assert mistake is None or ("state", name) == (mistake.field, mistake.rule), name
    assert set() == set(OF_MATTER) & set(OF_FACTS)


def test_no_matter_ends_with_an_action_that_is_not_the_publics() -> None:
    """After its end a matter is only read, rated or evaluated, completed with a late paper or told of another; the
    agency may mark it read, who complained may still have to be known, and its file is kept or disposed of.
    Whatever else is done there opens it again.
    """
    for procedure, action in actions():
        if set(action.states) & set(procedure.ends):
            if (procedure.kind, action.name) in OPENED_AGAIN:
                assert action.effect.to not in (None, *procedure.ends), action.name
            else:
                assert action.name in (*AFTER_THE_END, *CARRIED_ALONG), action.name
                assert action.effect.to in (None, *procedure.ends), action.name


def test_what_the_public_sees_names_no_person_and_no_finding() -> None:
    """The facts let out by code are those a row names, and they are written for the complainant."""
    told = {(action.name, fact) for _, action in actions() for fact in action.public_facts}
    assert {
        ("refuse", "reason"),
        ("refuse", "explanation"),
        ("guide", "channel"),
        ("guide", "explanation"),
        ("request_completion", "missing"),
        ("transfer", "organ"),
        ("evidence_released", "name"),
        ("evidence_refused", "name"),
        ("evidence_refused", "reason"),
        ("record_organ_answer", "answer"),
        ("record_superior_answer", "answer"),
        ("notify_complainant", "conclusion"),
        ("complete_taken_in", "channel"),
        ("complete_taken_in", "received_on"),
        ("take_in", "channel"),
        ("take_in", "received_on"),
        ("open_identity", "reason"),
        ("open_allowed_identity", "reason"),
        ("ask_complainant", "text"),
        ("ask_complainant", "answer_wanted"),
        ("write_to_officer", "text"),
    } == told


@pytest.mark.duty("NAT-27", "NAT-28")
def test_no_letter_without_report_and_statement() -> None:
    """督办函 and 意见书 need the inquiry report and the agency's statement or its recorded refusal."""
    found = rules_of("national").procedures["supervision"].actions
    for name in ("draft_urging", "draft_opinion"):
        assert {"report_on_file", "statement_on_file", "not_now_before_court"} <= set(found[name].check)
    assert "verified_inaction" in found["draft_urging"].check
    assert "verified_unlawful_or_improper" in found["draft_opinion"].check


@pytest.mark.duty("NAT-29", "JZ-26a")
def test_the_decision_is_the_governments() -> None:
    """It bears no number of the bureau's, is recorded and not signed here, and follows a proposal."""
    supervision = rules_of("jinzhong").procedures["supervision"]
    assert "decision" not in rules_of("jinzhong").codes
    assert "government" == KINDS["decision"].issuer
    assert "sign_decision" not in supervision.actions
    assert ("proposed",) == supervision.actions["record_decision"].states
