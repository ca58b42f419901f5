"""A browser for the shared cloud: pages of desktop and phone size, with and without JavaScript, signed in or not."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from jiandu.requests import read_body
from playwright.sync_api import Browser, BrowserContext, Page, Request, ViewportSize, expect, sync_playwright

from infra.demo.office import Office
from tests.browser.walking import DESKTOP, PHONE, OpenPage
from tests.scenarios.signing_in import Visitor

_CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_PATIENCE = 30_000

Contexts = dict[tuple[str | None, tuple[int, int], bool], BrowserContext]

expect.set_options(timeout=_PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module", autouse=True)
def heard(browser: Browser) -> Iterator[None]:
    """What the browser posts is looked for in the logs as well."""
    make = browser.new_context

    def listening(**chosen: Any) -> BrowserContext:
        context = make(**chosen)
        context.on("request", hear)
        return context

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(browser, "new_context", listening)
        yield


def hear(request: Request) -> None:
    body = request.post_data_buffer
    if request.method == "POST" and body:
        posted, sent = read_body({"content-type": request.headers.get("content-type", "")}, body)
        Office.told.entered(posted or sent)


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Contexts:
    """One for each person, size and kind of browser; kept over tests for its cache, cookies made anew for each."""
    return {}


@pytest.fixture(scope="session")
def office(office_in_cloud: Office) -> Office:
    return office_in_cloud


@pytest.fixture(scope="module")
def session_of(office: Office) -> Callable[[str], str]:
    """What the browser of a person holds who signed in."""

    @cache
    def signed_in(person: str) -> str:
        visitor = Visitor(office.url)
        visitor.sign_in(person)
        return visitor.session

    return signed_in


@pytest.fixture
def open_page(
    browser: Browser, contexts: Contexts, session_of: Callable[[str], str], office: Office
) -> Iterator[OpenPage]:
    """Addresses are relative to the cloud's."""

    def opened(person: str | None = None, size: tuple[int, int] = DESKTOP, scripts: bool = True) -> Page:
        key = (person, size, scripts)
        if key not in contexts:
            viewport: ViewportSize = {"width": size[0], "height": size[1]}
            contexts[key] = browser.new_context(
                base_url=office.url, viewport=viewport, java_script_enabled=scripts, locale="zh-CN"
            )
            contexts[key].set_default_timeout(_PATIENCE)
        context = contexts[key]
        context.clear_cookies()
        if person:
            context.add_cookies([{"name": "session", "value": session_of(person), "url": office.url}])
        return context.new_page()

    yield opened
    for context in contexts.values():
        for left in context.pages:
            left.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop browser, nobody signed in."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A phone without JavaScript, nobody signed in."""
    return open_page(size=PHONE, scripts=False)
