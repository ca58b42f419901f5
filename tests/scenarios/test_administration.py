"""机构人员管理 over HTTP: who keeps what, what a change brings about, and what is refused."""

import uuid
from itertools import count
from typing import Any

import pytest

from infra.demo.office import Office, Reply
from tests.scenarios import steps
from tests.scenarios.steps import Facts, refused

pytestmark = pytest.mark.over_http

CITY, COUNTY, SECOND = "city-administrator-1", "county-administrator-1", "model-administrator-1"
_NUMBERS = count(1)


def fresh(prefix: str) -> str:
    return f"{prefix}-{next(_NUMBERS)}"


def try_change(office: Office, person: str, path: str, /, **facts: Any) -> Reply:
    """What the page does: looks at the subject, sends the version it saw."""
    keeper = office.as_(person)
    seen = keeper.call("GET", path.rsplit("/", 1)[0])
    version = {"version": seen.body["version"]} if seen.status == 200 else {}
    return keeper.call("POST", path, {**version, **facts})


def change(office: Office, person: str, path: str, /, **facts: Any) -> Facts:
    reply = try_change(office, person, path, **facts)
    assert 200 == reply.status, reply.body
    answer: Facts = reply.body
    return answer


def new_agency(office: Office, name: str = "示范市园林局") -> Facts:
    """An agency of the city with one person who answers for it."""
    made = change(
        office,
        CITY,
        "/admin/organisations/city-government/add_organisation",
        id=fresh("agency"),
        name=name,
        level="city",
        kind="agency",
        parent="city-government",
        government="city-government",
        bureau="city-bureau",
    )
    new_person(office, made["id"], "respondent")
    return made


def new_person(office: Office, organisation: str, *roles: str, keeper: str = CITY) -> str:
    person = fresh("person")
    facts = {"id": person, "name": "新人", "title": "科员", "roles": list(roles)}
    change(office, keeper, f"/admin/organisations/{organisation}/add_person", **facts)
    return person


@pytest.mark.duty("JZ-35", "WH-1.1", "QZ-02")
def test_each_administrator_keeps_his_own_and_what_is_below(office: Office) -> None:
    """City over county and township, county over its own; a second city stands apart from both."""
    kept = {p: {o["id"] for o in office.as_(p).get("/admin")["items"]} for p in (CITY, COUNTY, SECOND)}
    below = {"county-government", "county-bureau", "county-market", "town-office"}
    assert below <= kept[COUNTY] < kept[CITY]
    assert {"city-bureau", "city-guidance", "city-tax"} <= kept[CITY] - kept[COUNTY]
    assert {"model-bureau", "model-guidance"} <= kept[SECOND]
    assert set() == kept[SECOND] & kept[CITY]
    assert {"city", "county", "township"} == {o["level"] for o in office.as_(CITY).get("/admin")["items"]}


@pytest.mark.duty("JZ-35", "WH-1.1", "QZ-02")
def test_a_county_and_its_city_see_only_their_own_matters_and_lists(office: Office) -> None:
    """None finds another's matter in a list or by its number; only the superior opens the county's, not its text."""
    own = {
        "county-supervisor-1": office.complain(agency="county-market"),
        "city-supervisor-1": office.complain(agency="city-urban"),
        "model-supervisor-1": office.complain(agency="model-urban"),
    }
    for person, mine in own.items():
        listed = office.as_(person).get(f"/matters?q={mine['number']}")["items"]
        assert [mine["matter_id"]] == [row["id"] for row in listed]
        for other in own.values():
            if other is not mine:
                assert [] == office.as_(person).get(f"/matters?q={other['number']}")["items"]
                if (person, other) != ("city-supervisor-1", own["county-supervisor-1"]):
                    hidden = office.as_(person).call("GET", f"/matters/{other['matter_id']}")
                    assert [("matter_id", "known")] == refused(hidden, 404)
    below = office.as_("city-supervisor-1").matter(own["county-supervisor-1"]["matter_id"])
    assert ("received", [], [], []) == (below["state"], below["summary"], below["documents"], below["actions"])
    assert [[]] == [entry["facts"] for entry in below["timeline"]]


