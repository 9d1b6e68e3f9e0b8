"""Until which day a unit may contest its preliminary result."""

from datetime import date

from liandong.features.assessment.service.standing import Standing
from liandong.features.tenants.service import Configuration, calendar_of

#: What the platform waits where a scheme says nothing (mechanism catalogue, M04).
APPEAL_DAYS = 5


def last_day(standing: Standing, config: Configuration) -> date:
    """Return the last day of the window: working days, the day of the result not counted.

    Raises:
        AssertionError: There is no preliminary result.
    """
    step = standing.step("preliminary")
    if step is None:
        raise AssertionError
    days = int(standing.raw.get("process", {}).get("appeal_days", APPEAL_DAYS))
    begun = date.fromisoformat(str(step.content["on"]))
    return calendar_of(config).add(begun, days)
