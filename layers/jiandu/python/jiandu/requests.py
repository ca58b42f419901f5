"""A request as our views see it: both faces read into one shape."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from jiandu.core.errors import Malformed, Mistake, TooLarge, Unknown, WrongType, invalid
from jiandu.core.forms.posted import Posted
from jiandu.core.matter import Actor
from jiandu.core.uploads import LARGEST
from jiandu.perform import RawFile

TYPES_WE_READ = "请用 application/json 或者表单提交。"
LARGEST_TEXT = 256 * 1024
MOST_FIELDS = 200
LARGEST_WITH_FILES = LARGEST + LARGEST_TEXT
_TAG = re.compile(r'"(\d{1,9})"')
CONTENT_TYPES = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a view needs of a request; ``person`` is who signed in, as the authorizer found them.

    ``csrf`` is what a post by that person's session has to bring along; None for a program with its token, and nobody.
    ``query`` has the last value of each name, ``queries`` all of them. ``source`` is the address it came from: to be
    hashed, never to be kept or logged.
    """

    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw_body: bytes
    person: Mapping[str, Any] | None
    posted: Posted | None = None
    json: Mapping[str, Any] = field(default_factory=dict)
    queries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = field(default="", repr=False)
    csrf: str | None = None

    @property
    def wants_html(self) -> bool:
        """Browsers name text/html; programs get JSON."""
        return "text/html" in self.headers.get("accept", "")

    @property
    def actor(self) -> Actor:
        """The signed-in person as an actor; Unknown for nobody."""
        if self.person is None:
            raise Unknown("请先登录。")
        return _actor(self.person, tuple(_actor(colleague) for colleague in self.person.get("represents", ())))

    @property
    def values(self) -> Mapping[str, Any]:
        """The facts handed in, from either face, without the fields every act carries."""
        given: Mapping[str, Any] = self.posted if self.posted is not None else self.json
        kept = {k: v for k, v in given.items() if k not in ("version", "idempotency_key", "code", "altcha")}
        return Posted(kept) if self.posted is not None else kept

    def text(self, name: str) -> str | None:
        """A plain value of the body by name, from either face."""
        if self.posted is not None:
            return self.posted.last(name)
        value = self.json.get(name)
        return None if value is None else str(value)

    @property
    def idempotency_key(self) -> str | None:
        """The header, or the hidden field of our own forms."""
        key = self.headers.get("idempotency-key", self.text("idempotency_key") if self.posted else None)
        if key is not None and not 1 <= len(key) <= 200:
            raise invalid("Idempotency-Key", "length", "幂等键应为 1 至 200 个字符。")
        return key

    @property
    def version(self) -> int | None:
        """The version the actor saw, from the body or ``If-Match``; Invalid for no number, or two that differ."""
        told, condition = self._version_in_body, self.condition
        if told is not None and condition is not None and told != condition:
            raise invalid("version", "same_as_if_match", "version 与 If-Match 写明的版本不一致。")
        return condition if told is None else told

    @property
    def _version_in_body(self) -> int | None:
        value = self.text("version")
        if value is None or value == "":
            return None
        try:
            return int(value)
        except ValueError:
            raise invalid("version", "integer", "version 应当是整数。") from None

    @property
    def condition(self) -> int | None:
        """The version that ``If-Match`` makes the condition; Invalid for anything but one strong tag of ours."""
        value = self.headers.get("if-match")
        if value is None:
            return None
        tag = _TAG.fullmatch(value.strip())
        if tag is None:
            raise invalid("If-Match", "etag", 'If-Match 应当写明您看到的一个版本，例如 "3"。')
        return int(tag[1])

    def has_seen(self, version: int) -> bool:
        """Whether ``If-None-Match`` names this version, or any."""
        tags = [tag.strip().removeprefix("W/") for tag in self.headers.get("if-none-match", "").split(",")]
        return etag(version) in tags or "*" in tags

    def only_asks(self, *names: str) -> None:
        """Invalid for a query parameter that is none of these: misspelt, it would be taken for no filter."""
        if unknown := sorted(set(self.query) - set(names)):
            raise invalid(unknown[0], "known", f"没有“{unknown[0]}”这个查询条件。")


