"""Evidence from the complainant's code to the officer's link: inspected once, released or refused on record."""

import hashlib
import io
import json
import socket
import struct
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from jiandu.adapters import aws, clock, files, pdf, quarantine, scanner, table
from jiandu.adapters import evidence as kept
from jiandu.core.errors import Busy
from jiandu.core.evidence import MOST_FILES, Evidence
from jiandu.core.evidence_unfit import Unfit
from jiandu.core.record import broken_at
from jiandu.evidence import ask as begin
from jiandu.evidence import settle, settle_waiting
from jiandu.settings import settings
from PIL import Image

from tests.integration.desk_work import AGENCY, COLLEAGUE, SUPERVISOR, Desk, load
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.front import CONTEXT, call, handler_of

QUARANTINE = "jiandu-quarantine"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MAKER = "HUAWEI P60"
LIMIT = 3_000_000


@pytest.fixture(scope="module", autouse=True)
def bucket(common: dict[str, str]) -> None:
    where = {"LocationConstraint": "cn-north-1"}
    aws.client("s3").create_bucket(Bucket=QUARANTINE, CreateBucketConfiguration=where)


@pytest.fixture(autouse=True)
def desk(deployment: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    told("QUARANTINE_NAME", QUARANTINE, monkeypatch)
    desk = Desk()
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    return desk


def told(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    settings.cache_clear()


def photograph() -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = MAKER
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def ask(code: str, name: str = "现场照片.jpg", kind: str = "jpg", **more: Any) -> Evidence:
    reply = call("POST", "/complaints/track/evidence", {"code": code, "name": name, "kind": kind, **more})
    assert 201 == reply.status, reply.body
    key = reply.body["fields"]["key"]
    place = quarantine.named(key)
    assert place is not None and place[1] == reply.body["evidence"]
    found = kept.find(*place)
    assert found is not None
    return found


def send(asked: Evidence, body: bytes) -> dict[str, Any]:
    """The bytes arrive in the bucket; answers the event of it as EventBridge hands it on."""
    key = f"quarantine/{asked.matter}/{asked.id}"
    aws.client("s3").put_object(Bucket=QUARANTINE, Key=key, Body=body)
    return {"detail-type": "Object Created", "source": "aws.s3", "detail": {"object": {"key": key}}}


def arrives(event: dict[str, Any]) -> dict[str, int]:
    answer: dict[str, int] = handler_of("inspect_evidence")(event, CONTEXT)
    return answer


def timeline(code: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call("POST", "/complaints/track", {"code": code}).body["timeline"]
    return found


@pytest.mark.duty("JZ-16")
def test_a_photograph_reaches_the_officer_without_its_maker_and_each_look_is_on_record(desk: Desk) -> None:
    receipt = desk.submit()
    asked = ask(receipt.code)
    assert {"released": 1} == arrives(send(asked, photograph()))
    entry = timeline(receipt.code)[-1]
    assert ("evidence_released", "证据名称：现场照片") == (entry["name"], entry["text"].splitlines()[-1])
    path = f"/evidence/{receipt.matter_id}"
    (item,) = call("GET", path, person=SUPERVISOR).body["items"]
    assert ("现场照片.jpg", "released") == (item["name"], item["outcome"])
    assert item["sha256"] != item["arrived_sha256"]
    assert [] == call("GET", path, person=SUPERVISOR).body["looks"]
    assert "X-Amz-Expires=300" in call("GET", item["path"], person=COLLEAGUE).body["link"]
    found = kept.find(receipt.matter_id, item["id"])
    assert found is not None
    assert MAKER.encode() not in files.fetch(found.key, item["sha256"])
    (look,) = call("GET", path, person=SUPERVISOR).body["looks"]
    assert (table.load_person(COLLEAGUE).name, "现场照片.jpg") == (look["person"], look["name"])  # type: ignore[union-attr]
    case = load(receipt.matter_id)
    assert 2 == case.matter.version, "a look changes no version"
    assert broken_at(case.matter, case.events) is None


def test_a_bound_file_holds_the_evidence_and_its_binding_is_a_look_at_each(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has pages goes in and is looked at; a recording is listed with its hash, and nobody heard it."""
    monkeypatch.setattr(pdf, "installed", lambda: False)
    receipt = desk.submit()
    arrives(send(ask(receipt.code), photograph()))
    arrives(send(ask(receipt.code, name="通话录音", kind="mp3"), b"ID3" + bytes(64)))
    listed = call("GET", f"/volumes/{receipt.matter_id}", person=SUPERVISOR).body["parts"][1]
    evidence = {p["title"]: p["form"] for p in listed["pieces"] if p["title"].startswith("证据材料：")}
    assert {"证据材料：现场照片": "JPG", "证据材料：通话录音": "随卷电子文件"} == evidence
    looks = f"/evidence/{receipt.matter_id}"
    assert [] == call("GET", looks, person=SUPERVISOR).body["looks"]
    link = call("GET", listed["path"], person=COLLEAGUE).body["link"]
    (look,) = call("GET", looks, person=SUPERVISOR).body["looks"]
    assert (table.load_person(COLLEAGUE).name, "现场照片.jpg") == (look["person"], look["name"])  # type: ignore[union-attr]
    with zipfile.ZipFile(io.BytesIO(files.load(link[link.index("volumes/") : link.index("?")]))) as bundle:
        (photo,) = [name for name in bundle.namelist() if name.endswith(".jpg")]
        assert kept.of_matter(receipt.matter_id)[0].sha256 == hashlib.sha256(bundle.read(photo)).hexdigest()


def test_nobody_but_the_bureau_sees_what_was_handed_in(desk: Desk) -> None:
    """Neither the agency complained of, once it knows of the case, nor another bureau; a file not released, nobody."""
    case = desk.correcting()
    complaint = str(load(case).matter.parent)
    asked = Evidence(id="a" * 32, matter=complaint, slot=1, name="录音", suffix="mp3", asked_at=desk.now)
    transaction = table.Transaction()
    kept.add(transaction, asked)
    transaction.commit()
    path = f"/evidence/{complaint}"
    assert 404 == call("GET", f"{path}/{asked.id}", person=SUPERVISOR).status
    assert {"released": 1} == arrives(send(asked, b"ID3\4"))
    for person in (AGENCY, "county-supervisor-1"):
        assert 404 == call("GET", path, person=person).status
        assert 404 == call("GET", f"{path}/{asked.id}", person=person).status
    assert 401 == call("GET", f"{path}/{asked.id}").status
    assert 200 == call("GET", f"{path}/{asked.id}", person=SUPERVISOR).status
    assert "录音" not in str(call("GET", f"/matters/{case}", person=AGENCY).body)


def test_what_is_not_what_it_is_called_is_refused_with_the_reason(desk: Desk) -> None:
    receipt = desk.submit()
    assert {"refused": 1} == arrives(send(ask(receipt.code), b"MZ\x90\0"))
    assert "没有接收的原因：文件内容不是可以接收的类型" in timeline(receipt.code)[-1]["text"]
    (item,) = call("GET", f"/evidence/{receipt.matter_id}", person=SUPERVISOR).body["items"]
    assert ("refused", None) == (item["outcome"], item["path"])


def test_a_delivery_that_comes_twice_or_of_nobodys_file_changes_nothing(desk: Desk, embedded: EmbeddedAws) -> None:
    receipt = desk.submit()
    event = send(ask(receipt.code), photograph())
    arrives(event)
    before = embedded.items(settings().table_name)
    assert {"released": 1} == arrives(event)
    event["detail"]["object"]["key"] = f"quarantine/{receipt.matter_id}/{'0' * 32}"
    assert {"unknown": 1} == arrives(event)
    event["detail"]["object"]["key"] = "elsewhere"
    assert {"unknown": 1} == arrives(event)
    assert before == embedded.items(settings().table_name)


def test_rival_deliveries_record_one_release(desk: Desk) -> None:
    receipt = desk.submit()
    asked = ask(receipt.code)
    send(asked, photograph())
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: settle(asked.matter, asked.id, desk.now), range(8)))
    assert {"released"} <= set(outcomes) <= {"released", "settled_before"}
    assert ["submit", "evidence_released"] == [e.action for e in load(receipt.matter_id).events]


def test_a_crash_after_the_copy_is_finished_by_the_schedule(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = desk.submit()
    event = send(ask(receipt.code), photograph())
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(table.Transaction, "commit", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        arrives(event)
    assert ["submit"] == [e.action for e in load(receipt.matter_id).events]
    assert {"released": 1} == arrives({"source": "aws.events"})
    assert {} == arrives({"source": "aws.events"})
    assert ["submit", "evidence_released"] == [e.action for e in load(receipt.matter_id).events]


def test_a_matter_takes_so_many_files_and_a_place_not_used_is_free_again_after_an_hour(desk: Desk) -> None:
    receipt = desk.submit()
    code, case = receipt.code, load(receipt.matter_id)
    with ThreadPoolExecutor(MOST_FILES) as pool:
        rivals = pool.map(lambda n: begin(case, {"name": f"{n}", "kind": "jpg"}, desk.now, None)[0], range(MOST_FILES))
        asked = sorted(rivals, key=lambda evidence: evidence.slot)
    assert list(range(1, MOST_FILES + 1)) == [e.slot for e in asked]
    full = {"code": code, "name": "多了", "kind": "jpg"}
    reply = call("POST", "/complaints/track/evidence", full)
    assert (409, "evidence") == (reply.status, reply.body["errors"][0]["rule"])
    send(asked[0], photograph())
    desk.wait(minutes=61)
    outcomes = [tried.outcome for tried in settle_waiting(desk.now, 60)]
    assert {"released": 1, "lapsed": MOST_FILES - 1} == {o: outcomes.count(o) for o in set(outcomes)}
    late, again = asked[1], ask(code)
    assert 2 == again.slot
    assert {"unknown": 1} == arrives(send(late, photograph())), "its place is another's"
    assert {"released": 1} == arrives(send(asked[2], photograph())), "late, but its place is still free"


def test_a_file_whose_settling_fails_does_not_hold_up_the_others(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The alarm hears of it, and the log names the file and nothing of it."""
    code = desk.submit().code
    for name in ("好", "坏", "好"):
        send(ask(code, name), photograph())
    arrived = quarantine.arrived

    def fails(evidence: Evidence) -> bytes | None:
        if evidence.name == "坏":
            raise ValueError(evidence.name)
        return arrived(evidence)

    with monkeypatch.context() as patch:
        patch.setattr(quarantine, "arrived", fails)
        assert {"released": 2, "failed": 1} == arrives({"source": "aws.events"})
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    (metric,) = [line for line in told if "evidence_failed" in line]
    assert ([1.0], [0.0], [2.0]) == tuple(metric[f"evidence_{o}"] for o in ("failed", "postponed", "released"))
    bad = next(evidence for evidence in kept.waiting())
    (line,) = [vars(record) for record in caplog.records if record.message == "not inspected"]
    assert (bad.matter, bad.id, "ValueError") == (line["matter"], line["evidence"], line["error"])
    assert {"released": 1} == arrives({"source": "aws.events"})


@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"kind": "zip"}, ("kind", "literal_error")),
        ({"name": " "}, ("name", "string_too_short")),
        ({"size": 50 * 1024 * 1024 + 1}, ("size", "less_than_equal")),
        ({"size": 0}, ("size", "greater_than_equal")),
        ({"colour": "red"}, ("colour", "extra_forbidden")),
    ],
)
def test_a_file_that_would_not_be_taken_is_refused_before_it_is_sent(
    desk: Desk, facts: dict[str, Any], mistake: tuple[str, str]
) -> None:
    code = desk.submit().code
    reply = call("POST", "/complaints/track/evidence", {"code": code, "name": "照片", "kind": "jpg", **facts})
    assert (422, [mistake]) == (reply.status, [(e["field"], e["rule"]) for e in reply.body["errors"]])
    assert 404 == call("POST", "/complaints/track/evidence", {"code": "2" * 17, "name": "照片", "kind": "jpg"}).status


