"""Functions and template say the same: routes, methods, settings, layers."""

import json
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from jiandu.settings import Settings

from tests.contract.template import ROOT, functions, layers, root, routes, statements

EVERY_METHOD = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
PUBLIC = {
    ("/", "GET"),
    ("/organisations", "GET"),
    ("/contact-points/rounds/{matter_id}", "GET"),
    ("/contact-points/rounds/{matter_id}/objections", "GET"),
    ("/contact-points/rounds/{matter_id}/objections", "POST"),
    ("/questionnaires/{matter_id}", "GET"),
    ("/questionnaires/{matter_id}", "POST"),
    ("/complaints/new", "GET"),
    ("/complaints/challenge", "GET"),
    ("/complaints", "POST"),
    ("/complaints/track", "GET"),
    ("/complaints/track", "POST"),
    ("/complaints/track/evidence", "GET"),
    ("/complaints/track/evidence", "POST"),
    ("/complaints/track/proof", "POST"),
    ("/record", "GET"),
    ("/record", "POST"),
    ("/record/{day}", "GET"),
    ("/complaints/track/{action}", "POST"),
    ("/invitations", "GET"),
    ("/invitations", "POST"),
    ("/invitations/{action}", "POST"),
    ("/check", "GET"),
    ("/check", "POST"),
    ("/sign-in", "GET"),
    ("/sign-in/callback", "GET"),
    ("/health", "GET"),
    ("/deadlines", "GET"),
    ("/procedures", "GET"),
    ("/procedures/{profile}/{kind}", "GET"),
    ("/openapi.json", "GET"),
    ("/assets/{name}", "GET"),
    ("/{proxy+}", "ANY"),
    ("/local/clock", "GET"),
    ("/local/clock", "POST"),
}
STARTS = """
import json, sys
sys.path = json.loads(sys.argv[1]) + sys.path
import app
print(json.dumps({"routes": getattr(app.handler, "routes", None) or {}, "loaded": sorted(sys.modules)}))
"""
LOADED_WHEN_ASKED_FOR = (
    "jiandu.core.composers", "jiandu.core.forms.points_round", "jiandu.core.forms.office", "jiandu.core.forms.letters",
    "jiandu.core.letters.notices", "jiandu.core.letters.supervision", "jiandu.core.sheets.inquiries", "boto3",
    "aws_xray_sdk",
)  # fmt: skip


