"""Money from what was used: a life of a matter times their number, and what stands there by the year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from infra.cost.use import Use
from infra.local.packaging import read_template

GIGABYTE = 1024**3
MONTHS = 12
KEYS_USED = ("Encrypt", "Decrypt", "GenerateDataKey", "Sign")
FUNCTIONS_OF_NOBODY = ("authorize", "sweep_deadlines")


class Assumed(BaseModel):
    """What is not counted from traffic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cpu_seconds: float
    trip_seconds: float
    memory_gigabytes: float
    cpu_gigabytes: float
    logged_bytes: int
    traced_share: float
    sent_bytes: int
    sweeps_a_year: int
    metrics_of_a_function: int


class Prices(BaseModel):
    """infra/cost/prices.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str
    as_of: str
    write_unit: float
    read_unit: float
    table_gigabyte_month: float
    backup_gigabyte_month: float
    bucket_gigabyte_month: float
    bucket_put: float
    key_request: float
    function_run: float
    function_gigabyte_second: float
    api_requests: list[tuple[int | None, float]]
    logged_gigabyte: float
    trace: float
    sent_gigabyte: float
    key_month: float
    secret_month: float
    alarm_month: float
    metric_month: float
    assumed: Assumed
    offices: dict[str, int]

    @classmethod
    def listed(cls) -> Prices:
        content: Any = yaml.safe_load(Path(__file__).with_name("prices.yaml").read_text("utf-8"))
        return cls.model_validate(content)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a deployment has whether it is used or not."""

    keys: int
    secrets: int
    alarms: int
    functions: int

    @classmethod
    def deployed(cls, root: Path) -> Standing:
        """Counted in template.yaml and its nested stacks."""
        templates = (root / "template.yaml", *sorted((root / "infra").glob("*.yaml")))
        there = Counter(r["Type"] for path in templates for r in read_template(path)["Resources"].values())
        types = ("KMS::Key", "SecretsManager::Secret", "CloudWatch::Alarm", "Serverless::Function")
        return cls(*(there[f"AWS::{name}"] for name in types))


@dataclass(frozen=True, slots=True)
class Costs:
    """Matters a year by what they use, and the standing parts; all answers are dollars a year."""

    prices: Prices
    life: Use
    empty_sweep: Use
    standing: Standing

    def year(self, matters: int) -> dict[str, float]:
        """By what it is paid for, with all the year's matters kept for the whole year."""
        requests = matters * requests_of(self.life)
        sweeps = self.prices.assumed.sweeps_a_year
        return {
            "读写单元": matters * self._units(self.life) + sweeps * self._units(self.empty_sweep),
            "接口请求": self._api(requests),
            "函数": matters * self._functions(self.life) + sweeps * self._functions(self.empty_sweep),
            "文件与密钥": matters * self._files(self.life),
            "日志与追踪": matters * self._logs(self.life) + sweeps * self._logs(self.empty_sweep),
            "流量": requests * self.prices.assumed.sent_bytes / GIGABYTE * self.prices.sent_gigabyte,
            "保存一年": matters * self._kept(self.life),
            "固定": self._standing(),
        }

    def _kept(self, life: Use) -> float:
        """A matter's items, their backup and its files for a year."""
        prices = self.prices
        table = life.stored * (prices.table_gigabyte_month + prices.backup_gigabyte_month)
        return MONTHS * (table + life.filed * prices.bucket_gigabyte_month) / GIGABYTE

    def _units(self, use: Use) -> float:
        return use.writes * self.prices.write_unit + use.reads * self.prices.read_unit

    def _api(self, requests: float) -> float:
        """By the tiers of a month, the year's requests being spread evenly."""
        left, below, dollars = requests / MONTHS, 0, 0.0
        for bound, price in self.prices.api_requests:
            taken = left if bound is None else min(left, bound - below)
            dollars, left, below = dollars + taken * price, left - taken, bound or below
        return MONTHS * dollars

    def _functions(self, use: Use) -> float:
        assumed, runs = self.prices.assumed, use.ran.total()
        work = runs * assumed.cpu_seconds * assumed.cpu_gigabytes
        waiting = use.trips * assumed.trip_seconds * assumed.memory_gigabytes
        return runs * self.prices.function_run + (work + waiting) * self.prices.function_gigabyte_second

    def _files(self, use: Use) -> float:
        keys = sum(use.calls[name] for name in KEYS_USED)
        return use.calls["PutObject"] * self.prices.bucket_put + keys * self.prices.key_request

    def _logs(self, use: Use) -> float:
        runs, assumed = use.ran.total(), self.prices.assumed
        logged = runs * assumed.logged_bytes / GIGABYTE * self.prices.logged_gigabyte
        return logged + runs * assumed.traced_share * self.prices.trace

    def _standing(self) -> float:
        there, prices = self.standing, self.prices
        keys = there.keys * prices.key_month + there.secrets * prices.secret_month
        metrics = there.functions * prices.assumed.metrics_of_a_function
        return MONTHS * (keys + there.alarms * prices.alarm_month + metrics * prices.metric_month)


def requests_of(use: Use) -> int:
    """How many requests came in: what ran, but for the authorizer and the schedule."""
    return use.ran.total() - sum(use.ran[name] for name in FUNCTIONS_OF_NOBODY)
