"""What an act does to clocks that run: holds them, lets them go on, lengthens or renews them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from liandong.features.cases.service.viewing import Opened
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import calendar_of, rule_of
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import (
    REASON,
    ClockChange,
    ClockChangeKind,
    Landing,
    RowLanding,
    Transition,
)

Payload = dict[str, Any]
_CASE = "case"
_CARRIED = {"kind": "act", "zh": "更正送达", "en": "redelivered"}


class NoExtensionError(InvalidInputError):
    """The period was lengthened as often as it may be, or no rule allows it."""

    code = "case.no_extension"


def altered(
    opened: Opened, landing: Landing, on: date, ended: Mapping[str, Payload]
) -> list[Payload]:
    """Return the clocks that an act holds, lengthens or renews, as the event says them.

    Args:
        opened: The case before the act.
        landing: Where the act landed.
        on: The day of the act.
        ended: The clocks the same act ends; they are left alone.

    Raises:
        HistoryError: After the end, held twice; every act is named by its number.
        NoExtensionError: No further extension is allowed.
    """
    lives: dict[str, list[Payload]] = {}
    causes: dict[str, Transition] = {}
    every: tuple[Landing | RowLanding, ...] = (landing, *landing.rows)
    for landed in every:
        for deadline, change in _changed(opened, landed, on):
            if str(deadline.id) in ended or landed.transition is None:
                continue
            life = lives.get(str(deadline.id), deadline.inputs.get("acts", []))
            lives[str(deadline.id)] = _after(opened, landed, deadline, change, life, on)
            causes[str(deadline.id)] = landed.transition
    by_id = {str(each.id): each for each in opened.deadlines}
    found = (
        clocks.recount(
            opened.config, calendar_of(opened.config), by_id[key], _cause(causes[key]), life
        )
        for key, life in lives.items()
    )
    return [item for item in found if item is not None]


def carried(opened: Opened, limit_id: str, begun: Payload) -> Payload:
    """Return a clock that replaces another with what was recorded about the one before.

    What lies before its own beginning is counted from there.

    Raises:
        HistoryError: An act does not fit the new period; it is named by its number.
    """
    before = [d for d in opened.deadlines if d.stands_for == limit_id and d.state in clocks.RUNNING]
    acts = before[-1].inputs.get("acts", []) if before else []
    if not acts:
        return begun
    first = begun["started_on"]
    later = [
        {**act, "on": max(act["on"], first)}
        | ({"until": max(act["until"], first)} if act.get("until") else {})
        for act in acts
    ]
    deadline = clocks.unsaved(begun)
    item = clocks.recount(opened.config, calendar_of(opened.config), deadline, _CARRIED, later)
    if item is None:
        return begun
    kept = ("state", "due_on", "due_at", "is_provisional", "fires")
    changed = {key: item[key] for key in kept}
    return {**begun, **changed, "inputs": {**begun["inputs"], **item["inputs"]}}


def _changed(
    opened: Opened, landed: Landing | RowLanding, on: date
) -> Iterator[tuple[Deadline, ClockChange]]:
    move = landed.transition
    for change in move.changes if move and landed.on_target else ():
        if change.when and not _is_so(opened, change, on):
            continue
        for deadline in opened.deadlines:
            fits = not isinstance(landed, RowLanding) or deadline.row_id in {None, _row(landed)}
            runs = deadline.state in clocks.RUNNING
            if deadline.stands_for == change.limit.id and runs and fits:
                yield deadline, change


def _row(landed: RowLanding) -> UUID:
    return UUID(str(landed.row_id))


def _is_so(opened: Opened, change: ClockChange, on: date) -> bool:
    """Say whether a county's setting lets it happen; what was held goes on whatever it says now."""
    if change.kind is ClockChangeKind.RESUME:
        return True
    stated = opened.config.stated(change.when, on)
    return bool(stated and stated["value"])


def _after(
    opened: Opened,
    landed: Landing | RowLanding,
    deadline: Deadline,
    change: ClockChange,
    life: list[Payload],
    on: date,
) -> list[Payload]:
    """Return the acts of a clock with one more; who holds it is kept, so that it goes on once."""
    source = str(landed.row_id) if isinstance(landed, RowLanding) else _CASE
    facts = {**opened.case.facts, **landed.facts}
    label = landed.transition.label if landed.transition else ""
    act = {"on": on.isoformat(), "reason": str(facts.get(REASON) or label), "source": source}
    if change.kind is ClockChangeKind.SUSPEND:
        return [*life, {**act, "kind": "suspend" if not _holders(life) else "hold"}]
    if change.kind is ClockChangeKind.RESUME:
        return _released(life, act, source)
    if change.kind is ClockChangeKind.RESTART:
        return [*life, {**act, "kind": "interrupt"}]
    if change.kind is ClockChangeKind.EXCLUDE:
        return [*life, {**act, "kind": "exclude", **_excluded(change, facts)}]
    if sum(each["kind"] == "extend" for each in life) >= change.times:
        zh, en = "已经延长过，不能再延长", "it was extended before; no more is allowed"
        raise NoExtensionError([Problem("transition", zh, en)])
    return [*life, {**act, "kind": "extend", **_longer(opened, deadline, change, facts)}]


def _holders(life: list[Payload]) -> list[str]:
    """Return who holds the clock: several objections may wait at once."""
    holding: list[str] = []
    for act in life:
        if act["kind"] in {"suspend", "hold"}:
            holding.append(act["source"])
        elif act["kind"] in {"resume", "release"}:
            holding.remove(act["source"])
    return holding


def _released(life: list[Payload], act: Payload, source: str) -> list[Payload]:
    holding = _holders(life)
    if source not in holding:
        return life
    return [*life, {**act, "kind": "resume" if holding == [source] else "release"}]


def _excluded(change: ClockChange, facts: Mapping[str, Any]) -> Payload:
    first = str(facts[change.first.key]) if change.first else ""
    return {"on": first, "until": str(facts[change.until.key]) if change.until else first}


def _longer(
    opened: Opened, deadline: Deadline, change: ClockChange, facts: Mapping[str, Any]
) -> Payload:
    """Return how much longer: as the limit that allows it says, or up to the day that is stated."""
    if change.by is None:
        return {"due_on": str(facts[change.until.key]) if change.until else None}
    on = deadline.started_on
    opened_on = opened.case.opened_on
    stated = opened.config.replacements_on(on, opened_on).get(change.by.id, change.by)
    rule = rule_of(opened.config, stated, stated.version_day(on, opened_on))
    allowed, value = rule.limit, rule.value
    if value is None or value.length is None or value.counted_in is None:
        zh, en = f"{allowed.id} 当时没有规定可以延长", f"{allowed.id} allowed no extension then"
        raise NoExtensionError([Problem("transition", zh, en)])
    return {
        "length": value.length,
        "counted_in": value.counted_in.value,
        "roll": allowed.roll.value,
        "basis": [{"instrument": b.instrument, "clause": b.clause} for b in value.basis],
    }


def _cause(move: Transition) -> Payload:
    return {"kind": "act", "zh": move.label, "en": move.key.replace("_", " ")}