@cache
def started(name: str) -> dict[str, Any]:
    """A function's routes and the modules it loaded, from a fresh process of its built folder and layers alone."""
    folders = [ROOT / ".build/functions" / name, *layers(functions()[name])]
    command = [sys.executable, "-I", "-S", "-c", STARTS, json.dumps([str(folder) for folder in folders])]
    done = subprocess.run(command, env={}, cwd="/", capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_every_folder_of_functions_is_a_function_of_the_template() -> None:
    assert {p.name for p in (ROOT / "functions").iterdir() if (p / "app.py").exists()} == set(functions())


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_function_starts_from_its_built_layers_alone(name: str) -> None:
    """Without environment, site-packages or the project's sources: nothing happens at import."""
    started(name)


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_functions_routes_are_those_of_the_template(name: str) -> None:
    """Each path with each method, none more and none less."""
    declared: dict[str, set[str]] = {}
    for path, method, _ in routes(functions()[name]):
        declared.setdefault(path, set()).update(EVERY_METHOD if method == "ANY" else {method})
    assert declared == {path: set(methods) for path, methods in started(name)["routes"].items()}


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_start_loads_no_forms_letters_or_sheets_it_was_not_asked_for(name: str) -> None:
    """Each of their classes takes longer than most of a request; nor is boto3 or a tracer loaded."""
    assert [] == [module for module in LOADED_WHEN_ASKED_FOR if module in started(name)["loaded"]]


def test_no_two_functions_answer_one_route() -> None:
    found = [(path, method) for row in functions().values() for path, method, _ in routes(row)]
    assert len(found) == len(set(found))


def test_variables_at_one_place_of_a_path_have_one_name() -> None:
    """API Gateway refuses two siblings that are variables of different names."""
    names: dict[tuple[str, ...], set[str]] = {}
    for row in functions().values():
        for path, _, _ in routes(row):
            parts = path.strip("/").split("/")
            for n, part in enumerate(parts):
                if part.startswith("{") and not part.endswith("+}"):
                    names.setdefault(tuple(parts[:n]), set()).add(part)
    assert {} == {place: found for place, found in names.items() if len(found) > 1}


def test_everything_that_is_not_public_asks_who_is_there() -> None:
    """The public routes are these and no others; everywhere else the authorizer is asked."""
    api = root()["Resources"]["Api"]["Properties"]["Auth"]
    assert "Identify" == api["DefaultAuthorizer"]
    assert 0 == api["Authorizers"]["Identify"]["Identity"]["ReauthorizeEvery"]
    rows = [route for row in functions().values() for route in routes(row)]
    assert {(path, method) for path, method, event in rows if "Auth" in event} == PUBLIC
    assert [] == [event for _, _, event in rows if event.get("Auth", {}).get("Authorizer", "NONE") != "NONE"]


def test_the_movable_clock_is_in_the_local_stage_only() -> None:
    clock = root()["Resources"]["MoveClock"]
    assert "IsLocal" == clock["Condition"]
    for row in functions().values():
        moved = row.get("Environment", {}).get("Variables", {}).get("BUSINESS_CLOCK")
        assert moved in (None, {"Fn::If": ["IsLocal", "movable", "real"]})


def test_the_proof_against_robots_is_off_in_the_local_stage_only() -> None:
    rule = root()["Rules"]["ProofIsOffLocallyAlone"]
    assert {"Fn::Equals": [{"Ref": "Proof"}, "off"]} == rule["RuleCondition"]
    assert [{"Fn::Equals": [{"Ref": "Stage"}, "local"]}] == [assertion["Assert"] for assertion in rule["Assertions"]]
    assert "on" == root()["Parameters"]["Proof"]["Default"]


def test_functions_are_told_what_the_settings_know() -> None:
    """A variable nobody reads is a mistake in one of both."""
    known = {(field.alias or name).upper() for name, field in Settings.model_fields.items()}
    common = root()["Globals"]["Function"]["Environment"]["Variables"]
    for name, row in functions().items():
        told = {**common, **row.get("Environment", {}).get("Variables", {})}
        assert set() == {v for v in told if not v.startswith("POWERTOOLS_")} - known, name


def test_a_function_that_writes_letters_has_their_templates() -> None:
    """And may store them; what only shows letters, prints sheets, binds files or keeps the templates may not."""
    for name, row in functions().items():
        issues = any("issued/*" in _text(s["Resource"]) and "s3:PutObject" in s["Action"] for s in statements(row))
        shows = name in ("preview_letter", "fetch_document", "bind_volume", "manage_templates")
        assert (issues or shows) == ("letters" in [folder.parent.name for folder in layers(row)]), name
        assert not (issues and shows)


def _text(value: Any) -> str:
    return json.dumps(value)


def test_every_page_a_view_names_is_there_and_every_page_is_named() -> None:
    """Pages and views are written by different hands."""
    sources = [*(ROOT / "functions").rglob("*.py"), *(ROOT / "layers/jiandu").rglob("*.py")]
    named = {page for path in sources for page in re.findall(r'"(\w+\.html)"', path.read_text("utf-8"))}
    there = {path.name for path in (ROOT / "templates/pages").glob("*.html")} - {"base.html"}
    assert named == there


def test_the_commands_of_the_readme_are_those_of_the_makefile() -> None:
    readme, makefile = (ROOT / "README.md").read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    told = set(re.findall(r"\bmake ([a-z]+)", readme))
    there = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert told
    assert set() == told - there


def test_what_strangers_may_post_is_held_to_the_rate_of_the_public() -> None:
    """And so is what costs as much by another method; each such rate stands for a route there is."""
    there = {(method, path): at for row in functions().values() for path, method, at in routes(row)}
    posts = {r for r, at in there.items() if "Auth" in at and r[0] == "POST" and not r[1].startswith("/local/")}
    held = {
        (setting["HttpMethod"], setting["ResourcePath"][1:].replace("~1", "/"))
        for setting in root()["Resources"]["Api"]["Properties"]["MethodSettings"]
        if setting["ThrottlingRateLimit"] == {"Ref": "PublicRate"}
    }
    known = ("POST", "/contact-points/rounds/{matter_id}/candidates")  # by a department, or by anybody
    costly = {("GET", path) for path in ("/complaints/challenge", "/contact-points", "/sign-in/callback")}
    assert posts | costly | {known} == held
    assert held <= set(there)