@pytest.mark.parametrize(
    ("person", "path", "field"),
    [
        (COUNTY, "/admin/organisations/city-bureau", "organisation_id"),
        (COUNTY, "/admin/organisations/city-market/add_person", "organisation_id"),
        (COUNTY, "/admin/people/city-supervisor-1", "person_id"),
        (COUNTY, "/admin/people/city-supervisor-1/leave", "person_id"),
        (SECOND, "/admin/organisations/county-bureau/close_organisation", "organisation_id"),
        (CITY, "/admin/people/model-supervisor-1", "person_id"),
        (CITY, "/admin/organisations/nowhere", "organisation_id"),
        (CITY, "/admin/people/nobody", "person_id"),
        (CITY, "/admin/organisations/city-bureau/leave", "action"),
    ],
)
def test_what_somebody_else_keeps_is_not_there(office: Office, person: str, path: str, field: str) -> None:
    assert [(field, "known")] == refused(office.as_(person).call("GET", path), 404)
    if path.count("/") == 4:
        assert [(field, "known")] == refused(office.as_(person).call("POST", path, {"reason": "调离"}), 404)


@pytest.mark.parametrize(
    "person", ["city-supervisor-1", "city-signer-1", "city-market-respondent-1", "town-assistant-1"]
)
def test_no_other_role_keeps_anything(office: Office, person: str) -> None:
    for path in ("/admin", "/admin/organisations/city-bureau", "/admin/people/city-supervisor-1"):
        assert [("action", "role")] == refused(office.as_(person).call("GET", path), 403)
    post = office.as_(person).call("POST", "/admin/organisations/town-office/add_person", {"id": "x"})
    assert [("action", "role")] == refused(post, 403)
    assert 401 == office.call("GET", "/admin").status


def test_a_new_agency_answers_complaints_and_its_people_sign_in(office: Office) -> None:
    """It stands in the public list, its complaints come to its bureau, under that bureau's rules."""
    made = new_agency(office)
    assert (1, "在用", "jinzhong") == (made["version"], made["state_title"], made["profile"])
    assert made["id"] in {o["id"] for o in office.get("/organisations")["items"]}
    receipt = office.complain(agency=made["id"])
    assert "accept" in steps.names(steps.supervisor(office).matter(receipt["matter_id"]), "actions")
    person = new_person(office, made["id"], "respondent")
    assert [] == office.as_(person).get("/inbox")["items"]


def test_the_administrator_of_an_agency_keeps_its_people_and_nothing_else(office: Office) -> None:
    made = new_agency(office, "示范市民政局")
    own = new_person(office, made["id"], "administrator")
    assert [made["id"]] == [o["id"] for o in office.as_(own).get("/admin")["items"]]
    new_person(office, made["id"], "respondent", keeper=own)
    for action in ("change_organisation", "add_organisation", "close_organisation"):
        assert [("action", "role")] == refused(try_change(office, own, f"{made['path']}/{action}", name="某局"), 403)


def test_what_breaks_a_rule_is_named_at_its_field(office: Office) -> None:
    """A bureau needs a government, a profile and a code of its own; references stay within reach."""
    path = "/admin/organisations/city-government/add_organisation"
    told = {"id": fresh("bureau"), "name": "某司法局", "level": "county", "kind": "bureau", "parent": "city-government"}
    reply = try_change(office, CITY, path, **told)
    assert {("government", "missing"), ("short", "missing"), ("profile", "missing")} == set(refused(reply, 422))
    whole = {**told, "government": "county-government", "profile": "jinzhong", "short": "市司"}
    assert [("short", "unique")] == refused(try_change(office, CITY, path, **whole), 422)
    whole |= {"short": "新司", "profile": "nowhere"}
    assert [("profile", "known")] == refused(try_change(office, CITY, path, **whole), 422)
    whole |= {"profile": "jinzhong", "government": "model-government"}
    assert [("government", "known")] == refused(try_change(office, CITY, path, **whole), 422)
    assert [("id", "characters")] == refused(try_change(office, CITY, path, **{**whole, "id": "司法局"}), 422)
    assert told["id"] not in {o["id"] for o in office.as_(CITY).get("/admin")["items"]}


