"""Whatever a function asks of AWS in a day's work one of its rights allows, and the rights are used."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator

import pytest
from jiandu.adapters import aws, keys, sessions, table, templates
from jiandu.core import procedure
from jiandu.settings import settings

from infra.demo.office import SCAN, Office, scan
from tests.integration import front
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.exact_rights import Rights
from tests.integration.sealed_days import REGION, sealing
from tests.integration.test_access_walk import Inside
from tests.integration.test_template_versions import own
from tests.scenarios import steps

__all__ = ["sealing"]

# Secrets Manager opens the secret with the caller's right to its key.
THROUGH_ANOTHER_SERVICE = {
    ("show_round", "kms:Decrypt"),
    ("submit_complaint", "kms:Decrypt"),
    ("take_in", "kms:Decrypt"),
    ("track_complaint", "kms:Decrypt"),
}

# What this day's work does not come to: another right that nothing uses fails the test.
NOT_REACHED = {
    ("authorize", 1, "dynamodb:UpdateItem"),
    ("calculate_deadline", 0, "dynamodb:GetItem"),
    # Its own tests drive the disposal, under enforced rights in the scenario.
    ("dispose_matters", 0, "dynamodb:GetItem"),
    ("dispose_matters", 0, "dynamodb:Query"),
    ("dispose_matters", 1, "dynamodb:Query"),
    ("dispose_matters", 2, "dynamodb:UpdateItem"),
    ("dispose_matters", 3, "dynamodb:DeleteItem"),
    ("dispose_matters", 4, "s3:ListBucketVersions"),
    ("dispose_matters", 5, "s3:DeleteObjectVersion"),
    ("issue_opinion", 4, "s3:PutObject"),
    # A round is walked under enforced rights in its scenario.
    ("show_round", 0, "dynamodb:PutItem"),
    ("show_round", 1, "dynamodb:UpdateItem"),
    ("show_round", 2, "s3:PutObject"),
    ("show_round", 3, "secretsmanager:GetSecretValue"),
    ("keep_calendar", 0, "dynamodb:PutItem"),
    ("keep_calendar", 1, "dynamodb:Query"),
    ("open_identity", 1, "dynamodb:UpdateItem"),
    ("preview_letter", 0, "dynamodb:GetItem"),
    ("preview_letter", 0, "dynamodb:Query"),
    ("preview_letter", 1, "dynamodb:Query"),
    ("preview_letter", 2, "s3:GetObject"),
    ("review_objection", 3, "s3:GetObject"),
    ("review_objection", 4, "s3:PutObject"),
    ("seal_day", 3, "s3:GetObject"),
    ("sign_in", 1, "dynamodb:PutItem"),
    ("submit_complaint", 1, "dynamodb:UpdateItem"),
    ("submit_complaint", 2, "dynamodb:Query"),
    ("sweep_deadlines", 0, "dynamodb:UpdateItem"),
    ("track_complaint", 5, "s3:GetObject"),
    ("verify_document", 0, "dynamodb:Query"),
}


@pytest.fixture
def rights(sealing: str, embedded: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rights]:
    quarantine = f"{sealing}-quarantine"
    aws.client("s3").create_bucket(Bucket=quarantine, CreateBucketConfiguration={"LocationConstraint": REGION})
    told = {
        "QUARANTINE_NAME": quarantine,
        "PROOF_COST": "1",
        "BUSINESS_CLOCK": "movable",
        "SWEEP_FUNCTION": "sweep_deadlines",
        "SEAL_FUNCTION": "seal_day",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    monkeypatch.setattr(procedure, "profiles", lambda: ("jinzhong", "national"))
    made = settings()
    resources = {
        "Data.Outputs.TableArn": f"arn:aws:dynamodb:::table/{made.table_name}",
        "Data.Outputs.KeyArn": made.identity_key,
        "Data.Outputs.SecretArn": made.tracking_secret,
        "Files.Outputs.BucketArn": f"arn:aws:s3:::{made.bucket_name}",
        "Files.Outputs.QuarantineArn": f"arn:aws:s3:::{quarantine}",
        "Record.Outputs.BucketArn": f"arn:aws:s3:::{sealing}",
        "Record.Outputs.KeyArn": made.signing_key,
        "SweepDeadlines.Arn": "sweep_deadlines",
        "SealDay.Arn": "seal_day",
    }
    rights = Rights.watching(embedded, resources, monkeypatch)
    rights.forget += [keys._fetched.cache_clear, templates.layout.cache_clear, templates.catalogue.cache_clear]
    yield rights
    rights.stop()


def _every_function(office: Office) -> None:
    """A city's work from the complaint to the objection, and what goes on around it."""
    _own_letter(office)
    _told_and_proven(office)
    case = _inquired(office)
    _kept(office, case)
    _registers(office)
    _signed_in(office)


