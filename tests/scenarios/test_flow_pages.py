"""Anybody may read how each procedure goes, drawn from the rows that run."""

from urllib.request import Request, urlopen

import pytest

from infra.demo.office import Office
from infra.local.session import Cloud
from tests.scenarios.steps import refused

pytestmark = pytest.mark.over_http


def page(cloud: Cloud, path: str) -> str:
    with urlopen(Request(cloud.url + path, headers={"Accept": "text/html"}), timeout=30) as answered:
        text: str = answered.read().decode()
    return text


def test_every_place_has_its_procedures_listed(office: Office, cloud: Cloud) -> None:
    """Without signing in, in both faces; each listed address answers."""
    items = {item["profile"]: item for item in office.get("/procedures")["items"]}
    assert {"jinzhong", "quzhou"} <= set(items)
    assert {"complaint", "supervision", "objection"} <= {p["kind"] for p in items["quzhou"]["procedures"]}
    listed = page(cloud, "/procedures")
    for item in items.values():
        for procedure in item["procedures"]:
            assert procedure["path"] in listed
    assert office.get(items["quzhou"]["procedures"][0]["path"])["actions"]


def test_a_row_is_told_with_who_when_and_under_which_article(office: Office) -> None:
    """The same rows as the engine runs: 5 working days to object in Jinzhong, a date in the letter in Quzhou."""
    told = office.get("/procedures/jinzhong/supervision")
    rows = {action["name"]: action for action in told["actions"]}
    assert [
        "登记送达：行政执法监督意见书",
        ["限期纠正中"],
        ["自行纠正并报送情况（30日）", "提出异议（5个工作日）"],
    ] == [rows["serve_opinion"][key] for key in ("title", "to", "starts")]
    assert ["签发人"] == rows["sign_opinion"]["who"]
    assert ["行政执法监督意见书"] == rows["sign_opinion"]["documents"]
    assert "《晋中市行政执法监督联系点管理办法》第二十四条" in rows["object"]["basis"]
    periods = {c["name"]: c["period"] for c in office.get("/procedures/quzhou/supervision")["clocks"]}
    assert "文书载明的日期" == periods["correction"]
    assert "objection" not in periods


def test_the_page_draws_a_box_for_each_state(office: Office, cloud: Cloud) -> None:
    """Inline, without script or style of its own; the table below holds every action."""
    told = office.get("/procedures/jinzhong/complaint")
    shown = page(cloud, "/procedures/jinzhong/complaint")
    assert 1 + len(told["states"]) == shown.count("<rect")
    assert "<script" not in shown.split("<main")[1] and "style=" not in shown
    assert all(action["title"] in shown for action in told["actions"])


def test_an_unknown_place_or_kind_is_not_found(office: Office) -> None:
    assert [("profile", "known")] == refused(office.call("GET", "/procedures/atlantis/complaint"), 404)
    assert [("kind", "known")] == refused(office.call("GET", "/procedures/jinzhong/dance"), 404)
