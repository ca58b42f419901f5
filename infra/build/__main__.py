"""Build everything that is deployed, or nothing when nothing changed. Run: python -m infra.build

With --platform and --python-version the third-party layer is made for that
Lambda runtime instead of the running interpreter.
"""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
import time
from pathlib import Path

from infra.build import layers
from infra.build.fingerprint import Stamp, fingerprint

ROOT = Path(__file__).resolve().parents[2]
_STEPS = ("law", "documents", "pages", "routes", "openapi")
_SOURCES = ("layers", "functions", "templates", "infra/build", "template.yaml")


def main() -> int:
    arguments = _arguments()
    out = ROOT / ".build"
    target = layers.Target(arguments.platform, arguments.python_version)
    stamp = Stamp(out / "stamp", fingerprint([ROOT / name for name in _SOURCES], repr(target)))
    if stamp.holds():
        print("构建：无变化")
        return 0
    started = time.monotonic()
    stamp.remove()
    sys.path[:0] = [str(ROOT / "layers" / name / "python") for name in ("jiandu", "regulations")]
    sys.dont_write_bytecode = True
    _clear(out)
    layers.copy_sources(ROOT, out)
    for name in _STEPS:
        importlib.import_module(f"infra.build.{name}").build(ROOT, out)
    layers.install(ROOT, out, target)
    layers.compile_all(out)
    stamp.write()
    print(f"构建：完成，{time.monotonic() - started:.1f} s")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.build", description=__doc__)
    parser.add_argument("--platform", help="e.g. manylinux2014_x86_64")
    parser.add_argument("--python-version", default=layers.RUNNING, help=f"default {layers.RUNNING}")
    return parser.parse_args()


def _clear(out: Path) -> None:
    """Everything but the third-party layer, which is made anew only when its lock changes."""
    for name in ("functions", "layers/jiandu", "layers/regulations", "layers/letters"):
        shutil.rmtree(out / name, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