def test_an_organisation_cannot_stand_below_itself(office: Office) -> None:
    path = "/admin/organisations/county-government/change_organisation"
    seen = office.as_(CITY).get("/admin/organisations/county-government")
    facts = {name: seen[name] for name in ("name", "short", "government", "bureau", "profile")}
    reply = try_change(office, CITY, path, **facts, parent="county-bureau")
    assert ("parent", "no_cycle") in refused(reply, 422)


def test_complaints_of_a_closed_agency_go_to_its_successor(office: Office) -> None:
    """It is no longer offered, its people are gone, its open matters were told with their numbers."""
    old, new = new_agency(office, "示范市城建局"), new_agency(office, "示范市建设局")
    respondent = office.as_(new_person(office, old["id"], "respondent"))
    assert 200 == respondent.call("GET", "/inbox").status
    number = office.complain(agency=old["id"])["number"]
    path = f"{old['path']}/close_organisation"
    assert f"1 件在办事项：{number}" in office.as_(CITY).get(path)["warning"]
    missing = try_change(office, CITY, path, reason="机构改革方案")
    assert [("successor", "missing")] == refused(missing, 422)
    closed = change(office, CITY, path, reason="机构改革方案", successor=new["id"])
    assert (False, new["id"], []) == (closed["open"], closed["successor"], closed["actions"])
    assert "机构改革方案" == closed["history"][0]["reason"]
    assert 401 == respondent.call("GET", "/inbox").status
    assert old["id"] not in {o["id"] for o in office.get("/organisations")["items"]}
    assert [("state", "open")] == refused(try_change(office, CITY, path, reason="再次撤销"), 409)
    receipt = office.complain(agency=old["id"])
    assert new["id"] == steps.supervisor(office).matter(receipt["matter_id"])["respondent"]["id"]


def test_whoever_others_hang_on_is_not_closed(office: Office) -> None:
    reply = try_change(office, CITY, "/admin/organisations/county-bureau/close_organisation", reason="改革")
    assert [("state", "nothing_below")] == refused(reply, 409)
    assert "示范县市场监督管理局" in reply.body["detail"]


def test_an_officer_leaves_after_the_handover_only(office: Office) -> None:
    """The refusal says how many matters and which."""
    officers = [new_person(office, "city-bureau", "supervisor") for _ in range(2)]
    receipt = office.complain()
    taken = steps.supervisor(office).act(
        receipt["matter_id"],
        "accept",
        within_scope=True,
        specific_act=True,
        officers=officers,
        review="属于监督范围，针对具体的行政处罚。",
    )
    number = steps.supervisor(office).matter(taken["children"][0]["id"])["number"]
    path = f"/admin/people/{officers[0]}"
    reply = try_change(office, CITY, f"{path}/leave", reason="调离")
    assert [("state", "handover")] == refused(reply, 409)
    assert number in reply.body["detail"]
    less = try_change(office, CITY, f"{path}/change_person", name="新人", title="", roles=["reviewer"])
    assert [("state", "handover")] == refused(less, 409)


def test_whoever_left_can_act_no_more_and_keeps_the_name(office: Office) -> None:
    """The token of an hour ago is worth nothing; the record still says who entered what."""
    clerk = new_person(office, "county-bureau", "clerk", keeper=COUNTY)
    told = {"agency": "county-urban", "category": "procedure", "facts": "没有告知听证权利。", "channel": "visit"}
    entered = office.as_(clerk).post("/take-in", {**told, "received_on": steps.today(office).isoformat()})
    left = change(office, COUNTY, f"/admin/people/{clerk}/leave", reason="退休")
    assert (steps.today(office).isoformat(), [], []) == (left["left_on"], left["roles"], left["actions"])
    assert 401 == office.as_(clerk).call("GET", "/desk").status
    assert clerk not in {p["id"] for p in office.people()}
    matter = office.as_("county-supervisor-1").matter(entered["matter_id"])
    assert "新人（示范县司法局）" == matter["timeline"][0]["by"]
    again = try_change(office, COUNTY, f"/admin/people/{clerk}/change_person", name="新人", roles=["clerk"])
    assert [("state", "left")] == refused(again, 409)


