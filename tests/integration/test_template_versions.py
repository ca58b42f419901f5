"""Versions of templates on the embedded services: stored, approved, used; rivals, crashes, and an upgraded product."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from docx import Document
from jiandu.adapters import aws, files, table, templates
from jiandu.core.errors import Conflict, Invalid
from jiandu.core.matter import Actor, Case, Event
from jiandu.core.record import broken_at
from jiandu.settings import settings
from jiandu.templating.versions import decide, go_back, upload

from tests.integration.desk_work import MONDAY, SIGNER, Desk, load
from tests.integration.test_rivals import at_once
from tests.integration.traffic import Traffic

OFFICE = "city-bureau"
KEEPER = Actor("person", "city-administrator-1", OFFICE, ("administrator",))
HEAD = Actor("person", SIGNER, OFFICE, ("signer",))
LINE = "（本局格式）"
RIVALS = 8


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """A function's process keeps what it read of a version."""
    templates.layout.cache_clear()
    templates.catalogue.cache_clear()
    yield
    templates.catalogue.cache_clear()


def own(kind: str = "opinion", line: str = LINE) -> bytes:
    """The supplied template with a first line of the office's own."""
    word, buffer = Document(io.BytesIO(templates.supplied(kind))), io.BytesIO()
    word.paragraphs[0].insert_paragraph_before(line)
    word.save(buffer)
    return buffer.getvalue()


def put_up(kind: str = "opinion", line: str = LINE) -> None:
    upload(OFFICE, kind, own(kind, line), "改用本局格式。", KEEPER, MONDAY)


def approve(kind: str = "opinion", actor: Actor = HEAD) -> None:
    decide(OFFICE, kind, True, "", templates.load_register(OFFICE, kind).version, actor, MONDAY)


def printed(case: Case, kind: str = "opinion") -> tuple[str, str]:
    """What the latest letter of a kind says, and by which version it was made."""
    found = [d for d in case.documents if d.kind == kind][-1]
    body = aws.client("s3").get_object(Bucket=settings().bucket_name, Key=found.key)["Body"].read()
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(body)).paragraphs), found.template


def signed(desk: Desk) -> str:
    """A case whose opinion was signed today."""
    case = desk.reviewed()
    desk.act(case, "sign_opinion", SIGNER)
    return case


def record() -> list[Event]:
    return [Event.model_validate(item) for item in table.items_of(f"TPL#{OFFICE}#opinion", "E#")]


def test_a_letter_is_made_by_the_version_in_force_and_says_so(deployment: str) -> None:
    """What waits changes nothing; what was issued is never made again."""
    desk = Desk()
    before = signed(desk)
    put_up()
    assert "" == printed(load(signed(desk)))[1]
    approve()
    text, version = printed(load(signed(desk)))
    in_force = templates.load_register(OFFICE, "opinion").in_force
    assert in_force and (True, f"1:{in_force.archive}") == (LINE in text, version)
    assert (False, "") == (LINE in printed(load(before))[0], printed(load(before))[1])
    assert broken_at(templates.load_register(OFFICE, "opinion"), record()) is None


def test_another_office_goes_on_with_its_own(deployment: str) -> None:
    put_up()
    approve()
    assert templates.load_register("county-bureau", "opinion").in_force is None
    assert {"opinion"} == set(templates.registers(OFFICE)) and {} == templates.registers("county-bureau")


def test_back_to_the_supplied_template(deployment: str) -> None:
    put_up()
    approve()
    go_back(OFFICE, "opinion", 0, "恢复系统模板。", KEEPER, MONDAY)
    desk = Desk()
    assert LINE in printed(load(signed(desk)))[0]
    approve()
    text, version = printed(load(signed(desk)))
    assert (False, "") == (LINE in text, version)
    assert ["superseded", "approved"] == [v.status for v in templates.versions(OFFICE, "opinion")]


def test_ones_own_upload_is_not_ones_own_to_approve(deployment: str) -> None:
    put_up()
    with pytest.raises(Conflict, match="提交人以外的人"):
        approve(actor=KEEPER)
    assert templates.load_register(OFFICE, "opinion").in_force is None


