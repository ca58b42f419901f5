"""一键成卷: a closed case becomes a file in two parts; what the complainant wrote is in the reserved one alone."""

import io
import shutil

from pypdf import PdfReader

from infra.demo.office import Office
from tests.scenarios import steps
from tests.scenarios.steps import agency, refused, supervisor

SECRET = "我在检查当天听见执法人员这样说"
PAPERS = "Z109-ZF·2026-30-"


def ended(office: Office) -> str:
    """A case corrected and closed."""
    _, case = steps.served_opinion(office, facts=f"{SECRET}，罚款前没有告知听证权利。")
    agency(office).act(case, "report_correction", report="已经撤销处罚，退还罚款。")
    supervisor(office).act(case, "accept_correction", finding="属实。")
    supervisor(office).act(case, "close", summary="已经纠正。", retention="30")
    return case


def text_of(pages: list[str]) -> str:
    return "".join("".join(pages).split())


def bound(office: Office, path: str) -> PdfReader:
    return PdfReader(io.BytesIO(steps.fetched(supervisor(office), path)))


def test_a_closed_case_becomes_a_file_in_two_parts(office: Office) -> None:
    """Cover, list, numbered pages and note; every piece of the list is in the outline."""
    assert shutil.which("soffice"), "LibreOffice is one of the tests' own tools"
    case = ended(office)
    clerk = office.as_("city-clerk-1")
    number = f"{PAPERS}{case[:6]}"
    archived = {"archive_number": number, "retention": "30", "checked_by": "city-signer-1", "note": "无移出文件。"}
    clerk.act(case, "archive", **archived)
    listed = supervisor(office).get(f"/volumes/{case}")
    assert (number, "30年") == (listed["archive_number"], listed["retention"])
    main, reserved = listed["parts"]
    assert "行政执法监督意见书" in [piece["title"] for piece in main["pieces"]]
    whole = bound(office, main["path"])
    pages = [page.extract_text() for page in whole.pages]
    assert number in text_of(pages[:1]) and "行政执法监督案卷" in text_of(pages[:1])
    assert "卷内目录" in text_of(pages[1:2]) and "卷内备考表" in text_of(pages[-1:])
    assert "无移出文件" in text_of(pages[-1:])
    titles = [str(entry["/Title"]) for entry in whole.outline]  # type: ignore[index, call-overload]
    assert ["封面", "卷内目录", *(piece["title"] for piece in main["pieces"]), "备考表"] == titles
    assert SECRET not in text_of(pages)
    inside = bound(office, reserved["path"])
    assert SECRET in text_of([page.extract_text() for page in inside.pages])
    assert not whole.metadata and not inside.metadata
    _nobody_else_gets_it(office, case)
    _another_file_needs_another_number(office, case, archived)


def _nobody_else_gets_it(office: Office, case: str) -> None:
    for path in (f"/volumes/{case}", f"/volumes/{case}/main", f"/volumes/{case}/reserved"):
        assert 404 == agency(office).call("GET", path).status
        assert 401 == office.call("GET", path).status
    assert 404 == supervisor(office).call("GET", f"/volumes/{case}/other").status


def _another_file_needs_another_number(office: Office, first: str, archived: dict[str, str]) -> None:
    clerk = office.as_("city-clerk-1")
    assert [("state", "not_archived_yet")] == refused(clerk.try_act(first, "archive", **archived), 409)
    receipt = office.complain()
    supervisor(office).act(receipt["matter_id"], "refuse", reason="out_of_scope", explanation="属于民事纠纷。")
    second = clerk.try_act(receipt["matter_id"], "archive", **archived)
    assert [("archive_number", "unique")] == refused(second, 422)
    assert None is supervisor(office).get(f"/volumes/{receipt['matter_id']}")["archive_number"]
