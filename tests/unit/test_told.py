"""The search of the logs finds what it looks for, in every spelling, and looks for nothing that leads to nobody."""

import json

import pytest

from infra.demo.told import Told

TEXT = "罚款前没有告知听证权利"


@pytest.fixture
def told() -> Told:
    heard = Told()
    heard.entered(
        {
            "agency": "city-market",
            "category": "procedure",
            "facts": TEXT,
            "name": "李静",
            "phone": "138 0013 8000",
            "asked": [{"question": "为什么没有告知？"}],
            "received_on": "2026-11-22",
            "file": {"name": "正本.pdf", "content": "JVBERi0xLjQK"},
        }
    )
    heard.answered({"code": "ABCD-2345-EFGH-6789-K", "matter_id": "0f0f0f0f0f0f"})
    return heard


def test_names_telephones_texts_and_codes_are_looked_for_and_nothing_else(told: Told) -> None:
    code = {"ABCD-2345-EFGH-6789-K", "ABCD2345EFGH6789K"}
    assert {TEXT, "李静", "138 0013 8000", "为什么没有告知？", "正本.pdf", *code} == told.words


@pytest.mark.parametrize(
    "line",
    [
        json.dumps({"message": f"ValueError: {TEXT}"}, ensure_ascii=False),
        json.dumps({"message": f"ValueError: {TEXT}"}),
        f"REPORT {TEXT}。",
    ],
)
def test_a_text_in_a_log_is_found_however_it_is_spelt(line: str, told: Told) -> None:
    assert [TEXT] == told.found_in(["answered", line])


def test_a_code_without_its_dashes_is_found(told: Told) -> None:
    assert ["ABCD2345EFGH6789K"] == told.found_in(["key ABCD2345EFGH6789K"])


def test_ids_and_outcomes_may_stand_in_a_log(told: Told) -> None:
    assert [] == told.found_in(
        ['{"route": "/matters/{matter_id}", "status": 200, "id": "0f0f0f0f0f0f"}', "city-market"]
    )
