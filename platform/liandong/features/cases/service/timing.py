"""Which clocks an act starts, stops and releases."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from liandong.calendars import HistoryError, OutsideCalendarError
from liandong.features.cases.service import contesting, delivering
from liandong.features.cases.service.altering import altered, carried
from liandong.features.cases.service.clock_refusals import at_its_field
from liandong.features.cases.service.commands import FireTransition
from liandong.features.cases.service.viewing import Opened, issued_on
from liandong.features.deadlines import service as clocks
from liandong.features.tenants.service import calendar_of, reading
from liandong.mechanisms import (
    NEVER_LATE_BY_OWNER,
    Field,
    Landing,
    Role,
    RowLanding,
    TimeLimit,
    Transition,
    resolve,
    roles,
)

Payload = dict[str, Any]
_OPEN = frozenset({"open", "paused"})
#: What hung on a delivery that is replaced no longer stands, even where it had ended.
_OVERRULED = _OPEN | {"done"}

#: Owed by a unit of the county that has this role, or by nobody who is a unit.
_ELSEWHERE = frozenset(NEVER_LATE_BY_OWNER) | {
    role.key for role in vars(roles).values() if isinstance(role, Role)
}


def clocks_of(opened: Opened, command: FireTransition, landing: Landing, now: datetime) -> Payload:
    """Return the clocks that end, then those that start, in the form the event carries."""
    ended: dict[str, Payload] = {}
    started: list[Payload] = []
    for landed, row_id in _landed(landing):
        _end(opened, (*landed.stops, *met_by_progress(opened, landed)), row_id, "done", ended)
        states = _OVERRULED if landed.transition and landed.transition.counts_from else _OPEN
        _end(opened, landed.releases, row_id, "released", ended, states)
    if opened.mechanism.is_final(landing.state.key) and opened.case.state != landing.state.key:
        _end_rest(opened, ended)
    for landed, row_id in _landed(landing):
        started += _starts(opened, command, landing, landed, row_id, now)
    delivering.settle(opened, landing, ended)
    return {
        "ended": list(ended.values()),
        "started": [*started, *delivering.awaited(opened, landing, now)],
        "changed": _changed(opened, command, landing, ended),
        "fired": [],
        "judged": contesting.judged(opened, landing, delivering.recorded_on(opened.config, now)),
    }


def _changed(
    opened: Opened, command: FireTransition, landing: Landing, ended: dict[str, Payload]
) -> list[Payload]:
    try:
        return altered(opened, landing, command.occurred_on, ended)
    except (HistoryError, OutsideCalendarError) as error:
        raise at_its_field(error, landing, command.occurred_on) from error


def day_of(
    move: Transition, command: FireTransition, known: Mapping[str, Any] | None = None
) -> date:
    """Return the day from which a move's limits count: that of the act, unless it says another.

    `known` is what was entered with the row, or stands in the case and goes into the paper.
    """
    facts, field = {**(known or {}), **command.facts}, move.counts_from
    entered = facts.get(field.key) if isinstance(field, Field) else None
    if entered:
        return date.fromisoformat(str(entered))
    return command.counts_on or command.occurred_on


def _landed(landing: Landing) -> list[tuple[Landing | RowLanding, UUID | None]]:
    return [(landing, None), *((row, UUID(str(row.row_id))) for row in landing.rows)]


def met_by_progress(opened: Opened, landed: Landing | RowLanding) -> tuple[TimeLimit, ...]:
    """Return the limits that word of the progress meets: their own text asks for no more."""
    move = landed.transition
    asked = {limit.id for limit in move.reports} if move and landed.on_target else set()
    governing = {deadline.limit_id for deadline in opened.deadlines if deadline.stands_for in asked}
    known = opened.config.limits_here
    enough = {key for key in governing if key in known and known[key].met_by_progress}
    named = {d.stands_for for d in opened.deadlines if d.limit_id in enough}
    return tuple(limit for limit in (move.reports if move else ()) if limit.id in named)


def _end(
    opened: Opened,
    limits: tuple[TimeLimit, ...],
    row_id: UUID | None,
    how: str,
    ended: dict[str, Payload],
    states: frozenset[str] = _OPEN,
) -> None:
    named = {limit.id for limit in limits}
    for deadline in opened.deadlines:
        fits = row_id is None or deadline.row_id in {None, row_id}
        if deadline.stands_for in named and deadline.state in states and fits:
            ended.setdefault(str(deadline.id), {"id": str(deadline.id), "how": how})


def _end_rest(opened: Opened, ended: dict[str, Payload]) -> None:
    for deadline in opened.deadlines:
        if deadline.state in _OPEN:
            said = {"id": str(deadline.id), "how": "released"}
            ended.setdefault(str(deadline.id), said)


def _starts(
    opened: Opened,
    command: FireTransition,
    landing: Landing,
    landed: Landing | RowLanding,
    row_id: UUID | None,
    now: datetime,
) -> list[Payload]:
    facts = {**opened.case.facts, **landing.facts}
    variant_key = facts.get("variant")
    own, holder = _of_row(opened, landed)
    move = landed.transition
    if move is None or not landed.on_target:
        return []
    known = {**opened.case.facts, **landed.facts}
    day = day_of(move, command, known)
    limits = opened.mechanism.starts(move, variant_key) if row_id is None else landed.starts
    limits = tuple(limit for limit in limits if _is_read_so(opened, move, limit, day))
    variant = opened.mechanism.variant(variant_key)
    found: list[Payload] = []
    begins = _Begins(move, day)
    every = (*((x, False) for x in limits), *((x, True) for x in landed.opens))
    for limit, is_right in sorted(every, key=lambda each: begins.comes_later(each[0])):
        day = begins.day(limit)
        local = opened.config.replacements_on(day, opened.case.opened_on)
        governing = resolve(limit, variant, local)
        if governing.is_slot:  # no rule of this county fills it
            continue
        start = clocks.Start(
            limit=governing,
            stands_for=limit,
            on=day,
            at=command.counts_at or now,
            unit_id=_owed_by(opened, governing, holder),
            is_right=is_right,
            row_id=row_id,
            stated=_stated(opened, governing, limit, facts | own),
            opened_on=opened.case.opened_on,
            issued_on=issued_on(opened),
        )
        begun = begins.note(limit, clocks.begin(opened.config, calendar_of(opened.config), start))
        found.append(carried(opened, limit.id, begun) if move.counts_from else begun)
    return found


def _is_read_so(opened: Opened, move: Transition, limit: TimeLimit, day: date) -> bool:
    """Say whether the county reads the law so that the limit begins with this move."""
    stated = [each for each in move.where if each.limit == limit]
    return all(reading(opened.config, each.setting, day).value == each.value for each in stated)


class _Begins:
    """From which day each limit of a move counts: of one that follows, the last day of another."""

    def __init__(self, move: Transition, day: date) -> None:
        self._day = day
        self._after = {follow.limit.id: follow.after.id for follow in move.follows}
        self._begun: dict[str, Payload] = {}

    def comes_later(self, limit: TimeLimit) -> bool:
        """Tell whether it waits for another limit of the same act."""
        return limit.id in self._after

    def day(self, limit: TimeLimit) -> date:
        """Return the day; the act's own where the limit before it has none."""
        before = self._begun.get(self._after.get(limit.id, ""))
        return date.fromisoformat(before["due_on"]) if before and before["due_on"] else self._day

    def note(self, limit: TimeLimit, begun: Payload) -> Payload:
        """Keep what has begun, and of one that follows another which one that is."""
        before = self._begun.get(self._after.get(limit.id, ""))
        if before:
            begun = {**begun, "inputs": {**begun["inputs"], clocks.FOLLOWS: before["id"]}}
        self._begun[limit.id] = begun
        return begun


