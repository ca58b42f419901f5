"""证据材料: what is told of a file before it is sent, and what the record says of it afterwards."""

from typing import Literal

from pydantic import Field

from jiandu.core.evidence import KINDS, LARGEST
from jiandu.core.forms.base import Form, choice, line

EvidenceKind = Literal["jpg", "png", "pdf", "docx", "xlsx", "ofd", "mp4", "mov", "m4a", "mp3"]
TITLES = {suffix: kind.title for suffix, kind in KINDS.items()}


class EvidenceToSend(Form):
    """要上传的一份证据."""

    name: str = line("证据名称", "例如：现场照片。办案人员会看到这个名称，请勿写自己的姓名。", 60)
    kind: EvidenceKind = choice(
        "文件类型", TITLES, "苹果手机的照片请先转为 JPG。压缩包不能接收，请逐个上传。", widget="select"
    )
    size: int | None = Field(default=None, ge=1, le=LARGEST, title="文件大小（字节）")


class EvidenceReleased(Form):
    """What the record says of a file that was checked and released."""

    name: str = line("证据名称")
    kind: EvidenceKind = choice("文件类型", TITLES)
    size: int = Field(title="大小（字节）")
    sha256: str = line("文件校验值（SHA-256）")
    arrived_sha256: str = line("收到时的校验值（SHA-256）")
    evidence: str = line("证据标识")


class EvidenceRefused(Form):
    """What the record says of a file that was not released."""

    name: str = line("证据名称")
    kind: EvidenceKind = choice("文件类型", TITLES)
    reason: str = line("没有接收的原因")
    arrived_sha256: str = line("收到时的校验值（SHA-256）")
    evidence: str = line("证据标识")
