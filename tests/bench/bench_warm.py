"""Requests of a warm function against a stub that answers at once: CPU and calls, beside bare boto3.

What each asked and was answered is recorded once, on the embedded services; the built function and a handler of default
boto3 then do it again and again, each in a process of its own.
"""

import os
import pickle
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

from jiandu.settings import Settings

from tests.bench.bench_cold import COUNTER, GIVEN, INSTALLED, refs
from tests.bench.figures import Figure, keep
from tests.bench.played import deployment
from tests.bench.recording import Asked, Recording
from tests.contract.template import functions, layers
from tests.integration.matter_life import Life

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
ROUNDS, TIMES = 3, 20
COUNTED = (1, 11)
OPERATIONS = {
    "submit": ("POST", "/complaints", ""),
    "track": ("POST", "/complaints/track", ""),
    "list": ("GET", "/desk", ""),
    "act": ("POST", "/matters/{matter_id}/actions/{action}", "give_statement"),
    "issue": ("POST", "/matters/{matter_id}/letters/{action}", "sign_opinion"),
}
OURS, CALLS, WRITE = "ours", "bare boto3, same calls", "bare boto3, its transaction alone"
GOAL = "0.75"


@dataclass(frozen=True)
class Program:
    """One of the programs for an operation, and where its stub listens."""

    file: Path
    environment: dict[str, str]

    def command(self, times: int) -> list[str]:
        return [sys.executable, "-I", "-S", str(HERE / "requests_made.py"), str(self.file), str(times)]

    def milliseconds(self) -> float:
        return float(self._ran(self.command(TIMES)).split()[-1]) * 1e3

    def instructions(self) -> float:
        """Of one request, in millions: many requests less few."""
        with ThreadPoolExecutor(len(COUNTED)) as pool:
            few, many = pool.map(lambda times: refs(self._ran([*COUNTER, *self.command(times)])), COUNTED)
        return (many - few) / (COUNTED[1] - COUNTED[0])

    def _ran(self, command: list[str]) -> str:
        run = subprocess.run(command, env=self.environment, cwd="/", capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        return run.stderr


@dataclass(frozen=True)
class Operation:
    """A recorded request with the programs that repeat it."""

    asked: Asked
    programs: dict[str, Program]

    @property
    def trips(self) -> int:
        return len(self.asked.calls)


def recorded() -> tuple[Recording, dict[str, str]]:
    """A life, and the settings it was played under."""
    with deployment() as there:
        Life.played(there.meter, there.patch)
        names = [(field.alias or name).upper() for name, field in Settings.model_fields.items()]
        told = {name: os.environ[name] for name in names if name in os.environ}
        return there.recording, told


@contextmanager
def operations(folder: Path) -> Iterator[dict[str, Operation]]:
    recording, told = recorded()
    with ExitStack() as stack:
        yield {name: _operation(name, recording, told, folder, stack) for name in OPERATIONS}


def _operation(name: str, recording: Recording, told: dict[str, str], folder: Path, stack: ExitStack) -> Operation:
    asked = recording.first(*OPERATIONS[name])
    port = stack.enter_context(stub(folder / f"{name}.answers", asked, recording))
    environment = {**GIVEN, **told, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    ours = [ROOT / ".build/functions" / asked.function, *layers(functions()[asked.function])]
    given: dict[str, Any] = {"event": asked.event, "status": asked.status, "now": asked.now, "calls": []}
    writes = [call for call in asked.calls if call[1] == "TransactWriteItems"]
    programs = {OURS: (ours, []), CALLS: (INSTALLED, asked.calls), WRITE: (INSTALLED, writes)}
    made = {}
    for title, (folders, calls) in programs.items():
        if title == OURS or calls:
            file = folder / f"{name}.{len(made)}"
            file.write_bytes(pickle.dumps({**given, "calls": calls, "folders": [str(path) for path in folders]}))
            made[title] = Program(file, environment)
    return Operation(asked, made)


@contextmanager
def stub(file: Path, asked: Asked, recording: Recording) -> Iterator[int]:
    """The port of a stand-in that answers what was answered then."""
    file.write_bytes(pickle.dumps((asked.answers, recording.common)))
    process = subprocess.Popen([sys.executable, str(HERE / "stub.py"), str(file)], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, operations(Path(folder)) as made:
        subjects = {(n, t): program for n, operation in made.items() for t, program in operation.programs.items()}
        rounds = [{key: program.milliseconds() for key, program in subjects.items()} for _ in range(ROUNDS)]
        pair = {title: made["submit"].programs[title] for title in (OURS, WRITE)}
        counted = {title: program.instructions() for title, program in pair.items()} if which(COUNTER[0]) else {}
    times = {key: statistics.median(each[key] for each in rounds) for key in subjects}
    print(f"CPU of a request, median of {ROUNDS} interleaved runs of {TIMES}")
    for (name, title), time in times.items():
        ratio = statistics.median(each[name, OURS] / each[name, title] for each in rounds)
        trips = f"{made[name].trips} calls" if title == OURS else f"ours {ratio:.2f} of it"
        print(f"{name:8}{title:36}{time:8.2f} ms  {trips}")
    cost, unit = (counted, "M instr") if counted else ({title: times["submit", title] for title in pair}, "ms CPU")
    print(f"submit: {cost[OURS]:.2f} {unit}, {WRITE} {cost[WRITE]:.2f}")
    figures = [
        Figure(f"{name}, {made[name].trips} calls", times[name, OURS], "ms CPU", CALLS, times[name, CALLS])
        for name in made
    ]
    keep([Figure("submit", cost[OURS], unit, WRITE, cost[WRITE], GOAL), *figures])


if __name__ == "__main__":
    main()
