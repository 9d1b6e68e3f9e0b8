"""An appointment as an event of iCalendar (RFC 5545): its moment and place, no title; pure."""

from datetime import UTC

from icalendar import Event

from liandong.features.cases.pages.words import case_href
from liandong.features.cases.service.appointments import Fixed
from liandong.web.languages import say


def appointment_event(fixed: Fixed, host: str, base: str) -> Event:
    """Return the event; a new moment or place keeps its UID and raises SEQUENCE."""
    event = Event()
    event.add("uid", f"{fixed.case.id}@liandong")
    event.add("dtstamp", fixed.changed_at)
    event.add("last-modified", fixed.changed_at)
    event.add("sequence", fixed.changes)
    event.add("dtstart", fixed.starts_at.astimezone(UTC))
    if fixed.ends_at is not None and fixed.ends_at > fixed.starts_at:
        event.add("dtend", fixed.ends_at.astimezone(UTC))
    event.add("summary", appointment_name(fixed))
    event.add("location", fixed.place)
    event.add("description", say("登录平台看通知和材料。"))
    event.add("url", f"{host}{case_href(base, fixed.case)}")
    event.add("status", "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def appointment_name(fixed: Fixed) -> str:
    """Return what it is called outside the platform: its kind, never its title."""
    return fixed.name or say(fixed.mechanism.label)
