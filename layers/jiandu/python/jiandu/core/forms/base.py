"""What every form shares: strict frozen models whose fields carry their Chinese titles, and field helpers."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from jiandu.core.matter import Upload


class Form(BaseModel):
    """The facts of one action, as a person or a program hands them in."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True, defer_build=True
    )


def line(title: str, help: str = "", longest: int = 200, **more: Any) -> Any:
    """A required line of text."""
    return Field(title=title, description=help, min_length=1, max_length=longest, **more)


def prose(title: str, help: str = "", longest: int = 5000, **more: Any) -> Any:
    """A required text of several lines."""
    extra = {"widget": "textarea", **more.pop("extra", {})}
    return Field(title=title, description=help, min_length=1, max_length=longest, json_schema_extra=extra, **more)


def optional_prose(title: str, help: str = "", longest: int = 5000) -> Any:
    """A text of several lines that may be left out."""
    return Field(
        default="",
        title=title,
        description=help,
        max_length=longest,
        json_schema_extra={"widget": "textarea"},
    )


def choice(title: str, options: dict[str, str], help: str = "", widget: str = "radio", **more: Any) -> Any:
    """One of several named values; ``options`` gives each its Chinese title."""
    return Field(
        title=title,
        description=help,
        json_schema_extra={"widget": widget, "titles": options},  # type: ignore[dict-item]
        **more,
    )


def confirmed(title: str, help: str = "") -> Any:
    """A statement that must be ticked."""
    return Field(title=title, description=help, json_schema_extra={"widget": "checkbox"})


File = Annotated[Upload, Field(json_schema_extra={"widget": "file"})]
ONE_FILE = "PDF、OFD 或者图片，4 MB 以内。"
