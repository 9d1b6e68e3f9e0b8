"""The calendar of a county for machines: what each day of a year is, and by which notice."""

from datetime import date, timedelta
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import fields, validate

from liandong.calendars import DayKind, WorkingDayCalendar
from liandong.features.tenants.service import calendar_of, current
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.fields import ClosedSchema

blp = Blueprint(
    "county_calendar", __name__, url_prefix="/api/v1/t/<code>/calendar", description="日历 Calendar"
)


class CalendarQuerySchema(ClosedSchema):
    """The year that is asked for."""

    year = fields.Integer(load_default=None, metadata={"description": "This year without it"})


class CalendarDaySchema(ClosedSchema):
    """A day of the calendar."""

    day = fields.Date()
    kind = fields.String(validate=validate.OneOf([kind.value for kind in DayKind]))
    name = fields.String(metadata={"description": "The holiday it belongs to, else empty"})
    name_en = fields.String()


class CalendarSchema(ClosedSchema):
    """A year as the county counts it."""

    year = fields.Integer()
    notice = fields.String(allow_none=True, metadata={"description": "Number of the notice"})
    published_on = fields.Date(allow_none=True)
    is_provisional = fields.Boolean(metadata={"description": "The notice is not published yet"})
    version = fields.String(metadata={"description": "As deadlines name their calendar"})
    days = fields.List(fields.Nested(CalendarDaySchema))


@blp.route("", methods=["GET"])
@blp.doc(summary="日历", operationId="calendar.read")
@blp.arguments(CalendarQuerySchema, location="query")
@blp.response(200, CalendarSchema)
def read_calendar(asked: dict[str, Any]) -> Response:
    principal = current_principal()
    principal.require_call("calendar.read")
    with current_unit_of_work() as uow:
        calendar = calendar_of(current(uow))
    year = current_clock().today().year if asked["year"] is None else asked["year"]
    return json_answer(_dump(calendar, year))


def _dump(calendar: WorkingDayCalendar, year: int) -> dict[str, Any]:
    schedule = calendar.schedule(year)
    if schedule is None:
        zh, en = f"没有 {year} 年的日历", f"there is no calendar of {year}"
        raise InvalidInputError([Problem("year", zh, en)])
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = (calendar.kind(first + timedelta(days=n)) for n in range((last - first).days + 1))
    return {
        "year": year,
        "notice": schedule.notice,
        "published_on": schedule.published_on.isoformat() if schedule.published_on else None,
        "is_provisional": schedule.provisional,
        "version": calendar.version,
        "days": [
            {
                "day": day.on.isoformat(),
                "kind": day.kind.value,
                "name": day.name,
                "name_en": day.name_en,
            }
            for day in days
        ],
    }
