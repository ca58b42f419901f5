"""A file arrived in quarantine, or the schedule looks for those left behind: each is inspected and settled once."""

from collections import Counter
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from jiandu.adapters import clock, quarantine
from jiandu.evidence import settle, settle_waiting

logger = Logger(service="inspect_evidence")
metrics = Metrics(namespace="Jiandu", service="inspect_evidence")


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Answers how many files had which outcome; an error leaves the file in quarantine, to be tried again."""
    if event.get("detail-type") == "Object Created":
        place = quarantine.named(event["detail"]["object"]["key"])
        counted = Counter([settle(*place, clock.now()) if place else "unknown"])
    else:
        counted = _left_behind(context.get_remaining_time_in_millis() / 1000 - 60)
    metrics.add_metric(name="evidence_failed", unit=MetricUnit.Count, value=counted["failed"])
    metrics.add_metric(name="evidence_postponed", unit=MetricUnit.Count, value=counted["postponed"])
    for outcome in sorted(counted.keys() - {"failed", "postponed"}):
        metrics.add_metric(name=f"evidence_{outcome}", unit=MetricUnit.Count, value=counted[outcome])
    metrics.flush_metrics()
    logger.info("inspected", **counted)
    return dict(counted)


def _left_behind(seconds: float) -> Counter[str]:
    tried = settle_waiting(clock.now(), seconds)
    for one in tried:
        if one.error:
            logger.error("not inspected", matter=one.matter, evidence=one.evidence, error=one.error)
    return Counter(one.outcome for one in tried)
