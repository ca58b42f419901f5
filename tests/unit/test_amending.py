"""修改文稿: a reviewer changes the draft; the record shows what changed, and whoever did may not sign."""

from dataclasses import replace
from typing import Any

import pytest
from casework import GAO, HAN, OPINION, WU, ZHENG, ZHOU, Bureau, matter, refused, reported, seen, upload
from hypothesis import given
from hypothesis import strategies as st
from jiandu.core.forms.compared import parts
from jiandu.core.letters.supervision import Opinion
from jiandu.core.prefill import prefill

AMENDED = {**OPINION, "demand": "撤销处罚，重新处理，退还罚款。"}


def drafted(**facts: Any) -> tuple[Bureau, str]:
    bureau = Bureau()
    _, case = reported(bureau)
    bureau.act(case, "draft_opinion", ZHOU, **{**OPINION, **facts})
    return bureau, case


def test_what_was_amended_is_what_is_signed_and_the_drafter_stays_the_drafter() -> None:
    bureau, case = drafted()
    bureau.act(case, "amend_opinion", HAN, **AMENDED)
    letter = matter(bureau, case).letter
    assert letter and ("reviewing", matter(bureau, case).version) == (letter.stage, letter.draft)
    bureau.act(case, "review_opinion", HAN)
    bureau.act(case, "sign_opinion", ZHENG)
    (document,) = [d for d in bureau.cases[case].documents if d.kind == "opinion"]
    hands = {"drafter": "zhou", "amender": "han", "reviewer": "han", "signer": "zheng"}
    assert hands == document.hands
    opinion = next(x for x in reversed(bureau.letters) if isinstance(x, Opinion))
    assert ("撤销处罚，重新处理，退还罚款。",) == opinion.measures


def test_whoever_amended_does_not_sign_and_whoever_drafted_does_not_amend() -> None:
    """Several may amend: none of them signs, not the first of them either."""
    bureau, case = drafted()
    assert ("action", "role") == refused(lambda: bureau.act(case, "amend_opinion", ZHOU, **AMENDED))
    bureau.act(case, "amend_opinion", WU, **AMENDED)
    bureau.act(case, "amend_opinion", HAN, **{**AMENDED, "judgement": "违反法定程序。"})
    letter = matter(bureau, case).letter
    assert letter and {"drafter": "zhou", "amender": "wu", "amender_2": "han"} == letter.hands
    bureau.act(case, "review_opinion", HAN)
    assert ("actor", "different_persons") == refused(lambda: bureau.act(case, "sign_opinion", WU))
    bureau.act(case, "sign_opinion", ZHENG)


def test_who_drafted_cannot_amend_though_he_is_a_reviewer_too() -> None:
    bureau, case = drafted()
    bureau.cases[case] = replace(
        bureau.cases[case], matter=matter(bureau, case).model_copy(update={"officers": ("zhou", "wu")})
    )
    bureau.act(case, "send_back_opinion", HAN, reason="重写。")
    bureau.act(case, "draft_opinion", WU, **OPINION)
    assert ("actor", "different_persons") == refused(lambda: bureau.act(case, "amend_opinion", WU, **AMENDED))


def test_an_amendment_changes_something_and_fits_the_form() -> None:
    bureau, case = drafted()
    assert ("state", "draft_changed") == refused(lambda: bureau.act(case, "amend_opinion", HAN, **OPINION))
    scan = {**OPINION, "instruction": upload("批示.pdf")}
    assert ("state", "draft_changed") == refused(lambda: bureau.act(case, "amend_opinion", HAN, **scan))
    assert ("demand", "string_too_short") == refused(
        lambda: bureau.act(case, "amend_opinion", HAN, **{**OPINION, "demand": " "})
    )


