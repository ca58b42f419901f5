"""Plays a round and a year of contact points, then about fifty matters, into a running system.

Run: python -m infra.demo (the system's PORT in the environment)
"""

from __future__ import annotations

import os
import sys
import time
from http.client import HTTPException

from infra.demo.office import Office, Refusal
from infra.demo.plan import planned
from infra.demo.selection import Selection
from infra.demo.stage import Stage
from infra.demo.year import Year
from infra.local.settings import from_environment


def main() -> int:
    url = f"http://127.0.0.1:{os.environ.get('PORT', '8080')}"
    office = Office(url)
    if hindrance := _hindrance(office):
        print(f"{url} {hindrance}", file=sys.stderr)
        return 1
    started = time.monotonic()
    stage = Stage(office, planned())
    selection = Selection(office)
    try:
        candidates = selection.play()
        year = Year(selection).play()
        states = stage.run()
    except Refusal as refusal:
        print(f"联系点的遴选和一年的工作没有演完，被拒绝：{refusal}", file=sys.stderr)
        return 1
    except (OSError, HTTPException) as error:
        print(f"系统中途停止应答（{error}），演示没有演完；再次运行会另演一遍。", file=sys.stderr)
        return 1
    told = "，".join(f"{state}{number}家" for state, number in candidates.items())
    print(f"\n首批联系点的遴选：{told}；聘任以后一年，办理{year}次。")
    print("演示事项现在的状态：")
    for state, number in sorted(states.items()):
        print(f"  {number:>2}  {state}")
    print(f"共 {stage.finished} 件、办理 {stage.acts} 次，用时 {time.monotonic() - started:.0f} 秒。")
    leaked = _leaked()
    print(f"打开 {url}/ ，用“工作人员登录”进入工作台查看。")
    return 1 if stage.failed or leaked else 0


def _leaked() -> bool:
    """Looks for everything that was entered in the log of the functions; says how many of it, never what."""
    log = from_environment().log_file
    if not log.is_file():
        print("没有找到函数日志，未作检查。")
        return False
    found = Office.told.found_in([log.read_text("utf-8", "replace")])
    verdict = f"发现其中 {len(found)} 条，请勿外传日志并报告" if found else "一条也没有出现"
    print(f"日志检查：录入的姓名、电话、查询码和文字 {len(Office.told.words)} 条，{verdict}。")
    return bool(found)


def _hindrance(office: Office) -> str | None:
    """Why the demo cannot be played, or None."""
    try:
        answer = office.call("GET", "/local/clock")
    except (OSError, HTTPException):
        return "没有应答：系统没有运行。请先在另一个终端执行 make run，就绪后再执行 make demo。"
    if answer.status == 503:
        return "正在部署，请稍后再执行 make demo。"
    if answer.status != 200:
        return "不是本机演示环境（没有可移动的业务时间），不能写入演示事项。"
    return None


if __name__ == "__main__":
    sys.exit(main())
