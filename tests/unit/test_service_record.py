"""登记送达, 用印 and 文号: what each way of service needs, and what is kept for the receipt and the registers."""

from functools import partial
from typing import Any

import pytest
from casework import (
    DU,
    HAN,
    OPINION,
    SHENG,
    URGING,
    ZHENG,
    ZHOU,
    Bureau,
    correcting,
    refused,
    reported,
    sealed,
    signed,
    upload,
    working_day_after,
)
from jiandu.core.matter import Document, Service

TWO = {"servers": "赵甲、孙乙"}
WITNESS = "段小河 河口镇司法所"


def opinion(bureau: Bureau, case: str) -> Document:
    return next(d for d in bureau.cases[case].documents if d.kind == "opinion")


def ready(profile: str = "jinzhong") -> tuple[Bureau, str]:
    bureau = Bureau(profile)
    _, case = reported(bureau)
    local = {} if profile == "jinzhong" else {"due_on": working_day_after(bureau.today, 10)}
    sealed(bureau, case, "opinion", **OPINION, **local)
    return bureau, case


@pytest.mark.parametrize(
    "facts",
    [
        {"method": "direct", **TWO, "place": "该局收发室", "copies": 2, "proof": upload("送达回证.pdf")},
        {"method": "refused", **TWO, "witness": WITNESS},
        {"method": "left", "servers": "赵甲 孙乙", "recording": upload("现场.jpg")},
        {"method": "substitute", **TWO, "relation": "该局值班室"},
        {"method": "post", "tracking": "EMS1234567890"},
    ],
)
def test_everything_a_receipt_prints_is_kept_with_the_service(facts: dict[str, Any]) -> None:
    bureau, case = ready()
    bureau.act(case, "serve_opinion", DU, served_on=bureau.today, signatory="高六", **facts)
    service = opinion(bureau, case).service
    assert service and ("高六", "du") == (service.note, service.recorded_by)
    kept = service.model_dump(mode="json")
    for name, value in facts.items():
        wanted = value["sha256"] if isinstance(value, dict) else value
        assert wanted == (kept[name]["sha256"] if isinstance(value, dict) else kept[name])


@pytest.mark.parametrize(
    ("facts", "mistake"),
    [
        ({"method": "direct"}, ("servers", "required_by_method")),
        ({"method": "direct", "servers": "赵甲"}, ("servers", "two_servers")),
        ({"method": "direct", "servers": "赵甲、赵甲"}, ("servers", "two_servers")),
        ({"method": "direct", **TWO, "relation": "门卫"}, ("relation", "not_of_method")),
        ({"method": "direct", **TWO, "recording": upload("现场.jpg")}, ("recording", "not_of_method")),
        ({"method": "left", **TWO}, ("witness", "required_by_method")),
        ({"method": "refused", **TWO}, ("witness", "required_by_method")),
        ({"method": "substitute", **TWO}, ("relation", "required_by_method")),
        ({"method": "post"}, ("tracking", "required_by_method")),
        ({"method": "post", "tracking": "1", "place": "邮局"}, ("place", "not_of_method")),
        ({"method": "post", "tracking": "1", "copies": 0}, ("copies", "greater_than_equal")),
    ],
)
def test_each_way_of_service_needs_its_own(facts: dict[str, Any], mistake: tuple[str, str]) -> None:
    bureau, case = ready()
    given = {"served_on": bureau.today, "signatory": "高六", **facts}
    assert mistake == refused(lambda: bureau.act(case, "serve_opinion", DU, **given))


def test_no_place_offers_service_by_public_notice_and_few_electronic_service() -> None:
    offered = {profile: set(Bureau(profile).rules.choices["service_methods"]) for profile in ("jinzhong", "quzhou")}
    assert {"electronic"} == offered["quzhou"] - offered["jinzhong"]
    assert {"direct", "refused", "left", "substitute", "post"} == offered["jinzhong"]


def test_a_service_kept_before_reads_as_it_did() -> None:
    old = {"v": 1, "served_on": "2026-03-02", "method": "direct", "recorded_by": "du", "note": "王某"}
    assert ("王某", "", 1, None) == (
        (service := Service.model_validate(old)).note,
        service.servers,
        service.copies,
        service.proof,
    )


