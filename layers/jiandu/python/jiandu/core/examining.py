"""What of a letter in preparation may tell who a person is, for whoever reviews and signs it (practice 16, 19).

The machine points at places and a person decides; what no letter may print is refused when it is drafted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from jiandu.core.checks.papers import COMPLAINANT
from jiandu.core.forms import FORMS
from jiandu.core.forms.shown import shown
from jiandu.core.letters.text import Issued
from jiandu.core.matter import Case
from jiandu.core.procedure import Action, Procedure, Rules
from jiandu.core.redaction import KINDS, Finding, redact

_STEPS = ("review", "legal_review", "sign")
TITLES = {**KINDS, "complainant": "显示有人投诉举报"}
_NOT_PRINTED = ("publicity", "publicity_reason", "instruction", "checked")
_FRAME = ("issuer", "number", "issued_on", "contact", "check_code", "signer", "officers", "copy_to")
_SURNAME = (
    "(?:欧阳|司马|上官|诸葛|皇甫|尉迟|慕容|令狐|司徒|夏侯|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾"
    "彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷汤尹黎易常武乔贺赖龚文])"
)
_HAN = r"[\u4e00-\u9fff]"
_NAME = re.compile(
    rf"(?P<hidden>{_SURNAME}某{{1,2}})(?![些种个一])"
    rf"|(?P<polite>{_SURNAME}{_HAN}{{0,2}}?)(?:先生|女士|师傅|大爷|大妈|阿姨)"
    r"|(?:当事人|投诉人|举报人|反映人|申请人|受害人|证人|负责人|经营者|业主|店主|村民|居民|群众|职工|员工|姓名)[：:为]?\s?"
    rf"(?!陈述|陈明|许可|程序|何时|何地|任何)(?P<after>{_SURNAME}{_HAN}{{1,2}}?)(?=[，,、；;。（()\s系称于与和]|反映|表示|$)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One field of the draft, the places in it, and the text as it might be published."""

    name: str
    title: str
    text: str
    findings: tuple[Finding, ...]
    proposal: str


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft field by field; ``public`` where it is to be published."""

    public: bool
    passages: tuple[Passage, ...]


def settles(action: Action) -> bool:
    """Whether by this act somebody answers for a draft another wrote."""
    return bool(action.letter) and action.step in _STEPS


def examined(case: Case, procedure: Procedure, rules: Rules, names: Mapping[str, str]) -> Examined | None:
    """The draft of the letter in preparation; None where there is none. ``names`` of offices and staff stay."""
    letter = case.matter.letter
    drafted = next((event for event in case.events if letter and event.n == letter.draft), None)
    form = procedure.actions[drafted.action].form if drafted else None
    if drafted is None or form is None:
        return None
    rows = [row for row in shown(FORMS[form], drafted.facts, names, rules.choices) if not row["file"]]
    texts = {row["name"]: (row["title"], row["value"]) for row in rows if row["name"] not in _NOT_PRINTED}
    return _examined(texts, names.values(), drafted.facts.get("publicity", "none") != "none")


def examined_letter(letter: Issued, names: Iterable[str]) -> Examined:
    """A composed letter, all that it prints but its frame; ``names`` of offices and staff stay."""
    fields = {n: f for n, f in type(letter).model_fields.items() if n not in _FRAME}
    texts = {n: (f.title or n, "\n".join(_strings(getattr(letter, n)))) for n, f in fields.items()}
    return _examined({n: text for n, text in texts.items() if text[1]}, names, False)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _strings(tuple(getattr(value, name) for name in type(value).model_fields))
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part)


def _examined(texts: Mapping[str, tuple[str, str]], names: Iterable[str], public: bool) -> Examined:
    whole = "\n".join(text for _, text in texts.values())
    known = [name for name in names if name in whole]
    persons = sorted({found[found.lastgroup or 0] for found in _NAME.finditer(whole)} - set(known))
    passages = (_passage(name, title, text, persons, known) for name, (title, text) in texts.items())
    return Examined(public, tuple(passages))


def _passage(name: str, title: str, text: str, persons: list[str], known: list[str]) -> Passage:
    redacted = redact(text, persons, known)
    told = (Finding(*found.span(), "complainant", None, found[0]) for found in COMPLAINANT.finditer(text))
    findings = sorted((*redacted.findings, *told), key=lambda finding: finding.start)
    return Passage(name, title, text, tuple(findings), redacted.text)
