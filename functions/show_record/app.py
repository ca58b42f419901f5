"""存证公示: GET and POST /record, GET /record/{day}. The daily roots, and whether a receipt is in them."""

import hashlib
import json
import re
from base64 import b64decode
from datetime import date, timedelta
from typing import Any

from jiandu.adapters import clock, roots, table
from jiandu.adapters.files import named
from jiandu.core.daily_root import Receipt, Root, receipt_in
from jiandu.core.deadlines import shanghai_day
from jiandu.core.errors import Invalid, invalid, missing
from jiandu.core.matter import Event
from jiandu.perform import RawFile
from jiandu.proofs import Verdict, checked
from jiandu.receipts import as_link
from jiandu.requests import Request
from jiandu.web import Answer, App

handler = App("show_record", fact="roots_shown")
MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")
SHA256 = re.compile("[0-9a-f]{64}")
UNREADABLE = "这不是存证回执。请选择提交投诉举报时下载的回执文件，或者粘贴它的全部内容。"
NO_MATCH = Verdict("unknown", "没有这一受理编号和存证值，请核对后再填。")


@handler.route("/record", "GET")
def show(request: Request) -> Answer:
    request.only_asks("month")
    return _page(_months(request.query.get("month", "")))


@handler.route("/record/{day}", "GET")
def one(request: Request) -> Answer:
    try:
        found = roots.locked_day(date.fromisoformat(request.params["day"]))
    except ValueError:
        found = None
    if found is None:
        raise missing("day", "这一日没有存证。")
    body = _handed_out(found.root)
    if not request.wants_html:
        return Answer(body=body)
    headers = {"Content-Type": "application/json", **named(f"存证-{body['day']}.json")}
    return Answer(raw=json.dumps(body, ensure_ascii=False), headers=headers)


@handler.route("/record", "POST")
def check(request: Request) -> Answer:
    try:
        verdict = _verdict(request)
    except Invalid as error:
        if request.posted is None or not request.wants_html:
            raise
        errors = [{"field": m.field, "message": m.message} for m in error.mistakes]
        typed = {name: request.text(name) or "" for name in ("receipt", "number", "hash")}
        return _page(_months(""), typed=typed, errors=errors, status=422)
    return _page(_months(""), verdict)


def _verdict(request: Request) -> Verdict:
    """By the receipt, pasted or as a file, or by what is printed of it."""
    number, value = (request.text("number") or "").strip(), (request.text("hash") or "").strip()
    if not number and not value:
        return checked(_receipt(request))
    if not SHA256.fullmatch(plain := re.sub(r"\s", "", value).lower()):
        raise invalid("hash", "pattern", "存证值应当是 64 位十六进制数字，空格可有可无。")
    claim = table.get(f"U#number#{number.upper()}", "UNIQUE") if number else None
    item = table.get(f"M#{claim['matter']}", "E#000001") if claim else None
    if item is None or item["hash"] != plain:
        return NO_MATCH
    verdict = checked(Receipt.of(Event.model_validate(item)))
    return Verdict(verdict.standing, verdict.message)


def _receipt(request: Request) -> Receipt:
    file = request.values.get("file")
    file = file[-1] if isinstance(file, list) else file
    given = file.body if isinstance(file, RawFile) else request.values.get("receipt")
    given = given[-1] if isinstance(given, list) else given
    field = "file" if isinstance(file, RawFile) else "receipt"
    if not given:
        asked = "hash" if "hash" in request.values else "receipt"
        raise invalid(asked, "required", "请选择回执文件，或者粘贴它的内容，或者填写受理编号和存证值。")
    try:
        return receipt_in(given if isinstance(given, dict) else json.loads(given))
    except (ValueError, RecursionError):
        raise invalid(field, "receipt", UNREADABLE) from None


def _months(asked: str) -> tuple[date, date]:
    """The first and last day to list: of the month asked for, or of the latest that has a root."""
    if asked and not MONTH.fullmatch(asked):
        raise invalid("month", "pattern", "月份请写作 2026-03。")
    head = roots.head()
    latest = head.day if head else shanghai_day(clock.now())
    first = date.fromisoformat(f"{asked}-01") if asked else latest.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _page(
    months: tuple[date, date],
    verdict: Verdict | None = None,
    typed: dict[str, str] | None = None,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> Answer:
    first, last = months
    head = roots.head()
    items = roots.listed(str(first), str(last))
    told = {"standing": verdict.standing, "message": verdict.message, "proof": verdict.proof} if verdict else None
    earlier, later = (first - timedelta(days=1)), (last + timedelta(days=1))
    body = {"month": f"{first:%Y-%m}", "items": [_handed_out(root) for root in items]}
    context = {
        "title": "存证公示",
        "month": f"{first:%Y-%m}",
        "earlier": f"{earlier:%Y-%m}" if head and head.genesis <= earlier else None,
        "later": f"{later:%Y-%m}" if head and later <= head.day else None,
        "roots": [_row(root) for root in items],
        "keys": sorted({_fingerprint(root) for root in items}),
        "verdict": told,
        "proof_file": as_link(verdict.proof) if verdict and verdict.proof else None,
        "typed": typed or {"receipt": "", "number": "", "hash": ""},
        "errors": errors or [],
    }
    return Answer(told or body, "record.html", context, status=status)


def _row(root: Root) -> dict[str, Any]:
    told = root.told
    shown = {name: told[name] for name in ("day", "root", "sealed_at", "late")}
    return {**shown, "events": told["size"] - 1, "path": f"/record/{told['day']}"}


def _handed_out(root: Root) -> dict[str, str]:
    return {"day": root.told["day"], "body": root.body, "signature": root.signature}


def _fingerprint(root: Root) -> str:
    """How people compare a public key: the hash of its DER."""
    return hashlib.sha256(b64decode(root.told["public_key"])).hexdigest()
