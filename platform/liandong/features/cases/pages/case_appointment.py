"""When and where people meet in a case, and the file that a calendar program takes."""

from uuid import UUID

from flask import request
from icalendar import Calendar

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case
from liandong.features.cases.pages.appointment_event import appointment_event
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.words import Plain, Setting, case_href, weekday_words
from liandong.features.cases.service.appointments import Fixed, find_appointment
from liandong.kernel.errors import NotFoundError
from liandong.web.languages import say

_MAKER = "-//liandong//meetings//ZH"


def appointment_file(uow: UnitOfWork, principal: Principal, case_id: UUID) -> bytes:
    """Return the event of a case as iCalendar.

    Raises:
        NotFoundError: Nothing is fixed, or this unit takes no part in it.
    """
    fixed = find_appointment(uow, principal, case_id)
    if fixed is None:
        raise NotFoundError
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    host, base = request.host_url.rstrip("/"), setting_of(uow).base
    calendar.add_component(appointment_event(fixed, host, base))
    return bytes(calendar.to_ical())


def appointment_line(
    uow: UnitOfWork, principal: Principal, case: Case, setting: Setting
) -> Plain | None:
    """Return day, time and place in a line with the address of the file; None: nothing is fixed."""
    fixed = find_appointment(uow, principal, case.id)
    if fixed is None:
        return None
    href = f"{case_href(setting.base, case)}/appointment.ics"
    return {"text": when_words(fixed, setting), "href": href, "label": say("加入日历")}


def when_words(fixed: Fixed, setting: Setting) -> str:
    """Return 7月3日 周五 09:30，三楼会议室."""
    day, at = weekday_words(fixed.on, setting.today), f"{fixed.starts_at:%H:%M}"
    return say("{day} {time}，{place}", day=day, time=at, place=fixed.place)