def test_the_last_administrator_cannot_leave_and_nobody_raises_himself(office: Office) -> None:
    """A county's may leave, because the city's keeps the county too."""
    reply = try_change(office, SECOND, f"/admin/people/{SECOND}/leave", reason="调离")
    assert [("state", "last_administrator")] == refused(reply, 409)
    roles = ["administrator", "signer"]
    own = try_change(office, CITY, f"/admin/people/{CITY}/change_person", name="秦知行", title="", roles=roles)
    assert [("roles", "own_roles")] == refused(own, 409)
    second = new_person(office, "county-bureau", "administrator")
    change(office, second, f"/admin/people/{second}/leave", reason="调离")


def test_a_stale_version_is_told_what_changed(office: Office) -> None:
    """Two administrators opened the same person; the second learns by whom it was changed and in what."""
    person = new_person(office, "county-market", "respondent")
    path = f"/admin/people/{person}/change_person"
    facts = {"name": "新人", "title": "股长", "roles": ["respondent"]}
    change(office, COUNTY, path, **facts)
    reply = office.as_(CITY).call("POST", path, {**facts, "title": "副股长", "version": 1})
    assert [("version", "stale")] == refused(reply, 409)
    assert "江望舒办理了“变更人员”（职务）" in reply.body["detail"]
    assert [("version", "required")] == refused(office.as_(CITY).call("POST", path, facts), 422)
    same = try_change(office, CITY, path, **facts)
    assert [("state", "changed")] == refused(same, 409)


def test_the_same_request_is_done_once(office: Office) -> None:
    key, person = {"Idempotency-Key": uuid.uuid4().hex}, fresh("person")
    body = {"id": person, "name": "新人", "roles": ["respondent"]}
    path = "/admin/organisations/city-tax/add_person"
    first, again = (office.as_(CITY).call("POST", path, body, key) for _ in range(2))
    assert (200, 200, first.body) == (first.status, again.status, again.body)
    other = office.as_(CITY).call("POST", path, {**body, "name": "别人"}, key)
    assert [("Idempotency-Key", "same_body")] == refused(other, 422)
    assert [("id", "unique")] == refused(office.as_(CITY).call("POST", path, body), 422)


def test_certificates_count_their_days(office: Office) -> None:
    """Several stand side by side; an expired one says so; one number belongs to one person; one is taken back."""
    person = new_person(office, "city-bureau", "supervisor")
    path, day = f"/admin/people/{person}", steps.today(office)
    number = fresh("监")
    told = {"issuer": "某省人民政府", "issued_on": "2022-01-01"}
    change(office, CITY, f"{path}/add_certificate", number=number, valid_to=day.isoformat(), **told)
    shown = change(office, CITY, f"{path}/add_certificate", number=fresh("监"), valid_to="2024-12-31", **told)
    assert [("还有 1 天", True), (False, "red")] == [
        (shown["certificates"][0]["state_title"], shown["certificates"][0]["valid"]),
        (shown["certificates"][1]["valid"], shown["certificates"][1]["light"]),
    ]
    other = new_person(office, "city-bureau", "supervisor")
    taken = try_change(
        office, CITY, f"/admin/people/{other}/add_certificate", number=number, valid_to="2030-01-01", **told
    )
    assert [("number", "unique")] == refused(taken, 422)
    back = change(office, CITY, f"{path}/revoke_certificate", number=number, reason="登记有误")
    assert ("已注销", False) == (back["certificates"][0]["state_title"], back["certificates"][0]["valid"])
    assert None is back["broken_at"]
    assert ["注销行政执法监督证件", "登记行政执法监督证件", "登记行政执法监督证件", "增加人员"] == [
        e["action_title"] for e in back["history"]
    ]