@contextmanager
def clamd() -> Iterator[str]:
    """A server of clamd's protocol: INSTREAM, pieces with their length before them, one line as the answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection, connection.makefile("rb") as stream:
                    assert b"zINSTREAM\0" == stream.read(10)
                    body = b""
                    while (size := struct.unpack(">I", stream.read(4))[0]) and len(body) <= LIMIT:
                        body += stream.read(size)
                    found = b"Eicar-Signature FOUND" if EICAR in body else b"OK"
                    too_large = b"INSTREAM size limit exceeded. ERROR\0"
                    connection.sendall(too_large if len(body) > LIMIT else b"stream: " + found + b"\0")

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"


def test_a_scanner_that_finds_something_refuses_and_names_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = desk.submit()
    with clamd() as address:
        told("SCANNER", "clamd", monkeypatch)
        told("SCANNER_ADDRESS", address, monkeypatch)
        assert scanner.scan(bytes(2_000_000)) is None
        assert {"refused": 1} == arrives(send(ask(receipt.code, "文件", "pdf"), b"%PDF-1.4" + EICAR + b"%%EOF"))
        assert {"released": 1} == arrives(send(ask(receipt.code, "文件", "pdf"), b"%PDF-1.4\n%%EOF"))
        with pytest.raises(Unfit, match="能够检查的大小"):
            scanner.scan(bytes(3_000_001))
        with pytest.raises(Unfit, match="能够检查的大小"):
            scanner.scan(bytes(40_000_000))
    refused, _ = timeline(receipt.code)[-2:]
    assert "被检出恶意代码（Eicar-Signature）" in refused["text"]


def test_while_the_scanner_does_not_answer_nothing_is_released_and_nothing_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = desk.submit()
    event = send(ask(receipt.code), photograph())
    told("SCANNER", "clamd", monkeypatch)
    told("SCANNER_ADDRESS", "127.0.0.1:9", monkeypatch)
    with pytest.raises(Busy):
        arrives(event)
    desk.wait(days=2)
    assert {"postponed": 1} == arrives({"source": "aws.events"})
    assert ["submit"] == [e.action for e in load(receipt.matter_id).events]
    told("SCANNER", "none", monkeypatch)
    assert {"released": 1} == arrives({"source": "aws.events"})


def test_a_file_that_waited_too_long_for_the_scanner_is_refused_on_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = desk.submit()
    send(ask(receipt.code), photograph())
    told("SCANNER", "clamd", monkeypatch)
    told("SCANNER_ADDRESS", "127.0.0.1:9", monkeypatch)
    desk.wait(days=6)
    assert {"refused": 1} == arrives({"source": "aws.events"})
    assert "没有完成检查" in timeline(receipt.code)[-1]["text"]
