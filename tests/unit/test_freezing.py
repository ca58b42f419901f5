"""A copy of a data directory while its launcher goes on: never a new state with an old journal, never the reverse."""

from pathlib import Path
from typing import Any

import pytest

from infra.local import freezing
from infra.local.freezing import NothingThere, Restless, freeze, members


def write(home: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(path.name + ".new")
        scratch.write_text(text)
        scratch.replace(path)


def read(home: Path) -> dict[str, str]:
    return {str(member): (home / member).read_text() for member in members(home)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    home = tmp_path / "data"
    write(
        home,
        {
            "state/current": "1",
            "state/1/dynamodb.json": "A",
            "state/1/kms.json": "K",
            "journal/journal.00000002": "B\n",
            "s3/0/files/letter": "L",
        },
    )
    return home


def test_all_that_a_start_cannot_make_anew_is_copied(data: Path) -> None:
    """Logs, locks, unpacked code and what is being written have no part in it."""
    whole = read(data)
    left = {"lock": "", "functions.log": "x", "tmp/x": "x", "unpacked/x": "x", "state/1/s3.json.new": "x"}
    for name, text in left.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text)
    freeze(data, data / "backup/frozen")
    assert whole == read(data / "backup/frozen")


def test_what_is_written_afterwards_does_not_reach_the_copy(data: Path) -> None:
    """Replaced files and a journal that grows."""
    freeze(data, data / "backup/frozen")
    before = read(data / "backup/frozen")
    write(data, {"state/1/dynamodb.json": "AB", "s3/0/files/letter": "M", "s3/0/files/other": "O"})
    with (data / "journal/journal.00000002").open("a") as journal:
        journal.write("C\n")
    assert before == read(data / "backup/frozen")


def compacting(data: Path, patch: pytest.MonkeyPatch, times: int) -> None:
    """While the journal is copied, the launcher folds it into a new snapshot, so many times."""
    copy, numbers = freezing.shutil.copyfile, iter(range(3, 3 + times))

    def copyfile(path: Path, to: Path) -> Any:
        answer = copy(path, to)
        for number in numbers:
            write(data, {f"journal/journal.{number:08d}": "D\n", "state/1/dynamodb.json": f"A{number}"})
            (data / f"journal/journal.{number - 1:08d}").unlink()
            break
        return answer

    patch.setattr(freezing.shutil, "copyfile", copyfile)


def test_a_snapshot_meanwhile_means_beginning_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy has the new state with the new journal."""
    compacting(data, monkeypatch, times=1)
    freeze(data, data / "backup/frozen")
    found = read(data / "backup/frozen")
    assert ("A3", "D\n") == (found["state/1/dynamodb.json"], found["journal/journal.00000003"])
    assert "journal/journal.00000002" not in found


def test_a_directory_that_never_rests_is_not_copied(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compacting(data, monkeypatch, times=1000)
    with pytest.raises(Restless):
        freeze(data, data / "backup/frozen")


def test_where_nothing_was_ever_deployed_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        freeze(tmp_path, tmp_path / "backup/frozen")