def test_the_use_of_the_seal_is_kept_with_its_hands() -> None:
    """The signer approves and whoever enters it applies it, if nobody else is named."""
    bureau, case = ready()
    sealing = opinion(bureau, case).sealing
    assert sealing and (1, "zheng", "du") == (sealing.copies, sealing.approved_by, sealing.applied_by)
    _, other = reported(bureau)
    signed(bureau, other, "opinion", **OPINION)
    seal = {"file": upload(), "sealed_on": bureau.today, "copies": 3, "approved_by": "wu", "applied_by": "lin"}
    bureau.act(other, "seal_opinion", DU, **seal)
    sealing = opinion(bureau, other).sealing
    assert sealing and (3, "wu", "lin") == (sealing.copies, sealing.approved_by, sealing.applied_by)


def test_a_seal_is_used_by_own_people_between_signing_and_today() -> None:
    bureau = Bureau()
    _, case = reported(bureau)
    signed(bureau, case, "opinion", **OPINION)
    seal = {"file": upload(), "sealed_on": bureau.today}
    for change, mistake in (
        ({"approved_by": "sheng"}, ("approved_by", "sealed_by_own_people")),
        ({"applied_by": "gao"}, ("applied_by", "sealed_by_own_people")),
        ({"copies": 0}, ("copies", "greater_than_equal")),
        ({"sealed_on": "2026-03-01"}, ("sealed_on", "between")),
        ({"sealed_on": "2026-03-03"}, ("sealed_on", "between")),
    ):
        assert mistake == refused(partial(bureau.act, case, "seal_opinion", DU, **{**seal, **change}))


def test_a_superiors_letter_bears_the_superiors_seal() -> None:
    """Approved and applied there, though the bureau of the matter enters it; its own letters bear its own."""
    bureau = Bureau()
    _, case = correcting(bureau)
    due_on = working_day_after(bureau.today, 10)
    bureau.act(case, "list_case", SHENG, reason="反映强烈。", demand="限期办结。", due_on=due_on)
    issued = {d.kind: d for d in bureau.cases[case].documents}
    assert ("bureau", "province") == (issued["opinion"].issued_by, issued["listing_notice"].issued_by)
    seal = {"document": issued["listing_notice"].id, "file": upload(), "sealed_on": bureau.today}
    attach = partial(bureau.act, case, "attach_sealed_copy", DU, **seal)
    assert ("applied_by", "sealed_by_own_people") == refused(partial(attach, applied_by="lin"))
    attach(approved_by="sheng", applied_by="sheng")
    listing = next(d for d in bureau.cases[case].documents if d.kind == "listing_notice")
    assert listing.sealing and ("sheng", "sheng") == (listing.sealing.approved_by, listing.sealing.applied_by)


def reviewed(bureau: Bureau) -> str:
    _, case = reported(bureau, "inaction")
    bureau.act(case, "draft_urging", ZHOU, **URGING, due_on=working_day_after(bureau.today, 10))
    bureau.act(case, "review_urging", HAN)
    return case


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("县司执监督〔2026〕1号", "own_short"),
        ("市司执监督〔2025〕1号", "year_of_signing"),
        ("市司执监督[2026]1号", "string_pattern_mismatch"),
        ("市司执监督〔2026〕0号", "string_pattern_mismatch"),
        ("市司执监督〔2026〕第1号", "string_pattern_mismatch"),
    ],
)
def test_a_number_from_outside_is_of_this_bureau_and_year(number: str, rule: str) -> None:
    bureau = Bureau()
    case = reviewed(bureau)
    assert ("number", rule) == refused(lambda: bureau.act(case, "sign_urging", ZHENG, number=number))


def test_a_number_from_outside_leaves_the_series_as_it_is() -> None:
    bureau = Bureau()
    first, second = reviewed(bureau), reviewed(bureau)
    bureau.act(first, "sign_urging", ZHENG, number="市司函〔2026〕88号", instruction=upload("批示.pdf"))
    bureau.act(second, "sign_urging", ZHENG)
    found = [next(d.number for d in bureau.cases[c].documents if d.kind == "urging") for c in (first, second)]
    assert ["市司函〔2026〕88号", "市司执监督〔2026〕1号"] == found
