"""Working days and periods: pure, constant time, each date with its reasons."""

from liandong.calendars.calendar import (
    Day,
    DayKind,
    OutsideCalendarError,
    Roll,
    WorkingDayCalendar,
    default_calendar,
)
from liandong.calendars.counting import Computation, CountedIn, Step, add_months, compute
from liandong.calendars.schedules import Holiday, Schedule, load_schedules

__all__ = [
    "Computation",
    "CountedIn",
    "Day",
    "DayKind",
    "Holiday",
    "OutsideCalendarError",
    "Roll",
    "Schedule",
    "Step",
    "WorkingDayCalendar",
    "add_months",
    "compute",
    "default_calendar",
    "load_schedules",
]
