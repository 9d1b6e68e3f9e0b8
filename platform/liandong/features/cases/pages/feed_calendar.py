"""Deadlines as iCalendar (RFC 5545): all-day events without any content of a case; pure.

Meetings stand beside them, with their moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from liandong.calendars import OutsideCalendarError
from liandong.features.cases.pages.appointment_event import appointment_event
from liandong.features.cases.pages.stopping import verb_for
from liandong.features.cases.pages.words import Setting, deadline_href, moment_of
from liandong.features.cases.service.appointments import Fixed
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.cases.service.feeding import Fed
from liandong.features.tenants.service import citation
from liandong.web.languages import say

_MAKER = "-//liandong//deadlines//ZH"
_READ_EVERY = "PT6H"
_SPOKEN_AT = timedelta(hours=9)


@dataclass(frozen=True)
class Whose:
    """What the calendar is called, and where its pages are."""

    name: str
    host: str


def calendar_file(
    fed: Iterable[Fed], fixed: Iterable[Fixed], whose: Whose, setting: Setting
) -> bytes:
    """Return the bytes of the calendar; the same deadlines and meetings give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", whose.name)
    calendar.add("x-published-ttl", _READ_EVERY)
    for each in fed:
        calendar.add_component(_event(each, whose, setting))
    for meeting in fixed:
        calendar.add_component(appointment_event(meeting, whose.host, setting.base))
    return bytes(calendar.to_ical())


def _event(fed: Fed, whose: Whose, setting: Setting) -> Event:
    deadline, event = fed.deadline, Event()
    due_on = deadline.due_on
    if due_on is None:
        msg = "a deadline without a day has no event"
        raise ValueError(msg)
    event.add("uid", f"{deadline.id}@liandong")
    event.add("dtstamp", fed.changed_at)
    event.add("last-modified", fed.changed_at)
    event.add("sequence", len(deadline.inputs.get("revisions", ())))
    event.add("dtstart", due_on)
    event.add("dtend", due_on + timedelta(days=1))
    event.add("summary", summary_of(fed, setting))
    event.add("description", _description(fed, setting))
    event.add("url", f"{whose.host}{deadline_href(setting.base, fed.case, deadline)}")
    event.add("status", "TENTATIVE" if deadline.is_provisional else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    alarm = _alarm(fed, setting)
    if alarm is not None:
        event.add_component(alarm)
    return event


def summary_of(fed: Fed, setting: Setting) -> str:
    """Return what is due, for whom and by which limit; of the case its number alone."""
    deadline, moment = fed.deadline, moment_of(fed.deadline, setting)
    lead = say("截止") if deadline.is_enforceable else say("提醒")
    if deadline.is_right:
        lead = say("可选")
    words = [
        "" if _is_own(fed, setting) else say("对方"),
        say("预计") if deadline.is_provisional else "",
        lead,
        f" {moment:%H:%M}" if moment else "",
    ]
    limit = "" if deadline.limit_id == CONFIRMATION else f"（{deadline.limit_id}）"
    verb = verb_for(fed.seen.opened, deadline)
    number = fed.case.number or say("未编号")
    return f"{''.join(words)}：{verb}{limit} {number}"


def _is_own(fed: Fed, setting: Setting) -> bool:
    return fed.deadline.unit_id == setting.unit_id


def _description(fed: Fed, setting: Setting) -> str:
    known, stated = setting.register, fed.deadline.inputs.get("basis", ())
    named = [citation(known, b["instrument"], b["clause"]) for b in stated]
    basis = say("依据：{basis}。", basis=say("；").join(named)) if named else ""
    told = say("登录平台看怎么算的。")
    if fed.deadline.is_provisional:
        told = say("放假安排未公布，日期可能会变。") + told
    return f"{basis}{told}"


def _alarm(fed: Fed, setting: Setting) -> Alarm | None:
    """Return a word at nine on the working day before, for what the reader's own unit owes."""
    deadline = fed.deadline
    if deadline.due_on is None or deadline.is_right or not _is_own(fed, setting):
        return None
    try:
        before = setting.calendar.add(deadline.due_on, -1)
    except OutsideCalendarError:
        before = deadline.due_on - timedelta(days=1)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary_of(fed, setting))
    alarm.add("trigger", _SPOKEN_AT - (deadline.due_on - before))
    return alarm
