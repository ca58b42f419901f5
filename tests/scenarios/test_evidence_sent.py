"""Evidence as a complainant sends it: by the form the bucket gives, past its conditions, to the officer's link."""

import io
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener, urlopen

import pytest
from PIL import Image

from infra.demo.office import Office
from tests.scenarios.steps import agency, supervisor

pytestmark = pytest.mark.over_http

MAKER = b"HUAWEI P60"
SECONDS = 60.0


class _Staying(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def photograph() -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = MAKER.decode()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(url: str, fields: Mapping[str, str], body: bytes) -> tuple[int, str]:
    """The form as a browser posts it, the file last; answers status and where it leads."""
    mark = uuid.uuid4().hex
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="IMG_1.jpg"\r\n\r\n'
    data = "".join([*parts, head]).encode() + body + f"\r\n--{mark}--\r\n".encode()
    request = Request(url, data, {"Content-Type": f"multipart/form-data; boundary={mark}"})
    try:
        with build_opener(_Staying).open(request, timeout=60) as answer:
            return answer.status, answer.headers.get("Location", "")
    except HTTPError as error:
        return error.code, error.headers.get("Location", "")


def ask(office: Office, code: str, **facts: Any) -> dict[str, Any]:
    body = {"code": code, "name": "现场照片", "kind": "jpg", **facts}
    answer: dict[str, Any] = office.post("/complaints/track/evidence", body)
    return answer


def settled(office: Office, code: str, n: int) -> list[dict[str, Any]]:
    """The timeline once the arrival's own event has settled n files."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = [line for line in office.track(code)["timeline"] if line["name"].startswith("evidence_")]
        if len(found) == n:
            return found
    raise AssertionError("nothing inspected what arrived")


@pytest.mark.duty("JZ-16")
def test_a_photograph_goes_from_the_telephone_to_the_officer(office: Office) -> None:
    """The bucket refuses what was not agreed; what arrives is inspected at once, and only the bureau opens it."""
    receipt = office.complain()
    body = photograph()
    asked = ask(office, receipt["code"], size=len(body))
    assert 400 == send(asked["url"], asked["fields"], body + b"longer than told")[0]
    assert 403 == send(asked["url"], {**asked["fields"], "Content-Type": "text/html"}, body)[0]
    elsewhere = asked["fields"]["key"].rsplit("/", 1)[0] + "/another"
    assert 403 == send(asked["url"], {**asked["fields"], "key": elsewhere}, body)[0]
    assert 204 == send(asked["url"], asked["fields"], body)[0]
    assert 204 == send(**_sendable(ask(office, receipt["code"], kind="pdf")), body=b"MZ\x90")[0]
    outcomes = {line["name"] for line in settled(office, receipt["code"], 2)}
    assert {"evidence_released", "evidence_refused"} == outcomes
    listed = f"/evidence/{receipt['matter_id']}"
    assert listed in [row["path"] for row in office.as_("city-supervisor-1").matter(receipt["matter_id"])["lists"]]
    item = next(i for i in supervisor(office).get(listed)["items"] if i["path"])
    with urlopen(supervisor(office).get(item["path"])["link"], timeout=60) as file:
        assert MAKER not in file.read()
    assert ["现场照片.jpg"] == [look["name"] for look in supervisor(office).get(listed)["looks"]]
    assert 404 == agency(office).call("GET", listed).status == agency(office).call("GET", item["path"]).status


def _sendable(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {"url": asked["url"], "fields": asked["fields"]}


def test_without_a_script_the_browser_is_led_there_and_back(office: Office) -> None:
    """The page may send its form to the bucket and nowhere else, and no address holds the code."""
    code = office.complain()["code"]
    form = f"code={code}&name=%E7%85%A7%E7%89%87&kind=jpg".encode()
    headers = {"Accept": "text/html", "Content-Type": "application/x-www-form-urlencoded"}
    page = office.call("POST", "/complaints/track/evidence", form, headers)
    assert 201 == page.status
    asked = ask(office, code)
    origin = asked["url"].split("/", 3)
    assert f"form-action 'self' {'/'.join(origin[:3])};" in page.headers["Content-Security-Policy"]
    text = page.body.decode()
    names = dict(
        part.split('" value="')
        for part in text.split('<input type="hidden" name="')[1:]
        for part in [part.split('">')[0]]
    )
    status, location = send(asked["url"], names, photograph())
    assert (303, True, False) == (status, location.startswith(office.url), code in location)
    back = office.call("GET", location.removeprefix(office.url), None, {"Accept": "text/html"})
    assert "文件已经收到" in back.body.decode()
