"""Checks that everything a mechanism names is its own: rows, states, moves, fields, variants."""

from collections.abc import Iterable, Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.begun_guards import BegunGuard
from liandong.mechanisms.checking.counts import check_counts
from liandong.mechanisms.checking.graphs import repeated
from liandong.mechanisms.checking.known import check_rows, no_state
from liandong.mechanisms.conditions import parts_of
from liandong.mechanisms.declaration import VARIANT, Mechanism
from liandong.mechanisms.drawing import DRAWN, Draw
from liandong.mechanisms.fields import Field, FieldKind
from liandong.mechanisms.graph import Put, Transition
from liandong.mechanisms.guards import RowGuard
from liandong.mechanisms.handing_over import HandedRows
from liandong.mechanisms.row_types import RowType

#: Actions that the platform itself asks permission for, on every mechanism.
RESERVED = frozenset({"read", "export", "escalate", "purge", "change_county"})


def check_names(mechanism: Mechanism) -> Iterator[Problem]:
    """Name what is not declared in this mechanism, or declared twice."""
    for what, keys in (
        ("row type", (row.key for row in mechanism.rows)),
        ("variant", (variant.key for variant in mechanism.variants)),
        ("metric", (metric.key for metric in mechanism.metrics)),
        ("obligation", (each.key for each in mechanism.obligations)),
        ("party", (party.key for party in mechanism.parties)),
    ):
        for key in repeated(keys):
            yield Problem(mechanism.key, f"“{key}”写了两次", f"{what} '{key}' is declared twice")
    for row, move in mechanism.moves:
        where = ".".join(filter(None, (mechanism.key, row.key if row else "", move.key)))
        yield from _check_move(mechanism, row, move, where)
    yield from _check_fields(mechanism)
    yield from _check_inner(mechanism)
    yield from _check_variants(mechanism)
    yield from check_counts(mechanism)


def _check_move(
    mechanism: Mechanism, row: RowType | None, move: Transition, where: str
) -> Iterator[Problem]:
    if move.key in RESERVED:
        zh, en = f"“{move.key}”是平台自己的权限，不能作步骤", f"'{move.key}' is the platform's own"
        yield Problem(where, zh, en)
    if row is None and (move.during or move.along):
        yield Problem(
            where, "during、along 只用于行", "'during' and 'along' are for the moves of rows"
        )
    for state in move.during:
        if row is not None and state not in mechanism.states:
            yield no_state(where, state, mechanism.key)
    keys = {each.key for each in mechanism.transitions}
    for key in move.along:
        if key not in keys:
            yield Problem(where, f"没有“{key}”这一步", f"there is no transition '{key}'")
    yield from _check_named_rows(mechanism, move, where)


def _check_named_rows(mechanism: Mechanism, move: Transition, where: str) -> Iterator[Problem]:
    """Check the rows that a move's guard speaks of, that it puts there and that it hands over."""
    for guard in parts_of(move.guard):
        if isinstance(guard, RowGuard):
            yield from check_rows(mechanism, guard.row_type, guard.states, where)
        if isinstance(guard, BegunGuard):
            yield from _check_begun(mechanism, guard, where)
    for put in move.puts:
        yield from _check_put(mechanism, put, where)
    for handed in move.hands_over.rows if move.hands_over else ():
        yield from _check_handed(mechanism, handed, where)
    for draw in move.draws:
        yield from _check_draw(mechanism, move, draw, where)


def _check_begun(mechanism: Mechanism, guard: BegunGuard, where: str) -> Iterator[Problem]:
    """Name a guard that waits for what no move hands over."""
    if not any(each.key == guard.move and each.hands_over for each in mechanism.transitions):
        zh, en = f"“{guard.move}”没有转出事项", f"'{guard.move}' hands nothing over"
        yield Problem(where, zh, en)


def _check_put(mechanism: Mechanism, put: Put, where: str) -> Iterator[Problem]:
    row = next((each for each in mechanism.rows if each.key == put.row), None)
    created = [each.key for each in row.transitions if each.creates] if row else []
    if row is None or row.held_by is None or put.move not in created:
        zh = f"“{put.row}.{put.move}”不是由单位持有的一条的起始步骤"
        en = f"'{put.row}.{put.move}' creates no row that a unit holds"
        yield Problem(where, zh, en)


