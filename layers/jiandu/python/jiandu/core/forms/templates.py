"""Forms of the versions of letters' templates: put up, go back, decide."""

from pydantic import Field

from jiandu.core.forms.base import File, Form, line, optional_prose


class TemplateUpload(Form):
    """上传新版本."""

    file: File = Field(
        title="模板文件", description="Word 或者 WPS 保存的 .docx，4 MB 以内。在下载的现用模板上修改，不要删去标签。"
    )
    note: str = line("修改说明", "改了什么、为什么改。")


class TemplateReturn(Form):
    """恢复曾经施行的版本，或者系统模板."""

    to: int = Field(title="恢复到", ge=0, le=9999, json_schema_extra={"widget": "select", "options": "earlier"})
    note: str = line("恢复理由")


class TemplateDecision(Form):
    """核准或者退回."""

    reason: str = optional_prose("退回理由", "退回时必填，核准时可以不填。", 500)
