"""Wrong tracking codes counted by the hour, of each source and in all; the counts expire, no address is kept."""

from datetime import datetime, timedelta

from jiandu.adapters import keys, table
from jiandu.core.deadlines import SHANGHAI, shanghai_day
from jiandu.core.errors import TooMany

OF_A_SOURCE, IN_ALL = 20, 300
AN_HOUR = timedelta(hours=1)


def count_wrong_code(address: str, now: datetime) -> None:
    """One wrong code more; TooMany where this source, or all together, tried too many within the hour."""
    hour = now.astimezone(SHANGHAI).replace(minute=0, second=0, microsecond=0)
    shelf, until = f"RATE#{hour:%Y-%m-%dT%H}", hour + 2 * AN_HOUR
    source = table.count(f"{shelf}#{keys.source_hash(address, shanghai_day(now))}", until)
    if table.count(f"{shelf}#all", until) > IN_ALL or source > OF_A_SOURCE:
        wait = int((hour + AN_HOUR - now).total_seconds()) + 1
        raise TooMany("查询码错误的次数过多，请稍后再试，最迟一小时后恢复。查询码正确的不受影响。", wait)
