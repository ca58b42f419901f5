"""What is uploaded: each layer, and the largest function with its layers, against what Lambda takes."""

from pathlib import Path

from tests.bench.figures import Figure, keep
from tests.contract.template import functions, layers

ROOT = Path(__file__).parents[2]
MEGABYTE = 1024**2
MOST = 250  # a function with its layers, unpacked


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def main() -> None:
    folders = sorted(path for path in (ROOT / ".build/layers").iterdir() if path.is_dir())
    sizes = {folder.name: megabytes(folder) for folder in folders}
    own = {name: megabytes(ROOT / ".build/functions" / name) for name in functions()}
    whole = {name: own[name] + sum(sizes[at.parent.name] for at in layers(row)) for name, row in functions().items()}
    largest = max(whole, key=lambda name: whole[name])
    for name, size in sizes.items():
        print(f"layer {name:16}{size:8.1f} MB")
    print(f"largest function, with its layers: {largest} {whole[largest]:.1f} MB of {MOST}")
    submit = "submit_complaint"
    keep(Figure(f"unpacked {name}", whole[name], "MB", "what Lambda takes", MOST) for name in (submit, largest))


if __name__ == "__main__":
    main()
