"""Signing in as a browser does, without one: what is clicked there is posted here."""

import re
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener


class Visitor:
    """Cookies kept, redirects followed, pages of text."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = CookieJar()
        self.at = ""
        self._opener = build_opener(HTTPCookieProcessor(self.jar))
        self._opener.addheaders = [("Accept", "text/html")]

    def open(self, address: str, form: dict[str, str] | None = None) -> str:
        """The page one ends up at; its address is ``at``."""
        data = urlencode(form).encode() if form is not None else None
        with self._opener.open(address if "://" in address else self.url + address, data, timeout=60) as answer:
            self.at = answer.url
            return str(answer.read().decode())

    def sign_in(self, person: str, path: str = "/sign-in") -> str:
        """Opens a page that asks to sign in, and chooses the person; the page one ends up at."""
        chooser = self.open(path)
        asked = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', chooser)
        return self.open(self.at.split("?")[0], {**{n: unescape(v) for n, v in asked}, "person": person})

    @property
    def session(self) -> str:
        """What the browser holds."""
        return next(str(cookie.value) for cookie in self.jar if cookie.name == "session")

    @staticmethod
    def proof(page: str) -> str:
        """What the forms of a page bring along."""
        return re.findall(r'name="csrf" value="(\w+)"', page)[-1]
