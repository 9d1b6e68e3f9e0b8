"""The meetings of the days that the calendar shows; pure."""

from collections.abc import Iterable

from liandong.features.cases.pages.appointment_event import appointment_name
from liandong.features.cases.pages.calendar_reading import Asked
from liandong.features.cases.pages.calendar_words import span_of
from liandong.features.cases.pages.case_appointment import when_words
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.cases.service.appointments import Fixed


def meetings_of(fixed: Iterable[Fixed], asked: Asked, setting: Setting) -> list[Plain]:
    """Return each meeting of the month, of the one day, or of the days ahead."""
    first, following = span_of(asked, setting.today)
    return [
        {
            "key": str(each.case.id),
            "when": when_words(each, setting),
            "iso": each.starts_at.isoformat(),
            "title": each.case.title or appointment_name(each),
            "name": appointment_name(each),
            "href": case_href(setting.base, each.case),
        }
        for each in fixed
        if first <= each.on < following
    ]
