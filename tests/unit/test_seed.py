"""The seed file: read whole, every error named by its path, nothing half right."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from jiandu.core.offices import Register

from infra.local.seed import SOURCE
from infra.seed.source import Refused, checked, read

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "infra/seed/example.yaml"
PROFILES = {path.stem for path in (ROOT / "layers/regulations/python/regulations/profiles").glob("*.yaml")}
NOTHING = Register({}, {})


def errors_of(tmp_path: Path, source: Any) -> list[str]:
    path = tmp_path / "seed.yaml"
    path.write_text(source if isinstance(source, str) else yaml.safe_dump(source, allow_unicode=True), "utf-8")
    with pytest.raises(Refused) as refusal:
        checked(read(path), NOTHING, PROFILES)
    return refusal.value.errors


def example() -> dict[str, Any]:
    source: dict[str, Any] = yaml.load(EXAMPLE.read_text("utf-8"), yaml.CSafeLoader)
    return source


@pytest.mark.parametrize("path", [EXAMPLE, SOURCE], ids=lambda path: path.name)
def test_the_files_of_the_project_are_right(path: Path) -> None:
    """The documented example, and the local stage's own people."""
    seed = checked(read(path), NOTHING, PROFILES)
    assert {"administrator"} <= {role for person in seed.people for role in person.roles}
    assert all(o.profile for o in seed.organisations if o.kind == "bureau")


def test_the_example_explains_every_kind_level_and_role() -> None:
    from jiandu.core.access import HELD_IN
    from jiandu.core.offices import KINDS, LEVELS

    text = EXAMPLE.read_text("utf-8")
    words = {*KINDS, *LEVELS, *(role for roles in HELD_IN.values() for role in roles)}
    assert [] == [word for word in words if word not in text]


@pytest.mark.parametrize(
    ("part", "n", "change", "told"),
    [
        ("organisations", 1, {"government": None}, "organisations[1].government：司法行政机关须选择“所属人民政府”。"),
        ("organisations", 1, {"profile": "nowhere"}, "organisations[1].profile：没有“nowhere”这套地方规则"),
        ("organisations", 2, {"id": "市监"}, "organisations[2].id：只能使用字母、数字和连字符（-）。"),
        ("organisations", 2, {"level": "village"}, "organisations[2].level：请在“层级”给出的选项中选择。"),
        ("organisations", 2, {"color": "red"}, "organisations[2].color：没有“color”这一项。"),
        ("organisations", 2, {"name": ""}, "organisations[2].name：请填写“机构名称”。"),
        ("organisations", 2, {"bureau": "nowhere"}, "organisations[2].bureau："),
        ("organisations", 2, {"id": "lishan-tax"}, "organisations[3].id：与 organisations[2] 的代码相同：lishan-tax"),
        ("organisations", 5, {"parent": "qinghe-urban"}, "organisations[5].parent："),
        ("organisations", 6, {"short": "丽司"}, "organisations[6].short：这个机关代字已经由丽山市司法局使用"),
        ("organisations", 2, {"successor": "lishan-tax"}, "organisations[2].successor：承接机构应当是在用的"),
        ("people", 0, {"organisation": "nowhere"}, "people[0].organisation：没有这个机构：nowhere。"),
        ("people", 0, {"roles": ["respondent"]}, "people[0].roles：司法行政机关没有这样的角色"),
        ("people", 0, {"roles": []}, "people[0].roles：“角色”至少选择1项。"),
        ("people", 1, {"certificates": [{"number": "1"}]}, "people[1].certificates[0].issued_on：请填写“发证日期”。"),
        ("people", 1, {"certificates": "有"}, "people[1].certificates：应当是列表"),
        ("people", 3, {"id": "lishan-supervisor-1"}, "people[3].id：与 people[1] 的代码相同"),
    ],
)
def test_every_error_is_named_by_its_path(tmp_path: Path, part: str, n: int, change: dict[str, Any], told: str) -> None:
    source = example()
    source[part][n] |= change
    found = errors_of(tmp_path, source)
    assert [told] == [error[: len(told)] for error in found if error.startswith(told.split("：")[0])], found


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    source = example()
    source["organisations"][1]["level"] = source["people"][1]["certificates"][0]["valid_to"] = "x"
    assert ["organisations[1].level", "people[1].certificates[0].valid_to"] == [
        error.split("：")[0] for error in errors_of(tmp_path, source)
    ]


def test_one_certificate_number_has_one_holder(tmp_path: Path) -> None:
    source = example()
    source["people"][3]["certificates"] = source["people"][1]["certificates"]
    assert ["people[3].certificates[0].number"] == [e.split("：")[0] for e in errors_of(tmp_path, source)]


def test_somebody_must_keep_every_organisation(tmp_path: Path) -> None:
    """The first administrator comes from the file: without one nobody could ever change anything."""
    source = example()
    source["people"] = [p for p in source["people"] if "administrator" not in p["roles"]]
    found = errors_of(tmp_path, source)
    assert len(source["organisations"]) == len(found)
    assert found[0].startswith("organisations[0]：没有系统管理员")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [", "无法读取"),
        ("- x", "应当有 organisations 和 people"),
        ("organisation: []", "organisation：没有这一部分"),
        ("people: x", "people：应当是列表"),
        ("people: [x]", "people[0]：应当是键和值"),
        ("people: [{id: 7, name: 某, roles: [clerk], organisation: x}]", "people[0].id：“登录账号”应当是文字。"),
    ],
)
def test_what_is_no_seed_at_all_says_so(tmp_path: Path, text: str, told: str) -> None:
    assert any(told in error for error in errors_of(tmp_path, text))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read(tmp_path / "nothing.yaml")
