"""`make pdf FILE=….docx`: prints a letter as PDF beside it."""

import sys
from pathlib import Path
from subprocess import SubprocessError

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    sys.path.insert(0, str(ROOT / "layers/jiandu/python"))
    from jiandu.adapters.pdf import to_pdf

    file = Path(sys.argv[1])
    if file.suffix != ".docx" or not file.is_file():
        sys.exit(f"没有这个 .docx 文件：{file}")
    try:
        made = to_pdf(file.read_bytes())
    except SubprocessError:
        sys.exit(f"LibreOffice 未能转换 {file}，请先用 Word 或 WPS 打开检查")
    if made is None:
        sys.exit("缺少 LibreOffice，请先安装：apt-get install libreoffice-writer fonts-noto-cjk")
    target = file.with_suffix(".pdf")
    target.write_bytes(made)
    print(f"已生成 {target}")


if __name__ == "__main__":
    main()
