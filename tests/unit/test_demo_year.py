"""The demo's year of contact points: its plan names only what there is, and needs nothing of the layers."""

import re

import yaml
from casework import ROOT, rules_of

from infra.demo.selection import CHOSEN
from infra.demo.year import PLAN

ENTRIES = [entry for part in yaml.safe_load(PLAN.read_text("utf-8")) for entry in part["acts"]]


def test_every_act_of_the_year_is_of_a_chosen_point_or_of_what_one_raised() -> None:
    """In the order of the plan: nothing is answered before it was raised, and each act is one the place has."""
    procedures = rules_of("zhuzhou").procedures
    known: set[str] = set()
    for entry in ENTRIES:
        assert set(entry.get("points", ())) <= set(range(1, CHOSEN + 1)), entry
        known |= {entry[name] for name in ("raise", "lead") if name in entry}
        if "of" in entry:
            assert entry["of"] in known, entry
            assert entry["do"] in {**procedures["advice"].actions, **procedures["complaint"].actions}, entry
        elif "do" in entry:
            assert entry["do"] in procedures["contact_point"].actions, entry


def test_the_year_has_praise_a_demand_that_is_answered_and_a_revocation_with_its_hearing() -> None:
    played = {entry.get("do") for entry in ENTRIES}
    assert {"evaluate_point", "seal_commendation", "report_improvement", "accept_improvement"} <= played
    assert {"report_change", "state_opinion", "record_hearing", "seal_revocation_notice"} <= played


def test_the_demo_runs_without_the_layers() -> None:
    """`make demo` has the plain environment: what it knows of the system it is told over HTTP."""
    of_layers = re.compile(r"^\s*(?:from|import) (?:jiandu|regulations)\b", re.M)
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "infra/demo").rglob("*.py")}
    assert "year.py" in sources
    assert [] == [name for name, text in sources.items() if of_layers.search(text)]
