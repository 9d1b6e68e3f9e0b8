"""Decides one act on one case: where it lands, or why it is refused. Nothing is changed here."""

from dataclasses import replace

from liandong.kernel.errors import Problem
from liandong.mechanisms.acts import Fire, Landing, Refusal, RefusalCode, RowFire, RowLanding
from liandong.mechanisms.computing import worked_out
from liandong.mechanisms.conditions import why_not
from liandong.mechanisms.declaration import VARIANT, Mechanism
from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import Same, State, Transition
from liandong.mechanisms.permitting import (
    check_actor,
    check_hand_over,
    check_here,
    check_holder,
    check_ready,
    check_row,
    check_state,
)
from liandong.mechanisms.validating import missing_fields, validate_fields
from liandong.mechanisms.views import CaseView, RowView


def decide(mechanism: Mechanism, case: CaseView, fire: Fire) -> Landing | Refusal:
    """Tell where an act lands, all of it or nothing: facts, then rows, then the guard."""
    view = replace(case, on=fire.on, acting=fire.by or frozenset())
    if fire.transition is None:
        return _decide_rows_alone(mechanism, view, fire)
    move = next((m for m in mechanism.transitions if m.key == fire.transition), None)
    if move is None:
        return _unknown(fire.transition)
    refusal = (
        check_state(move, case.state)
        or check_actor(move, fire.by)
        or check_hand_over(move, case)
        or check_here(move, case)
        or check_ready(move, case)
        or _check_facts(mechanism, move, view, fire)
    )
    if refusal:
        return refusal
    view = replace(view, facts={**case.facts, **fire.facts})
    moved = _move_rows(mechanism, view, fire, move)
    if isinstance(moved, Refusal):
        return moved
    view, landings = moved
    source = mechanism.state(case.state) if case.state is not None else None
    landed = _land(move, source, view)
    if isinstance(landed, Refusal):
        return landed
    state, on_target = landed
    facts = {**fire.facts, **worked_out(move.computes, view)}
    return Landing(move, state, facts, on_target, landings)


def _decide_rows_alone(mechanism: Mechanism, view: CaseView, fire: Fire) -> Landing | Refusal:
    if view.state is None or not fire.rows:
        return _unknown("")
    moved = _move_rows(mechanism, view, fire, None)
    if isinstance(moved, Refusal):
        return moved
    return Landing(None, mechanism.state(view.state), {}, on_target=True, rows=moved[1])


def _unknown(key: str) -> Refusal:
    return Refusal(
        RefusalCode.UNKNOWN_TRANSITION, f"没有“{key}”这一步", f"there is no transition '{key}'"
    )


def _land(move: Transition, source: State | None, view: CaseView) -> tuple[State, bool] | Refusal:
    words = why_not(move.guard, view, view.on)
    if words is None:
        target = source if isinstance(move.target, Same) else move.target
        if target is not None:
            return target, True
    elif move.otherwise is not None:
        return move.otherwise, False
    return Refusal(RefusalCode.GUARD, *(words or ("没有可停留的状态", "no state to stay in")))


def _move_rows(
    mechanism: Mechanism, view: CaseView, fire: Fire, along: Transition | None
) -> tuple[CaseView, tuple[RowLanding, ...]] | Refusal:
    landings = []
    for index, row_fire in enumerate(fire.rows):
        moved = _move_row(mechanism, view, replace(fire, facts=row_fire.facts), row_fire, along)
        if isinstance(moved, Refusal):
            return _at_row(moved, index)
        view, landing = moved
        landings.append(landing)
    return view, tuple(landings)


def _move_row(
    mechanism: Mechanism, view: CaseView, fire: Fire, row_fire: RowFire, along: Transition | None
) -> tuple[CaseView, RowLanding] | Refusal:
    row_type = next((r for r in mechanism.rows if r.key == row_fire.row_type), None)
    moves = row_type.transitions if row_type else ()
    move = next((m for m in moves if m.key == row_fire.transition), None)
    if row_type is None or move is None:
        return _unknown(f"{row_fire.row_type}.{row_fire.transition}")
    row = next(
        (r for r in view.rows if (r.type, r.id) == (row_type.key, row_fire.row_id)),
        None,
    )
    if row is None and not move.creates:
        return Refusal(RefusalCode.UNKNOWN_ROW, "没有这一条", "there is no such row")
    refusal = (
        check_row(mechanism, move, view, along)
        or check_state(move, row.state if row else None)
        or check_actor(move, fire.by)
        or check_here(move, view)
        or check_holder(row_type, move, row, view)
        or check_ready(move, view)
        or _check_facts(mechanism, move, replace(view, facts=row.facts if row else {}), fire)
    )
    if refusal:
        return refusal
    now = row or RowView(row_fire.row_id or object(), row_type.key, "")
    now = replace(now, facts={**now.facts, **row_fire.facts})
    source = next((s for s in row_type.states if row and s.key == row.state), None)
    landed = _land(move, source, replace(view, row=now))
    if isinstance(landed, Refusal):
        return landed
    state, on_target = landed
    computed = worked_out(move.computes, replace(view, row=now))
    now = replace(now, state=state.key, moved=True, facts={**now.facts, **computed})
    view = replace(view, rows=(*(r for r in view.rows if r is not row), now))
    facts = {**row_fire.facts, **computed}
    return view, RowLanding(move, state, facts, on_target, row_type, row_fire.row_id)


def _check_facts(
    mechanism: Mechanism, move: Transition, known: CaseView, fire: Fire
) -> Refusal | None:
    merged = {**known.facts, **fire.facts}
    stated = tuple(field for field in move.inputs if field not in move.asks)
    if any(field.key == VARIANT for field in move.inputs):
        variant = mechanism.variant(merged.get(VARIANT))
        stated += variant.asks if variant else ()
    unique = {field.key: field for field in (*stated, *move.asks)}
    entered = [_as_entered(field, move, known, fire) for field in unique.values()]
    problems = validate_fields(entered, fire.facts, days=known.days)
    named = {problem.where for problem in problems}
    problems += [p for p in missing_fields(unique.values(), merged) if p.where not in named]
    return _invalid(tuple(problems)) if problems else None


def _as_entered(field: Field, move: Transition, known: CaseView, fire: Fire) -> Field:
    """What a paper states may be known already; what a move asks must come with it."""
    field = (field if field in move.asks else field.optional()).for_county(known.lists)
    return field if fire.by is None else field.for_holder(fire.by)


def _invalid(problems: tuple[Problem, ...]) -> Refusal:
    return Refusal(
        RefusalCode.INVALID_FIELDS, "有内容要改", "something entered has to be changed", problems
    )


def _at_row(refusal: Refusal, index: int) -> Refusal:
    placed = tuple(replace(p, where=f"rows[{index}].{p.where}") for p in refusal.problems)
    return replace(refusal, problems=placed)
