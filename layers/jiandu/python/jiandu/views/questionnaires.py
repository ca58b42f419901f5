"""A questionnaire as anybody sees it, as a form to fill in, and what came of it for its officers."""

from collections.abc import Mapping, Sequence
from typing import Any

from jiandu.core.errors import Mistake
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Case
from jiandu.core.questionnaires import (
    KIND,
    KINDS,
    LONGEST_TEXT,
    MOST_ANSWERS,
    Outcome,
    Question,
    answers_of,
    outcomes,
    questions_of,
    share,
)

WIDGETS = {"single": "radio", "several": "checks", "score": "radio", "text": "textarea"}
HELP = {"several": "可以选择多项。", "score": "1分最低，5分最高。", "text": "请不要写人的姓名、电话、住址。"}
CHART = 100
SHOWN_TEXTS = 100


def path_of(matter_id: str) -> str:
    """Where anybody answers."""
    return f"/questionnaires/{matter_id}"


def public_view(case: Case, owner: str, closed: str | None) -> dict[str, Any]:
    """What anybody reads of a questionnaire: never how others answered."""
    told = case.facts_of("open_child") or {}
    return {
        "path": path_of(case.matter.id),
        "title": case.matter.title,
        "introduction": told.get("introduction", ""),
        "owner": owner,
        "until": told.get("due_on", ""),
        "closed": closed,
        "questions": [
            {
                "name": q.name,
                "text": q.text,
                "kind": q.kind,
                "required": q.required,
                "options": [{"value": str(n), "title": option} for n, option in enumerate(q.options, 1)],
            }
            for q in questions_of(case)
        ],
    }


def fields(case: Case, given: Posted, mistakes: Sequence[Mistake] = ()) -> list[dict[str, Any]]:
    """The questions as the fields of a page, with what was filled in and what is wrong with it."""
    errors = {m.field: m.message for m in reversed(mistakes)}
    return [_field(q, [v for v in given.get(q.name, []) if isinstance(v, str)], errors) for q in questions_of(case)]


def _field(question: Question, given: list[str], errors: Mapping[str, str]) -> dict[str, Any]:
    text = question.kind == "text"
    return {
        "name": question.name,
        "title": f"{question.n}. {question.text}",
        "help": HELP.get(question.kind),
        "widget": WIDGETS[question.kind],
        "options": [{"value": str(n), "title": option} for n, option in enumerate(question.options, 1)],
        "value": given if question.kind == "several" else next(iter(given), None),
        "error": errors.get(question.name),
        "required": question.required,
        "maxlength": LONGEST_TEXT if text else None,
    }


def results_view(case: Case) -> dict[str, Any] | None:
    """What came of a questionnaire, for its bureau alone; None for any other matter, and where its file was destroyed.

    A whole bar is everybody who answered the question. Of the texts the latest are shown, the sheet has all.
    """
    if case.matter.kind != KIND or case.matter.disposed_on:
        return None
    return {
        "path": path_of(case.matter.id),
        "open": case.matter.state == "collecting",
        "answers": len(answers_of(case)),
        "most": MOST_ANSWERS,
        "questions": [_outcome(outcome) for outcome in outcomes(case)],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    question, of = outcome.question, outcome.answered or 1
    rows = [
        {"name": option, "n": n, "share": share(n, outcome.answered), "bar": round(n * CHART / of)}
        for option, n in zip(question.options, outcome.counts, strict=False)
    ]
    return {
        "title": f"{question.n}. {question.text}",
        "kind_title": KINDS[question.kind],
        "answered": outcome.answered,
        "mean": outcome.mean,
        "rows": rows,
        "texts": list(outcome.texts[-SHOWN_TEXTS:]),
        "earlier_texts": max(len(outcome.texts) - SHOWN_TEXTS, 0),
    }
