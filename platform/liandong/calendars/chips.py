"""The deadline chip: look, icon and words of one deadline on one day, and the line below it.

Only a limit that may call somebody late turns red; all others remind, whatever the day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Required, TypedDict, Unpack

from liandong.calendars.calendar import WorkingDayCalendar
from liandong.calendars.chip_details import detail
from liandong.calendars.chip_labels import judge
from liandong.calendars.runs import Run
from liandong.calendars.words import Text

ICONS: Final = {
    "late": "alert-triangle",
    "today": "alarm",
    "near": "clock-hour-4",
    "ahead": "clock",
    "done": "circle-check",
    "done_late": "circle-check",
    "paused": "player-pause",
    "provisional": "calendar-question",
    "remind": "bell",
    "optional": "flag",
}


class Given(TypedDict, total=False):
    """What is known of a deadline, as its row holds it."""

    state: Required[str]  # open, done, released, missed, paused
    is_enforceable: Required[bool]  # text, in force, tenant live
    is_right: bool  # may be used or not; nobody is late by it
    is_appeal: bool  # a right to object to a decision: 可申诉
    is_provisional: bool  # falls into a year whose notice is not published
    nominal_on: date | None  # the last day before it moved
    ended_on: date | None
    waiting_since: date | None  # begin of waiting without a number, or of the pause
    paused_reason: str
    whose_other: bool  # somebody else owes it
    cut_off: str  # 24:00, or the end of business hours
    due_at: datetime | None  # the moment of a limit in hours, in the county's time
    now: datetime | None  # the moment it is looked at, in the same time


@dataclass(frozen=True)
class Chip:
    """A chip as the templates want it: `state` is the look, `label` the words."""

    state: str
    icon: str
    label: str
    label_en: str
    detail: str
    detail_en: str

    def view(self, language: str = "zh") -> dict[str, str]:
        """Return the words in one language, the line below as `date_line`."""
        label, line = Text(self.label, self.label_en), Text(self.detail, self.detail_en)
        return {
            "state": self.state,
            "icon": self.icon,
            "label": label.pick(language),
            "date_line": line.pick(language),
        }


def chip(
    due_on: date | None, today: date, calendar: WorkingDayCalendar, **given: Unpack[Given]
) -> Chip:
    """Put a deadline as it stands today into a chip; `Given` says what else is asked.

    Working days left count from tomorrow to the due day inclusive. Without a working day between,
    and beyond the schedules, days of the calendar are counted. A moment less than a day away is
    told in hours and minutes.
    """
    run = Run(due_on=due_on, today=today, calendar=calendar, **given)
    look, words = judge(run)
    below = detail(run)
    return Chip(look, ICONS[look], words.zh, words.en, below.zh, below.en)
