"""A deployment in the bench's own process, with a meter and a recording, and its log lines and metrics to nowhere."""

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass

from pytest import MonkeyPatch

from tests.bench.recording import Recording
from tests.integration.deployments import LETTERS, Provided, deployed, read_law, running_services, shared
from tests.integration.embedded_aws import EmbeddedAws
from tests.integration.metering import Meter


@dataclass(frozen=True)
class Deployment:
    """What a bench plays in."""

    services: EmbeddedAws
    meter: Meter
    recording: Recording
    patch: MonkeyPatch


patched = MonkeyPatch.context


@contextmanager
def deployment() -> Iterator[Deployment]:
    logging.disable()
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(stack.enter_context(open(os.devnull, "w"))))
        services = stack.enter_context(running_services())
        patch = stack.enter_context(patched())
        provided = Provided(services, shared(), read_law(), str(LETTERS))
        stack.enter_context(deployed(provided, patch))
        listening = stack.enter_context(patched())
        meter = Meter.listening(services, listening)
        yield Deployment(services, meter, Recording.listening(services, listening), listening)
