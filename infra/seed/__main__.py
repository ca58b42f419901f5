"""Write a seed file into a deployment: `make seed FILE=… [TABLE=…]`. Run: python -m infra.seed FILE [--table NAME]

Without a table it is the local stage, which must be running; with one it is AWS, by the operator's own credentials.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.clients import client
from infra.local.generations import deployment_in
from infra.local.settings import from_environment
from infra.seed import ROOT
from infra.seed.source import Refused, checked, read
from infra.seed.writing import Writer


class NothingThere(Exception):
    """No local stage was ever deployed."""


def main() -> int:
    arguments = _arguments()
    try:
        seed = read(arguments.file)
        writer = Writer(*_place(arguments.table))
        seed = checked(seed, writer.there(), published(ROOT))
        written, kept = writer.write(seed)
    except Refused as refused:
        print(f"没有导入，请先更正 {arguments.file}：", *refused.errors, sep="\n", file=sys.stderr)
        return 1
    except NothingThere:
        print("本机还没有部署，请先运行 make run；导入其他环境请给出表名：make seed FILE=… TABLE=…", file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as failure:
        print(f"无法写入：{failure}\n已经写入的不会重复，排除故障后请再次执行。", file=sys.stderr)
        return 1
    print(f"导入完成：新写入 {written} 项，原已存在、未改动 {kept} 项。")
    return 0


def published(root: Path) -> set[str]:
    """The names of the local rules as they were built."""
    return {path.stem for path in (root / ".build/layers/regulations/python/regulations/law").glob("*.json")}


def _place(table: str | None) -> tuple[Any, str]:
    if table:
        return boto3.client("dynamodb"), table
    settings = from_environment()
    deployment = deployment_in(settings.data)
    if deployment is None:
        raise NothingThere
    return client("dynamodb", settings.aws_url), str(deployment["outputs"]["TableName"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.seed", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--table", help="the deployment's output TableName")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
