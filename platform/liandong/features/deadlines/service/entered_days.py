"""The rules B1–B3 for days that people enter; pure."""

from datetime import date

from liandong.calendars import OutsideCalendarError
from liandong.features.tenants.service import Configuration, calendar_of
from liandong.kernel.errors import Problem

BACKDATE_DAYS = 3


def day_problem(
    config: Configuration, day: date, *, not_before: date, today: date, is_proven: bool
) -> Problem | None:
    """Return what is wrong with a day: to come, before the previous event, old without proof."""
    future = future_problem(day, today)
    if future is not None:
        return future
    if day < not_before:
        return _problem(
            f"日期不能早于上一步的 {not_before.month}月{not_before.day}日",
            f"the day must not lie before the previous event ({not_before})",
        )
    allowed = int(config.setting("backdate.days", BACKDATE_DAYS))
    try:
        last = calendar_of(config).add(day, allowed)
    except OutsideCalendarError:
        return _problem("日历里没有这一天", "the calendar does not reach that day")
    if not is_proven and last < today:
        return _problem(
            f"早于 {allowed} 个工作日的日期，要附证明材料",
            f"a day more than {allowed} working days ago needs a document that proves it",
        )
    return None


def future_problem(day: date, today: date) -> Problem | None:
    """Return what is wrong with a day that has not come."""
    if day <= today:
        return None
    return _problem(
        f"日期不能晚于今天（{today.month}月{today.day}日）",
        f"the day must not lie after today ({today})",
    )


def _problem(zh: str, en: str) -> Problem:
    return Problem("occurred_on", zh, en)
