"""The loader: what it makes of the rows, and every row it refuses."""

import ast
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from casework import ROOT
from jiandu.core import procedure
from jiandu.core.law import LawError, completed
from jiandu.core.procedure import read, rules_on
from law_rows import SOURCES, Law, written

Change = Callable[[Law], None]


def test_the_law_as_written_stands() -> None:
    """Nation, provinces and cities load; none is valid before the national rules are in force."""
    rules = written().load()
    cities = {"jinzhong", "quzhou", "handan", "weihai", "zhuzhou"}
    assert {"national", "hebei", "shandong"} | cities == set(rules)
    assert {date(2026, 2, 1)} == {intervals[0].valid_from for intervals in rules.values()}


def test_each_place_has_the_numbers_of_its_own_text() -> None:
    """Hebei art. 21, Shandong arts. 28 and 29; Handan and Weihai have their province's, Quzhou sets a date."""
    rules = {name: intervals[-1] for name, intervals in written().load().items()}
    for name in ("hebei", "handan"):
        found = {
            c: (rules[name].values[c].n, rules[name].values[c].unit) for c in ("correction", "objection", "answer")
        }
        assert {"correction": (30, "day"), "objection": (15, "day"), "answer": (15, "day")} == found
        assert "行政执法监督通知书" == rules[name].procedures["supervision"].letters["opinion"]
    for name in ("shandong", "weihai"):
        assert [30, 30] == [rules[name].values[c].n for c in ("correction", "execution")]
        assert "objection" not in rules[name].values
    assert "set_in_letter" == rules["quzhou"].values["correction"].value
    assert ["change", "revoke"] == list(rules["quzhou"].choices["decision_kinds"])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"document": "notice"}, "quzhou.letters.opinion: no article"),
        ({"basis": 16, "delivery": "send"}, "a profile cannot set 'delivery'"),
        ({"basis": 16, "document": "leaflet"}, "unknown document 'leaflet'"),
        ({"basis": 16, "draft": {"form": "nothing"}}, "unknown form 'nothing'"),
    ],
)
def test_a_local_letter_that_cannot_stand_is_refused(row: dict[str, object], message: str) -> None:
    """A place may rename a letter and set its form and conditions, under an article, and nothing else."""
    law = written()
    law.profile("quzhou")["letters"]["opinion"] = row
    with pytest.raises(LawError, match=message):
        law.load()


def test_a_list_without_its_article_is_refused() -> None:
    law = written()
    del law.profile("quzhou")["choices"]["ways"]["basis"]
    with pytest.raises(LawError, match="quzhou.choices.ways: a list without its article"):
        law.load()


def _set(kind: str, action: str, key: str, value: object) -> Change:
    def change(law: Law) -> None:
        law.action(kind, action)[key] = value

    return change


def _clock(profile: str, name: str, **row: object) -> Change:
    def change(law: Law) -> None:
        law.profile(profile)["clocks"][name] = row

    return change


def _drop(profile: str, part: str, name: str) -> Change:
    def change(law: Law) -> None:
        del law.profile(profile)[part][name]

    return change


def _signing(steps: list[str]) -> Change:
    def change(law: Law) -> None:
        law.profile("jinzhong")["signing"] = {"opinion": steps}

    return change


def _action_nobody_reaches(law: Law) -> None:
    law.procedures["supervision"]["states"]["forgotten"] = "被遗忘"
    law.action("supervision", "close")["from"] = ["forgotten"]


def _state_nobody_reaches(law: Law) -> None:
    law.procedures["supervision"]["states"]["forgotten"] = "被遗忘"


def _unstopped(law: Law) -> None:
    law.action("personnel", "record_handling").pop("stops")


def _no_article(law: Law) -> None:
    law.action("supervision", "close").pop("basis")


def _no_such_article(law: Law) -> None:
    law.profile("zhuzhou")["actions"]["give_notice"]["basis"] = "二（一）"


def _letter_without_article(law: Law) -> None:
    law.procedures["supervision"]["letters"]["opinion"].pop("basis")


def _unknown_extends(law: Law) -> None:
    law.profile("jinzhong")["extends"] = "province"


def _extends_itself(law: Law) -> None:
    law.profile("national")["extends"] = "jinzhong"


