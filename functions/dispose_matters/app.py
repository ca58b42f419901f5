"""The schedule: removes what disposed matters held. The only function that may delete anything."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from jiandu.adapters import clock
from jiandu.disposing import dispose

logger = Logger(service="dispose_matters")
metrics = Metrics(namespace="Jiandu", service="dispose_matters")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers how many matters were emptied and how many failed, and whether all is done."""
    result = dispose(clock.now(), context.get_remaining_time_in_millis() / 1000 - 10)
    metrics.add_metric(name="matters_disposed", unit=MetricUnit.Count, value=len(result.matters))
    metrics.add_metric(name="disposals_failed", unit=MetricUnit.Count, value=len(result.failed))
    metrics.flush_metrics()
    for matter_id, error in result.failed:
        logger.error("not removed", matter=matter_id, error=error)
    logger.info("disposed", matters=len(result.matters), failed=len(result.failed), done=result.done)
    return {"matters": len(result.matters), "failed": len(result.failed), "done": result.done}
