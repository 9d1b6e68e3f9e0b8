"""The schedule of 2027 as a notice might give it: for tests, and nowhere else."""

from datetime import date

from sqlalchemy.orm import Session, sessionmaker

from liandong.calendars import Holiday, Schedule, default_calendar
from liandong.db.unit_of_work import global_session
from liandong.features.tenants.service import Imported, keep_schedule, newest_schedules
from support.counties import on

NOTICE, PUBLISHED = "国办发明电〔2026〕9号", date(2026, 11, 4)
HOLIDAYS = (
    ("元旦", "2027-01-01", "2027-01-03"),
    ("春节", "2027-02-05", "2027-02-11"),
    ("清明节", "2027-04-03", "2027-04-05"),
    ("劳动节", "2027-05-01", "2027-05-05"),
    ("端午节", "2027-06-09", "2027-06-09"),
    ("中秋节", "2027-09-15", "2027-09-15"),
    ("国庆节", "2027-10-01", "2027-10-07"),
)
MAKEUP = ("2027-02-20", "2027-04-25", "2027-05-08", "2027-10-09")


def table() -> list[str]:
    """Return the lines of the table, a day each, without the number of the notice."""
    lines = ["日期,类型,节日"]
    for name, *ends in HOLIDAYS:
        first, last = (date.fromisoformat(day).toordinal() for day in ends)
        lines += [f"{date.fromordinal(day)},休,{name}" for day in range(first, last + 1)]
    return [*lines, *(f"{day},班," for day in MAKEUP)]


def schedule(*, spring_until: str = "2027-02-11", off: tuple[str, ...] = ()) -> Schedule:
    """Return it; `spring_until`, and days `off` of their own, make another notice of it."""
    day = date.fromisoformat
    ends = {name: (first, last) for name, first, last in HOLIDAYS}
    ends["春节"] = (ends["春节"][0], spring_until)
    known = {h.name: h.name_en for each in default_calendar().schedules for h in each.holidays}
    holidays = [Holiday(n, known[n], day(first), day(last)) for n, (first, last) in ends.items()]
    holidays += [Holiday("春节", "Spring Festival", day(each), day(each)) for each in off]
    return Schedule(2027, NOTICE, PUBLISHED, False, tuple(holidays), tuple(map(day, MAKEUP)))


def keep(
    sessions: sessionmaker[Session], stated: Schedule, at: str = "2026-11-05"
) -> list[Imported]:
    """Import a schedule and return the newest of its year, as an acceptance takes it."""
    with global_session(sessions) as session:
        keep_schedule(session, on(at), stated, "test")
        return newest_schedules(session, stated.year)
