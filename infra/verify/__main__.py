"""Verify the record: `make verify [FILE=…]`. Run: python -m infra.verify [FILE] [--root …] [--table … --bucket …]

Without a file the whole record is held against the locked roots: of the local stage, which must be running, or, with
table and bucket, of AWS by the operator's own credentials. A file is a 存证证明; it is verified by itself, offline, and
against a root somebody saved earlier from the public page where one is given.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from jiandu.adapters import clock
from jiandu.adapters.signing import genuine
from jiandu.core.daily_root import wrong_in_proof
from jiandu.core.errors import JianduError
from jiandu.verification import Verified, verify

from infra.local.generations import deployment_in
from infra.local.settings import ACCESS_KEY, REGION, SECRET_KEY, from_environment


def main() -> int:
    arguments = _arguments()
    if arguments.file:
        return _verify_file(arguments.file, arguments.root)
    if not _point_to(arguments.table, arguments.bucket):
        print("本机还没有部署，请先运行 make run；核验其他环境请给出 TABLE=表名 BUCKET=存证桶名。", file=sys.stderr)
        return 1
    try:
        return _report(verify(clock.now()))
    except (BotoCoreError, ClientError, JianduError) as failure:
        print(f"无法读取记录：{failure}", file=sys.stderr)
        return 1


def _verify_file(file: Path, root: Path | None) -> int:
    try:
        document = json.loads(file.read_text("utf-8"))
        faults = wrong_in_proof(document, genuine)
        roots = _roots(document)
        if root:
            faults += _other_than(json.loads(root.read_text("utf-8")), roots)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        print("无法核验：不是存证证明。请在查询办理进度或者存证公示的页面下载存证证明。", file=sys.stderr)
        return 1
    if not faults and not roots:
        print("还没有可以核验的存证：当日的存证在次日凌晨三时作出。", file=sys.stderr)
        return 1
    for fault in faults:
        print(f"不符：{fault}", file=sys.stderr)
    if faults:
        return 1
    print(f"核验通过：{len(roots)} 条记录各在其当日的存证之中。")
    print("请核对存证公示页面上同一日的校验值和公钥指纹：")
    for told in {root["day"]: root for root in roots}.values():
        print(f"  {told['day']}  校验值 {told['root']}  公钥指纹 {_fingerprint(told['public_key'])}")
    return 0


def _roots(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [json.loads(event["proof"]["root"]["body"]) for event in document["events"] if event["proof"]]


def _other_than(saved: Mapping[str, Any], roots: list[dict[str, Any]]) -> list[str]:
    """Whether the proof's root of the saved one's day is that one."""
    known = json.loads(saved["body"])
    if not genuine(saved["body"], saved["signature"], known["public_key"]):
        return ["保存的存证签名不对"]
    same_day = [told for told in roots if told["day"] == known["day"]]
    if not same_day:
        return [f"存证证明里没有 {known['day']} 的存证"]
    return [] if all(told == known for told in same_day) else [f"{known['day']}：与保存的存证不是同一个"]


def _report(result: Verified) -> int:
    for fault in result.faults:
        print(f"{fault.where}：{fault.what}", file=sys.stderr)
    days = f"{result.days[0]} 至 {result.days[-1]} 的 {len(result.days)} 日" if result.days else "还没有一日"
    print(f"存证 {days}，事项和名册 {result.records} 件，记录 {result.events} 条。")
    for key, signed in result.keys.items():
        print(f"公钥指纹 {_fingerprint(key)}：{signed[0]} 至 {signed[-1]}")
    print(f"发现 {len(result.faults)} 处不符。" if result.faults else "全部相符。")
    return 1 if result.faults else 0


def _fingerprint(public_key: str) -> str:
    return hashlib.sha256(b64decode(public_key)).hexdigest()


def _point_to(table: str | None, bucket: str | None) -> bool:
    """Tells the adapters, by their environment, which deployment to read; False where there is none."""
    if table and bucket:
        os.environ.update(TABLE_NAME=table, RECORD_BUCKET=bucket)
        return True
    settings = from_environment()
    deployment = deployment_in(settings.data)
    if deployment is None:
        return False
    outputs = deployment["outputs"]
    os.environ.update(
        AWS_ENDPOINT_URL=settings.aws_url,
        AWS_ACCESS_KEY_ID=ACCESS_KEY,
        AWS_SECRET_ACCESS_KEY=SECRET_KEY,
        AWS_DEFAULT_REGION=REGION,
        TABLE_NAME=outputs["TableName"],
        RECORD_BUCKET=outputs["RecordBucket"],
        BUSINESS_CLOCK="movable",
    )
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.verify", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--root", type=Path, help="a root saved from /record/{day}")
    parser.add_argument("--table", help="the deployment's output TableName")
    parser.add_argument("--bucket", help="the deployment's output RecordBucket")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
