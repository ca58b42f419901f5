"""监督问卷: its questions as officers write them, what an answer must be, and how the answers count.

Questions are lines: one that ends with its kind in brackets begins a question, those below it are its options.
An answer names its options by their numbers, so that what is kept of a hundred answers stays small.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jiandu.core.errors import Mistake
from jiandu.core.forms.reading import CONTROL
from jiandu.core.matter import Case, Event

KIND = "questionnaire"
ANSWERED = "answer_questionnaire"
KINDS = {"single": "单选", "several": "多选", "score": "打分", "text": "文字"}
SCORES = ("1分（最低）", "2分", "3分", "4分", "5分（最高）")
MOST_QUESTIONS, MOST_TEXTS = 15, 5
LONGEST_QUESTION, LONGEST_OPTION, LONGEST_TEXT = 100, 40, 300
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
MOST_ANSWERS = 500  # each answer is an event of the matter, which every further answer reads
_HEAD = re.compile(r"(?P<text>.*\S)\s*[【\[](?P<kind>单选|多选|打分|文字)题?\s*([，,、 ]\s*(?P<must>必答))?[】\]]")
_TAGGED = re.compile(r".*[】\]]")
_NUMBERED = re.compile(r"\d{1,2}[.、．](?!\d)\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``options`` are what may be chosen, of a score its five steps, of a text none."""

    n: int
    text: str
    kind: str
    required: bool
    options: tuple[str, ...]

    @property
    def name(self) -> str:
        """The field that answers it."""
        return field_of(self.n)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered to one question: by how many, how often each option, and every text in its order."""

    question: Question
    answered: int
    counts: tuple[int, ...]
    texts: tuple[str, ...]

    @property
    def mean(self) -> float | None:
        """Of a score the mean, to two places; None where nobody gave one."""
        if self.question.kind != "score" or not self.answered:
            return None
        return round(sum(n * count for n, count in enumerate(self.counts, 1)) / self.answered, 2)


def field_of(n: int) -> str:
    """The field that answers question n."""
    return f"q{n}"


def questions(text: str) -> tuple[Question, ...]:
    """The questions that these lines ask; ValueError with a Chinese sentence that names the question and the rule."""
    found = [_question(n, head, options) for n, (head, options) in enumerate(_blocks(text), 1)]
    if len(found) > MOST_QUESTIONS:
        raise ValueError(f"最多{MOST_QUESTIONS}题，现在有{len(found)}题。")
    if (texts := sum(question.kind == "text" for question in found)) > MOST_TEXTS:
        raise ValueError(f"文字题最多{MOST_TEXTS}题，现在有{texts}题。")
    return tuple(found)


def _blocks(text: str) -> list[tuple[re.Match[str], list[str]]]:
    """Each line that begins a question, with the lines below it."""
    blocks: list[tuple[re.Match[str], list[str]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if head := _HEAD.fullmatch(line):
            blocks.append((head, []))
        elif blocks and not _TAGGED.fullmatch(line):
            blocks[-1][1].append(line)
        else:
            raise ValueError(f"“{line[:30]}”读不出题型，题目末尾应当写明，例如“……？【单选，必答】”。")
    return blocks


def _question(n: int, head: re.Match[str], options: list[str]) -> Question:
    text = _NUMBERED.sub("", head["text"], count=1) if _NUMBERED.match(head["text"]) else head["text"]
    kind = next(name for name, title in KINDS.items() if title == head["kind"])
    if len(text) > LONGEST_QUESTION:
        raise ValueError(f"第{n}题超过{LONGEST_QUESTION}字。")
    if kind in ("single", "several"):
        _fit(n, options)
    elif options:
        raise ValueError(f"第{n}题是{head['kind']}题，不写选项（“{options[0][:20]}”）。")
    offered = SCORES if kind == "score" else tuple(options)
    return Question(n, text, kind, head["must"] is not None, offered)


def _fit(n: int, options: list[str]) -> None:
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise ValueError(f"第{n}题有{len(options)}个选项，应当有{FEWEST_OPTIONS}至{MOST_OPTIONS}个，一行一个。")
    if doubled := next((option for option, times in Counter(options).items() if times > 1), None):
        raise ValueError(f"第{n}题的选项“{doubled[:LONGEST_OPTION]}”写了两次。")
    if longest := next((option for option in options if len(option) > LONGEST_OPTION), None):
        raise ValueError(f"第{n}题的选项“{longest[:20]}……”超过{LONGEST_OPTION}字。")


def questions_of(case: Case) -> tuple[Question, ...]:
    """The questions of a questionnaire; none of one whose file was destroyed."""
    return questions(str((case.facts_of("open_child") or {}).get("questions", "")))


def answers_of(case: Case) -> list[Event]:
    """The answers that came, in their order."""
    return [event for event in case.events if event.action == ANSWERED]


def misfits(asked: Iterable[Question], facts: Mapping[str, Any]) -> list[Mistake]:
    """What is wrong with an answer, each at its question."""
    by_name = {question.name: question for question in asked}
    given = {name: values for name in facts if (values := _values(facts, name))}
    unasked = [Mistake(name, "asked", "问卷没有这一题。") for name in given if name not in by_name]
    return [*unasked, *(m for q in by_name.values() if (m := _misfit(q, given.get(q.name, []))))]


def _misfit(question: Question, values: list[str]) -> Mistake | None:
    n, offered = question.n, {str(k) for k in range(1, len(question.options) + 1)}
    if not values:
        return Mistake(question.name, "missing", f"第{n}题必须回答。") if question.required else None
    if question.kind != "several" and len(values) > 1:
        return Mistake(question.name, "one", f"第{n}题只能回答一项。")
    if question.kind == "text":
        if CONTROL.search(values[0]):
            return Mistake(question.name, "control_characters", f"第{n}题含有不可见的控制字符，请删除。")
        return None
    if not set(values) <= offered or len(set(values)) < len(values):
        return Mistake(question.name, "offered", f"请在第{n}题给出的选项中选择。")
    return None


def outcomes(case: Case) -> list[Outcome]:
    """How each question was answered."""
    answers = [event.facts for event in answers_of(case)]
    return [_outcome(question, list(_given(question, answers))) for question in questions_of(case)]


def _given(question: Question, answers: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    return (values for answer in answers if (values := _values(answer, question.name)))


def _values(answer: Mapping[str, Any], name: str) -> list[str]:
    """What was given under a field, but for what was left blank."""
    return [str(value) for value in answer.get(name) or () if value]


def _outcome(question: Question, given: list[list[str]]) -> Outcome:
    if question.kind == "text":
        return Outcome(question, len(given), (), tuple(values[0] for values in given))
    chosen = Counter(value for values in given for value in values)
    counts = tuple(chosen[str(n)] for n in range(1, len(question.options) + 1))
    return Outcome(question, len(given), counts, ())


def share(n: int, of: int) -> str:
    """How many of those who answered, in per cent; a dash where nobody did."""
    return f"{n * 100 / of:.1f}%" if of else "—"


def results(case: Case) -> dict[str, Any]:
    """What the matter it was opened from is told of a questionnaire; of every other matter nothing. No text of anybody
    goes along.
    """
    if case.matter.kind != KIND:
        return {}
    return {"answers": len(answers_of(case)), "results": "\n".join(map(told, outcomes(case)))}


def told(outcome: Outcome) -> str:
    """One question with its numbers, as a line."""
    question = outcome.question
    head = f"{question.n}. {question.text}（{KINDS[question.kind]}，{outcome.answered}人作答）"
    if question.kind == "text":
        return f"{head}：文字意见{outcome.answered}条。"
    counted = "；".join(f"“{option}”{n}人" for option, n in zip(question.options, outcome.counts, strict=True))
    return f"{head}：{counted}{f'；平均{outcome.mean}分' if outcome.mean else ''}。"