def _two_versions_at_once(law: Law) -> None:
    law.profiles.append({**law.profile("jinzhong"), "valid_from": date(2027, 1, 1)})


def _unknown_profile_action(law: Law) -> None:
    law.profile("jinzhong")["actions"]["sign_opinon"] = {"basis": 23}


def _unknown_recorder(law: Law) -> None:
    law.procedures["supervision"]["letters"]["decision"]["recorded_by"] = "nobody"


def _lost_case(law: Law) -> None:
    law.action("objection", "answer_objection")["cases"].pop("changed")


def _one_case_more(law: Law) -> None:
    law.action("objection", "answer_objection")["cases"]["ignored"] = {"to": "upheld"}


def _letter_nobody_signs(law: Law) -> None:
    law.profile("national")["signing"].pop("opinion")


def _nameless_document(law: Law) -> None:
    law.action("complaint", "accept")["documents"] = ["greeting"]


def _opens_nothing(law: Law) -> None:
    law.action("complaint", "accept")["opens"] = "party"


def _prepares_nothing(law: Law) -> None:
    law.procedures["supervision"]["clocks"]["correction"]["prepares"] = "nothing"


def _case_of_unknown_clock(law: Law) -> None:
    law.action("objection", "open_child")["cases"]["local"]["starts"] = ["egg"]


