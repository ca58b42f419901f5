"""Office files are archives: unpacked once, within bounds, to see that opening them harms nobody."""

import io
import zipfile
from dataclasses import dataclass

from jiandu.core.evidence_unfit import Unfit

MOST_MEMBERS = 5_000
LARGEST_UNPACKED = 300 * 1024 * 1024
HIGHEST_RATIO = 200
UNSUSPICIOUS = 10 * 1024 * 1024
DEEPEST = 2
_PIECE = 1024 * 1024
_BOMB = "文件展开后异常庞大，可能损坏查看者的电脑，没有保存。"


@dataclass(slots=True)
class _Spent:
    """What was unpacked so far, of all archives within one file."""

    packed: int
    members: int = 0
    unpacked: int = 0

    def add(self, size: int) -> None:
        self.unpacked += size
        suspicious = self.unpacked > UNSUSPICIOUS and self.unpacked > HIGHEST_RATIO * self.packed
        if suspicious or self.unpacked > LARGEST_UNPACKED:
            raise Unfit(_BOMB)


def check_archive(body: bytes, member: str) -> bytes:
    """The same bytes, where they unpack within bounds and hold the member that makes them what they are called.

    Raises Unfit, and for a damaged one whatever the reading of archives raises.
    """
    names = _unpack(body, _Spent(len(body)), 1)
    if member not in names:
        raise Unfit("文件内容与所选类型不符，请选对类型后重新上传。")
    return body


def _unpack(body: bytes, spent: _Spent, depth: int) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        spent.members += len(archive.infolist())
        if spent.members > MOST_MEMBERS:
            raise Unfit(_BOMB)
        for member in archive.infolist():
            _check_member(archive, member, spent, depth)
        return set(archive.namelist())


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, spent: _Spent, depth: int) -> None:
    if member.flag_bits & 1:
        raise Unfit("文件设有密码，无法检查。请去掉密码后重新上传。")
    if member.filename.lower().endswith("vbaproject.bin"):
        raise Unfit("文件含有宏，没有保存。请另存为不含宏的文件后上传。")
    inner = bytearray()
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            spent.add(len(piece))
            if inner or piece.startswith(b"PK\x03\x04"):
                inner += piece
    if not inner:
        return
    if depth == DEEPEST:
        raise Unfit(_BOMB)
    _unpack(bytes(inner), spent, depth + 1)
