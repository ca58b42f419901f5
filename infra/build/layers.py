"""Functions and layers as Lambda gets them: sources copied, packages installed, all of it compiled."""

from __future__ import annotations

import compileall
import importlib.util
import py_compile
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from infra.build import botocore_data
from infra.build.fingerprint import Stamp, fingerprint

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
_THIRD_PARTY = ("deps", "word")
_NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.yaml", "*.yml")


class BuildFailed(Exception):
    """The build would not run as Lambda runs it."""


@dataclass(frozen=True)
class Target:
    """The platform packages are for (None: this one) and its Python version."""

    platform: str | None
    python_version: str


def copy_sources(root: Path, out: Path) -> None:
    """Our own two layers, without the YAML that a build step compiles, and every function."""
    for name in ("jiandu", "regulations"):
        shutil.copytree(
            root / "layers" / name / "python",
            out / "layers" / name / "python",
            ignore=_NOT_SHIPPED,
            dirs_exist_ok=True,
        )
    for function in sorted((root / "functions").iterdir()):
        if function.is_dir():
            shutil.copytree(function, out / "functions" / function.name, ignore=_NOT_SHIPPED)


def install(root: Path, out: Path, target: Target) -> None:
    """The locked third-party packages of each layer, unless they are there already."""
    for name in _THIRD_PARTY:
        _install(root, out, target, name)


def _install(root: Path, out: Path, target: Target, name: str) -> None:
    layer = out / "layers" / name
    lock = root / "layers" / name / "requirements.txt"
    stamp = Stamp(out / f"{name}.stamp", fingerprint([lock, Path(__file__).parent / "botocore_data.py"], repr(target)))
    if layer.is_dir() and stamp.holds():
        return
    stamp.remove()
    shutil.rmtree(layer, ignore_errors=True)
    packages = layer / "python"
    subprocess.run([*_pip(target), "--target", str(packages), "-r", str(lock)], check=True)
    shutil.rmtree(packages / "bin", ignore_errors=True)
    if (data := packages / "botocore" / "data").is_dir():
        botocore_data.trim(data)
    stamp.write()


def compile_all(out: Path) -> None:
    """Ship .pyc that are never checked against their source: layers are read-only and starts are cold."""
    for part in ("functions", "layers"):
        compileall.compile_dir(
            out / part,
            quiet=2,
            maxlevels=30,
            stripdir=str(out),
            workers=0,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
    missing = [
        str(source.relative_to(out))
        for source in out.rglob("*.py")
        if not Path(importlib.util.cache_from_source(str(source))).exists()
    ]
    if missing:
        raise BuildFailed("没有编译成功：" + ", ".join(missing))


def _pip(target: Target) -> list[str]:
    if target.python_version != RUNNING:
        raise BuildFailed(f"为 Python {target.python_version} 构建须用同一版本的 Python，当前是 {RUNNING}")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--only-binary=:all:", "--no-compile"]
    command += ["--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    if target.platform:
        abi = "cp" + target.python_version.replace(".", "")
        command += ["--platform", target.platform, "--implementation", "cp", "--abi", abi]
        command += ["--python-version", target.python_version]
    return command
