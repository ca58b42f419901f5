"""A backup as it is kept: one file with the data and the manifest, another with the keys, so that they can be apart."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
ENDING = ".tar.gz"
_KEYS = ("state/*/kms.json", "state/*/secretsmanager.json", "issuer*", "issuer/*")
_FAST = 1

Manifest = dict[str, Any]


class Unreadable(Exception):
    """The file is no backup, or not the one that was written; the text says where."""


def keys_file(file: Path) -> Path:
    """Where the keys of a backup lie unless somebody moved them."""
    return file.with_name(file.name.removesuffix(ENDING) + ".keys" + ENDING)


def is_key(member: Path) -> bool:
    return any(member.match(pattern) for pattern in _KEYS)


def hashes(home: Path, members: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of each file by its path."""
    found = {}
    for member in members:
        with (home / member).open("rb") as file:
            found[str(member)] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def write(file: Path, home: Path, members: Iterable[Path], manifest: Manifest | None = None) -> None:
    """One archive, readable by its owner alone; it has its name only once it is whole and on disk."""
    scratch = file.with_name(file.name + ".part")
    with os.fdopen(os.open(scratch, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
        with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_FAST) as archive:
            if manifest is not None:
                text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
                about = tarfile.TarInfo(MANIFEST)
                about.size = len(text)
                archive.addfile(about, io.BytesIO(text))
            for member in members:
                archive.add(home / member, str(member), recursive=False)
        out.flush()
        os.fsync(out.fileno())
    os.replace(scratch, file)


def unpack(file: Path, into: Path) -> None:
    try:
        with tarfile.open(file) as archive:
            archive.extractall(into, filter="data")
    except (OSError, EOFError, tarfile.TarError) as error:
        raise Unreadable(f"无法读取 {file}：{error}") from error


def read_manifest(home: Path) -> Manifest:
    """The manifest of an unpacked backup, taken out of the directory."""
    path = home / MANIFEST
    try:
        manifest: Manifest = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Unreadable("备份中没有可读的清单 manifest.json") from error
    path.unlink()
    return manifest
