"""Work orders from a table: tried without a trace, then row by row; a crash and a rival double nothing."""

import csv
import hashlib
import io
from typing import Any

import pytest
from jiandu import importing
from jiandu.adapters import arrivals, table
from jiandu.core.errors import Forbidden, Invalid
from jiandu.core.work_orders import COLUMNS
from jiandu.importing import Table, bring_in, try_out
from jiandu.perform import RawFile
from jiandu.take_in import take_in

from tests.integration.desk_work import CLERK, COMPLAINT, MONDAY, SUPERVISOR, Desk, actor, load
from tests.integration.traffic import Traffic

STORIES = (
    "当场罚款两千元，没有告知陈述申辩和听证的权利。",
    "执法人员检查时没有出示证件，态度粗暴，扣走货物没有清单。",
    "申请办理经营许可三个月没有答复，多次催问互相推诿。",
)


def row(n: int, **change: str) -> dict[str, str]:
    told = {
        "工单编号": f"JZ{n}",
        "受理时间": "2026-03-01",
        "诉求内容": STORIES[n % 3],
        "涉及机关": "市市监",
        "诉求人": "王小明",
        "联系电话": f"1380013800{n}",
    }
    return {**told, **change}


def file(*rows: dict[str, str]) -> RawFile:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(COLUMNS.values()))
    writer.writeheader()
    writer.writerows(rows)
    return RawFile("工单.csv", out.getvalue().encode())


THREE = file(row(0), row(1), row(2))


def tried(given: RawFile, person: str = CLERK) -> Table:
    return try_out(actor(person, ""), given, MONDAY)


def brought(given: RawFile, *looked_at: int, person: str = CLERK) -> Table:
    return bring_in(actor(person, ""), given, hashlib.sha256(given.body).hexdigest(), looked_at, MONDAY)


def results(done: Table) -> list[str]:
    return [line.result for line in done.lines]


def on_the_desk() -> list[str]:
    return [str(item["number"]) for item in table.page("work", "city-bureau#open", 100, None).items]


def test_a_trial_changes_nothing(traffic: Traffic) -> None:
    assert ["ready"] * 3 == results(tried(THREE))
    assert [] == traffic.writes()
    assert 0 == traffic.operations().count("PutObject")


def test_each_row_becomes_a_matter_of_its_own_in_one_transaction(traffic: Traffic) -> None:
    done = brought(THREE)
    assert ["imported"] * 3 == results(done)
    assert ["TransactWriteItems"] * 3 == traffic.writes()
    assert sorted(line.found.number for line in done.lines if line.found) == sorted(on_the_desk())
    matter = load(done.lines[0].found.matter)  # type: ignore[union-attr]
    facts = matter.events[0].facts
    assert ("take_in", "hotline", "JZ0") == (matter.events[0].action, facts["channel"], facts["order_number"])
    assert {"name", "phone"} & set(facts) == set()
    assert table.get(f"I#{matter.matter.id}", "IDENTITY") is not None


def test_the_same_file_again_doubles_nothing_whoever_brings_it(traffic: Traffic) -> None:
    first = brought(THREE)
    again = brought(THREE, person=SUPERVISOR)
    assert ["registered"] * 3 == results(tried(THREE)) == results(again)
    assert [line.found for line in first.lines] == [line.found for line in again.lines]
    assert 3 == len(traffic.writes()) == len(on_the_desk())


def test_a_crash_half_way_loses_nothing_and_a_repeat_finishes_the_rest(traffic: Traffic) -> None:
    """Before the third write the function dies; the first two are on record, the third comes with the repeat."""
    left = [2]

    def die(operation: str, _: dict[str, Any]) -> None:
        if operation == "TransactWriteItems":
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt

    traffic.before.append(die)
    with pytest.raises(KeyboardInterrupt):
        brought(THREE)
    traffic.before.clear()
    assert ["registered", "registered", "ready"] == results(tried(THREE))
    assert ["registered", "registered", "imported"] == results(brought(THREE))
    assert 3 == len(on_the_desk())


def test_a_crash_after_a_write_that_was_not_heard_of_doubles_nothing(traffic: Traffic) -> None:
    def die(operation: str, _: dict[str, Any]) -> None:
        if operation == "TransactWriteItems":
            raise KeyboardInterrupt

    traffic.after.append(die)
    with pytest.raises(KeyboardInterrupt):
        brought(THREE)
    traffic.after.clear()
    assert ["registered", "imported", "imported"] == results(brought(THREE))
    assert 3 == len(on_the_desk())


