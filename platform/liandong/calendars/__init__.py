"""Working days and periods: pure, constant time, each date with its reasons."""

from liandong.calendars.acts import ActKind, ClockAct, HistoryError
from liandong.calendars.calendar import (
    Day,
    DayKind,
    OutsideCalendarError,
    Roll,
    WorkingDayCalendar,
    default_calendar,
)
from liandong.calendars.cards import (
    break_notes,
    calendar_sentence,
    deadline_days,
    four_steps,
    head_of,
    read_steps,
)
from liandong.calendars.chips import Chip, chip
from liandong.calendars.command import add_period
from liandong.calendars.counting import Computation, CountedIn, Step, add_months, compute
from liandong.calendars.full_strip import full_strip
from liandong.calendars.history import History, compute_history
from liandong.calendars.hours import HourComputation, HourRule, compute_hours
from liandong.calendars.points import compute_before, compute_point, period_of
from liandong.calendars.schedules import Holiday, Schedule, load_schedules
from liandong.calendars.strip import numbered_days, worklist_days
from liandong.calendars.words import Text

__all__ = [
    "ActKind",
    "Chip",
    "ClockAct",
    "Computation",
    "CountedIn",
    "Day",
    "DayKind",
    "History",
    "HistoryError",
    "Holiday",
    "HourComputation",
    "HourRule",
    "OutsideCalendarError",
    "Roll",
    "Schedule",
    "Step",
    "Text",
    "WorkingDayCalendar",
    "add_months",
    "add_period",
    "break_notes",
    "calendar_sentence",
    "chip",
    "compute",
    "compute_before",
    "compute_history",
    "compute_hours",
    "compute_point",
    "deadline_days",
    "default_calendar",
    "four_steps",
    "full_strip",
    "head_of",
    "load_schedules",
    "numbered_days",
    "period_of",
    "read_steps",
    "worklist_days",
]
