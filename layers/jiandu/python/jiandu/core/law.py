"""From rows people write to rows the engine runs: profile chains, validity days, letters made into steps.

Pure; ``make build`` reads the YAML files, calls ``compile_law`` and writes its answer as JSON.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jiandu.core.chinese import article
from jiandu.core.procedure import INTERNAL

Row = dict[str, Any]



class LawError(ValueError):
    """A row of a procedure or profile cannot stand; the message names file and row."""


def completed(procedure: Row, shared: Mapping[str, Row]) -> Row:
    """A procedure whose rows marked ``shared`` take from the row that several procedures have what they do not say."""
    actions = dict(procedure["actions"])
    for name, row in actions.items():
        if row.get("shared"):
            if name not in shared:
                raise LawError(f"{procedure['kind']}.actions.{name}: no row of that name is shared")
            actions[name] = {**shared[name], **{key: value for key, value in row.items() if key != "shared"}}
    return {**procedure, "actions": actions}


def compile_law(procedures: Mapping[str, Row], steps: Row, profiles: Iterable[Row]) -> dict[str, list[Row]]:
    """Each profile's resolved rules, one entry for every interval in which nothing changes."""
    by_name: dict[str, list[Row]] = {}
    for profile in profiles:
        by_name.setdefault(profile["profile"], []).append(profile)
    return {name: _intervals(name, by_name, procedures, steps) for name in by_name}


def _intervals(name: str, by_name: Mapping[str, list[Row]], procedures: Mapping[str, Row], steps: Row) -> list[Row]:
    names = _chain(name, by_name)
    boundaries = sorted({day for n in names for profile in by_name[n] for day in _days(profile)})
    answer: list[Row] = []
    for index, start in enumerate(boundaries):
        chain = [p for n in names for p in by_name[n] if _valid(p, start)]
        if len({p["profile"] for p in chain}) < len(names):
            continue
        if len(chain) > len(names):
            raise LawError(f"profile {name}: two versions of one profile are valid on {start.isoformat()}")
        end = boundaries[index + 1] if index + 1 < len(boundaries) else None
        answer.append(_resolve(name, start, end, chain, procedures, steps))
    return answer


def _chain(name: str, by_name: Mapping[str, list[Row]]) -> list[str]:
    """From the nation down to the profile itself."""
    names: list[str] = []
    current: str | None = name
    while current is not None:
        if current not in by_name:
            raise LawError(f"profile {name}: extends {current!r}, which is not there")
        if current in names:
            raise LawError(f"profile {name}: extends itself")
        names.insert(0, current)
        current = by_name[current][0].get("extends")
    return names


def _days(profile: Row) -> list[date]:
    parts = ("clocks", "actions", "letters", "choices", "procedures")
    rows = [profile, *(row for part in parts for row in profile.get(part, {}).values())]
    return [row[key] for row in rows for key in ("valid_from", "valid_to") if row.get(key)]


def _valid(row: Row, day: date) -> bool:
    start, end = row.get("valid_from"), row.get("valid_to")
    return (start is None or start <= day) and (end is None or day < end)


def _resolve(
    name: str,
    start: date,
    end: date | None,
    chain: list[Row],
    procedures: Mapping[str, Row],
    steps: Row,
) -> Row:
    signing = {k: v for profile in chain for k, v in profile.get("signing", {}).items()}
    here = {
        kind: _with_local_rows(row, chain, start)
        for kind, row in procedures.items()
        if _has(kind, row, chain, procedures, start)
    }
    local = {kind: _with_local_letters(row, chain, start) for kind, row in here.items()}
    resolved = {kind: expand(row, steps, signing) for kind, row in local.items()}
    known = {action for procedure in resolved.values() for action in procedure["actions"]}
    for profile in chain:
        if strangers := set(profile.get("actions", {})) - known:
            raise LawError(f"{profile['profile']}.actions: unknown action {min(strangers)!r}")
    for procedure in resolved.values():
        for action, row in procedure["actions"].items():
            row["basis"] = _basis(procedure["kind"], row, action, chain, start)
    return {
        "profile": name,
        "title": chain[-1]["title"],
        "valid_from": start.isoformat(),
        "valid_to": end.isoformat() if end else None,
        "procedures": resolved,
        "clocks": _clocks(name, chain, start),
        "choices": _choices(chain, start),
        "codes": {k: v for profile in chain for k, v in profile.get("codes", {}).items()},
    }


PRINTS_A_DATE = "date_in_letter_is_working_day"
# Whoever lent a hand of one of these parts lends none of another (practice 21).
PARTS = (("draft",), ("review", "amend"), ("legal_review", "legal_amend"), ("sign",))
AMENDS = {"review": "amend", "legal_review": "legal_amend"}