REFUSED: dict[str, tuple[Change, str]] = {
    "unknown state from": (_set("complaint", "accept", "from", ["lost"]), "complaint.accept: unknown state 'lost'"),
    "unknown state to": (_set("complaint", "accept", "to", "lost"), "complaint.accept: unknown state 'lost'"),
    "unknown role": (_set("complaint", "accept", "who", ["king"]), "complaint.accept: unknown role 'king'"),
    "unknown form": (_set("complaint", "accept", "form", "poem"), "complaint.accept: unknown form 'poem'"),
    "unknown document": (_nameless_document, "complaint.accept: unknown document 'greeting'"),
    "unknown check": (_set("complaint", "accept", "check", ["mood"]), "complaint.accept: unknown check 'mood'"),
    "unknown computation": (
        _set("supervision", "object", "compute", "dice"),
        "supervision.object: unknown computation 'dice'",
    ),
    "unknown clock started": (_set("complaint", "submit", "starts", ["egg"]), "complaint.submit: unknown clock 'egg'"),
    "unknown clock stopped": (_set("complaint", "refuse", "stops", ["egg"]), "complaint.refuse: unknown clock 'egg'"),
    "unknown clock of a case": (_case_of_unknown_clock, "objection.open_child: unknown clock 'egg'"),
    "unknown kind opened": (_opens_nothing, "complaint.accept: unknown kind of matter 'party'"),
    "unknown act on the parent": (
        _set("supervision", "close", "parent", "nothing"),
        "supervision.close: no procedure lets 'supervision' do 'nothing'",
    ),
    "a draft nobody can prepare": (_prepares_nothing, "supervision.clocks.correction: unknown action 'nothing'"),
    "an action no state reaches": (_action_nobody_reaches, "supervision.close: no state leads to this action"),
    "a state nobody reaches": (_state_nobody_reaches, "supervision: no action leads to the state 'forgotten'"),
    "a clock nobody stops": (_unstopped, "personnel.clocks.handling_answer: nobody stops this clock"),
    "an article nobody can cite": (_no_such_article, "zhuzhou: not an article number"),
    "an action without its article": (_no_article, "supervision.close: no article"),
    "a letter without its article": (_letter_without_article, "supervision.letters.opinion: no article"),
    "a number without its article": (
        _clock("jinzhong", "correction", n=30, unit="day"),
        "jinzhong.clocks.correction: a value without its article",
    ),
    "an unknown value": (
        _clock("national", "correction", value="soon", basis=28),
        "national.clocks.correction: unknown value 'soon'",
    ),
    "a number without unit": (
        _clock("jinzhong", "correction", n=30, basis=25),
        "jinzhong.clocks.correction: a number needs n and unit",
    ),
    "a number under set_in_letter": (
        _clock("national", "correction", value="set_in_letter", n=30, unit="day", basis=28),
        "national.clocks.correction: a number needs n and unit",
    ),
    "a value of no clock": (_clock("national", "tea", value="promptly", basis=1), "unknown clock 'tea'"),
    "no value for what is always needed": (_drop("national", "clocks", "performance"), "value of the clock 'perform"),
    "a document without number code": (_drop("national", "codes", "opinion"), "code of the document 'opinion'"),
    "a letter nobody signs": (_letter_nobody_signs, "supervision.letters.opinion: no signing steps"),
    "one signing step": (_signing(["draft"]), "supervision.letters.opinion: two to four signing steps"),
    "five signing steps": (
        _signing(["draft", "review", "legal_review", "review", "sign"]),
        "supervision.letters.opinion: two to four signing steps",
    ),
    "signing without a draft": (_signing(["review", "sign"]), "two to four signing steps, from draft to sign"),
    "a chain that does not end with signing": (_signing(["draft", "review"]), "from draft to sign"),
    "a letter recorded by no action": (_unknown_recorder, "supervision.letters.decision: recorded by 'nobody'"),
    "a case the form allows but the row lacks": (_lost_case, "objection.answer_objection: cases"),
    "a case the form does not allow": (_one_case_more, "objection.answer_objection: cases"),
    "a profile over one that is not there": (_unknown_extends, "profile jinzhong: extends 'province'"),
    "a profile over itself": (_extends_itself, "extends itself"),
    "two versions of a profile on one day": (_two_versions_at_once, "two versions of one profile"),
    "a local article for no action": (_unknown_profile_action, "jinzhong.actions: unknown action 'sign_opinon'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_loader_refuses(name: str) -> None:
    """One row changed, and the message names it."""
    change, message = REFUSED[name]
    law = written()
    change(law)
    with pytest.raises(LawError, match=message):
        law.load()


def test_a_lower_row_may_not_contradict_a_number_above_it() -> None:
    """Thirty days by the nation cannot become forty in a city."""
    law = written()
    law.profile("national")["clocks"]["correction"] = {"n": 30, "unit": "day", "basis": 28}
    law.profile("jinzhong")["clocks"]["correction"] = {"n": 40, "unit": "day", "basis": 25}
    with pytest.raises(LawError, match="jinzhong.clocks.correction contradicts the rule above it"):
        law.load()


def test_a_lower_row_that_gives_way_leaves_the_higher_one() -> None:
    """gives_way: the number above stands, with its own article."""
    law = written()
    law.profile("national")["clocks"]["correction"] = {"n": 30, "unit": "day", "basis": 28}
    law.profile("jinzhong")["clocks"]["correction"] = {"n": 40, "unit": "day", "basis": 25, "gives_way": True}
    law.profiles = [p for p in law.profiles if p["profile"] in ("national", "jinzhong")]
    value = law.load()["jinzhong"][-1].values["correction"]
    assert (30, "28") == (value.n, value.basis[0].number)


def test_a_lower_row_may_say_the_same_or_fill_what_is_left_open() -> None:
    """The same number is no contradiction, nor is a number where the letter sets one."""
    law = written()
    law.profile("national")["clocks"]["correction"] = {"n": 30, "unit": "day", "basis": 28}
    law.profiles = [p for p in law.profiles if p["profile"] in ("national", "jinzhong")]
    law.load()
    assert 30 == written().load()["jinzhong"][-1].values["correction"].n
    assert "set_in_letter" == written().load()["national"][-1].values["correction"].value


def test_a_province_between_nation_and_city_binds_the_city() -> None:
    """The chain is walked from the nation down, and its articles stand in that order."""
    law = written()
    row = {"profile": "province", "title": "某省条例", "citation": "《某省条例》", "extends": "national"}
    clocks, articles = {"correction": {"n": 15, "unit": "day", "basis": 9}}, {"sign_opinion": {"basis": 8}}
    law.profiles.append({**row, "clocks": clocks, "actions": articles, "valid_from": date(2019, 1, 1)})
    law.profile("jinzhong")["extends"] = "province"
    with pytest.raises(LawError, match="jinzhong.clocks.correction contradicts"):
        law.load()
    law.profile("jinzhong")["clocks"]["correction"]["gives_way"] = True
    action = law.load()["jinzhong"][-1].procedures["supervision"].actions["sign_opinion"]
    assert ["28", "8", "23"] == [article.number for article in action.basis]


@pytest.mark.duty("NAT-44")
def test_nothing_is_decided_by_the_rules_before_they_are_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    """NAT-44: the regulation is in force from 2026-02-01, although the city's rules are older."""
    rows = written().compiled()
    monkeypatch.setattr(procedure, "published", lambda profile: tuple(read(row) for row in rows[profile]))
    assert date(2026, 2, 1) == rules_on("jinzhong", date(2026, 2, 1)).valid_from
    with pytest.raises(LookupError, match="2026-01-31"):
        rules_on("jinzhong", date(2026, 1, 31))


def test_a_row_valid_from_a_later_day_makes_a_new_interval() -> None:
    """An act keeps the rules of its day: until the eve the old number, from the day on the new one."""
    law = written()
    law.profile("jinzhong")["clocks"]["answer"]["valid_from"] = date(2027, 7, 1)
    before, after = law.load()["jinzhong"]
    assert (date(2027, 7, 1), date(2027, 7, 1), None) == (before.valid_to, after.valid_from, after.valid_to)
    assert "answer" not in before.values
    assert 10 == after.values["answer"].n


def test_a_profile_that_ends_leaves_no_rules_behind_it() -> None:
    """valid_to is the first day without it."""
    law = written()
    law.profile("jinzhong")["valid_to"] = date(2028, 1, 1)
    (only,) = law.load()["jinzhong"]
    assert date(2028, 1, 1) == only.valid_to


def test_a_new_version_of_a_profile_follows_the_old_one() -> None:
    """Two rows of one profile, one after the other, are two intervals."""
    law = written()
    law.profile("jinzhong")["valid_to"] = date(2028, 1, 1)
    law.profiles.append({**law.profile("jinzhong"), "valid_from": date(2028, 1, 1), "valid_to": None})
    assert [date(2026, 2, 1), date(2028, 1, 1)] == [rules.valid_from for rules in law.load()["jinzhong"]]


def test_signing_steps_are_as_many_as_the_profile_sets() -> None:
    """With legal review there are four, and each looks for the hands before it."""
    law = written()
    law.profile("jinzhong")["signing"] = {"opinion": ["draft", "review", "legal_review", "sign"]}
    actions = law.load()["jinzhong"][-1].procedures["supervision"].actions
    assert "opinion.legal_review" == actions["review_opinion"].effect.stage
    hands = ("drafter", "reviewer", "amender", "legal_reviewer", "legal_amender")
    assert hands == actions["sign_opinion"].apart
    assert ("drafter", "reviewer", "amender") == actions["legal_amend_opinion"].apart
    assert "secrecy_reviewed" in actions["legal_review_opinion"].check
    assert "secrecy_reviewed" not in actions["review_opinion"].check
    assert "legal_review_urging" not in actions


def test_a_shared_row_takes_what_it_does_not_say_itself() -> None:
    shared = {"archive": {"title": "归档", "who": ["clerk"]}}
    own = {"archive": {"shared": True, "who": ["signer"], "from": ["closed"]}, "close": {"title": "结案"}}
    taken = completed({"kind": "complaint", "actions": own}, shared)["actions"]
    assert {"title": "归档", "who": ["signer"], "from": ["closed"]} == taken["archive"]
    assert own["close"] == taken["close"]
    with pytest.raises(LawError, match="complaint.actions.archive"):
        completed({"kind": "complaint", "actions": own}, {})


def test_no_city_stands_in_code_or_procedures() -> None:
    """Places are profiles: no city's name in what the product does, nor in a row every city shares."""
    names = re.compile("示范(?!文本)|晋中|邯郸|衢州|株洲|威海|jinzhong|handan|quzhou|zhuzhou|weihai", re.IGNORECASE)
    code = [*(ROOT / "layers/jiandu").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
    rows = (SOURCES / "procedures").glob("*.yaml")
    texts = [(path, _without_docstrings(path)) for path in code] + [(path, path.read_text("utf-8")) for path in rows]
    assert [] == [path.name for path, text in texts if names.search(text)]


def _without_docstrings(path: Path) -> str:
    """Code may cite the article it follows; it may not act on a city's name."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)
