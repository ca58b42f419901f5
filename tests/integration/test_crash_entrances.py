"""The power fails at every call to AWS in turn, where things come in and where the office keeps its house: what is
taken in or imported, what the complainant and the agency do, templates, a year's days off, the sweep of the deadlines.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from jiandu.adapters import calendars, keys, table, templates
from jiandu.arranging import load_year, settle_year
from jiandu.core.calendar import Calendar
from jiandu.core.record import broken_at
from jiandu.perform import Act, perform
from jiandu.sweep import sweep
from jiandu.take_in import take_in

from tests.integration.desk_work import AGENCY, CLERK, COMPLAINT, SIGNER, SUPERVISOR, Desk, actor, load, scan
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.test_crash import Doing, crash_points, one_more, stopped_at, swept
from tests.integration.test_importing import THREE, brought
from tests.integration.test_new_year import ADMINISTRATOR, YEAR
from tests.integration.test_template_versions import approve, put_up
from tests.integration.traffic import Traffic
from tests.integration.whole_table import Kept, everything

LONG = 60.0


@pytest.fixture(autouse=True)
def as_supplied(deployment: str) -> Iterator[None]:
    """What one test approves is unknown to the next."""
    templates.layout.cache_clear()
    templates.catalogue.cache_clear()
    yield
    templates.catalogue.cache_clear()
    Calendar.publish({})


def withdraw(desk: Desk) -> Act:
    facts = {"reason": "已经解决。", "confirm": True}
    wanted = desk.wanted(desk.submit().matter_id, "withdraw_complaint", "complainant", **facts)
    return replace(wanted, version=None)


def state(desk: Desk) -> Act:
    """With a file: S3 before the table."""
    _, case = desk.accepted()
    desk.act(case, "request_opening", SUPERVISOR, subject="某处罚", mode="daily", reason="涉嫌违法。")
    desk.act(case, "open_case", SIGNER)
    desk.act(case, "ask_self_check", SUPERVISOR, questions="请说明。", due_on=desk.working_day(5))
    return desk.wanted(case, "give_statement", AGENCY, statement="我局依法处罚。", attachment=scan())


@pytest.mark.parametrize("wanted", (withdraw, state), ids=["withdraw", "give_statement"])
def test_what_others_than_the_office_do_is_done_once(
    traffic: Traffic, embedded: EmbeddedAws, wanted: Callable[[Desk], Act], tried: Callable[[str], None]
) -> None:
    act = replace(wanted(Desk()), idempotency_key="once")
    count = swept(traffic, embedded, lambda: perform(act), one_more)
    tried(f"{act.action}: {count} crash points")


def test_what_a_clerk_takes_in_is_taken_in_once(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """With its scan, its identity under KMS and one code for all answers."""
    desk = Desk()
    told = {**COMPLAINT, "name": "张三", "channel": "letter", "received_on": desk.today, "scan": scan()}

    def do() -> Any:
        keys._fetched.cache_clear()
        return take_in(actor(CLERK, ""), told, "once", desk.now)

    def same(answer: Any, again: Any) -> None:
        assert answer.code == again.code
        case = load(again.matter_id)
        assert (1, None) == (case.matter.version, broken_at(case.matter, case.events))

    count = swept(traffic, embedded, do, same)
    tried(f"take_in: {count} crash points")
    assert count >= 6


def test_each_order_of_a_table_is_imported_once(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """Whatever stood already when the power failed is known to the same file brought again."""
    kept = Kept.now(embedded)
    points = crash_points(traffic, lambda: brought(THREE))
    for point in points:
        kept.restore()
        stopped_at(traffic, point, lambda: brought(THREE))
        brought(THREE)
        shelf = table.page("work", "city-bureau#open", 100, None).items
        assert 3 == len(shelf), point
        assert 3 == len({str(row["number"]) for row in shelf}), point
    tried(f"import: {len(points)} crash points")


def repeated(traffic: Traffic, embedded: EmbeddedAws, do: Doing) -> int:
    """Done at one point or the other: where it was not, the same again does it, and where it was, it is there."""
    kept = Kept.now(embedded)
    before, points = everything(embedded), crash_points(traffic, do)
    end = everything(embedded)
    for point in points:
        kept.restore()
        stopped_at(traffic, point, do)
        assert everything(embedded) in (before, end), point
        if everything(embedded) == before:
            do()
        assert end == everything(embedded), point
    return len(points)


def test_a_template_is_brought_into_force_whole_or_not_at_all(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """Its files lie in the bucket before the table knows of them."""
    count = repeated(traffic, embedded, put_up)
    count += repeated(traffic, embedded, approve)
    tried(f"templates: {count} crash points")


def test_a_years_days_off_are_loaded_and_approved_whole_or_not_at_all(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    desk = Desk()
    load_it = lambda: load_year(actor(ADMINISTRATOR, ""), dict(YEAR), desk.now)  # noqa: E731
    count = repeated(traffic, embedded, load_it)
    tried(f"calendar: {count} crash points")
    version = calendars.load_register().version
    count = repeated(traffic, embedded, lambda: settle_year(actor(SIGNER, ""), True, version, desk.now))
    tried(f"calendar approval: {count} crash points")


def test_every_alert_is_raised_once_wherever_the_power_fails_in_the_sweep(
    traffic: Traffic, embedded: EmbeddedAws, tried: Callable[[str], None]
) -> None:
    """The next run raises the rest."""
    desk = Desk()
    desk.correcting()
    desk.wait(days=40)
    kept = Kept.now(embedded)
    points = crash_points(traffic, lambda: sweep(desk.now, LONG))
    end = everything(embedded)
    for point in points:
        kept.restore()
        stopped_at(traffic, point, lambda: sweep(desk.now, LONG))
        assert sweep(desk.now, LONG).done
        assert end == everything(embedded), point
    tried(f"sweep: {len(points)} crash points")


def test_a_schedule_delivered_twice_or_late_changes_nothing_more(deployment: str, embedded: EmbeddedAws) -> None:
    """The run of an earlier hour that comes after the later one finds nothing to do."""
    desk = Desk()
    desk.correcting()
    desk.wait(days=40)
    sweep(desk.now, LONG)
    end = everything(embedded)
    for late in (timedelta(), timedelta(hours=1), timedelta(days=30), timedelta()):
        assert sweep(desk.now - late, LONG).done
        assert end == everything(embedded), late
