"""Every step a course may name, by the name of the action it does."""

from infra.demo.play import Step
from infra.demo.steps import disputes, inquiry, intake, letters, points, questionnaires, replies, turns

STEPS: dict[str, Step] = {
    **intake.STEPS,
    **inquiry.STEPS,
    **letters.STEPS,
    **replies.STEPS,
    **turns.STEPS,
    **points.STEPS,
    **disputes.STEPS,
    **questionnaires.STEPS,
}
