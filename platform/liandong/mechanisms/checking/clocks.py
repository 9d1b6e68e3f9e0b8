"""Checks that no clock runs on after the end: every path from a start stops or releases it."""

from collections.abc import Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.conditions import parts_of
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.graph import Same, State, Transition, final_states
from liandong.mechanisms.limit_guards import LimitGuard, LimitMode
from liandong.mechanisms.limits import Regime, TimeLimit


def check_clocks(where: str, transitions: tuple[Transition, ...]) -> Iterator[Problem]:
    """Name every limit of a graph that still runs in a final state."""
    finals = final_states(transitions)
    started = {limit: None for move in transitions for limit in move.starts}
    for limit in started:
        for state in sorted(_running(transitions, limit) & finals, key=lambda s: s.key):
            yield Problem(
                where,
                f"期限“{limit.id}”在终点“{state.label}”仍在计算",
                f"time limit '{limit.id}' still runs in final state '{state.key}'",
            )


def _running(transitions: tuple[Transition, ...], limit: TimeLimit) -> set[State]:
    """Return every state in which the limit may run."""
    found: set[State] = set()
    for move in transitions:
        if limit in move.starts:
            found |= {t for source in move.sources or (None,) for t in _target(move, source)}
    edge = set(found)
    while edge:
        edge = {
            target
            for state in edge
            for move in transitions
            if state in move.sources
            for target in _still_running_in(move, state, limit)
        } - found
        found |= edge
    return found


def _target(move: Transition, source: State | None) -> set[State]:
    landed = source if isinstance(move.target, Same) else move.target
    return {landed} if landed else set()


def _still_running_in(move: Transition, source: State, limit: TimeLimit) -> set[State]:
    elsewhere = {move.otherwise} if move.otherwise else set()
    return elsewhere if _settles(move, limit) else elsewhere | _target(move, source)


def _settles(move: Transition, limit: TimeLimit) -> bool:
    if limit in (*move.stops, *move.releases):
        return limit not in move.starts
    return any(
        isinstance(guard, LimitGuard)
        and guard.mode is LimitMode.NOT_RUNNING
        and guard.limit == limit
        for guard in parts_of(move.guard)
    )


def check_uses(mechanism: Mechanism) -> Iterator[Problem]:
    """Name limits that are stopped, asked or replaced though nothing starts them."""
    begun = {limit for _, move in mechanism.moves for limit in (*move.starts, *move.opens)}
    for row, move in mechanism.moves:
        place = ".".join(filter(None, (mechanism.key, row.key if row else "", move.key)))
        asked = [g.limit for g in parts_of(move.guard) if isinstance(g, LimitGuard)]
        changed = [change.limit for change in move.changes]
        for limit in dict.fromkeys((*move.stops, *move.releases, *move.reports, *changed, *asked)):
            if limit not in begun:
                yield Problem(
                    place, f"期限“{limit.id}”没有起算", f"no move starts or opens '{limit.id}'"
                )
    for variant in mechanism.variants:
        for limit in dict.fromkeys((*variant.limits, *variant.adds)):
            if limit not in begun:
                yield Problem(
                    f"{mechanism.key}.{variant.key}",
                    f"期限“{limit.id}”没有起算",
                    f"no move starts or opens '{limit.id}'",
                )
    yield from _check_stated(mechanism, begun)
    yield from _check_changes(mechanism)
    yield from _check_where(mechanism)
    yield from _check_follows(mechanism)


def _check_changes(mechanism: Mechanism) -> Iterator[Problem]:
    """Name extensions that no limit allows, and changes without the days they need."""
    for row, move in mechanism.moves:
        place = ".".join(filter(None, (mechanism.key, row.key if row else "", move.key)))
        entered = {field.key for field in move.inputs}
        for change in move.changes:
            if change.by is not None and change.by.extends != change.limit.id:
                zh = f"“{change.by.id}”不是“{change.limit.id}”的延长期限"
                en = f"'{change.by.id}' does not extend '{change.limit.id}'"
                yield Problem(place, zh, en)
            for field in filter(None, (change.first, change.until)):
                if field.key not in entered:
                    zh, en = f"没有填写“{field.label}”", f"it does not ask '{field.key}'"
                    yield Problem(place, zh, en)


def _check_follows(mechanism: Mechanism) -> Iterator[Problem]:
    """Name limits that follow each other though the act does not begin both."""
    for row, move in mechanism.moves:
        place = ".".join(filter(None, (mechanism.key, row.key if row else "", move.key)))
        begun = (*move.starts, *move.opens)
        for follow in move.follows:
            for limit in (follow.limit, follow.after):
                if limit not in begun:
                    zh, en = f"“{limit.id}”不在这一步起算", f"it does not begin '{limit.id}'"
                    yield Problem(place, zh, en)


def _check_where(mechanism: Mechanism) -> Iterator[Problem]:
    """Name limits whose start depends on a county's reading though the move does not start them."""
    for row, move in mechanism.moves:
        place = ".".join(filter(None, (mechanism.key, row.key if row else "", move.key)))
        for each in move.where:
            if each.limit not in move.starts:
                zh, en = f"“{each.limit.id}”不在这一步起算", f"it does not start '{each.limit.id}'"
                yield Problem(place, zh, en)


def _check_stated(mechanism: Mechanism, begun: set[TimeLimit]) -> Iterator[Problem]:
    replacing = {limit for variant in mechanism.variants for limit in variant.limits.values()}
    asked = {field.key for field in mechanism.fields}
    asked |= {field.key for row in mechanism.rows for m in row.transitions for field in m.inputs}
    for limit in sorted(begun | replacing, key=lambda each: each.id):
        if limit.regime is not Regime.STATED:
            continue
        field = mechanism.stated.get(limit)
        if field is None:
            yield Problem(
                mechanism.key,
                f"期限“{limit.id}”由文书载明，但没有指明填在哪一项",
                f"time limit '{limit.id}' is stated in a paper, but no field holds it",
            )
        elif field.key not in asked:
            yield Problem(
                mechanism.key,
                f"期限“{limit.id}”的“{field.label}”没有步骤填写",
                f"no transition asks '{field.key}', which holds time limit '{limit.id}'",
            )
