"""12345 work orders over HTTP: the template, a trial that names bad cells, the import, in both faces."""

import base64
import re
from collections import Counter
from typing import Any

import pytest

from infra.demo.office import Office, Reply
from tests.scenarios.steps import refused, supervisor, today

STORIES = (
    "当场罚款两千元，没有告知陈述申辩和听证的权利。",
    "执法人员检查时没有出示证件，态度粗暴，扣走货物没有清单。",
)
HEADINGS = "工单编号,受理时间,诉求类型,诉求内容,涉及机关,问题类型,诉求人,联系电话,是否要求保密"
PATH = "/take-in/import"


def line(office: Office, number: str, **change: str) -> str:
    told = {
        "day": f"{today(office)} 09:20",
        "facts": STORIES[0],
        "agency": "示范市农业农村局",
        "name": "赵小虎",
        "phone": "",
        **change,
    }
    return f"{number},{told['day']},投诉,{told['facts']},{told['agency']},,{told['name']},{told['phone']},是"


def table(*lines: str) -> dict[str, str]:
    """A file as JSON carries it."""
    body = "\r\n".join([HEADINGS, *lines]).encode("gb18030")
    return {"name": "工单.csv", "content": base64.b64encode(body).decode()}


def send(office: Office, file: Any, person: str = "city-clerk-1", **more: Any) -> Reply:
    return office.as_(person).call("POST", PATH, {"file": file, **more})


def counted(reply: Reply) -> dict[str, int]:
    assert 200 == reply.status, reply.body
    return dict(Counter(row["result"] for row in reply.body["rows"]))


@pytest.mark.duty("WH-3.2a")
def test_work_orders_are_tried_imported_and_known_again(office: Office) -> None:
    """A trial puts nothing on the desk; confirmed, each row has its number; the same file again doubles nothing."""
    good, bad = line(office, "JZ-A1"), line(office, "JZ-A2", agency="农业局", phone="打给我", name="钱隐名")
    file = table(good, bad, line(office, "JZ-A3", facts=STORIES[1]))
    trial = send(office, file)
    assert {"ready": 2, "bad": 1} == counted(trial)
    cells = {e["column"]: e["message"] for e in trial.body["rows"][1]["errors"]}
    assert {"涉及机关", "联系电话"} == set(cells)
    assert "示范市农业农村局" in cells["涉及机关"]
    assert [] == [word for word in ("打给我", "钱隐名", "赵小虎", STORIES[0]) if word in str(trial.body)]
    assert {"ready": 2, "bad": 1} == counted(send(office, file))
    done = send(office, file, confirm=trial.body["file"])
    assert {"imported": 2, "bad": 1} == counted(done)
    made = done.body["rows"][0]["matter"]
    matter = supervisor(office).get(made["path"])
    facts = {f["name"]: f["value"] for f in matter["timeline"][0]["facts"]}
    assert ("12345 热线工单", "JZ-A1", made["number"]) == (facts["channel"], facts["order_number"], matter["number"])
    assert "诉求人要求保密" in facts["note"]
    again = send(office, file, "city-supervisor-1", confirm=trial.body["file"])
    assert {"registered": 2, "bad": 1} == counted(again)
    assert made == again.body["rows"][0]["matter"]


@pytest.mark.duty("WH-3.2a")
def test_what_is_probably_the_same_comes_in_only_when_looked_at(office: Office) -> None:
    send_first = table(line(office, "JZ-B1", agency="市环", phone="13900139000"))
    send(office, send_first, confirm=send(office, send_first).body["file"])
    file = table(line(office, "JZ-B2", agency="市环", facts=STORIES[1], phone="139 0013 9000"))
    trial = send(office, file)
    (row,) = trial.body["rows"]
    assert ("alike", "同一机关、同一联系电话") == (row["result"], row["alike"]["reason"])
    assert 200 == supervisor(office).call("GET", row["alike"]["path"]).status
    assert {"alike": 1} == counted(send(office, file, confirm=trial.body["file"]))
    assert {"imported": 1} == counted(send(office, file, confirm=trial.body["file"], looked_at=[2]))


def test_the_page_carries_the_file_along_so_that_it_is_confirmed_without_choosing_it_again(office: Office) -> None:
    """The whole way of a browser without scripts: choose, look, confirm."""
    clerk = office.as_("city-clerk-1")
    body = "\r\n".join([HEADINGS, line(office, "JZ-C1", agency="市交")]).encode()
    page = _posted(clerk, {}, ("工单.csv", body))
    assert "可以导入 1 件" in page
    assert "赵小虎" not in page
    carried = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    confirm = str(re.search(r'name="confirm" value="([0-9a-f]{64})"', page)[1])  # type: ignore[index]
    done = _posted(clerk, {**carried, "confirm": confirm}, ("", b""))
    assert "已导入 1 件" in done
    assert re.search(r"TS\d{8}-[2-9A-Z]{6}", done)
    assert "此前已经登记 1 件" in _posted(clerk, {**carried, "confirm": confirm}, ("", b""))
    assert "请选择要导入的文件" in _posted(clerk, {"confirm": ""}, ("", b""), 422)


def _posted(office: Office, texts: dict[str, str], file: tuple[str, bytes], status: int = 200) -> str:
    """A post as a browser makes it."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{text}'.encode() for name, text in texts.items()]
    name, body = file
    parts.append(f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + body)
    whole = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    headers = {"Accept": "text/html", "Content-Type": "multipart/form-data; boundary=edge"}
    reply = office.call("POST", PATH, whole, headers)
    assert status == reply.status
    text: str = reply.body.decode()
    return text


def test_the_template_has_the_columns_the_import_reads(office: Office) -> None:
    reply = office.as_("city-clerk-1").call("GET", f"{PATH}/template")
    assert (200, f"\ufeff{HEADINGS}\r\n") == (reply.status, reply.body.decode())
    assert HEADINGS.split(",") == office.as_("city-clerk-1").get(PATH)["columns"]


def test_what_cannot_be_imported_is_refused_and_changes_nothing(office: Office) -> None:
    text = base64.b64encode(b"plain words").decode()
    assert [("file", "columns")] == refused(send(office, {"name": "a.csv", "content": text}), 422)
    assert [("file", "file")] == refused(send(office, None), 422)
    assert [("file", "file")] == refused(send(office, "words"), 422)
    good = table(line(office, "JZ-D1", agency="市城管"))
    assert [("confirm", "same_file")] == refused(send(office, good, confirm="0" * 64), 422)
    digest = send(office, good).body["file"]
    assert [("looked_at", "rows")] == refused(send(office, good, confirm=digest, looked_at=["all"]), 422)
    assert [("looked_at", "rows")] == refused(send(office, good, confirm=digest, looked_at=7), 422)
    assert {"ready": 1} == counted(send(office, good))


@pytest.mark.parametrize(
    "person", ["town-assistant-1", "model-referrer-1", "city-market-respondent-1", "city-signer-1"]
)
def test_nobody_else_imports(office: Office, person: str) -> None:
    assert [("action", "role")] == refused(send(office, table(), person), 403)
    for path in (PATH, f"{PATH}/template"):
        assert [("action", "role")] == refused(office.as_(person).call("GET", path), 403)
