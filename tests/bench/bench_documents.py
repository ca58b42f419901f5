"""A letter from its compiled template: ours beside docxtpl on the same .docx and a bare copy of the archive.

Run ``python tests/bench/bench_documents.py``; CPU time, median of interleaved rounds.
"""

import io
import json
import re
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from docxtpl import DocxTemplate
from jiandu.adapters import word
from jiandu.core.letters import KINDS
from jinja2 import Environment

from infra.build import documents
from tests.bench.figures import Figure, keep

ROOT = Path(__file__).parents[2]
ROUNDS = 15
KIND = "file_demand"  # two pages with a table
TEMPLATE = ROOT / "templates/documents" / f"{KIND}.docx"
GOAL, GOAL_RATIO = 1.0, 20
ADDRESS = "https://jiandu.example/check#ABCD-EFGH-JKLM-NPQR-S"

FACTS = json.loads((ROOT / f"templates/documents/samples/{KIND}.json").read_text("utf-8"))
FACTS["items"] = [{"name": f"第{n}卷行政处罚案卷", "form": "原件", "note": "逐页编号"} for n in range(10)]
LETTER = KINDS[KIND].model.model_validate(FACTS | {"check_code": "ABCD-EFGH-JKLM-NPQR-S"})


def ours() -> bytes:
    return word.render(KIND, LETTER)


def ours_with_a_qr() -> bytes:
    return word.render(KIND, LETTER, ADDRESS)


def by_docxtpl() -> bytes:
    template = DocxTemplate(TEMPLATE)
    template.render(LETTER.model_dump(), Environment(autoescape=True))
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def by_copying(made: bytes, filled: frozenset[str]) -> Callable[[], bytes]:
    """The floor: the parts that never change as they are, the finished ones deflated."""
    with zipfile.ZipFile(io.BytesIO(made)) as docx:
        parts = {name: docx.read(name) for name in docx.namelist()}
    base = io.BytesIO()
    with zipfile.ZipFile(base, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in parts.keys() - filled:
            fixed.writestr(name, parts[name])

    def copy() -> bytes:
        buffer = io.BytesIO(base.getvalue())
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as docx:
            for name in filled:
                docx.writestr(name, parts[name].replace(b"\x00", b""))
        return buffer.getvalue()

    return copy


def text_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "".join(re.sub("<[^>]*>", "", archive.read("word/document.xml").decode()).split())


def milliseconds(subject: Callable[[], bytes], repeats: int) -> float:
    began = time.process_time()
    for _ in range(repeats):
        subject()
    return (time.process_time() - began) / repeats * 1e3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        documents.build(ROOT, Path(folder))
        sys.path.insert(0, str(Path(folder) / "layers/letters/python"))
        made = ours()
        filled = frozenset(word._compiled(KIND).templates)
        subjects: dict[str, tuple[Callable[[], bytes], int]] = {
            "ours": (ours, 20),
            "ours, with a QR": (ours_with_a_qr, 3),
            "copy and replace": (by_copying(made, filled), 20),
            "docxtpl": (by_docxtpl, 2),
        }
        if text_of(by_docxtpl()) != text_of(made):
            raise SystemExit("the letters differ")
        rounds = [{name: milliseconds(*subject) for name, subject in subjects.items()} for _ in range(ROUNDS)]
    print(f"{KIND}, 10 rows, median of {ROUNDS} interleaved rounds, CPU time")
    medians = {name: statistics.median(figures[name] for figures in rounds) for name in subjects}
    for name in subjects:
        ratio = statistics.median(figures[name] / figures["ours"] for figures in rounds)
        print(f"{name:22}{medians[name]:10.2f} ms {ratio:8.1f} x")
    print(f"goal: at most {GOAL} ms with the well-formedness check, docxtpl at least {GOAL_RATIO} times")
    goals = {"docxtpl": f"{1 / GOAL_RATIO:.2f}", "copy and replace": ""}
    keep(Figure("letter of two pages", medians["ours"], "ms", name, medians[name], g) for name, g in goals.items())


if __name__ == "__main__":
    main()
