"""Checks of tables: keys once each, and every field that is named stands in the table."""

from collections.abc import Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.conditions import parts_of
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field, FieldKind
from liandong.mechanisms.table_guards import LineGuard
from liandong.mechanisms.tables import Table


def check_tables(mechanism: Mechanism) -> Iterator[Problem]:
    """Name what is wrong with the tables of a mechanism, and with what speaks of them."""
    keys = [table.key for table in mechanism.tables]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield Problem(mechanism.key, f"表“{key}”声明了两次", f"table '{key}' is declared twice")
    for table in mechanism.tables:
        yield from _check_table(f"{mechanism.key}.{table.key}", table, mechanism)
    for _, move in mechanism.moves:
        for guard in parts_of(move.guard):
            for table in guard.tables if isinstance(guard, LineGuard) else ():
                if table not in mechanism.tables:
                    where = f"{mechanism.key}.{move.key}"
                    yield Problem(where, f"没有表“{table.label}”", f"no table '{table.key}'")
    if mechanism.once and mechanism.once.by not in mechanism.fields:
        field = mechanism.once.by
        yield Problem(mechanism.key, f"没有“{field.label}”", f"no move asks '{field.key}'")


def _check_table(where: str, table: Table, mechanism: Mechanism) -> Iterator[Problem]:
    for field in _named(table):
        if field not in table.fields:
            yield Problem(where, f"表中没有“{field.label}”", f"the table has no '{field.key}'")
    for clock in table.clocks:
        days = (each for each in (clock.start, clock.done) if each is not None)
        for day in days:
            if day.kind is not FieldKind.DATE:
                yield Problem(where, f"“{day.label}”不是日期", f"'{day.key}' is no day")
    for state in table.during:
        if state not in mechanism.states:
            yield Problem(where, f"没有状态“{state.label}”", f"there is no state '{state.key}'")
    if not table.unique:
        yield Problem(where, "没有写明哪几项合起来不重复", "no field tells one line from another")


def _named(table: Table) -> Iterator[Field]:
    yield from table.unique
    if table.sorted_by is not None:
        yield table.sorted_by
    for clock in table.clocks:
        yield from (each for each in (clock.start, clock.done, clock.when) if each is not None)
    for pair in table.ordered:
        yield from pair
    for mask in table.masks:
        yield from (mask.field, mask.when)
