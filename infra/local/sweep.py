"""Run the sweep by hand or at start: nothing that fell due while the machine was off waits for the schedule.

Run: python -m infra.local.sweep
"""

from __future__ import annotations

import json
import sys
from typing import Any

from botocore.exceptions import BotoCoreError

from infra.local.clients import client
from infra.local.generations import deployment_in
from infra.local.settings import from_environment

SWEEP = "SweepDeadlines"
SEALING = "SealDay"
DISPOSAL = "DisposeMatters"
_ROUNDS = 1000


class SweepFailed(Exception):
    """The function raised, or never came to an end."""


def catch_up(endpoint: str, deployment: dict[str, Any], function: str = SWEEP) -> list[dict[str, Any]]:
    """Invoke what the schedule runs until it says it is done; its answers, none where there is no such function."""
    name = deployment["resources"].get(function)
    if name is None:
        return []
    functions = client("lambda", endpoint)
    answers: list[dict[str, Any]] = []
    for _ in range(_ROUNDS):
        response = functions.invoke(FunctionName=name, Payload=b"{}")
        answer = json.loads(response["Payload"].read())
        if "FunctionError" in response:
            raise SweepFailed(answer.get("errorMessage", "?"))
        answers.append(answer)
        if answer.get("done"):
            return answers
    raise SweepFailed(f"{_ROUNDS} 轮之后仍未完成")


def main() -> int:
    settings = from_environment()
    deployment = deployment_in(settings.data)
    if deployment is None:
        print("还没有部署，请先运行 make run。", file=sys.stderr)
        return 1
    try:
        answers = catch_up(settings.aws_url, deployment)
    except BotoCoreError:
        print(f"{settings.aws_url} 没有应答，请先运行 make run。", file=sys.stderr)
        return 1
    except SweepFailed as failure:
        print(f"期限巡查出错：{failure}", file=sys.stderr)
        return 1
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    print(f"期限巡查完成，共 {len(answers)} 轮。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
