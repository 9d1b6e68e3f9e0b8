"""The life of a period: its last day after everything that held, lengthened or renewed it.

Time that does not count moves the end by as long as it lasted (rules on periods, 3.3 step 4): a
count of working days by working days, every other by days of the calendar; then the last day is
looked at again. A hold that begins when the count has run out and only days off are left moves
the last day as it stands. An extension is counted from the last day as it stands. What renews a
period lets it begin anew from that day with its own length; days excluded beyond it stay out.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liandong.calendars.acts import (
    ActKind,
    ClockAct,
    HistoryError,
    not_counted,
    refused,
    wrong_form,
)
from liandong.calendars.calendar import (
    OutsideCalendarError,
    Roll,
    WorkingDayCalendar,
    default_calendar,
    outside,
)
from liandong.calendars.counting import Computation, CountedIn, compute, length_words
from liandong.calendars.life import Life, Period
from liandong.calendars.words import Text
from liandong.kernel.errors import Problem

_ONE_DAY = timedelta(days=1)
_HOLDS = {ActKind.SUSPEND, ActKind.EXCLUDE}


@dataclass(frozen=True)
class History:
    """A period as all its acts leave it.

    While it is suspended `computation` is as it stands without the open suspension, and no day is
    due. `started_on` is day 0 of the count that runs: of the last renewal, if there was one.
    """

    computation: Computation
    is_suspended: bool
    suspended_since: date | None
    started_on: date


def compute_history(
    start: date,
    *,
    length: int | None = None,
    counted_in: CountedIn | str = CountedIn.DAY,
    roll: Roll | str = Roll.NONE,
    due_on: date | None = None,
    acts: Iterable[ClockAct] = (),
    calendar: WorkingDayCalendar | None = None,
) -> History:
    """Count a period and apply its acts in the order of their days, each with a step that tells it.

    A period has a `length`, or the document states its last day (`due_on`, taken as it stands).
    Acts of one day apply in the order given. A suspended period is resumed before anything else.

    Raises:
        HistoryError: The period has no length or no last day, or acts cannot be; all are named.
        OutsideCalendarError: No schedule covers the days.
    """
    used, unit, rule = calendar or default_calendar(), CountedIn(counted_in), Roll(roll)
    period = Period(used, length, unit, rule, due_on)
    if wrong := period.problems(start):
        raise HistoryError(wrong)
    counted = period.count(start)
    life = Life(period, counted, unit, rule, counted.steps[:2])
    problems: list[Problem] = []
    for number, act in sorted(enumerate(acts, 1), key=lambda each: each[1].on):
        done = _attempt(life, number, act, start)
        if isinstance(done, Life):
            life = done
        else:
            problems.append(done)
    if problems:
        raise HistoryError(problems)
    since = life.suspended_since
    return History(life.computation(), since is not None, since, life.now.started_on)


def _attempt(life: Life, number: int, act: ClockAct, start: date) -> Life | Problem:
    """Apply an act, or say why it cannot be."""
    try:
        why = wrong_form(act) or next(_refusals(life, act, start), None)
        return refused(number, act, why) if why else _APPLY[act.kind](life, act)
    except OverflowError:
        raise outside(act.until or act.on) from None
    except OutsideCalendarError as error:
        said = error.problems[0]
        named = refused(number, act, Text(said.message_zh, said.message_en))
        raise OutsideCalendarError([named]) from error


def _refusals(life: Life, act: ClockAct, start: date) -> Iterator[Text]:
    """Yield why an act cannot be, nothing if it can; the first reason is the one that counts."""
    due, since, excluded = life.now.due_on, life.suspended_since, life.excluded_until
    if act.on < start:
        yield Text("早于期间开始的日子", "it is before the period began")
    if act.kind is ActKind.RESUME:
        if since is None:
            yield Text("没有暂停，不能恢复", "it is not suspended")
        return
    if since is not None:
        yield Text(f"从 {since} 起暂停，要先恢复", f"suspended since {since}; resume it first")
    if act.on > due:
        yield Text(f"期限已于 {due} 届满", f"the period was over on {due}")
    if act.kind in _HOLDS and excluded and act.on <= excluded:
        zh, en = f"和扣除到 {excluded} 的日子重叠", f"it overlaps days excluded until {excluded}"
        yield Text(zh, en)
    if act.kind is ActKind.INTERRUPT and life.period.due_on is not None:
        yield Text("最后一日由文书载明，不能重新起算", "the document states the last day")
    if act.kind is ActKind.EXTEND and _extended(life, act).now.due_on <= due:
        zh, en = f"新的最后一日不晚于现在的 {due}", f"the new last day is not later than {due}"
        yield Text(zh, en)


def _suspend(life: Life, act: ClockAct) -> Life:
    suspended = replace(life, suspended_since=act.on)
    return suspended.tell(act, "这天起暂停计算", "does not count from this day on")


def _resume(life: Life, act: ClockAct) -> Life:
    since = life.suspended_since or act.on
    moved, gone = life.without(since, act.on)
    said = not_counted(gone, life.unit)
    running = replace(moved, suspended_since=None)
    return running.tell(act, f"这天起恢复计算，{said.zh}", f"counts again; {said.en}")


def _exclude(life: Life, act: ClockAct) -> Life:
    until = act.until or act.on
    moved, gone = life.without(act.on, until + _ONE_DAY)
    said = not_counted(gone, life.unit)
    marked = replace(moved, excluded_until=until)
    return marked.tell(act, f"到 {until} 的 {said.zh}", f"until {until}: {said.en}")


def _extend(life: Life, act: ClockAct) -> Life:
    due, later = life.now.due_on, _extended(life, act)
    if act.length is None or act.counted_in is None:
        zh, en = f"最后一日从 {due} 改为 {act.due_on}", f"the last day {due} becomes {act.due_on}"
    else:
        more = Text(*length_words(act.length, act.counted_in))
        zh, en = f"从 {due} 起延长 {more.zh}", f"{more.en} more, counted from {due}"
    return later.tell(act, zh, en)


def _extended(life: Life, act: ClockAct) -> Life:
    if act.due_on is not None:
        return life.ends(act.due_on, act.due_on)
    unit, rule = act.counted_in or life.unit, act.roll or life.roll
    counted = compute(
        life.now.due_on,
        length=act.length or 0,
        counted_in=unit,
        roll=rule,
        calendar=life.period.calendar,
    )
    longer = replace(life, unit=unit, roll=rule)
    through = (life.now.due_on,) if unit is CountedIn.WORKING_DAY else ()
    return longer.ends(counted.nominal_on, counted.due_on, *through)


def _interrupt(life: Life, act: ClockAct) -> Life:
    period, until = life.period, life.excluded_until
    fresh = replace(life, now=period.count(act.on), unit=period.unit, roll=period.roll)
    zh, en = length_words(period.length or 0, period.unit)
    zh, en = f"重新起算，当天不计，从次日数 {zh}", f"begins anew: {en} from the next day"
    if until and until > act.on:
        fresh, gone = fresh.without(act.on, until + _ONE_DAY)
        said = not_counted(gone, fresh.unit)
        zh, en = f"{zh}，扣除到 {until} 的 {said.zh}", f"{en}; until {until} {said.en}"
    return fresh.tell(act, zh, en)


_APPLY: dict[ActKind, Callable[[Life, ClockAct], Life]] = {
    ActKind.SUSPEND: _suspend,
    ActKind.RESUME: _resume,
    ActKind.EXCLUDE: _exclude,
    ActKind.EXTEND: _extend,
    ActKind.INTERRUPT: _interrupt,
}