def test_of_two_who_bring_the_same_order_at_one_moment_one_is_first(traffic: Traffic) -> None:
    """Whoever is second learns the number of the first."""
    traffic.once_before("TransactWriteItems", lambda: results(brought(file(row(0)), person=SUPERVISOR)) and None)
    (line,) = brought(file(row(0))).lines
    assert "registered" == line.result
    assert line.found
    assert [line.found.number] == on_the_desk()


def test_what_did_not_come_in_time_waits_for_the_next_request(deployment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PATIENCE", -1.0)
    assert ["waiting"] * 3 == results(brought(THREE))
    assert [] == on_the_desk()


def test_another_file_than_the_one_tried_is_refused(traffic: Traffic) -> None:
    with pytest.raises(Invalid) as refusal:
        bring_in(actor(CLERK, ""), THREE, hashlib.sha256(b"other").hexdigest(), (), MONDAY)
    assert [("confirm", "same_file")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    assert [] == traffic.writes()


def test_bad_rows_stay_out_and_the_good_ones_come_in(deployment: str) -> None:
    assert ["bad", "imported"] == results(brought(file(row(0, 涉及机关="某局"), row(1))))
    assert 1 == len(on_the_desk())


def test_the_same_caller_is_to_be_looked_at_and_comes_in_when_ticked(deployment: str) -> None:
    """A complaint handed in online a month ago, by the same telephone."""
    Desk(now=MONDAY).submit(phone="+86 138-0013-8000")
    again = file(row(0), row(1))
    (like, plain) = tried(again).lines
    assert ("alike", "ready") == (like.result, plain.result)
    assert like.like
    assert ("同一机关、同一联系电话", on_the_desk()[0]) == (like.like[1], like.like[0].number)
    assert ["alike", "imported"] == results(brought(again))
    assert ["imported", "registered"] == results(brought(again, 2))
    assert 3 == len(on_the_desk())


def test_nearly_the_same_words_in_one_file_are_looked_at(deployment: str) -> None:
    (_, like) = tried(file(row(0), row(3, 诉求内容=STORIES[0] + "请尽快。"))).lines
    assert ("alike", "本文件第 2 行") == (like.result, like.like[0].number if like.like else "")


def test_a_tick_at_a_row_that_is_bad_or_on_record_changes_nothing(deployment: str) -> None:
    brought(file(row(1)))
    given = file(row(0, 涉及机关="某局"), row(1))
    assert ["bad", "registered"] == results(brought(given, 2, 3, 99))
    assert 1 == len(on_the_desk())


def test_an_order_entered_by_hand_is_known_to_the_import_and_the_other_way_round(deployment: str) -> None:
    """However it is written."""
    told = {**COMPLAINT, "channel": "hotline", "order_number": "jz０", "received_on": "2026-03-01"}
    entered = take_in(actor(CLERK, ""), told, "by hand", MONDAY)
    (line,) = tried(file(row(0))).lines
    assert ("registered", entered.number) == (line.result, line.found.number if line.found else "")
    with pytest.raises(Invalid) as refusal:
        take_in(actor(SUPERVISOR, ""), told, "again", MONDAY)
    assert [("order_number", "unique")] == [(m.field, m.rule) for m in refusal.value.mistakes]
    assert entered.number in refusal.value.detail
    assert entered == take_in(actor(CLERK, ""), told, "by hand", MONDAY)


@pytest.mark.parametrize(
    "person", ["town-assistant-1", "model-referrer-1", "city-market-respondent-1", "city-signer-1"]
)
def test_only_clerks_and_supervisors_of_a_bureau_import(traffic: Traffic, person: str) -> None:
    with pytest.raises(Forbidden):
        tried(THREE, person)
    with pytest.raises(Forbidden):
        brought(THREE, person=person)
    assert [] == traffic.writes()


def test_what_is_remembered_of_a_complaint_holds_no_word_of_it(deployment: str) -> None:
    brought(file(row(0)))
    (kept,) = table.listed("TRACES#city-market")
    assert [] == [word for word in ("王小明", "13800138000", "罚款", "听证") if word in str(kept)]


def test_an_office_is_shown_what_it_handed_in_page_by_page_newest_first(deployment: str) -> None:
    told = {**COMPLAINT, "agency": "county-market", "channel": "township", "received_on": "2026-03-01"}
    made = [take_in(actor("town-assistant-1", ""), told, f"key-{n}", MONDAY).matter_id for n in range(5)]
    take_in(actor("county-clerk-1", ""), told, "of the bureau", MONDAY)
    first, place = arrivals.handed_in("town-office", "", 3)
    rest, end = arrivals.handed_in("town-office", place, 3)
    assert (3, 2, "") == (len(first), len(rest), end)
    assert set(made) == {matter.id for matter in (*first, *rest)}
    assert ([], "") == arrivals.handed_in("county-bureau", "", 3)
