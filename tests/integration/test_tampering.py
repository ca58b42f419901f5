"""Somebody who may write the table alters, drops, reorders or inserts events: each is found, wherever it stands."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from jiandu import verification
from jiandu.adapters import aws, roots, table
from jiandu.adapters.items import marshal
from jiandu.core.matter import Actor
from jiandu.core.record import canonical, digest, make_event
from jiandu.settings import settings
from jiandu.verification import Fault, verify

from tests.integration.desk_work import MONDAY, Desk, load
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.sealed_days import enter_the_register, sealed_at, sealing, three_in_the_morning
from tests.integration.whole_table import Kept

__all__ = ["sealing"]
NIGHT = three_in_the_morning(MONDAY)
Item = dict[str, Any]


@pytest.fixture
def case(sealing: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case with many events, sealed, and one more of the day after; nobody closed anything years before."""
    monkeypatch.setattr(verification, "YEARS_BEFORE", 0)
    desk = Desk()
    case = desk.correcting()
    enter_the_register()
    sealed_at(NIGHT)
    desk.wait(days=1)
    desk.submit()
    return case


def events(matter: str) -> list[Item]:
    return list(table.items_of(f"M#{matter}", "E#"))


def write(item: Item) -> None:
    aws.client("dynamodb").put_item(TableName=settings().table_name, Item=marshal(item))


def remove(item: Item) -> None:
    key = marshal({"pk": item["pk"], "sk": item["sk"]})
    aws.client("dynamodb").delete_item(TableName=settings().table_name, Key=key)


def faults() -> list[Fault]:
    return verify(NIGHT + timedelta(days=1)).faults


def alter_body(matter: str) -> None:
    item = events(matter)[2]
    write({**item, "body": item["body"].replace("city-", "evil-")})


def alter_facts(matter: str) -> None:
    item = next(i for i in events(matter) if i.get("facts"))
    write({**item, "facts": {**item["facts"], "note": "改过的内容。"}})


def blank_facts(matter: str) -> None:
    item = next(i for i in events(matter) if i.get("facts"))
    write({**item, "facts": {}, "salt": ""})


def alter_document(matter: str) -> None:
    item = next(table.items_of(f"M#{matter}", "D#"))
    write({**item, "sha256": "0" * 64})


def alter_sealed_copy(matter: str) -> None:
    item = next(i for i in table.items_of(f"M#{matter}", "D#") if i.get("sealed"))
    write({**item, "sealed": {**item["sealed"], "sha256": "0" * 64}})


def remove_document(matter: str) -> None:
    remove(next(table.items_of(f"M#{matter}", "D#")))


def add_document(matter: str) -> None:
    item = next(table.items_of(f"M#{matter}", "D#"))
    write({**item, "id": "another", "sk": "D#another"})


def alter_hash(matter: str) -> None:
    write({**events(matter)[2], "hash": "0" * 64})


def alter_a_copy_beside_the_body(matter: str) -> None:
    write({**events(matter)[2], "actor": "somebody-else"})


def drop_the_last(matter: str) -> None:
    remove(events(matter)[-1])


def drop_the_last_and_set_the_matter_back(matter: str) -> None:
    last, before = events(matter)[-1], events(matter)[-2]
    remove(last)
    write({**(table.get(f"M#{matter}", "MATTER") or {}), "version": before["n"], "head": before["hash"]})


def drop_one_between(matter: str) -> None:
    remove(events(matter)[3])


def reorder(matter: str) -> None:
    one, other = events(matter)[2:4]
    write({**one, "sk": other["sk"]})
    write({**other, "sk": one["sk"]})


def insert(matter: str) -> None:
    last = events(matter)[-1]
    write({**last, "sk": f"E#{last['n'] + 1:06d}"})


def rewrite(matter: str, changed: Callable[[list[Item]], list[Item]]) -> None:
    """The whole chain hashed anew after a change, numbers, links, head and all: it is unbroken in itself."""
    items = changed(events(matter))
    head = ""
    for n, item in enumerate(items, start=1):
        body = canonical({**json.loads(item["body"]), "n": n, "prev": head})
        head = digest(body)
        place = table.day_place(matter, n, load(matter).matter.opened_at)
        write({**item, "n": n, "sk": f"E#{n:06d}", "body": body, "hash": head, **place})
    write({**(table.get(f"M#{matter}", "MATTER") or {}), "version": len(items), "head": head})


def rewrite_without_one(matter: str) -> None:
    last = events(matter)[-1]
    rewrite(matter, lambda items: [*items[:3], *items[4:]])
    remove(last)


def rewrite_with_one_more(matter: str) -> None:
    rewrite(matter, lambda items: [*items[:3], items[2], *items[3:]])


def append_a_forged_one(matter: str) -> None:
    rewrite(matter, lambda items: [*items, items[-1]])


def remove_the_whole_matter(matter: str) -> None:
    for prefix in ("MATTER", "E#", "C#", "D#"):
        for item in list(table.items_of(f"M#{matter}", prefix)):
            remove(item)


