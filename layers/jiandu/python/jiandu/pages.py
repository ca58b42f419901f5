"""Pages for people: templates and assets as the build left them beside this module."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment, ModuleLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from jiandu.core.chinese import chinese_date
from jiandu.core.deadlines import SHANGHAI

_CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


class Pages:
    """The compiled pages and hashed assets of one built directory."""

    def __init__(self, built: Path) -> None:
        self._built = built

    def render(self, name: str, context: Mapping[str, object]) -> str:
        return self._environment.get_template(name).render(context)

    def asset_body(self, hashed_name: str) -> tuple[bytes, str] | None:
        if hashed_name not in self._manifest.values():
            return None
        path = self._built / "_assets" / hashed_name
        return path.read_bytes(), _CONTENT_TYPES[path.suffix]

    @cached_property
    def _manifest(self) -> dict[str, str]:
        text = (self._built / "_assets" / "manifest.json").read_text("utf-8")
        manifest: dict[str, str] = json.loads(text)
        return manifest

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=ModuleLoader(self._built / "_pages"),
            autoescape=True,
            undefined=StrictUndefined,
        )
        environment.globals.update(url=_url, csrf=_csrf, asset=self._asset, when=when)
        return environment

    @pass_context
    def _asset(self, context: Context, name: str) -> str:
        return _url(context, f"/assets/{self._manifest[name]}")


@pass_context
def _url(context: Context, path: str) -> str:
    return f"{str(context['base']).rstrip('/')}{path}"


@pass_context
def _csrf(context: Context) -> Markup:
    """What every form that posts sends along; nothing where nobody is signed in by a session."""
    token = context["csrf_token"]
    return Markup('<input type="hidden" name="csrf" value="{}">').format(token) if token else Markup()


def when(value: date | datetime | str) -> str:
    """Say a day as 2026年11月23日, an instant as 2026年11月23日 09:30 in Shanghai.

    ISO 8601 text is read first; any other text is returned as it is.
    """
    moment = _read(value) if isinstance(value, str) else value
    if isinstance(moment, str):
        return moment
    if not isinstance(moment, datetime):
        return chinese_date(moment)
    local = moment.astimezone(SHANGHAI) if moment.tzinfo else moment
    return f"{chinese_date(local)} {local:%H:%M}"


def _read(text: str) -> date | datetime | str:
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            return parse(text)
        except ValueError:
            continue
    return text


@cache
def _pages() -> Pages:
    return Pages(Path(__file__).parent)


def render(name: str, **context: object) -> str:
    """Render one page; `name` is its file name, `context` what its first comment lists."""
    return _pages().render(name, context)


def asset_body(hashed_name: str) -> tuple[bytes, str] | None:
    """The bytes and content type of an asset by its hashed name, None for any other name."""
    return _pages().asset_body(hashed_name)