def _actor(person: Mapping[str, Any], represents: tuple[Actor, ...] = ()) -> Actor:
    roles = tuple(person["roles"])
    return Actor("person", person["id"], person["organisation"], roles, represents=represents)


def etag(version: int) -> str:
    """A matter's version as an entity tag."""
    return f'"{version}"'


def read_body(headers: Mapping[str, str], raw: bytes) -> tuple[Posted | None, dict[str, Any]]:
    """The body as posted fields or as a JSON object.

    Raises TooLarge, WrongType, Malformed; a JSON body that is no object is Invalid.
    """
    content_type = headers.get("content-type", "application/json").split(";")[0].strip().lower()
    multipart = content_type == "multipart/form-data"
    if len(raw) > (LARGEST_WITH_FILES if multipart else LARGEST_TEXT):
        detail = "文件超过 4 MB，没有保存。请压缩后重新填写、上传。" if multipart else "请求内容超过 256 KB。"
        raise TooLarge(detail, Mistake("body", "size", detail))
    if multipart:
        return _multipart(headers["content-type"], raw), {}
    if content_type == "application/x-www-form-urlencoded":
        return _urlencoded(raw), {}
    if content_type != "application/json":
        raise WrongType(TYPES_WE_READ, Mistake("Content-Type", "media_type", TYPES_WE_READ))
    return None, _json(raw)


def _malformed(rule: str, message: str) -> Malformed:
    return Malformed(message, Mistake("body", rule, message))


def _json(raw: bytes) -> dict[str, Any]:
    if not raw:
        return {}
    try:
        value = json.loads(raw)
        json.dumps(value, ensure_ascii=False).encode()  # half a character, as an escape can write it, is no text
    except (ValueError, RecursionError):
        raise _malformed("json", "请求内容不是有效的 JSON。") from None
    if not isinstance(value, dict):
        raise invalid("body", "object", "请求内容应当是一个 JSON 对象。")
    return {name: _file(name, part) for name, part in value.items()}


def _file(name: str, value: Any) -> Any:
    """A file in JSON: ``{"name": …, "content": base64}``."""
    if not isinstance(value, dict):
        return value
    if set(value) != {"name", "content"}:
        return {part: _file(part, inner) for part, inner in value.items()}
    try:
        return RawFile(str(value["name"]), base64.b64decode(str(value["content"]), validate=True))
    except ValueError:
        raise invalid(name, "base64", "文件内容应当是 base64。") from None


def _urlencoded(raw: bytes) -> Posted:
    posted = Posted()
    _bounded(raw.count(b"&") + 1, len(raw))
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True)
    except ValueError:
        raise _malformed("form", "表单内容无法读取。") from None
    for name, value in pairs:
        posted.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return posted


def _bounded(fields: int, length: int) -> None:
    """TooLarge for more fields, or more text in them, than any form of ours has."""
    if fields > MOST_FIELDS or length > LARGEST_TEXT:
        detail = f"表单超过 {MOST_FIELDS} 项，或者文字超过 256 KB，没有保存。"
        raise TooLarge(detail, Mistake("body", "size", detail))


def _multipart(content_type: str, raw: bytes) -> Posted:
    from python_multipart import FormParser
    from python_multipart.exceptions import FormParserError

    message = Message()
    message["content-type"] = content_type
    posted = Posted()
    sizes: list[int] = []

    def on_field(part: Any) -> None:
        sizes.append(len(part.value or b""))
        _bounded(len(sizes), sum(sizes))
        text = (part.value or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        posted.setdefault(part.field_name.decode(), []).append(text)

    def on_file(part: Any) -> None:
        sizes.append(0)
        _bounded(len(sizes), sum(sizes))
        part.file_object.seek(0)
        body = part.file_object.read()
        if part.file_name:
            posted.setdefault(part.field_name.decode(), []).append(
                RawFile(part.file_name.decode("utf-8", "replace"), body)
            )
        part.close()

    try:
        parser = FormParser("multipart/form-data", on_field, on_file, boundary=message.get_param("boundary"))  # type: ignore[arg-type]
        parser.write(raw)
        parser.finalize()
    except (FormParserError, AttributeError, TypeError, UnicodeDecodeError):
        raise _malformed("form", "表单内容无法读取。") from None
    return posted
