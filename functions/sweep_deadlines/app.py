"""The schedule: raises what is due, shard by shard, without a cursor."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from jiandu.adapters import clock, table
from jiandu.sweep import sweep

logger = Logger(service="sweep_deadlines")
metrics = Metrics(namespace="Jiandu", service="sweep_deadlines")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers how many alerts were raised and failed, and whether all is done."""
    seconds = context.get_remaining_time_in_millis() / 1000 - 5
    result = sweep(clock.now(), seconds)
    metrics.add_metric(name="sweep_heartbeat", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="alerts_raised", unit=MetricUnit.Count, value=result.raised)
    metrics.add_metric(name="alerts_failed", unit=MetricUnit.Count, value=len(result.failed))
    metrics.add_metric(name="alerts_set_aside", unit=MetricUnit.Count, value=table.count_set_aside())
    metrics.flush_metrics()
    for matter_id, error in result.failed:
        logger.error("set aside", matter=matter_id, error=error)
    logger.info("swept", raised=result.raised, failed=len(result.failed), done=result.done)
    return {"raised": result.raised, "failed": len(result.failed), "done": result.done}
