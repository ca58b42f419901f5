"""Every step a course may name, by the name of the action it does."""

from collections.abc import Callable

from infra.demo.play import Play
from infra.demo.steps import inquiry, intake, letters, replies

Step = Callable[[Play], None]

STEPS: dict[str, Step] = {**intake.STEPS, **inquiry.STEPS, **letters.STEPS, **replies.STEPS}
