"""`make pdf FILE=….docx`: prints a letter as PDF beside it."""

import sys
from pathlib import Path
from subprocess import SubprocessError

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    sys.path.insert(0, str(ROOT / "layers/jiandu/python"))
    from jiandu.adapters.pdf import installed, to_pdfs

    file = Path(sys.argv[1])
    if file.suffix != ".docx" or not file.is_file():
        sys.exit(f"没有这个 .docx 文件：{file}")
    if not installed():
        sys.exit("缺少 LibreOffice，请先安装：apt-get install libreoffice-writer fonts-noto-cjk")
    try:
        [made] = to_pdfs([file.read_bytes()])
    except SubprocessError:
        sys.exit(f"LibreOffice 未能转换 {file}，请先用 Word 或 WPS 打开检查")
    target = file.with_suffix(".pdf")
    target.write_bytes(made)
    print(f"已生成 {target}")


if __name__ == "__main__":
    main()
