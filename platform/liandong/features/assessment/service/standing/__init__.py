"""Where a round stands, projected from everything that was said and done in it; pure."""

from liandong.features.assessment.service.standing.parts import (
    Appeal,
    Assignment,
    Entry,
    Letter,
    Participant,
    Placed,
    Said,
    Task,
    day_of,
)
from liandong.features.assessment.service.standing.projecting import carried, project
from liandong.features.assessment.service.standing.standing import (
    FOLLOWS,
    JUDGED,
    RUNNING,
    Standing,
    judged_inputs,
)

__all__ = [
    "FOLLOWS",
    "JUDGED",
    "RUNNING",
    "Appeal",
    "Assignment",
    "Entry",
    "Letter",
    "Participant",
    "Placed",
    "Said",
    "Standing",
    "Task",
    "carried",
    "day_of",
    "judged_inputs",
    "project",
]
