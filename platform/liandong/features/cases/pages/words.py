"""Words and addresses that the pages about cases share; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import WorkingDayCalendar, chip
from liandong.calendars import words as calendar_words
from liandong.calendars.runs import span
from liandong.features.cases.models import Case
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import ClauseRegister, clause_link
from liandong.features.units.models import Unit
from liandong.kernel.errors import LiandongError, Problem
from liandong.mechanisms import Refusal
from liandong.web.languages import language, say

Plain = dict[str, Any]
Said = LiandongError | Problem | Refusal
_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Setting:
    """What the words depend on: the day, the calendar, the county, who reads, in what language."""

    today: date
    calendar: WorkingDayCalendar
    base: str
    unit_id: UUID
    units: dict[UUID, Unit]
    register: ClauseRegister
    zone: ZoneInfo = _ZONE
    language: str = "zh-CN"
    files: Mapping[str, str] = field(default_factory=dict)
    now: datetime | None = None

    def name(self, unit_id: UUID | None) -> str:
        """Return a unit's name as the county's document writes it."""
        return self.units[unit_id].name if unit_id in self.units else "—"


def case_href(base: str, case: Case) -> str:
    """Return the address of a case's page."""
    return f"{base}/cases/{case.mechanism}/{case.id}"


def deadline_href(base: str, case: Case, deadline: Deadline) -> str:
    """Return the address of the page that explains a deadline."""
    return f"{case_href(base, case)}/deadlines/{deadline.id}"


def in_words(said: Said) -> str:
    """Return an error, a refusal or a problem in the language of this answer."""
    return said.message_en if language().startswith("en") else said.message_zh


def day_words(day: date, today: date) -> str:
    """Return 5月6日, with the year unless it is this one, in the language of this answer."""
    return calendar_words.day_words(day, today).pick(language())


def weekday_words(day: date, today: date) -> str:
    """Return 5月6日 周三, in the language of this answer."""
    return calendar_words.full_day_words(day, today).pick(language())


def nominal_of(deadline: Deadline) -> date | None:
    """Return the last day before it moved."""
    stored = deadline.inputs.get("nominal_on")
    return date.fromisoformat(stored) if stored else None


def moment_of(deadline: Deadline, setting: Setting) -> datetime | None:
    """Return the moment a limit in hours ends, in the county's time."""
    return deadline.due_at.astimezone(setting.zone) if deadline.due_at else None


def until_words(deadline: Deadline, setting: Setting) -> str:
    """Return until when: 5月6日 周三 24:00 前; a paused one has no day."""
    if deadline.state == "paused":
        return say("暂停计时，恢复后重新确定日期")
    if deadline.due_on is None:
        return say("没有规定天数")
    if deadline.inputs.get("is_target"):
        day = weekday_words(deadline.due_on, setting.today)
        return say("{day}（目标，不是法定期限）", day=day)
    moment = moment_of(deadline, setting)
    return say(
        "{day} {time} 前",
        day=weekday_words(deadline.due_on, setting.today),
        time=f"{moment:%H:%M}" if moment else "24:00",
    )


def is_missed(deadline: Deadline) -> bool:
    """Say whether its day passed undone and the unit that owed it let it go."""
    return deadline.state == "released" and deadline.outcome == "late"


def chip_of(deadline: Deadline, setting: Setting) -> Plain:
    """Return the chip of a deadline as the templates want it, with its `date_line`."""
    found = chip(
        deadline.due_on,
        setting.today,
        setting.calendar,
        state="missed" if is_missed(deadline) else deadline.state,
        is_enforceable=deadline.is_enforceable,
        is_right=deadline.is_right,
        is_provisional=deadline.is_provisional,
        nominal_on=nominal_of(deadline),
        ended_on=deadline.ended_on,
        waiting_since=_waiting_since(deadline),
        paused_reason=str(deadline.inputs.get("paused_reason") or ""),
        whose_other=deadline.unit_id is not None and deadline.unit_id != setting.unit_id,
        due_at=moment_of(deadline, setting),
        now=setting.now,
    )
    return dict(found.view(setting.language))


def _waiting_since(deadline: Deadline) -> date | None:
    """Return since when nothing runs: since the pause began, or since the start without a day."""
    if deadline.state == "paused":
        since = deadline.inputs.get("paused_since")
        return date.fromisoformat(since) if since else None
    return None if deadline.due_on else deadline.started_on


def set_chip(due_on: date, setting: Setting) -> Plain:
    """Return the chip of a day that people set: it reminds, and nobody is late by it."""
    found = chip(due_on, setting.today, setting.calendar, state="open", is_enforceable=False)
    return dict(found.view(setting.language))


def waiting_chip(since: date, setting: Setting) -> Plain:
    """Return the chip of something that waits, and for which no rule sets a time."""
    waited = span(setting.calendar, since, setting.today).pick(setting.language)
    label = say("已等 {waited}", waited=waited) if since < setting.today else say("今天到的")
    return {"state": "remind", "icon": "bell", "label": label, "date_line": ""}


def basis_of(deadline: Deadline, setting: Setting) -> Plain | None:
    """Return the link to the clause a deadline rests on."""
    stated = deadline.inputs.get("basis") or ()
    if not stated:
        return None
    return clause_link(setting.base, setting.register, stated[0]["instrument"], stated[0]["clause"])


def why(deadline: Deadline, setting: Setting) -> Plain:
    """Return the words of the clause, and why the day moved, with the link to it."""
    stated = deadline.inputs.get("basis") or ()
    quote, matter = (stated[0].get("quote") if stated else ""), deadline.inputs.get("matter", "")
    text = quote or say(matter)
    if isinstance(deadline.inputs.get("stated"), int):
        text = say("文书载明 {n} 日", n=deadline.inputs["stated"])
    nominal = nominal_of(deadline)
    if nominal and deadline.due_on and nominal != deadline.due_on:
        text = say(
            "{text}；届满日 {nominal}不是工作日，顺延到 {moved}",
            text=text,
            nominal=day_words(nominal, setting.today),
            moved=day_words(deadline.due_on, setting.today),
        )
    return {"text": say("{text}。", text=text), "basis": basis_of(deadline, setting)}
