"""机构人员变更记录: what an entry says, and that nobody changes one unseen."""

import json
from typing import Any

import pytest
from jiandu.core.record import digest
from jiandu.core.register import Entry, broken_at, changed
from jiandu.views.offices import entry_view, what_changed
from offices_kept import ORGANISATIONS, PEOPLE, entries, register

BUREAU = ORGANISATIONS["bureau"]
RENAMED = BUREAU.model_copy(update={"name": "新司法局", "open": False, "version": 2})
ZHOU = PEOPLE["zhou"]
HISTORY = entries(
    ("add_organisation", None, BUREAU), ("add_person", None, ZHOU), ("close_organisation", BUREAU, RENAMED)
)


def test_an_entry_says_who_when_what_before_and_after() -> None:
    body = json.loads(HISTORY[2].body)
    assert ("close_organisation", "qin", "bureau", 3) == (
        body["action"],
        body["actor"]["id"],
        body["register_of"],
        body["n"],
    )
    assert ("2026-03-02T09:30:00+08:00", "机构改革方案") == (body["recorded_at"], body["reason"])
    assert [("name", "某bureau", "新司法局"), ("open", True, False)] == changed(HISTORY[2])
    assert HISTORY[1].hash == body["prev"] and "SHA-256" == body["algorithm"]
    assert {} == HISTORY[0].before


def test_a_record_of_an_organisation_holds_its_people() -> None:
    assert ["organisation:bureau", "person:zhou", "organisation:bureau"] == [e.subject for e in HISTORY]
    assert None is broken_at(HISTORY)


def _body(entry: Entry, **facts: Any) -> dict[str, Any]:
    text = json.dumps({**json.loads(entry.body), **facts}, ensure_ascii=False)
    return {"body": text, "hash": digest(text)}


@pytest.mark.parametrize(
    ("n", "forged"),
    [
        (1, {"body": HISTORY[0].body.replace("市司", "假司")}),
        (2, _body(HISTORY[1], after={})),
        (2, {"actor": "somebody"}),
        (2, {"action": "leave"}),
        (3, {"recorded_at": HISTORY[0].recorded_at.replace(day=1)}),
        (3, {"subject_version": 9}),
    ],
)
def test_what_was_changed_afterwards_is_found(n: int, forged: dict[str, Any]) -> None:
    """A rewritten entry whose hash was made to fit is found at the next one."""
    history = [e.model_copy(update=forged) if e.n == n else e for e in HISTORY]
    assert (n + 1 if "hash" in forged else n) == broken_at(history)


def test_a_lost_entry_is_found() -> None:
    assert 2 == broken_at([HISTORY[0], HISTORY[2]])


def test_the_record_reads_in_chinese() -> None:
    names = {"qin": "秦一", "bureau": "示范市司法局"}
    shown = entry_view(HISTORY[2], names)
    assert ("撤销机构", "秦一", "机构改革方案") == (shown["action_title"], shown["by"], shown["reason"])
    assert [
        {"title": "名称或者姓名", "before": "某bureau", "after": "新司法局"},
        {"title": "状态", "before": "在用", "after": "已撤销"},
    ] == shown["changes"]
    told = {change["title"]: change["after"] for change in entry_view(HISTORY[1], names)["changes"]}
    assert ("行政执法监督人员；审核人", "示范市司法局") == (told["角色"], told["所在机构"])
    assert "监001（有效期至 2026-02-28）；监002（有效期至 2026-04-01）" == told["行政执法监督证件"]
    assert "秦一办理了“撤销机构”（名称或者姓名、状态）" == what_changed(HISTORY[2], register())
