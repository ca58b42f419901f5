"""The pages of the local provider: whom to sign in as, and what is wrong with a request."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from infra.local.issuer.people import Row

_ROLES = {
    "supervisor": "行政执法监督人员",
    "reviewer": "审核人",
    "legal_reviewer": "法制审核人",
    "signer": "签发人",
    "clerk": "文书人员",
    "respondent": "行政执法机关经办人",
    "assistant": "司法所工作人员",
    "referrer": "综合行政执法指导机构工作人员",
    "contact_point": "行政执法监督联系点工作人员",
    "administrator": "系统管理员",
}


def chooser(issuer: str, people: list[Row], asked: Mapping[str, str]) -> str:
    """Everybody by organisation, each a button; what was asked goes along."""
    titled = [{**row, "role_titles": "、".join(_ROLES[role] for role in row["roles"])} for row in people]
    offices = [(name, list(rows)) for name, rows in groupby(titled, key=lambda row: str(row["organisation_name"]))]
    return _template().render(issuer=issuer, offices=offices, asked=asked, mistake=None)


def wrong_request(issuer: str, parameter: str) -> str:
    return _template().render(issuer=issuer, offices=[], asked={}, mistake=parameter)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html")
