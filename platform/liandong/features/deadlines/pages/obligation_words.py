"""Words that the pages about obligations share; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from liandong.calendars import WorkingDayCalendar, chip
from liandong.calendars import words as calendar_words
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service import working_days_late
from liandong.features.tenants.service import ClauseRegister, clause_link
from liandong.features.units.models import Unit
from liandong.web.languages import language, say

Plain = dict[str, Any]
BADGES: dict[str, Plain] = {
    "open": {"label": "待报送", "tone": "blue", "icon": "hourglass"},
    "met": {"label": "已报送", "tone": "green", "icon": "check"},
    "nil": {"label": "零报告", "tone": "green", "icon": "check"},
    "waived": {"label": "不再需要", "tone": None, "icon": None},
}


@dataclass(frozen=True)
class Setting:
    """What the words depend on: the day, the calendar, the county, who reads."""

    today: date
    calendar: WorkingDayCalendar
    base: str
    unit_id: UUID
    units: dict[UUID, Unit]
    register: ClauseRegister
    files: Mapping[str, str] = field(default_factory=dict)
    report_path: str | None = None

    def name(self, unit_id: UUID) -> str:
        """Return a unit's name as the county's document writes it."""
        return self.units[unit_id].name if unit_id in self.units else "—"


def href_of(base: str, obligation: Obligation) -> str:
    """Return the address of one obligation."""
    return f"{base}/obligations/{obligation.id}"


def period_words(obligation: Obligation) -> str:
    """Return 2026年10月 in the language of this answer."""
    found = calendar_words.period_words(obligation.period_start, obligation.period_end)
    return found.pick(language())


def matter_of(obligation: Obligation) -> str:
    """Return what has to be done, in the language of this answer."""
    matter = obligation.inputs["matter"]
    return say(matter)


def day_words(day: date, today: date) -> str:
    """Return 5月6日 周三 in the language of this answer."""
    return calendar_words.full_day_words(day, today).pick(language())


def chip_of(obligation: Obligation, setting: Setting) -> Plain | None:
    """Return the chip of an obligation; none for what is owed no longer."""
    if obligation.state == "waived":
        return None
    found = chip(
        obligation.due_on,
        setting.today,
        setting.calendar,
        state="open" if obligation.state == "open" else "done",
        is_enforceable=obligation.is_enforceable,
        is_provisional=obligation.is_provisional,
        nominal_on=obligation.nominal_on,
        ended_on=obligation.met_on,
        whose_other=obligation.state == "open" and obligation.unit_id != setting.unit_id,
    )
    return dict(found.view(language()))


def is_fileable(obligation: Obligation, setting: Setting) -> bool:
    """Say whether it is this unit's, and its period has begun."""
    is_mine = obligation.state == "open" and obligation.unit_id == setting.unit_id
    return is_mine and obligation.period_start <= setting.today


def badge_of(obligation: Obligation, setting: Setting) -> Plain:
    """Return the state as a badge; what was returned, or is of a period to come, says so."""
    if obligation.state == "open" and obligation.period_start > setting.today:
        return {"label": say("本期未开始"), "tone": None, "icon": None}
    if obligation.state == "open" and obligation.inputs.get("returns"):
        return {"label": say("已退回，待重报"), "tone": "amber", "icon": None}
    badge = BADGES[obligation.state]
    label = badge["label"]
    return {**badge, "label": say(label)}


def tolerance(obligation: Obligation, setting: Setting) -> str:
    """Return why the day moved, where it did: the original day is kept."""
    if obligation.nominal_on == obligation.due_on or obligation.state != "open":
        return ""
    return say(
        "原定 {nominal}不是工作日，{due}当天报送也算按时",
        nominal=day_words(obligation.nominal_on, setting.today),
        due=day_words(obligation.due_on, setting.today),
    )


def outcome(obligation: Obligation, setting: Setting) -> str:
    """Return how late it was met, in working days; nothing where nobody is called late."""
    late = working_days_late(obligation, setting.calendar)
    if late is not None:
        return say("迟报 {n} 个工作日", n=late)
    return say("超过日期，不记逾期") if obligation.outcome == "not_accused" else ""


def clause_of(obligation: Obligation, setting: Setting) -> Plain | None:
    """Return the link to the clause it rests on."""
    stated = obligation.inputs.get("basis") or ()
    if not stated:
        return None
    return clause_link(setting.base, setting.register, stated[0]["instrument"], stated[0]["clause"])
