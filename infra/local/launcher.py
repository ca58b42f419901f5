"""Bring the embedded cloud up: load what is saved, deploy what changed, open the doors."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import Any, NoReturn

from botocore.exceptions import BotoCoreError, ClientError

from infra.local import deploy, fixups, generated_secrets, nested_stacks, seed, sweep
from infra.local.clients import client
from infra.local.engine import Engine
from infra.local.engine import start as start_engine
from infra.local.failed_events import FailedEvents
from infra.local.front_door import FrontDoor
from infra.local.generations import Generations, deployment_in
from infra.local.held_answers import HeldAnswers
from infra.local.issuer import Issuer
from infra.local.journal import Journal
from infra.local.server import application, listen
from infra.local.settings import HOST, Settings
from infra.local.snapshots import SnapshotFailed, Snapshots
from infra.local.unpacked import Unpacked
from infra.local.workers import Pool

_COMPACT_SECONDS = 5.0
_PATIENCE_SECONDS = 5.0
_LARGEST_LOG = 50 * 1024 * 1024
_KEPT_AS_IT_WAS = (
    "新的模板或代码不能直接用于已有数据。{data} 中的数据没有改动：换回原来的版本仍可启动。"
    "要用新的版本，请先备份这个目录，再执行 make reset 清空它，然后重新启动。"
)


class UpdateRefused(Exception):
    """The deployment in force could not become the new one; on disk everything is as it was."""


@dataclass(frozen=True)
class Cloud:
    """The assembled parts of one embedded cloud."""

    settings: Settings
    engine: Engine
    generations: Generations
    journal: Journal
    snapshots: Snapshots
    held_answers: HeldAnswers
    unpacked: Unpacked
    pool: Pool
    front_door: FrontDoor
    issuer: Issuer


async def run(settings: Settings, lock: int, started: float) -> NoReturn:
    """Serve until interrupted, then end the process; its exit code says whether the cloud came up."""
    _rotate(settings)
    cloud = _assemble(settings, lock)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    answer = application(settings, cloud.engine.app.app, cloud.front_door, cloud.issuer)
    serving = asyncio.create_task(listen(settings, answer, stop))
    work = asyncio.create_task(_come_up_and_keep(cloud, started))
    done, _ = await asyncio.wait({serving, work}, return_when=asyncio.FIRST_COMPLETED)
    failure = work.exception() if work in done else None
    if failure:
        print(f"启动失败：{failure}\n详见 {settings.data / 'cloud.log'}", file=sys.stderr, flush=True)
    stop.set()
    await asyncio.wait({serving}, timeout=_PATIENCE_SECONDS)
    cloud.pool.stop()
    sys.stdout.flush()
    os._exit(1 if failure else 0)  # everything is on disk; a call still running must not delay the end


def _assemble(settings: Settings, lock: int) -> Cloud:
    generations = Generations(settings.data)
    engine = start_engine(settings, generations)
    generated_secrets.install()
    nested_stacks.install()
    journal = Journal(engine, settings.data / "journal")
    journal.install()
    snapshots = Snapshots(engine, generations, journal, lock)
    held_answers = HeldAnswers(engine, snapshots)
    held_answers.install()
    FailedEvents(engine, snapshots).install()
    unpacked = Unpacked(settings.data / "unpacked")
    pool = Pool(engine, settings, unpacked)
    pool.install()
    return Cloud(
        settings=settings,
        engine=engine,
        generations=generations,
        journal=journal,
        snapshots=snapshots,
        held_answers=held_answers,
        unpacked=unpacked,
        pool=pool,
        front_door=FrontDoor(engine.app.app),
        issuer=Issuer(settings),
    )


async def _come_up_and_keep(cloud: Cloud, started: float) -> None:
    await _listening(cloud.settings.aws_port)
    cloud.engine.app.PERSIST_STATE = False  # everything is on disk already: stopping needs no saving
    cloud.journal.open_after_load()
    deployment = await _deployed(cloud)
    cloud.held_answers.holding = True
    cloud.issuer.open(deployment["outputs"]["TableName"])
    cloud.front_door.open(deployment["api"])
    _announce(cloud.settings, time.monotonic() - started)
    await asyncio.gather(_catch_up(cloud.settings, deployment), _keep_compact(cloud))


async def _catch_up(settings: Settings, deployment: dict[str, Any]) -> None:
    """The sweep, the sealing and the disposal, once: schedules do not make up for the time the machine was off."""
    for function, title in ((sweep.SWEEP, "期限巡查"), (sweep.SEALING, "每日存证"), (sweep.DISPOSAL, "档案销毁")):
        try:
            await asyncio.to_thread(sweep.catch_up, settings.aws_url, deployment, function)
        except (sweep.SweepFailed, BotoCoreError, ClientError) as failure:
            print(f"启动时的{title}未完成：{failure}", file=sys.stderr, flush=True)


async def _keep_compact(cloud: Cloud) -> None:
    while True:
        await asyncio.sleep(_COMPACT_SECONDS)
        try:
            await cloud.snapshots.compact()
        except SnapshotFailed as failure:
            print(f"状态快照未写成，稍后重试：{failure}", file=sys.stderr, flush=True)


async def _listening(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.02)
        else:
            writer.close()
            return


async def _deployed(cloud: Cloud) -> dict[str, Any]:
    """The deployment in force: the saved one if nothing changed, else a new one, wholly saved."""
    fingerprint = await asyncio.to_thread(deploy.fingerprint, cloud.settings)
    deployment = deployment_in(cloud.settings.data)
    if deployment is None or deployment["fingerprint"] != fingerprint:
        try:
            deployment = await asyncio.to_thread(_deploy, cloud.settings, fingerprint)
        except (deploy.DeploymentFailed, ClientError) as failure:
            if deployment is None:
                raise
            raise UpdateRefused(f"{failure}\n{_KEPT_AS_IT_WAS.format(data=cloud.settings.data)}") from failure
        cloud.unpacked.discard_unused()
        await cloud.snapshots.save_generation(deployment)
    return deployment


def _deploy(settings: Settings, fingerprint: str) -> dict[str, Any]:
    print("正在部署……", flush=True)
    outputs = deploy.deploy(settings)
    fixups.apply(settings.aws_url)
    seed.plant(settings.aws_url, outputs["TableName"])
    return {
        "fingerprint": fingerprint,
        "outputs": outputs,
        "resources": deploy.resources(settings.aws_url),
        "api": client("apigateway", settings.aws_url).get_rest_apis()["items"][0]["id"],
    }


def _announce(settings: Settings, seconds: float) -> None:
    print(f"就绪 {seconds:.1f} s  {settings.url}/", flush=True)
    print("登录：打开首页的“工作人员登录”，选择示范市或示范县的一位人员即可，不需要密码。", flush=True)
    print(f"数据在 {settings.data}，函数日志在 {settings.log_file}。按 Ctrl+C 停止。", flush=True)


def _rotate(settings: Settings) -> None:
    log = settings.log_file
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.replace(log.with_name(log.name + ".1"))
