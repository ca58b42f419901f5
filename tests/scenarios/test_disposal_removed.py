"""What a disposed matter held is removed by the one function that may delete, with its own rights."""

from datetime import date

import pytest

from infra.demo.office import Office
from infra.local import sweep
from infra.local.generations import deployment_in
from infra.local.session import Cloud
from tests.scenarios.steps import supervisor

pytestmark = pytest.mark.over_http

SECRET = "我记得那天下雨没有人告知"


def test_text_files_and_code_go_and_the_page_says_so(office: Office, cloud: Cloud) -> None:
    """Ten years are not waited for: the mark of the disposal is put on by hand, as its act puts it on."""
    receipt = office.complain(facts=SECRET)
    matter = receipt["matter_id"]
    supervisor(office).act(matter, "refuse", reason="out_of_scope", explanation=f"{SECRET}，属于民事纠纷。")
    clerk = office.as_("city-clerk-1")
    filing = {"archive_number": f"XH-{matter[:8]}", "retention": "10", "checked_by": "city-signer-1", "note": ""}
    clerk.act(matter, "archive", **filing)
    clerk.act(matter, "hold_disposal", reason="还要用。")
    clerk.act(matter, "lift_hold", reason="不再需要。")
    assert 422 == clerk.call("POST", "/begin/disposal", {"note": ""}).status
    items = cloud.client("dynamodb")
    items.update_item(
        TableName=cloud.table,
        Key={"pk": {"S": f"M#{matter}"}, "sk": {"S": "MATTER"}},
        UpdateExpression="SET disposed_on = :d, disposal = :l",
        ExpressionAttributeValues={":d": {"S": date.today().isoformat()}, ":l": {"S": "XH1"}},
    )
    place = {"due_pk": "DUE#disposal", "due_sk": f"2026-01-01T00:00:00+08:00#{matter}"}
    mark = {"pk": f"M#{matter}", "sk": "REMAINS", **place}
    items.put_item(TableName=cloud.table, Item={name: {"S": value} for name, value in mark.items()})
    (run,) = sweep.catch_up(cloud.aws_url, deployment_in(cloud.data) or {}, sweep.DISPOSAL)
    assert {"matters": 1, "failed": 0, "done": True} == run
    pages = items.get_paginator("scan").paginate(TableName=cloud.table)
    assert SECRET not in "".join(str(page["Items"]) for page in pages)
    assert "XH1" in clerk.get(f"/matters/{matter}")["notices"][0]
    assert 409 == clerk.call("GET", f"/volumes/{matter}").status
    assert 404 == office.call("POST", "/complaints/track", {"code": receipt["code"]}).status