def _check_handed(mechanism: Mechanism, handed: HandedRows, where: str) -> Iterator[Problem]:
    """Name rows that are handed over though this mechanism has no such rows, or states."""
    row = next((each for each in mechanism.rows if each.key == handed.of), None)
    known = {state.key for state in row.states} if row else set()
    if (row is None and handed.of) or not set(handed.states) <= known:
        zh = f"没有要转出的“{handed.of}”，或者没有这个状态"
        yield Problem(where, zh, f"no rows '{handed.of}' in these states can be handed over")


def _check_draw(
    mechanism: Mechanism, move: Transition, draw: Draw, where: str
) -> Iterator[Problem]:
    if move.creates:
        yield Problem(where, "起始步骤不能抽取人员", "a move that creates draws nobody")
    row = next((each for each in mechanism.rows if each.key == draw.row), None)
    asked = {m.key: {f.key for f in m.inputs} for m in row.transitions if m.creates} if row else {}
    wanted = {*(field.key for field in DRAWN), *draw.shares}
    if wanted - asked.get(draw.move, set()):
        zh = f"“{draw.row}.{draw.move}”要是写明抽中人员的起始步骤"
        en = f"'{draw.row}.{draw.move}' creates no row for somebody drawn"
        yield Problem(where, zh, en)


def _check_fields(mechanism: Mechanism) -> Iterator[Problem]:
    yield from _alike(mechanism.key, (f for m in mechanism.transitions for f in m.inputs))
    for row in mechanism.rows:
        where = f"{mechanism.key}.{row.key}"
        fields = [field for move in row.transitions for field in move.inputs]
        yield from _alike(where, fields)
        keys = {field.key for field in fields}
        for column, field in row.columns.items():
            if field.key not in keys:
                yield Problem(
                    where,
                    f"列“{column}”的“{field.label}”没有步骤填写",
                    f"no transition asks '{field.key}', which feeds column '{column}'",
                )


def _check_inner(mechanism: Mechanism) -> Iterator[Problem]:
    """Name fields that internal and open moves enter, and internal moves that others would see."""
    shared = {f.key for move in mechanism.transitions if not move.internal for f in move.inputs}
    for move in mechanism.transitions:
        where = f"{mechanism.key}.{move.key}"
        if move.internal and (move.tells or move.delivers):
            zh, en = "内部步骤不能告知或者送达别的单位", "an internal move tells and serves nobody"
            yield Problem(where, zh, en)
        if move.internal and any(mechanism.is_final(s.key) for s in move.targets_from(None)):
            zh, en = "内部步骤不能使案件办结", "an internal move does not end a case"
            yield Problem(where, zh, en)
        if move.internal and move.names and move.hands_over is None:
            zh, en = "内部步骤只能为转出的事项写明单位", "an internal move names units to hand over"
            yield Problem(where, zh, en)
        for field in move.inputs:
            if move.internal and field.key in shared:
                yield Problem(
                    where,
                    f"“{field.label}”既在内部步骤又在公开步骤填写",
                    f"field '{field.key}' is entered by an internal and by an open move",
                )


def _alike(where: str, fields: Iterable[Field]) -> Iterator[Problem]:
    first: dict[str, Field] = {}
    for field in fields:
        known = first.setdefault(field.key, field)
        if _form(known) != _form(field):
            yield Problem(
                where, f"“{field.key}”有两种写法", f"field '{field.key}' has two different kinds"
            )
        if field.kind is FieldKind.CHOICE and not field.choices:
            yield Problem(where, f"“{field.label}”没有选项", f"field '{field.key}' has no choices")


def _form(field: Field) -> tuple[object, ...]:
    """Return what one field has to be everywhere; who may give an answer differs by move."""
    return field.kind, [(each.key, each.label) for each in field.choices], field.multiple


def _check_variants(mechanism: Mechanism) -> Iterator[Problem]:
    field = next((each for each in mechanism.fields if each.key == VARIANT), None)
    chosen = {choice.key for choice in field.choices} if field else set()
    declared = {variant.key for variant in mechanism.variants}
    for key in sorted(chosen ^ declared):
        yield Problem(
            mechanism.key,
            f"情形“{key}”没有同时声明并可选",
            f"variant '{key}' must be declared and be a choice of the field '{VARIANT}'",
        )
