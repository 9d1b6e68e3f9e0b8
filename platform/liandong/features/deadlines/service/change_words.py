"""What another configuration does to the limits that run: which are kept, what holds from when.

A value is the one in force on the day of the start event, or of the case's opening; a ladder is
taken with the late word; what is owed in periods follows as long as its day is to come.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import func, select

from liandong.calendars import Text
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service.generating import moving, unbound
from liandong.features.deadlines.service.length_words import length_words
from liandong.features.deadlines.service.recounting import RUNNING
from liandong.features.deadlines.service.ruled_from import (
    LimitChange,
    Ruled,
    limit_changes,
    ruled_words,
)
from liandong.features.tenants.service import Configuration, installed, own_days
from liandong.kernel.clock import Clock
from liandong.mechanisms import TimeLimit

#: By the limit that a mechanism names: how many cases run, by what they keep.
Kept = Mapping[str, Mapping[Text, int]]


def limit_words(
    uow: UnitOfWork, clock: Clock, before: Configuration, after: Configuration
) -> Iterator[Text]:
    """Yield a sentence for each limit, and for what is owed in periods; nothing is written."""
    parts = ("limits", "settings", "mechanisms")
    is_ruled_anew = any(before.package[part] != after.package[part] for part in parts)
    if is_ruled_anew:
        found = list(limit_changes(before, after, _named(before, after)))
        kept = _kept(uow, [each.limit.id for each in found])
        yield from (_sentence(each, kept[each.limit.id], clock.today()) for each in found)
    if is_ruled_anew or own_days(before.package) != own_days(after.package):
        yield from _owed_words(uow, clock, after)


def ladder_words(uow: UnitOfWork, before: Configuration, after: Configuration) -> Iterator[Text]:
    """Yield from when another ladder, and other reminders, hold."""
    if before.package["escalation"] != after.package["escalation"]:
        mine = (Deadline.tenant_id == uow.tenant_id, Deadline.state.in_(RUNNING))
        climbing = (*mine, Deadline.inputs.has_key("ladder"))
        n = uow.session.scalar(select(func.count()).select_from(Deadline).where(*climbing)) or 0
        yield Text(
            f"督促链：生效后才逾期的按新的；{n} 件已在督促的仍按原来的",
            f"ladder: what comes to be late afterwards climbs the new one; {n} on it stay",
        )
    if before.package["reminders"] != after.package["reminders"]:
        yield Text(
            "提醒：生效后起算的期限按新的日子提醒，已起算的不变",
            "reminders: limits that begin afterwards are reminded of anew; running ones as before",
        )


def _named(before: Configuration, after: Configuration) -> list[TimeLimit]:
    """Return the limits that enabled mechanisms name, before or after."""
    registry = installed().registry
    enabled = (before.enabled | after.enabled) & set(registry.keys)
    return [limit for key in sorted(enabled) for limit in registry.current(key).limits]


def _kept(uow: UnitOfWork, names: list[str]) -> Kept:
    said = [
        Deadline.inputs[key].as_string().label(key) for key in ("length", "counted_in", "bound")
    ]
    mine = (Deadline.tenant_id == uow.tenant_id, Deadline.state.in_(RUNNING))
    running = select(Deadline.stands_for, Deadline.case_id, *said).distinct()
    each = running.where(*mine, Deadline.stands_for.in_(names)).subquery()
    columns = (each.c.stands_for, each.c.length, each.c.counted_in, each.c.bound)
    query = select(*columns, func.count()).group_by(*columns).order_by(*columns)
    found: dict[str, dict[Text, int]] = defaultdict(lambda: defaultdict(int))
    for name, length, counted_in, bound, n in uow.session.execute(query):
        words = length_words(int(length) if length else None, counted_in, bound or "at_most")
        found[name][words] += n
    return found


def _sentence(change: LimitChange, kept: Mapping[Text, int], today: date) -> Text:
    limit = change.limit
    said = [_was(change, kept), *(_from(change, day, ruled, today) for day, ruled in change.after)]
    zh, en = "；".join(each.zh for each in said), "; ".join(each.en for each in said)
    return Text(f"期限 {limit.id} {limit.matter}：{zh}", f"limit {limit.id}: {en}")


def _was(change: LimitChange, kept: Mapping[Text, int]) -> Text:
    """Return how many cases keep what; where none runs, what it gave so far."""
    if not kept:
        return Text(f"原为{_spaced(change.before.length.zh)}", f"so far {change.before.length.en}")
    zh = "，".join(f"{n} 件在办案件仍按{_spaced(each.zh)}" for each, n in kept.items())
    said = [(f"{n} running case{'s keep' if n > 1 else ' keeps'}", e.en) for e, n in kept.items()]
    return Text(zh, ", ".join(f"{who} {length}" for who, length in said))


def _spaced(zh: str) -> str:
    """Return Chinese words with the space that a figure at their head needs."""
    return f" {zh}" if zh[:1].isdigit() else zh


def _from(change: LimitChange, day: date | None, ruled: Ruled, today: date) -> Text:
    """Return what holds from a day on; of a day that is past, for what is recorded from now on."""
    words, is_late = ruled_words(ruled, change.before), day is None or day <= today
    since, since_en = (f"{day} 起", f" from {day}") if day else ("", "")
    if change.recurs:
        return Text(f"{since}各期{_spaced(words.zh)}", f"{words.en}{since_en}")
    who = Text("新立案件", "new cases") if ruled.by_opening else Text("起算的", "new periods")
    zh = f"{'此后登记、' if is_late else ''}{since}{who.zh}{_spaced(words.zh)}"
    en = f"{who.en} get {words.en}{since_en}"
    return Text(zh, f"{en} where recorded from now on" if is_late else en)


def _owed_words(uow: UnitOfWork, clock: Clock, after: Configuration) -> Iterator[Text]:
    moved, gone = moving(uow, clock, after), unbound(uow, clock, after)
    if moved:
        days = sorted({each["to"] for each in moved})
        yield Text(
            f"定期事项：{len(moved)} 项未到期的改日子：{'、'.join(days)}",
            f"owed in periods: {len(moved)} to come move: {', '.join(days)}",
        )
    if gone:
        limits = "、".join(sorted({each.limit_id for each in gone}))
        yield Text(
            f"定期事项：{len(gone)} 项未到期的不再需要（{limits}）",
            f"owed in periods: {len(gone)} to come are owed no longer ({limits})",
        )