def _has(kind: str, procedure: Row, chain: list[Row], procedures: Mapping[str, Row], day: date) -> bool:
    """Whether a place has a procedure: a local one is there only under an article of the place's own."""
    for profile in chain:
        for name, row in profile.get("procedures", {}).items():
            if name not in procedures or "basis" not in row:
                raise LawError(f"{profile['profile']}.procedures.{name}: unknown procedure, or no article")
    return not procedure.get("local") or any(_own(profile, kind, day) for profile in chain)


def _with_local_rows(procedure: Row, chain: list[Row], day: date) -> Row:
    """The procedure without the local rows no profile has an article for, and the states to which only they led.

    A row ``instead_of`` a local one is there where that one is not.
    """
    named = {name for profile in chain for name, row in profile.get("actions", {}).items() if _valid(row, day)}
    rows = procedure["actions"]
    here = {name: row for name, row in rows.items() if not row.get("local") or name in named}
    kept = {name: row for name, row in here.items() if row.get("instead_of") not in here}
    if len(kept) == len(rows):
        return procedure
    lost = _led_to(row for name, row in rows.items() if name not in kept) - _led_to(kept.values())
    actions = {name: {**row, "from": [s for s in row["from"] if s not in lost]} for name, row in kept.items()}
    states = {state: title for state, title in procedure["states"].items() if state not in lost}
    return {**procedure, "actions": actions, "states": states}


def _led_to(rows: Iterable[Row]) -> set[str]:
    """The states that rows lead to, in any of their cases."""
    effects = [effect for row in rows for effect in (row, *row.get("cases", {}).values())]
    return {effect["to"] for effect in effects if effect.get("to")}


def _own(profile: Row, kind: str, day: date) -> Row | None:
    """A profile's own row of a procedure while it is valid."""
    row: Row | None = profile.get("procedures", {}).get(kind)
    return row if row and _valid(row, day) else None


LOCAL_IN_LETTER = {"title", "document", "draft", "serve", "basis", "valid_from", "valid_to"}


def _with_local_letters(procedure: Row, chain: list[Row], day: date) -> Row:
    """The procedure with a profile's own rows laid over a letter: its local name, document, form or conditions."""
    letters = {letter: dict(row) for letter, row in procedure.get("letters", {}).items()}
    for profile in chain:
        for letter, row in _local_letters(profile, letters, day).items():
            base = letters[letter]
            for key in ("title", "document"):
                base[key] = row.get(key, base.get(key))
            for step in ("draft", "serve"):
                base[step] = {**base.get(step, {}), **row.get(step, {})}
    return {**procedure, "letters": {k: {n: v for n, v in row.items() if v is not None} for k, row in letters.items()}}


def _local_letters(profile: Row, letters: Row, day: date) -> Row:
    """A profile's valid letter rows for one procedure; each names its article and changes only what a place may."""
    rows = {k: row for k, row in profile.get("letters", {}).items() if k in letters and _valid(row, day)}
    for letter, row in rows.items():
        where = f"{profile['profile']}.letters.{letter}"
        if "basis" not in row:
            raise LawError(f"{where}: no article")
        if strangers := set(row) - LOCAL_IN_LETTER:
            raise LawError(f"{where}: a profile cannot set {min(strangers)!r}")
    return rows


def _choices(chain: list[Row], day: date) -> Row:
    """The named lists of a place (kinds of decision, ways of supervision …), by the lowest profile that has one."""
    choices: Row = {}
    for profile in chain:
        for name, row in profile.get("choices", {}).items():
            if "basis" not in row:
                raise LawError(f"{profile['profile']}.choices.{name}: a list without its article")
            if _valid(row, day):
                choices[name] = row["options"]
    return choices


def _basis(kind: str, row: Row, action: str, chain: list[Row], day: date) -> list[list[str]]:
    if "basis" not in row:
        raise LawError(f"{kind}.{action}: no article")
    basis = [_article(chain[0], row)]
    for profile in chain:
        local = _own(profile, kind, day)
        own = profile.get("actions", {}).get(action) or profile.get("letters", {}).get(row.get("letter")) or local
        if own and _valid(own, day):
            basis.append(_article(profile, own))
    return [row for row in basis if row[0] != INTERNAL] or basis[:1]


def _article(profile: Row, row: Row) -> list[str]:
    """A row's article; good practice without one is marked as the office's own rule (practice 13)."""
    if row["basis"] == "internal":
        return [INTERNAL, ""]
    try:
        article(row["basis"])
    except ValueError as error:
        raise LawError(f"{profile['profile']}: {error}") from error
    return [profile["citation"], str(row["basis"])]


