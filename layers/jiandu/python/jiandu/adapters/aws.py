"""AWS clients, made on first use and kept: one session for all."""

from functools import cache
from typing import Any, NoReturn

from botocore.config import Config
from botocore.exceptions import ConnectionError as NotConnected
from botocore.exceptions import HTTPClientError
from botocore.parsers import PROTOCOL_PARSERS, JSONParser
from botocore.session import Session, get_session

from jiandu.core.errors import Busy

ANSWER_SECONDS = 6
SWEEP_SECONDS = 120  # the local clock waits for the sweep
# Links and forms that are signed for others: by the region's own address, as buckets under a KMS key ask for.
LINKS = Config(
    signature_version="s3v4", s3={"us_east_1_regional_endpoint": "regional", "addressing_style": "virtual"}
)
THROTTLED = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
}


class _Items(JSONParser):  # type: ignore[misc]
    """Reads DynamoDB's values by the type they name; botocore asks each value for all ten types there are."""

    def _handle_map(self, shape: Any, value: dict[str, Any]) -> Any:
        if shape.value.name != "AttributeValue":
            return super()._handle_map(shape, value)
        return {name: self._typed(inner) for name, inner in value.items()}

    def _typed(self, value: dict[str, Any]) -> dict[str, Any]:
        ((kind, inner),) = value.items()
        if kind == "M":
            return {"M": {name: self._typed(part) for name, part in inner.items()}}
        if kind == "L":
            return {"L": [self._typed(part) for part in inner]}
        return {"B": self._blob_parser(inner)} if kind == "B" else value


@cache
def _session() -> Session:
    """Botocore's own: boto3 would load the transfers of files and resources besides, which nothing here uses."""
    return get_session()


@cache
def client(service: str) -> Any:
    """A low-level client with short timeouts and few retries of its own; what they do not cure is ``Busy``.

    A transaction is retried under its one token: it is done once, whichever answer was lost. Three attempts end
    within the 28 seconds a function has, so that somebody is still there to say so.
    """
    seconds = SWEEP_SECONDS if service == "lambda" else ANSWER_SECONDS
    config = Config(
        connect_timeout=2,
        read_timeout=seconds,
        retries={"mode": "standard", "max_attempts": 2},
        parameter_validation=False,  # AWS looks again; here it takes a good part of a call
    )
    config = config.merge(LINKS) if service == "s3" else config
    PROTOCOL_PARSERS["json"] = _Items
    made = _session().create_client(service, config=config)
    made.meta.events.register("after-call", _refused)
    made.meta.events.register("after-call-error", _failed)
    return made


def _refused(http_response: Any, parsed: dict[str, Any], **_: Any) -> None:
    if parsed.get("Error", {}).get("Code") in THROTTLED or http_response.status_code >= 500:
        _busy()


def _failed(exception: Exception, **_: Any) -> None:
    if isinstance(exception, (HTTPClientError, NotConnected)):
        _busy(exception)


def _busy(cause: Exception | None = None) -> NoReturn:
    raise Busy("系统繁忙，没有得到答复。请稍后原样再次提交，幂等键不变的不会重复办理。") from cause
