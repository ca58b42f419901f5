"""A backup taken in the middle of writing is whole, and one that was changed is not restored."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, takewhile
from pathlib import Path
from threading import Event

import pytest

from infra.local.archive import keys_file
from infra.local.session import Cloud

_TEMPLATE = Path(__file__).with_name("embedded_cloud") / "template.yaml"
_ROOT = Path(__file__).resolve().parents[2]
_WRITERS = 2


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    with Cloud(tmp_path_factory.mktemp("cloud") / "data", template=_TEMPLATE) as running:
        yield running


@pytest.fixture(scope="module")
def backup(cloud: Cloud, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the cloud with a few records."""
    file = tmp_path_factory.mktemp("kept") / "backup.tar.gz"
    for n in range(3):
        _record(cloud, f"quiet-{n}")
    assert (0, "") == _command("backup", cloud.data, file)
    return file


def _command(name: str, data: Path, *arguments: object) -> tuple[int, str]:
    """The exit code and what was said of a refusal."""
    sent = [sys.executable, "-m", f"infra.local.{name}", *map(str, arguments)]
    given = {**os.environ, "JIANDU_DATA": str(data), "PYTHONUTF8": "1"}
    done = subprocess.run(sent, cwd=_ROOT, env=given, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stderr


def _record(cloud: Cloud, name: str) -> str:
    """An object and two items in one transaction with a count."""
    request = urllib.request.Request(f"{cloud.url}/record/{name}", data=b"{}", method="POST")
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 201
    return name


def _keep_writing(cloud: Cloud, writer: int, enough: Event, written: list[str]) -> None:
    for n in takewhile(lambda _: not enough.is_set(), count()):
        written.append(_record(cloud, f"busy-{writer}-{n}"))


def _whole(cloud: Cloud) -> set[str]:
    """The names recorded: each with both items and its object, and their count as it was counted."""
    pages = cloud.client("dynamodb").get_paginator("scan").paginate(TableName=cloud.table)
    items = [item for page in pages for item in page["Items"]]
    names = {sort: {item["pk"]["S"] for item in items if item["sk"]["S"] == sort} for sort in "AB"}
    (counted,) = [int(item["n"]["N"]) for item in items if item["sk"]["S"] == "count"]
    assert names["A"] == names["B"]
    assert counted == len(names["A"])
    for name in names["A"]:
        stored = cloud.client("s3").get_object(Bucket=cloud.resources["Files"], Key=name)["Body"].read()
        assert name.encode() == stored
    return names["A"]


def test_a_backup_in_the_middle_of_writing_is_whole(cloud: Cloud, tmp_path: Path) -> None:
    """All that was answered before it began, and of what came during it each record wholly or not at all."""
    enough, written, file, restored = Event(), [], tmp_path / "busy.tar.gz", tmp_path / "restored"
    with ThreadPoolExecutor(_WRITERS) as writers:
        running = [writers.submit(_keep_writing, cloud, n, enough, written) for n in range(_WRITERS)]
        try:
            while len(written) < 20:
                enough.wait(0.01)
            answered = set(written)
            made = _command("backup", cloud.data, file)
        finally:
            enough.set()
        for writer in running:
            writer.result()
    assert (0, "") == made
    assert (0, "") == _command("restore", restored, file)
    with Cloud(restored, template=_TEMPLATE) as second:
        assert answered <= _whole(second) <= _whole(cloud)


def test_a_backup_that_was_changed_is_not_restored(backup: Path, tmp_path: Path) -> None:
    """One byte of one object is enough; nothing is put into the directory."""
    inside, changed, data = tmp_path / "inside", tmp_path / "changed.tar.gz", tmp_path / "data"
    with tarfile.open(backup) as archive:
        archive.extractall(inside, filter="data")
    (altered,) = inside.glob("s3/*/*/quiet-1")
    altered.write_bytes(b"quiet-7")
    with tarfile.open(changed, "w:gz") as archive:
        archive.add(inside, ".")
    code, said = _command("restore", data, changed, "--keys", keys_file(backup))
    assert (1, True, True) == (code, "没有恢复" in said, "quiet-1" in said)
    assert {"lock"} == {path.name for path in data.iterdir()}


def test_without_its_keys_a_backup_is_not_restored_and_holds_none(backup: Path, tmp_path: Path) -> None:
    """The keys are in the other file alone."""
    code, said = _command("restore", tmp_path / "data", backup, "--keys", tmp_path / "lost.tar.gz")
    assert (1, True) == (code, "lost.tar.gz" in said)
    with tarfile.open(backup) as data, tarfile.open(keys_file(backup)) as keys:
        apart = set(keys.getnames())
        assert {"kms.json", "secretsmanager.json"} <= {name.rsplit("/", 1)[-1] for name in apart}
        assert set() == apart & set(data.getnames())
        manifest = data.extractfile("manifest.json")
        assert manifest is not None
        assert apart <= json.load(manifest)["files"].keys()


def test_a_directory_with_data_and_a_backup_that_is_there_are_left_alone(cloud: Cloud, backup: Path) -> None:
    """Neither command overwrites, and a running system is not restored over."""
    before = backup.read_bytes()
    code, said = _command("backup", cloud.data, backup)
    assert (1, True) == (code, "已经存在" in said)
    assert before == backup.read_bytes()
    code, said = _command("restore", cloud.data, backup)
    assert (1, True) == (code, "运行中" in said)
