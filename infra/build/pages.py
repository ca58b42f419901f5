"""Build the pages: templates compiled to Python, assets named by their content."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

STYLE_SHEET = "site.css"


def build(root: Path, out: Path) -> None:
    """Write compiled pages and hashed assets of `root` into the jiandu layer under `out`."""
    source = root / "templates" / "pages"
    package = out / "layers" / "jiandu" / "python" / "jiandu"
    compile_pages(source, _emptied(package / "_pages"))
    write_assets(source, _emptied(package / "_assets"))


def compile_pages(source: Path, target: Path) -> None:
    environment = Environment(
        loader=FileSystemLoader(source),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.compile_templates(str(target), extensions=["html"], zip=None, ignore_errors=False)


def write_assets(source: Path, target: Path) -> None:
    found = [*sorted((source / "assets").iterdir()), *sorted((source / "vendor").glob("*/*.js"))]
    bodies = {path.name: path.read_bytes() for path in found}
    bodies[STYLE_SHEET] = style_sheet(source / "styles")
    manifest = {name: hashed_name(name, body) for name, body in bodies.items()}
    for name, body in bodies.items():
        (target / manifest[name]).write_bytes(body)
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")


def style_sheet(styles: Path) -> bytes:
    """Join the sheets in the order of their names, so that a page asks for one file."""
    return b"\n".join(path.read_bytes() for path in sorted(styles.glob("*.css")))


def hashed_name(name: str, body: bytes) -> str:
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{sha256(body).hexdigest()[:16]}.{suffix}"


def _emptied(directory: Path) -> Path:
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory
