"""Try again what was set aside: `make replay [DRY=1] [TABLE=… QUEUE=…]`. Run: python -m infra.replay [--dry]

Without a table it is the local stage, which must be running; with one it is AWS, by the operator's own credentials.
Shown are ids, functions and types of errors, never what was typed.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

import infra.seed  # noqa: F401  with it the layers can be imported
from infra.local.clients import client
from infra.local.generations import deployment_in
from infra.local.settings import from_environment

_LONGEST_FUNCTION = 900


class NothingThere(Exception):
    """No local stage was ever deployed."""


def main() -> int:
    arguments = _arguments()
    try:
        alerts, events = _place(arguments.table, arguments.queue)
        kept = _replay_alerts(alerts, arguments.dry)
        kept += _replay_events(events, arguments.dry) if events else 0
    except NothingThere:
        print(
            "本机还没有部署，请先运行 make run；其他环境请给出：make replay TABLE=表名 QUEUE=队列地址", file=sys.stderr
        )
        return 1
    except (BotoCoreError, ClientError) as failure:
        print(f"没有办完：{failure}\n已经放回的不会重复，排除故障后请再次执行。", file=sys.stderr)
        return 1
    return 1 if kept else 0


def _replay_alerts(alerts: Any, dry: bool) -> int:
    """Answers 0: what goes back into the index cannot fail here."""
    found = list(alerts.found())
    print(f"搁置的期限、任务和重算：{len(found)} 项")
    for one in found:
        outcome = "待放回" if dry else "已放回，由下一次巡查办理" if alerts.put_back(one) else "已有人处理，未改动"
        print(f"  {one}  {outcome}")
    return 0


def _replay_events(events: Any, dry: bool) -> int:
    """Answers how many failed again."""
    found = list(events.found())
    print(f"函数未能处理的事件：{len(found)} 件")
    failed_again = 0
    for one in found:
        error = "" if dry else events.send_again(one)
        print(f"  {one}  {'待重新发送' if dry else f'再次失败：{error}，仍在队列中' if error else '已处理'}")
        if dry or error:
            events.give_back(one)
        failed_again += bool(error)
    return failed_again


def _place(table: str | None, queue: str | None) -> tuple[Any, Any]:
    from infra.replay.alerts import Alerts
    from infra.replay.events import Events

    if table:
        once = Config(retries={"max_attempts": 0}, read_timeout=_LONGEST_FUNCTION)
        events = Events(boto3.client("sqs"), boto3.client("lambda", config=once), queue) if queue else None
        return Alerts(boto3.client("dynamodb"), table), events
    settings = from_environment()
    deployment = deployment_in(settings.data)
    if deployment is None:
        raise NothingThere
    outputs, url = deployment["outputs"], settings.aws_url
    events = Events(client("sqs", url), client("lambda", url), outputs["FailedEventsQueue"])
    return Alerts(client("dynamodb", url), outputs["TableName"]), events


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.replay", description=__doc__)
    parser.add_argument("--dry", action="store_true", help="only list")
    parser.add_argument("--table", help="the deployment's output TableName")
    parser.add_argument("--queue", help="the deployment's output FailedEventsQueue")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