def _clocks(name: str, chain: list[Row], day: date) -> Row:
    """Each clock's value by the lowest profile that may set it."""
    clocks: Row = {}
    for profile in chain:
        for clock, row in profile.get("clocks", {}).items():
            if not _valid(row, day):
                continue
            value = _clock_value(f"{profile['profile']}.clocks.{clock}", profile, row)
            higher = clocks.get(clock)
            if higher and _contradicts(value, higher):
                if row.get("gives_way"):
                    continue
                raise LawError(
                    f"{name}: {profile['profile']}.clocks.{clock} contradicts the rule above it; "
                    "correct it or mark it gives_way"
                )
            clocks[clock] = value
    return clocks


def _clock_value(where: str, profile: Row, row: Row) -> Row:
    if "basis" not in row:
        raise LawError(f"{where}: a value without its article")
    value = row.get("value", "number")
    if value not in ("number", "set_in_letter", "promptly"):
        raise LawError(f"{where}: unknown value {value!r}")
    if (value == "number") != ("n" in row and "unit" in row):
        raise LawError(f"{where}: a number needs n and unit, and only a number has them")
    kept = ("n", "unit", "roll", "remind", "attention")
    return {
        "value": value,
        "basis": [_article(profile, row)],
        **{k: row[k] for k in kept if k in row},
    }


def _contradicts(lower: Row, higher: Row) -> bool:
    """A number stands against another number; set_in_letter and promptly leave room below them."""
    if higher["value"] != "number":
        return False
    return [lower.get(k) for k in ("value", "n", "unit")] != [higher[k] for k in ("value", "n", "unit")]


def expand(procedure: Row, steps: Row, signing: Mapping[str, list[str]]) -> Row:
    """The procedure with every letter made into its steps' actions."""
    actions = {name: dict(row) for name, row in procedure["actions"].items()}
    actions |= {f"enter_{name}": _on_paper(row) for name, row in actions.items() if row.get("paper")}
    letters = procedure.get("letters", {})
    for letter, row in letters.items():
        actions |= _letter(procedure["kind"], letter, row, steps, signing, actions)
    return {
        "kind": procedure["kind"],
        "title": procedure["title"],
        "prefix": procedure["prefix"],
        "resource": procedure.get("resource", "matters"),
        "initial": procedure["initial"],
        "states": procedure["states"],
        "ends": procedure["ends"],
        "clocks": procedure.get("clocks", {}),
        "actions": actions,
        "letters": {letter: row["title"] for letter, row in letters.items()},
        "stages": steps["stages"] if letters else {},
        "confined": procedure.get("confined", False),
        "of_guidance_body": procedure.get("of_guidance_body", False),
    }


def _on_paper(row: Row) -> Row:
    """The bureau's row for what the agency answered on paper (practice 22): same effect, entered with its scan."""
    return {
        **row,
        "title": f"代录：{row['title']}",
        "help": "行政执法机关以纸质材料答复的，由收到的机关代录，并上传扫描件；以交邮或者收到之日为准。",
        "who": ["clerk", "supervisor"],
        "form": f"{row['form']}_on_paper",
        "on_behalf": True,
        "at_will": True,
    }


def _letter(kind: str, letter: str, row: Row, steps: Row, signing: Mapping[str, list[str]], others: Row) -> Row:
    if "basis" not in row:
        raise LawError(f"{kind}.letters.{letter}: no article")
    recorded = row.get("recorded_by")
    chain = [] if recorded else [*_signing(kind, letter, signing), "seal"]
    if row["delivery"] == "serve":
        chain.append("serve")
    stage_of = {step: f"{letter}.{steps['steps'][step].get('stage', 'drafting')}" for step in chain}
    states = _living(kind, letter, row, others)
    actions: Row = {}
    for step, following in zip(chain, [*chain[1:], None], strict=True):
        after = stage_of[following] if following else ""
        actions[f"{step}_{letter}"] = _step(letter, row, step, steps, stage_of[step], after, states)
        if amend := AMENDS.get(step):
            actions[f"{amend}_{letter}"] = _amend(letter, row, amend, steps, stage_of[step], states)
    if not recorded:
        _examined_for_secrecy(letter, chain, actions)
    _side_steps(letter, row, chain, steps, stage_of, states, actions)
    return actions


def _amend(letter: str, row: Row, step: str, steps: Row, stage: str, states: list[str]) -> Row:
    """修改文稿 at the reviewer's own stage: the draft's form and conditions once more."""
    draft = row["draft"]
    again = {k: draft[k] for k in ("check", "sets") if k in draft} | {"form": f"{draft['form']}_amended"}
    return _step(letter, {**row, step: again}, step, steps, stage, stage, states)


def _examined_for_secrecy(letter: str, chain: list[str], actions: Row) -> None:
    """What is to be public passes 保密审查 in the last review; without any review it cannot be public."""
    reviews = [step for step in chain if step in AMENDS]
    action = actions[f"{reviews[-1] if reviews else 'draft'}_{letter}"]
    check = "secrecy_reviewed" if reviews else "public_only_after_review"
    action["check"] = [*action.get("check", []), check]


