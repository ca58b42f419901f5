"""What a person does on a page: fills in fields by their labels, opens an act, sends it, reads what is wrong."""

import re
from collections.abc import Mapping
from typing import Protocol

from playwright.sync_api import FilePayload, Locator, Page, expect

from infra.demo.office import SCAN

PDF: FilePayload = {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": SCAN}
TEXT: FilePayload = {"name": "说明.txt", "mimeType": "text/plain", "buffer": b"plain words"}
TOO_LARGE: FilePayload = {"name": "大.pdf", "mimeType": "application/pdf", "buffer": SCAN + b"0" * 5 * 1024 * 1024}

DESKTOP, PHONE = (1280, 900), (375, 740)

Typed = Mapping[str, str | FilePayload]


class OpenPage(Protocol):
    """Opens a page of its own session; ``person`` is who is signed in there."""

    def __call__(self, person: str | None = None, size: tuple[int, int] = DESKTOP, scripts: bool = True) -> Page: ...


def fill(scope: Page | Locator, typed: Typed, chosen: tuple[str, ...] = ()) -> None:
    """Text, options and files by label; ``chosen`` are the labels of what is ticked."""
    for label, value in typed.items():
        found = scope.get_by_label(re.compile(f"^{re.escape(label)}")).first
        if isinstance(value, str):
            select = found.evaluate("it => it.tagName === 'SELECT'")
            found.select_option(label=value) if select else found.fill(value)
        else:
            found.set_input_files(value)
    for label in chosen:
        scope.get_by_label(re.compile(f"^{re.escape(label)}(（|$| )")).first.check()


def act(page: Page, title: str, typed: Typed | None = None, chosen: tuple[str, ...] = ()) -> None:
    """Opens an act by its title, where a page lists several, folded ones too; fills it in and sends it."""
    listed = page.locator(
        "details.act", has=page.locator("summary", has_text=re.compile(rf"^\s*{re.escape(title)}\s*$"))
    )
    listed.wait_for(state="attached")
    for folded in (page.locator("details.more", has=listed), listed):
        if folded.count() and folded.get_attribute("open") is None:
            folded.locator("summary").first.click()
    fill(listed, typed or {}, chosen)
    send(listed, title)


def send(scope: Page | Locator, title: str) -> None:
    scope.get_by_role("button", name=title, exact=True).click()


def done(page: Page, text: str) -> None:
    """The page says that it was done."""
    expect(page.get_by_role("status")).to_contain_text(text)


def wrong(page: Page, field: str, message: str) -> None:
    """The field is marked, says what is wrong with it, and the summary at the top leads there."""
    told = page.locator(f"[aria-invalid=true][name={field}], fieldset.wrong:has([name={field}])").first
    expect(told).to_have_attribute("aria-describedby", re.compile(rf"-{field}-error"))
    expect(page.locator(f"[id$='-{field}-error']")).to_contain_text(message)
    link = page.get_by_role("alert").get_by_role("link", name=message)
    expect(page.locator(str(link.get_attribute("href")))).to_have_count(1)