def _of_row(opened: Opened, landed: Landing | RowLanding) -> tuple[Payload, UUID | None]:
    """Return what stands in the row that moves, and the unit that holds it."""
    if isinstance(landed, Landing):
        return {}, None
    before = next((row.facts for row in opened.rows if row.id == landed.row_id), {})
    facts = {**before, **landed.facts}
    held_by = landed.row_type.held_by
    holder = facts.get(held_by.key) if held_by else None
    return facts, UUID(str(holder)) if holder else None


def _owed_by(opened: Opened, limit: TimeLimit, holder: UUID | None) -> UUID | None:
    """Return the unit that owes it: by its part in the case, or by the role it has in the county.

    Who holds the row owes it before all others; of several units with the role, the one that
    opened the case, and otherwise nobody, because none is more likely than another. Where the law
    names neither a part held here nor a role (办理机关), the holder owes it too, but not what a
    court or a private person owes.
    """
    held = [party for party in opened.parties if party.unit_id == holder]
    known = opened.config.roles_of(holder) if holder else frozenset()
    if set(limit.owed_by) & {*(party.part for party in held), *known}:
        return holder
    for name in limit.owed_by:
        units = opened.units(name)
        if units:
            return units[0]
        able = {p.unit_id for p in opened.parties if name in opened.config.roles_of(p.unit_id)}
        if opened.case.issuer_id in able or len(able) == 1:
            return opened.case.issuer_id if opened.case.issuer_id in able else able.pop()
    return None if _ELSEWHERE & set(limit.owed_by) else holder


def _stated(
    opened: Opened, governing: TimeLimit, limit: TimeLimit, facts: dict[str, Any]
) -> int | date | None:
    by_id = {known.id: field for known, field in opened.mechanism.stated.items()}
    field = by_id.get(governing.id) or (by_id.get(limit.id) if governing is limit else None)
    value = facts.get(field.key) if field else None
    if isinstance(value, str):
        return date.fromisoformat(value)
    return int(value) if value is not None else None
