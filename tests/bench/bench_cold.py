"""Cold starts: each function from its built layers alone in a fresh process, up to its client of the table.

Beside it: an empty Python, a client of boto3 alone, and Chalice, Powertools' Logger, pydantic and boto3 as one
installs them. CPU time is the median of interleaved runs; instructions repeat whatever else the machine does.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, keep
from tests.contract.template import functions, layers

ROOT = Path(__file__).parents[2]
ROUNDS = 3
INSTALLED = [next((ROOT / ".venv/lib").glob("python3.*/site-packages"))]
COUNTED = ("submit_complaint", "issue_opinion", "browse_matters")
GOALS = {"submit_complaint": 0.75, "issue_opinion": 0.65}
EMPTY, CLIENT, STACK = "empty Python", "boto3 client", "chalice + Logger + pydantic + boto3"
PLAIN = {
    EMPTY: "",
    CLIENT: "import boto3; boto3.client('dynamodb')",
    STACK: """
import boto3
from aws_lambda_powertools import Logger
from chalice import Chalice
from pydantic import BaseModel, Field
class Complaint(BaseModel):
    agency: str = Field(min_length=1, max_length=64)
    category: str
    facts: str = Field(min_length=1, max_length=5000)
app, logger, table = Chalice(app_name="plain"), Logger(service="plain"), boto3.client("dynamodb")
@app.route("/complaints", methods=["POST"])
def receive():
    return Complaint.model_validate(app.current_request.json_body).model_dump()
""",
}
OURS = "import app"
WITH_TABLE = OURS + "\nfrom jiandu.adapters.aws import client\nclient('dynamodb')"
STARTS = "import json, sys\nsys.path = json.loads(sys.argv[1]) + sys.path\nexec(sys.argv[2])"
GIVEN = {"AWS_DEFAULT_REGION": "cn-north-1", "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench"}
COUNTER = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]


@dataclass(frozen=True)
class Start:
    """What is started: folders on its path, and a program."""

    folders: list[Path]
    program: str

    @property
    def command(self) -> list[str]:
        folders = json.dumps([str(folder) for folder in self.folders])
        return [sys.executable, "-I", "-S", "-c", STARTS, folders, self.program]

    def cpu_seconds(self) -> float:
        process = subprocess.Popen(self.command, env=GIVEN, cwd="/", stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        assert status == 0, self
        return used.ru_utime + used.ru_stime

    def instructions(self) -> float:
        """In millions."""
        done = subprocess.run([*COUNTER, *self.command], env=GIVEN, cwd="/", capture_output=True, text=True, check=True)
        return refs(done.stderr)


def refs(told: str) -> float:
    """The millions of instructions that cachegrind counted."""
    (counted,) = re.findall(r"I\s+refs:\s+([\d,]+)", told)
    return int(counted.replace(",", "")) / 1e6


def starts() -> dict[str, Start]:
    plain = {name: Start(INSTALLED, program) for name, program in PLAIN.items()}
    return plain | {name: _ours(name) for name in sorted(functions())}


def _ours(name: str) -> Start:
    row = functions()[name]
    reads = "TABLE_NAME" in row.get("Environment", {}).get("Variables", {})
    return Start([ROOT / ".build/functions" / name, *layers(row)], WITH_TABLE if reads else OURS)


def counted(chosen: dict[str, Start]) -> dict[str, float]:
    """Of each its instructions; of none where cachegrind is not installed."""
    if not shutil.which(COUNTER[0]):
        return {}
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(chosen, pool.map(Start.instructions, chosen.values()), strict=True))


def main() -> None:
    subjects = starts()
    rounds = [{name: start.cpu_seconds() * 1e3 for name, start in subjects.items()} for _ in range(ROUNDS)]
    times = {name: statistics.median(each[name] for each in rounds) for name in subjects}
    against = {name: statistics.median(each[name] / each[STACK] for each in rounds) for name in subjects}
    count = counted({name: subjects[name] for name in (*PLAIN, *COUNTED)})
    print(f"median of {ROUNDS} interleaved starts, CPU time; ratio to {STACK}")
    for name in sorted(subjects, key=lambda n: times[n]):
        instructions = f"{count[name]:8,.0f} M instructions, {count[name] / count[STACK]:.2f}" if name in count else ""
        print(f"{name:38}{times[name]:8.0f} ms {against[name]:6.2f} {instructions}")
    keep(_figures(times, count))


def _figures(times: dict[str, float], count: dict[str, float]) -> list[Figure]:
    cost, unit = (count, "M instr") if count else (times, "ms CPU")
    goals = {name: f"{GOALS.get(name, 0.75)}" for name in COUNTED}
    stack = [Figure(f"cold start {n}", cost[n], unit, STACK, cost[STACK], goal) for n, goal in goals.items()]
    floors = [Figure(f"cold start {COUNTED[0]}", cost[COUNTED[0]], unit, p, cost[p]) for p in (CLIENT, EMPTY)]
    slowest = max(functions(), key=lambda name: times[name])
    return [*stack, *floors, Figure(f"slowest cold start: {slowest}", times[slowest], "ms CPU", STACK, times[STACK])]


if __name__ == "__main__":
    main()