WAYS = [
    alter_body,
    alter_facts,
    blank_facts,
    alter_document,
    alter_sealed_copy,
    remove_document,
    add_document,
    alter_hash,
    alter_a_copy_beside_the_body,
    drop_the_last,
    drop_the_last_and_set_the_matter_back,
    drop_one_between,
    reorder,
    insert,
    rewrite_without_one,
    rewrite_with_one_more,
    append_a_forged_one,
    remove_the_whole_matter,
]


def test_each_way_of_tampering_is_found_and_nothing_else(case: str, embedded: EmbeddedAws) -> None:
    """In the record that was tampered with, and in no other."""
    kept, number = Kept.now(embedded), load(case).matter.number
    assert [] == faults()
    for tamper in WAYS:
        tamper(case)
        found = faults()
        assert found, tamper.__name__
        assert all(fault.where.startswith((number, f"M#{case}")) for fault in found), (tamper.__name__, found)
        kept.restore()
    assert [] == faults()


def test_the_registers_are_held_against_their_roots_too(case: str) -> None:
    """As is every record the day index names."""
    item = {"pk": "CAL#national", "sk": "E#000001", "n": 1, "hash": digest("x"), "body": "x"}
    write({**item, **table.day_place("calendar", 1, MONDAY)})
    assert {"记录不相连"} == {f.what for f in faults() if f.where.startswith("CAL#national")}


def test_what_the_register_says_of_people_and_offices_is_held_against_its_record(case: str) -> None:
    """Roles given past it, an office renamed, somebody put in or taken out."""
    clerk, office = table.get("PERSON#city-clerk-1", "PERSON") or {}, table.get("ORG#city-bureau", "ORG") or {}
    for changed in ({**clerk, "roles": ["director"]}, {**office, "name": "改过的名称"}):
        kept = clerk if changed["pk"] == clerk["pk"] else office
        write(changed)
        assert [changed["pk"]] == [fault.where for fault in faults()]
        write(kept)
    write({**clerk, "id": "stranger", "pk": "PERSON#stranger", "list_sk": "stranger"})
    assert ["PERSON#stranger"] == [fault.where for fault in faults()]
    remove(clerk)
    assert ["PERSON#city-clerk-1", "PERSON#stranger"] == sorted(fault.where for fault in faults())


def test_a_whole_matter_put_in_with_an_early_date_is_found(case: str) -> None:
    """Without a place in any day, so that only the lists of its office name it."""
    early, number = "2026-02-02T10:00:00+08:00", "JD20260202-000001"
    body = canonical({**json.loads(events(case)[0]["body"]), "matter": "early", "recorded_at": early})
    told = {"pk": "M#early", "matter": "early", "recorded_at": early, "body": body, "hash": digest(body)}
    write({**events(case)[0], **told, "day_pk": None, "day_sk": None})
    snapshot = table.get(f"M#{case}", "MATTER") or {}
    write({**snapshot, "pk": "M#early", "id": "early", "number": number, "version": 1, "head": digest(body)})
    assert [Fault(f"{number} 第1号记录", "不在登记日的清单中")] == faults()


def test_a_root_replaced_beneath_its_list_is_found(case: str, sealing: str) -> None:
    """Whoever writes over a locked object leaves two versions; whoever changes the list differs from what is locked."""
    day = MONDAY.date()
    sealed = roots.locked_day(day)
    assert sealed is not None
    listed = table.get(f"ROOT#{day}", "ROOT") or {}
    write({**listed, "signature": "AA=="})
    assert [Fault(str(day), "公布的存证与锁定的不同")] == faults()
    write(listed)
    forged = sealed.model_copy(update={"root": sealed.root.model_copy(update={"signature": "AA=="})})
    aws.client("s3").put_object(Bucket=sealing, Key=f"days/{day}.json", Body=forged.text.encode())
    told = {(fault.where, fault.what) for fault in faults()}
    assert (f"days/{day}.json", "存证文件被覆盖或者删除过") in told
    assert (str(day), "存证的签名不对") in told


def test_a_disposed_matter_still_verifies(case: str) -> None:
    """Typed facts and their salts can be removed: the record holds their hash alone, and says that it was done."""
    owner = load(case)
    by = Actor("system", "system")
    moment = MONDAY + timedelta(days=1)
    last = make_event(
        owner.matter, action="disposed", actor=by, happened_at=moment, recorded_at=moment, basis=(), facts={}, salt=""
    )
    place = table.day_place(f"M#{case}", last.n, moment)
    write({"pk": f"M#{case}", "sk": f"E#{last.n:06d}", **last.model_dump(mode="json"), **place})
    write({**(table.get(f"M#{case}", "MATTER") or {}), "version": last.n, "head": last.hash})
    for item in events(case):
        write({name: value for name, value in item.items() if name not in ("facts", "salt")})
    assert [] == faults()
