"""What DynamoDB answers is read as botocore reads it, only quicker."""

import json
from typing import Any

from botocore.parsers import JSONParser
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st
from jiandu.adapters.aws import _Items

SCALARS = st.one_of(
    st.builds(lambda text: {"S": text}, st.text()),
    st.builds(lambda number: {"N": str(number)}, st.integers()),
    st.builds(lambda flag: {"BOOL": flag}, st.booleans()),
    st.just({"NULL": True}),
    st.just({"B": "aGVsbG8="}),
)
NAMES = st.text(min_size=1, max_size=5)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"L": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"M": parts}, st.dictionaries(NAMES, inner, max_size=3)),
    ),
)


@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=3))
def test_every_kind_of_value_is_read_as_botocore_reads_it(items: list[dict[str, Any]]) -> None:
    """Bytes at any depth are decoded; a page's end and its capacity are read beside the items."""
    body = {"Items": items, "Count": len(items), "LastEvaluatedKey": {"pk": {"S": "x"}}}
    answer = {"body": json.dumps(body).encode(), "headers": {}, "status_code": 200}
    shape = get_session().get_service_model("dynamodb").operation_model("Query").output_shape
    assert JSONParser().parse(answer, shape) == _Items().parse(answer, shape)
