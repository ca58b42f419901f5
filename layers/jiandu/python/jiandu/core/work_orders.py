"""12345 工单 as a table: its columns, and what each row says or says wrongly (Weihai: a source of leads).

A message repeats a value only of columns that hold no words of the caller and nothing of who that is.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from jiandu.core.checks.intake import received_lately
from jiandu.core.errors import Invalid, Mistake, invalid
from jiandu.core.forms.intake import CATEGORIES, TakenIn
from jiandu.core.forms.reading import read_form
from jiandu.core.matter import Organisation

MOST_ROWS = 200
COLUMNS = {
    "order_number": "工单编号",
    "received_on": "受理时间",
    "kind": "诉求类型",
    "facts": "诉求内容",
    "agency": "涉及机关",
    "category": "问题类型",
    "name": "诉求人",
    "phone": "联系电话",
    "confidential": "是否要求保密",
}
REQUIRED = ("order_number", "received_on", "facts", "agency")
KINDS = ("投诉", "举报", "求助", "建议", "其他")
CONFIDENTIAL = ("是", "否")
NOBODY = ("匿名", "未知", "不详", "无")

_MANGLED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2})?.*)?")


@dataclass(frozen=True, slots=True)
class BadCell:
    """What is wrong in a column of a row; ``column`` is its heading."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Order:
    """A row: its number in the file, its work order, and either the complaint it makes or its bad cells."""

    row: int
    number: str
    form: TakenIn | None
    bad: tuple[BadCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, and the headings nothing was read from."""

    orders: tuple[Order, ...]
    unused: tuple[str, ...]


def read_sheet(rows: Sequence[Sequence[str]], agencies: Sequence[Organisation], today: date) -> Sheet:
    """The orders of a table whose first row with anything in it has the headings.

    Raises Invalid at ``file`` for a table without the columns, without rows or with too many.
    """
    filled = [(n, [_plain(cell) for cell in row]) for n, row in enumerate(rows, start=1) if any(map(str.strip, row))]
    if not filled:
        raise invalid("file", "empty", "文件里没有内容。")
    (_, headings), *lines = filled
    at = _columns(headings)
    if not lines:
        raise invalid("file", "empty", "文件里只有标题，没有工单。")
    if len(lines) > MOST_ROWS:
        told = f"一次最多导入 {MOST_ROWS} 件工单，本文件有 {len(lines)} 件，请分成几个文件。"
        raise invalid("file", "too_many_rows", told)
    rows_told = [(n, {key: line[i] if i < len(line) else "" for key, i in at.items()}) for n, line in lines]
    orders = [_order(n, cells, agencies, today) for n, cells in rows_told]
    return Sheet(tuple(_once(orders)), tuple(h for h in headings if h and h not in COLUMNS.values()))


def _plain(cell: str) -> str:
    return cell.replace("\ufeff", "").replace("\r\n", "\n").strip()


def _columns(headings: Sequence[str]) -> dict[str, int]:
    keys = {title: key for key, title in COLUMNS.items()}
    twice = [h for h in COLUMNS.values() if list(headings).count(h) > 1]
    if twice:
        raise invalid("file", "columns", f"“{twice[0]}”一列出现了两次，请删去一列。")
    lacking = [COLUMNS[key] for key in REQUIRED if COLUMNS[key] not in headings]
    if lacking:
        raise invalid("file", "columns", f"第一行应当是标题，缺少这些列：{'、'.join(lacking)}。请使用模板。")
    return {keys[heading]: i for i, heading in enumerate(headings) if heading in keys}


def _order(row: int, cells: Mapping[str, str], agencies: Sequence[Organisation], today: date) -> Order:
    values: dict[str, Any] = {}
    bad: dict[str, str] = {}
    for key, cell in cells.items():
        try:
            values[key] = _read(key, cell, agencies, today)
        except _Wrong as wrong:
            bad[key] = str(wrong)
    form, mistakes = _complaint(values)
    for mistake in mistakes:
        if mistake.field in COLUMNS:
            bad.setdefault(mistake.field, _in_words_of_the_table(mistake))
    told = tuple(BadCell(title, bad[key]) for key, title in COLUMNS.items() if key in bad)
    return Order(row, str(values.get("order_number", "")), None if told else form, told)


def _complaint(values: Mapping[str, Any]) -> tuple[TakenIn | None, tuple[Mistake, ...]]:
    """The complaint a row makes, or what is wrong with it; a cell that could not be read counts as missing."""
    given = {key: values[key] for key in COLUMNS if key in values and key in TakenIn.model_fields}
    kind, secret = values.get("kind"), values.get("confidential") == "是"
    note = "；".join([*([f"诉求类型：{kind}"] if kind else []), *(["诉求人要求保密"] if secret else [])])
    made = {"category": "other", **given, "channel": "hotline", "anonymous": not given.get("name"), "note": note}
    try:
        form = read_form(TakenIn, made)
    except Invalid as refused:
        return None, refused.mistakes
    assert isinstance(form, TakenIn)
    return form, ()


def _in_words_of_the_table(mistake: Mistake) -> str:
    return mistake.message.replace(str(TakenIn.model_fields[mistake.field].title), COLUMNS[mistake.field])


class _Wrong(ValueError):
    """A cell that cannot be read; the message says why."""


def _read(key: str, cell: str, agencies: Sequence[Organisation], today: date) -> Any:
    match key:
        case "order_number" | "phone":
            return _number(key, cell)
        case "received_on":
            return _day(cell, today)
        case "agency":
            return _agency(cell, agencies)
        case "category":
            return _category(cell)
        case "kind" | "confidential":
            return _listed(cell, KINDS if key == "kind" else CONFIDENTIAL)
        case "name":
            return "" if cell in NOBODY else cell
    return cell


def _number(key: str, cell: str) -> str:
    """A number as text: spreadsheets turn long ones into 1.23E+15 and lose their last digits."""
    plain = unicodedata.normalize("NFKC", cell)
    if _MANGLED.fullmatch(plain):
        raise _Wrong("数字太长，被表格软件改成了科学计数法，末尾几位已经丢失；请把这一列设为文本，重新导出。")
    if key == "order_number" and not plain:
        raise _Wrong("请填写“工单编号”。")
    return plain.upper()


def _day(cell: str, today: date) -> date:
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", cell))
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None:
        raise _Wrong(f"“{cell[:30]}”不是日期，应当写成 2026-11-03 或者 2026-11-03 09:30。")
    if mistake := received_lately(day, today):
        raise _Wrong(mistake.message.replace("收到日期", "受理时间"))
    return day


def _agency(cell: str, agencies: Sequence[Organisation]) -> str:
    """The agency of exactly this name or short name."""
    if not cell:
        raise _Wrong("请填写“涉及机关”。")
    found = [o.id for o in agencies if cell in (o.name, o.short)]
    if len(found) == 1:
        return found[0]
    known = {name: o.name for o in agencies for name in (o.name, o.short) if name}
    near = dict.fromkeys(known[name] for name in get_close_matches(cell, known, n=3, cutoff=0.4))
    told = f"“{cell[:30]}”不是本机关监督的行政执法机关的名称或者简称"
    raise _Wrong(f"{told}；最接近的是{'、'.join(near)}。" if near else f"{told}，请填写全称。")


def _category(cell: str) -> str:
    """The category of this title, or the only one whose title holds these words; without any, 其他."""
    if not cell:
        return "other"
    exact = [key for key, title in CATEGORIES.items() if title == cell]
    holding = [key for key, title in CATEGORIES.items() if cell in title]
    if len(found := exact or holding) == 1:
        return found[0]
    near = [CATEGORIES[key] for key in holding] or get_close_matches(cell, CATEGORIES.values(), n=3, cutoff=0.2)
    told = f"“{cell[:30]}”不是系统的问题类型，可以不填"
    raise _Wrong(f"{told}；最接近的是：{'；'.join(near)}。" if near else f"{told}。")


def _listed(cell: str, values: Sequence[str]) -> str:
    if cell and cell not in values:
        raise _Wrong(f"“{cell[:30]}”不在可以填写的值之内：{'、'.join(values)}；不清楚的不填。")
    return cell


def _once(orders: Iterable[Order]) -> Iterator[Order]:
    """An order number counts once in a file; a later row of the same number says which row had it."""
    first: dict[str, int] = {}
    for order in orders:
        before = first.setdefault(order.number, order.row) if order.number else order.row
        if before == order.row:
            yield order
        else:
            repeated = BadCell(COLUMNS["order_number"], f"与第 {before} 行的工单编号相同。")
            yield replace(order, form=None, bad=(*order.bad, repeated))