def _signing(kind: str, letter: str, signing: Mapping[str, list[str]]) -> list[str]:
    if letter not in signing:
        raise LawError(f"{kind}.letters.{letter}: no signing steps in the profile")
    chain = signing[letter]
    if not 2 <= len(chain) <= 4 or chain[0] != "draft" or chain[-1] != "sign":
        raise LawError(f"{kind}.letters.{letter}: two to four signing steps, from draft to sign")
    return chain


def _living(kind: str, letter: str, row: Row, others: Row) -> list[str]:
    """The states in which a letter may move on: those it is drafted from and those they turn into meanwhile."""
    if recorded := row.get("recorded_by"):
        if recorded not in others:
            raise LawError(f"{kind}.letters.{letter}: recorded by {recorded!r}, which is no action")
        return sorted(
            {case["to"] for case in others[recorded]["cases"].values() if str(case.get("stage")).startswith(letter)}
        )
    return list(row["draft"]["from"])


def _step(letter: str, row: Row, step: str, steps: Row, stage: str, after: str, states: list[str]) -> Row:
    base = steps["steps"][step]
    own = row.get(step, {})
    signing = step != "draft" and any(step in part for part in PARTS)
    hands = [steps["steps"][s]["hand"] for part in PARTS[:-1] if signing and step not in part for s in part]
    check = [*base.get("check", []), *_date_still_ahead(row, step), *own.get("check", [])]
    action: Row = {
        "title": f"{base['title']}：{row['title']}",
        "who": base["who"],
        "from": states,
        "stage": after,
        "letter": letter,
        "step": step,
        "basis": row["basis"],
        "duties": row.get("duties", []),
        **{k: base[k] for k in ("form", "hand", "help", "batch", "documents", "agency") if k in base},
        **own,
        **({"check": check} if check else {}),
    }
    if step == "draft":
        action["at_stage"] = ["", stage]
    else:
        action["at_stage"] = [stage]
    if hands:
        action["apart"] = hands
    if base.get("numbered"):
        action["documents"] = [row.get("document", letter), *own.get("documents", [])]
    return action


def _date_still_ahead(row: Row, step: str) -> list[str]:
    """A date printed in a letter is looked at once more when it is signed, and when one that is only sent is sealed."""
    printed = PRINTS_A_DATE in row.get("draft", {}).get("check", [])
    last = step == "sign" or (step == "seal" and row["delivery"] == "send")
    return ["printed_date_ahead"] if printed and last else []


def _side_steps(
    letter: str, row: Row, chain: list[str], steps: Row, stage_of: Row, states: list[str], actions: Row
) -> None:
    """Receipt by the agency's own hand, a new date, sending back, giving a draft up, voiding a number."""
    if "serve" in chain:
        serve = actions[f"serve_{letter}"]
        receive = _step(
            letter,
            {**row, "receive": {**row.get("serve", {}), **row.get("receive", {})}},
            "receive",
            steps,
            stage_of["serve"],
            "",
            states,
        )
        actions[f"receive_{letter}"] = {**receive, "from": serve["from"]}
        again = _step(letter, {**row, "serve_again": row.get("serve", {})}, "serve_again", steps, "", "", states)
        del again["stage"], again["at_stage"]
        again.pop("to", None)
        again["check"] = [*again.get("check", []), "service_unanswered"]
        actions[f"serve_{letter}_again"] = {**again, "from": _once_served(serve), "at_will": True}
        if PRINTS_A_DATE in row.get("draft", {}).get("check", []):
            actions[f"set_date_{letter}"] = _set_date(letter, row, steps, serve)
    before_number = [stage_of[s] for s in chain if s in ("review", "legal_review", "sign")]
    if before_number:
        drafting = f"{letter}.drafting"
        back = _step(letter, row, "send_back", steps, "", drafting, states)
        actions[f"send_back_{letter}"] = {**back, "at_stage": before_number}
        give_up = _step(letter, row, "abandon", steps, "", "", states)
        actions[f"abandon_{letter}"] = {**give_up, "at_stage": [drafting, *before_number]}
        numbered = [stage_of[s] for s in chain if s in ("seal", "serve")]
        void = _step(letter, row, "void", steps, "", "", states)
        actions[f"void_{letter}"] = {**void, "at_stage": numbered}


def _once_served(serve: Row) -> list[str]:
    """The states a matter may be in when its letter was served: one that the service leads to, else as before."""
    return [serve["to"]] if "to" in serve else serve["from"]


def _set_date(letter: str, row: Row, steps: Row, serve: Row) -> Row:
    """重新确定期限 of a letter that was served when the date printed in it was past (practice 1)."""
    action = _step(letter, row, "set_date", steps, "", "", _once_served(serve))
    del action["stage"], action["at_stage"]
    return {**action, "starts": serve["starts"]}
