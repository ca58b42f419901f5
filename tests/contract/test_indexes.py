"""What DynamoDB allows an index to project, which neither the linter nor the embedded cloud looks at."""

from typing import Any

from infra.local.packaging import read_template
from tests.contract.template import ROOT

MOST_NAMED = 20
MOST_IN_ALL = 100


def test_no_index_names_more_attributes_than_dynamodb_takes() -> None:
    """Projection of the API reference: 20 names an index, 100 in all indexes of a table together."""
    table: dict[str, Any] = read_template(ROOT / "infra/data.yaml")["Resources"]["Table"]["Properties"]
    named = [len(index["Projection"].get("NonKeyAttributes", ())) for index in table["GlobalSecondaryIndexes"]]
    assert named and max(named) <= MOST_NAMED
    assert sum(named) <= MOST_IN_ALL
