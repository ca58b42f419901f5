"""Turns a letter into PDF with LibreOffice, where it is installed: to print, and to see the page as it is measured."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_SECONDS = 120
_DRAWN_WITH = {  # the official fonts are licensed: without them, the nearest free ones, then what holds rare names
    "仿宋_GB2312": ("仿宋", "FandolFang R", "FandolFang", "Noto Serif CJK SC"),
    "楷体_GB2312": ("楷体", "FandolKai", "Noto Serif CJK SC"),
    "方正小标宋简体": ("Noto Serif CJK SC:bold",),
    "黑体": ("Noto Sans CJK SC",),
    "宋体": ("Noto Serif CJK SC",),
}


def installed() -> bool:
    """Whether LibreOffice is there."""
    return shutil.which("soffice") is not None


def to_pdfs(letters: Sequence[bytes]) -> list[bytes]:
    """The PDFs of several .docx in their order, in one start of LibreOffice, in a profile of their own."""
    if not letters:
        return []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = [place / f"{n}.docx" for n in range(len(letters))]
        for file, docx in zip(files, letters, strict=True):
            file.write_bytes(docx)
        (place / "fonts.conf").write_text(_font_settings(place), "utf-8")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={(place / 'profile').as_uri()}"]
            + ["--convert-to", "pdf", "--outdir", folder, *map(str, files)],
            env=os.environ | {"FONTCONFIG_FILE": str(place / "fonts.conf")},
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        return [file.with_suffix(".pdf").read_bytes() for file in files]


def _font_settings(place: Path) -> str:
    """The machine's own fontconfig, and by what each official font is drawn where it is missing."""
    rules = "".join(_rule(name, others) for name, others in _DRAWN_WITH.items())
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><cachedir>{place / "cache"}</cachedir>'
        f"<dir>/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol</dir>{rules}</fontconfig>"
    )


def _rule(name: str, others: tuple[str, ...]) -> str:
    families = "".join(f"<string>{other.removesuffix(':bold')}</string>" for other in others)
    bold = any(other.endswith(":bold") for other in others)
    weight = '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>' if bold else ""
    return (
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="append" binding="strong">{families}</edit>{weight}</match>'
    )
