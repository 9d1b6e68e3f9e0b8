"""Working days and periods: pure, constant time, each date with its reasons."""

from liandong.calendars.acts import ActKind, ActProblem, ClockAct, HistoryError
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
from liandong.calendars.counting import (
    Computation,
    CountedIn,
    Step,
    add_months,
    compute,
    compute_stated,
)
from liandong.calendars.full_strip import full_strip
from liandong.calendars.history import History, compute_history
from liandong.calendars.hours import HourComputation, HourRule, compute_hours
from liandong.calendars.official import Judged, ScheduleError, Stated, judge
from liandong.calendars.points import compute_before, compute_point, period_of
from liandong.calendars.schedules import (
    Holiday,
    Schedule,
    content_of,
    december_from,
    load_schedules,
    schedule_of,
)
from liandong.calendars.stated_yaml import read_stated
from liandong.calendars.strip import numbered_days, worklist_days
from liandong.calendars.tables import Given, read_day, read_table
from liandong.calendars.words import Text

__all__ = [
    "ActKind",
    "ActProblem",
    "Chip",
    "ClockAct",
    "Computation",
    "CountedIn",
    "Day",
    "DayKind",
    "Given",
    "History",
    "HistoryError",
    "Holiday",
    "HourComputation",
    "HourRule",
    "Judged",
    "OutsideCalendarError",
    "Roll",
    "Schedule",
    "ScheduleError",
    "Stated",
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
    "compute_stated",
    "content_of",
    "deadline_days",
    "december_from",
    "default_calendar",
    "four_steps",
    "full_strip",
    "head_of",
    "judge",
    "load_schedules",
    "numbered_days",
    "period_of",
    "read_day",
    "read_stated",
    "read_steps",
    "read_table",
    "schedule_of",
    "worklist_days",
]