def _own_letter(office: Office) -> None:
    file = {"name": "意见书.docx", "content": base64.b64encode(own()).decode()}
    office.as_("city-administrator-1").post("/templates/opinion", {"file": file, "note": "改用本局格式。"})
    head = steps.signer(office)
    waiting = head.get("/templates/opinion")
    head.post("/templates/opinion/approve", {"version": waiting["version"]})
    head.call("GET", "/templates/opinion/versions/1/docx")


def _told_and_proven(office: Office) -> None:
    receipt = office.complain(name="欧阳静", phone="13800138000")
    asked = office.post("/complaints/track/evidence", {"code": receipt["code"], "name": "照片", "kind": "pdf"})
    front.handler_of("inspect_evidence")({"detail-type": "Scheduled Event"}, None)
    aws.client("s3").put_object(Bucket=settings().quarantine_name, Key=asked["fields"]["key"], Body=SCAN)
    arrived = {"detail-type": "Object Created", "detail": {"object": {"key": asked["fields"]["key"]}}}
    front.handler_of("inspect_evidence")(arrived, None)
    desk = steps.supervisor(office)
    evidence = desk.get(f"/evidence/{receipt['matter_id']}")
    desk.get(evidence["items"][0]["path"])
    desk.get(f"/evidence/{receipt['matter_id']}")
    office.call("POST", "/complaints/track", {"code": "wrong"})
    office.post("/complaints/track/supplement", {"code": receipt["code"], "text": "补充。"})


def _inquired(office: Office) -> str:
    _, case = steps.served_opinion(office, name="欧阳静", phone="13800138000")
    desk = steps.supervisor(office)
    obstruction = {"persons": "某人", "happened": "拒绝提供案卷。", "pursued": "warned", "evidence": scan()}
    desk.act(case, "record_obstruction", **obstruction)
    look = {"version": desk.matter(case)["version"], "reason": "verify", "explanation": "需要核对是否当事人本人。"}
    desk.post(f"/matters/{case}/identity/open_identity", look)
    desk.get(f"/matters/{case}/identity/confirm_extract")
    objection = steps.object_to(office, case)
    steps.answer(office, objection, "upheld")
    entered = {"agency": "city-market", "category": "unlawful_penalty", "facts": "来信反映。", "channel": "letter"}
    today = steps.today(office).isoformat()
    key = {"Idempotency_Key": uuid.uuid4().hex}
    office.as_("city-clerk-1").post(
        "/take-in", {**entered, "received_on": today, "name": "王某", "scan": scan()}, **key
    )
    office.as_("town-assistant-1").get("/take-in/leads")
    return case


def _kept(office: Office, case: str) -> None:
    desk = steps.supervisor(office)
    matter = desk.matter(case)
    opinion = steps.document(matter, "opinion")
    desk.get(opinion["link"])
    desk.get(opinion["sealed_link"])
    desk.get(opinion["sheets"][0]["path"])
    for path in (
        "/desk",
        "/matters?q=市",
        "/seals",
        "/points",
        "/batches?action=sign_opinion",
        f"/volumes/{case}",
        f"/volumes/{case}/main",
    ):
        desk.call("GET", path)
    steps.agency(office).get("/inbox")
    office.call("POST", "/check", {"number": opinion["number"], "code": "AAAA-BBBB-CCCC"})
    office.get("/health")
    office.post("/local/clock", {"days": 20})
    for name in ("sweep_deadlines", "seal_day"):
        front.handler_of(name)({}, None)
    month = office.get("/record")["items"]
    office.get(f"/record/{month[0]['day']}")


def _registers(office: Office) -> None:
    office.get("/calendar")
    office.as_("city-administrator-1").get("/calendar/load")
    office.call("GET", "/calendar/pending")
    keeper = office.as_("city-administrator-1")
    keeper.get("/admin")
    person = keeper.get("/admin/people/city-clerk-1")
    keeper.post(
        "/admin/people/city-clerk-1/end_sessions", {"version": person["version"], "reason": "账号可能被他人使用。"}
    )


def _signed_in(office: Office) -> None:
    person = table.load_person("city-clerk-1")
    assert person
    secret = sessions.begin(person, "state")
    cookie = {"Cookie": f"__Host-session={secret}"}
    front.handler_of("authorize")({"headers": cookie, "methodArn": "arn:x"}, None)
    office.call("POST", "/sign-out", {}, cookie)


def test_every_need_has_its_right_and_the_rights_are_used(rights: Rights) -> None:
    _every_function(Inside(""))
    assert set() == rights.missing
    unused = {right for right in rights.all() if (right[0], right[2]) not in THROUGH_ANOTHER_SERVICE} - rights.used
    assert NOT_REACHED == unused