def test_of_rivals_approving_at_once_one_wins(deployment: str) -> None:
    put_up()
    seen = templates.load_register(OFFICE, "opinion").version
    heads = [Actor("person", f"head-{n}", OFFICE, ("signer",)) for n in range(RIVALS)]
    answers = at_once(
        [lambda head=head: decide(OFFICE, "opinion", True, "", seen, head, MONDAY) for head in heads]  # type: ignore[misc]
    )
    assert 1 == answers.count(None)
    assert RIVALS - 1 == sum(isinstance(answer, Conflict) for answer in answers), answers
    assert 2 == len(record())


def test_of_rivals_uploading_at_once_one_waits(deployment: str) -> None:
    bodies = [own(line=f"{LINE}{n}") for n in range(RIVALS)]
    answers = at_once(
        [lambda body=body: upload(OFFICE, "opinion", body, "改。", KEEPER, MONDAY) for body in bodies]  # type: ignore[misc]
    )
    assert 1 == answers.count(None) and RIVALS - 1 == sum(isinstance(answer, Conflict) for answer in answers)
    (version,) = templates.versions(OFFICE, "opinion")
    assert templates.layout(OFFICE, "opinion", version.archive).misfits == ()


def test_a_step_is_one_transaction_after_its_files(traffic: Traffic) -> None:
    """A crash in between leaves files nobody refers to, and the upload to be repeated."""
    put_up()
    ((*written,),) = traffic.transactions()
    assert ["REGISTER", "V#0001", "E#000001"] == [w["Put"]["Item"]["sk"]["S"] for w in written]
    assert all("ConditionExpression" in w["Put"] for w in written)


def test_a_bad_file_is_refused_at_its_field_and_nothing_is_kept(deployment: str) -> None:
    with pytest.raises(Invalid) as refused:
        upload(OFFICE, "opinion", own(line="{{ nothing }}"), "改。", KEEPER, MONDAY)
    assert [("file", "unknown_variable")] == [(m.field, m.rule) for m in refused.value.mistakes]
    assert [] == templates.versions(OFFICE, "opinion")


def test_a_version_the_product_has_outgrown_stops_the_letter_and_says_why(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upgrade wants another text said: the officer is told, no number is taken, the supplied form helps at once."""
    put_up()
    approve()
    desk = Desk()
    case = desk.reviewed()
    row = dict(templates.catalogue()["opinion"])
    grown = {**templates.catalogue(), "opinion": {**row, "required": [*row["required"], "新规定的文字"]}}
    monkeypatch.setattr(templates, "catalogue", lambda: grown)
    templates.layout.cache_clear()
    with pytest.raises(Conflict, match="第1版需要更新：缺少必备文字：“新规定的文字”。请模板管理人员"):
        desk.act(case, "sign_opinion", SIGNER)
    assert [] == [d for d in load(case).documents if d.kind == "opinion"]
    go_back(OFFICE, "opinion", 0, "系统升级。", KEEPER, MONDAY)
    approve()
    assert printed(desk.act(case, "sign_opinion", SIGNER))[0].count(LINE) == 0


def test_a_version_that_lacks_a_new_variable_stops_the_letter_too(
    deployment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_up()
    approve()
    case = Desk().reviewed()
    told = {**templates.titles("opinion"), "remedy": "救济途径"}
    monkeypatch.setattr(templates, "titles", lambda kind: told)
    templates.layout.cache_clear()
    with pytest.raises(Conflict, match="缺少变量“救济途径”"):
        Desk().act(case, "sign_opinion", SIGNER)


def test_what_was_changed_in_the_bucket_is_not_used(deployment: str) -> None:
    """A file that has not its hash is not the one two persons approved."""
    put_up()
    approve()
    in_force = templates.load_register(OFFICE, "opinion").in_force
    assert in_force
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "{{ x }}")
    key = f"templates/{OFFICE}/{in_force.archive}.zip"
    aws.client("s3").put_object(Bucket=settings().bucket_name, Key=key, Body=buffer.getvalue())
    with pytest.raises(files.Altered):
        templates.layout(OFFICE, "opinion", in_force.archive)
