"""A backup back into an empty data directory, compared with its manifest before it takes its place.

Run: python -m infra.local.restore FILE [--keys FILE]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from infra.local import archive
from infra.local.freezing import members
from infra.local.occupancy import Occupied, hold
from infra.local.saved import figures
from infra.local.settings import Settings, from_environment

_LEFT_BY_HOLDING = {"lock"}


class Refused(Exception):
    """The backup cannot be put here, or is not what its manifest says; the directory stays as it was."""


def main() -> int:
    settings, arguments = from_environment(), _arguments()
    keys = arguments.keys or archive.keys_file(arguments.file)
    try:
        manifest = restore(settings, arguments.file, keys)
    except (Refused, Occupied, archive.Unreadable, OSError) as refusal:
        print(f"没有恢复：{refusal}", file=sys.stderr)
        return 1
    items = sum(table["items"] for table in manifest["tables"].values())
    print(f"已恢复到 {settings.data}：截止 {manifest['cut_at']}，数据 {items} 项、事项 {manifest['matters']} 件，")
    print("逐个文件、逐项数据与备份清单一致。请执行 make run 启动。")
    if manifest["broken"]:
        print("注意，以下事项的记录在备份时已不连续：", *manifest["broken"], sep="\n", file=sys.stderr)
    return 1 if manifest["broken"] else 0


def restore(settings: Settings, file: Path, keys: Path) -> archive.Manifest:
    """Unpack beside the directory, compare, and only then put it there in one rename; answers the manifest."""
    hold(settings.data, patience=0)
    _require_empty(settings.data)
    beside = settings.data.with_name(settings.data.name + ".restoring")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    try:
        for part in (file, keys):
            archive.unpack(part, beside)
        manifest = archive.read_manifest(beside)
        _compare(settings, beside, manifest)
        (settings.data / "lock").unlink()
        os.replace(beside, settings.data)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return manifest


def _require_empty(data: Path) -> None:
    if {path.name for path in data.iterdir()} - _LEFT_BY_HOLDING:
        raise Refused(
            f"{data} 中已有数据，不覆盖。请先备份（make backup），再执行 make reset，或换一个目录：JIANDU_DATA=…"
        )


def _compare(settings: Settings, home: Path, manifest: archive.Manifest) -> None:
    there = archive.hashes(home, members(home))
    told = manifest["files"]
    different = sorted(path for path in {*there, *told} if there.get(path) != told.get(path))
    if different:
        raise Refused("\n".join(["以下文件缺少、多出或者与备份时不同：", *different]))
    read = figures(settings, home)
    if read != {name: manifest[name] for name in read}:
        raise Refused("读出的数据与备份清单不一致。")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.restore", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--keys", type=Path, help="where the keys lie, if not beside the file")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
