"""Everything the embedded cloud holds at one instant, into a file, whether or not it runs; the keys into another.

Run: python -m infra.local.backup [FILE]
"""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import datetime
from pathlib import Path

from infra.local import archive
from infra.local.freezing import NothingThere, Restless, freeze, members
from infra.local.occupancy import Occupied, hold
from infra.local.saved import figures
from infra.local.settings import Settings, from_environment


class Refused(Exception):
    """The backup cannot be made as asked; nothing was written."""


def main() -> int:
    settings = from_environment()
    try:
        file = _file(_arguments().file or settings.root / f".backups/jiandu-{datetime.now():%Y%m%d-%H%M%S}.tar.gz")
        manifest = back_up(settings, file)
    except NothingThere:
        print(f"{settings.data} 中还没有数据，无需备份。", file=sys.stderr)
        return 1
    except (Refused, Occupied, Restless, OSError) as refusal:
        print(f"没有备份：{refusal}", file=sys.stderr)
        return 1
    items, files = sum(table["items"] for table in manifest["tables"].values()), len(manifest["files"])
    print(f"备份完成：{file}")
    print(f"密钥另存：{archive.keys_file(file)}（请与备份分开保管，缺少它不能恢复）")
    print(f"截止 {manifest['cut_at']}：数据 {items} 项、事项 {manifest['matters']} 件、文件 {files} 个。")
    if manifest["broken"]:
        print("注意，以下事项的记录不连续，已照原样备份：", *manifest["broken"], sep="\n", file=sys.stderr)
    return 1 if manifest["broken"] else 0


def back_up(settings: Settings, file: Path) -> archive.Manifest:
    """Freeze, read back, write; answers the manifest."""
    if not settings.data.is_dir():
        raise NothingThere(settings.data)
    place = settings.data / "backup"
    hold(place, patience=0)
    frozen = place / "frozen"
    try:
        freeze(settings.data, frozen)
        cut_at = datetime.now().astimezone().isoformat(timespec="seconds")
        kept = members(frozen)
        manifest = {"format": 1, "cut_at": cut_at, **figures(settings, frozen), "files": archive.hashes(frozen, kept)}
        file.parent.mkdir(parents=True, exist_ok=True)
        archive.write(archive.keys_file(file), frozen, [path for path in kept if archive.is_key(path)])
        archive.write(file, frozen, [path for path in kept if not archive.is_key(path)], manifest)
    finally:
        shutil.rmtree(frozen, ignore_errors=True)
    return manifest


def _file(file: Path) -> Path:
    if not file.name.endswith(archive.ENDING):
        raise Refused(f"文件名须以 {archive.ENDING} 结尾：{file}")
    for path in (file, archive.keys_file(file)):
        if path.exists():
            raise Refused(f"{path} 已经存在，不覆盖原有备份。")
    return file.absolute()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.backup", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
