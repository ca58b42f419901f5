"""`make duties`: every duty of the source texts, the actions that do it and the tests that prove it."""

from __future__ import annotations

import ast
import csv
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DUTIES = ROOT / "layers/regulations/python/regulations/duties.csv"

Places = dict[str, list[str]]


def main() -> int:
    """Prints one line a duty; the exit code is 1 where a row of the law names a duty that does not exist."""
    sys.path[:0] = [str(ROOT / "layers" / name / "python") for name in ("jiandu", "regulations")]
    duties = read_duties()
    actions, tests = duty_actions(), duty_tests(ROOT / "tests")
    for duty in duties:
        done, proved = actions.get(duty["id"], []), tests.get(duty["id"], [])
        print(f"{duty['id']:<10} {duty['duty'][:76]}")
        if done or proved:
            print(f"           办理动作  {'、'.join(done) or '（由规则、期限或页面落实）'}")
            print(f"           证明测试  {'、'.join(proved) or '无'}")
    known = {duty["id"] for duty in duties}
    both = sum(1 for i in known if tests.get(i))
    print(f"\n共 {len(duties)} 项；有办理动作 {len(known & set(actions))} 项，有测试证明 {both} 项。")
    strangers = sorted((set(actions) | set(tests)) - known)
    for stranger in strangers:
        print(f"没有这一项：{stranger}", file=sys.stderr)
    return 1 if strangers else 0


def read_duties() -> list[dict[str, str]]:
    """The rows of duties.csv, in its order."""
    with DUTIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def duty_actions() -> Places:
    """Which actions of the compiled law name which duty; a letter's steps count as one."""
    from infra.build.law import compiled

    places: Places = defaultdict(list)
    for intervals in compiled(ROOT).values():
        for kind, procedure in intervals[-1]["procedures"].items():
            for name, action in procedure["actions"].items():
                place = f"{kind}.{name}"
                for duty in action.get("duties", []):
                    if place not in places[duty]:
                        places[duty].append(place)
    return places


def duty_tests(folder: Path) -> Places:
    """Which tests are marked ``@pytest.mark.duty(...)`` with which duty."""
    places: Places = defaultdict(list)
    for file in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for duty in _marked(node):
                    places[duty].append(f"{file.stem}::{node.name}")
    return places


def _marked(node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    return [
        str(argument.value)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.duty"
        for argument in decorator.args
        if isinstance(argument, ast.Constant)
    ]


if __name__ == "__main__":
    sys.exit(main())
