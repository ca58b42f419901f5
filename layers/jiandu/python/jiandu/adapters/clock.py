"""Business time: the real time, moved forward in the local stage only, so that one can watch 30 days pass."""

from datetime import datetime, timedelta

from jiandu.adapters.aws import client
from jiandu.core.deadlines import SHANGHAI
from jiandu.settings import settings

KEY = {"pk": {"S": "CLOCK"}, "sk": {"S": "CLOCK"}}


def now() -> datetime:
    """The instant at which business happens, to the millisecond, in Shanghai time."""
    real = datetime.now(SHANGHAI)
    real = real.replace(microsecond=real.microsecond // 1000 * 1000)
    if settings().business_clock != "movable":
        return real
    return real + shift()


def shift() -> timedelta:
    """How far the local clock was moved forward."""
    answer = client("dynamodb").get_item(TableName=settings().table_name, Key=KEY, ConsistentRead=True)
    return timedelta(seconds=int(answer.get("Item", {}).get("shift", {}).get("N", "0")))


def move(forward: timedelta) -> None:
    """Moves the local clock forward, never back (the caller has checked)."""
    client("dynamodb").update_item(
        TableName=settings().table_name,
        Key=KEY,
        UpdateExpression="ADD #s :s",
        ExpressionAttributeNames={"#s": "shift"},
        ExpressionAttributeValues={":s": {"N": str(int(forward.total_seconds()))}},
    )
