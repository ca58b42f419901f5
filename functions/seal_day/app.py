"""The schedule, at 03:00 in Shanghai: every day that is over gets its signed root."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from jiandu.adapters import clock
from jiandu.daily_sealing import seal

logger = Logger(service="seal_day")
metrics = Metrics(namespace="Jiandu", service="seal_day")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers how many days were sealed, what came late or does not fit, and whether all is done."""
    seconds = context.get_remaining_time_in_millis() / 1000 - 10
    result = seal(clock.now(), seconds)
    metrics.add_metric(name="seal_heartbeat", unit=MetricUnit.Count, value=1 if result.done else 0)
    metrics.add_metric(name="days_sealed", unit=MetricUnit.Count, value=len(result.days))
    metrics.add_metric(name="events_late", unit=MetricUnit.Count, value=len(result.late))
    metrics.add_metric(name="record_broken", unit=MetricUnit.Count, value=len(result.broken))
    metrics.flush_metrics()
    for name in result.late:
        logger.warning("late", event=name)
    for name in result.broken:
        logger.error("broken", event=name)
    logger.info("sealed", days=len(result.days), late=len(result.late), broken=len(result.broken), done=result.done)
    return {
        "days": [day.isoformat() for day in result.days],
        "late": len(result.late),
        "broken": len(result.broken),
        "done": result.done,
    }