def test_the_record_shows_field_by_field_what_was_taken_out_and_put_in() -> None:
    """To the officers; the agency sees nothing of it."""
    bureau, case = drafted()
    bureau.act(case, "amend_opinion", HAN, **AMENDED, instruction=upload("批示.pdf"))
    (entry,) = [e for e in seen(bureau, case, ZHOU)["timeline"] if e["name"] == "amend_opinion"]
    assert ["instruction"] == [fact["name"] for fact in entry["facts"]]
    (change,) = entry["changes"]
    assert "监督意见" == change["title"]
    found = [(part["mark"], part["text"]) for part in change["parts"]]
    assert [("kept", "撤销处罚，"), ("removed", "重新处理。"), ("added", "重新处理，退还罚款。")] == found
    assert "amend_opinion" not in [e["name"] for e in seen(bureau, case, GAO)["timeline"]]


def test_a_draft_sent_back_opens_as_it_was_amended() -> None:
    bureau, case = drafted()
    bureau.act(case, "amend_opinion", HAN, **AMENDED, instruction=upload("批示.pdf"))
    opened = prefill(bureau.case(case), bureau.action(case, "amend_opinion"), bureau.today)
    assert (AMENDED["demand"], False) == (opened["demand"], "instruction" in opened)
    bureau.act(case, "send_back_opinion", HAN, reason="再改。")
    again = prefill(bureau.case(case), bureau.action(case, "draft_opinion"), bureau.today)
    assert AMENDED["demand"] == again["demand"]


@given(st.text(alphabet="事实。，\n；一二", max_size=60), st.text(alphabet="事实。，\n；一二", max_size=60))
def test_both_texts_can_be_read_off_the_difference(before: str, after: str) -> None:
    found = parts(before, after)
    assert before == "".join(p["text"] for p in found if p["mark"] != "added")
    assert after == "".join(p["text"] for p in found if p["mark"] != "removed")


@pytest.mark.parametrize("secrecy", [False, True])
def test_what_is_to_be_public_passes_the_review_of_secrecy(secrecy: bool) -> None:
    """保密审查 in the last review; the document says how public it is from its signature on."""
    public = {"publicity": "active", "publicity_reason": "便于社会监督。"}
    bureau, case = drafted(**public)
    if not secrecy:
        assert ("secrecy", "secrecy_reviewed") == refused(lambda: bureau.act(case, "review_opinion", HAN))
        return
    bureau.act(case, "review_opinion", HAN, secrecy=True)
    bureau.act(case, "sign_opinion", ZHENG)
    opinion, demand = (next(d for d in bureau.cases[case].documents if d.kind == k) for k in KINDS)
    assert ("主动公开", "不予公开") == (opinion.publicity, demand.publicity)


KINDS = ("opinion", "explanation_demand")


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"publicity": "active"}, "required_when_public"),
        ({"publicity": "on_request", "publicity_reason": ""}, "required_when_public"),
        ({"publicity_reason": "便于监督。"}, "only_when_public"),
    ],
)
def test_a_letter_is_public_for_a_reason_only(facts: dict[str, str], rule: str) -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    act = lambda: bureau.act(case, "draft_opinion", ZHOU, **{**OPINION, **facts})  # noqa: E731
    assert ("publicity_reason", rule) == refused(act)


def test_a_letter_nobody_reviews_is_never_public() -> None:
    """问题线索移送函 is known to its officers and the head alone."""
    bureau, case = drafted()
    bureau.act(case, "refer_clue", ZHOU, persons="王某", facts="收受财物。")
    clue = next(i for i, c in bureau.cases.items() if c.matter.kind == "referral")
    draft = {"organ": "市监委", "persons": "王某", "facts": "收受。", "nature": "corruption", "evidence": "材料一份"}
    public = {"publicity": "active", "publicity_reason": "便于监督。"}
    act = lambda: bureau.act(clue, "draft_clue_transfer", ZHOU, **draft, **public)  # noqa: E731
    assert ("publicity", "public_only_after_review") == refused(act)
    bureau.act(clue, "draft_clue_transfer", ZHOU, **draft)
