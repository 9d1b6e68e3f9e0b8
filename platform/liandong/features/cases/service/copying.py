"""Copies that people list: held to the county's rules, which also say how binding they are."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FactsError
from liandong.features.cases.service.commands import FireTransition, RowCommand
from liandong.features.cases.service.copies import (
    COPY_BASIS,
    COPY_KIND,
    COPY_ROWS,
    COPY_RULE,
    COPY_UNIT,
    CopyAdvice,
    every_copy,
)
from liandong.features.tenants.service import Configuration
from liandong.features.units import service as units
from liandong.kernel.errors import Problem

Known = dict[tuple[str, str], CopyAdvice]


def with_rules(
    uow: UnitOfWork,
    config: Configuration,
    mechanism: str,
    command: FireTransition,
    taken: Iterable[object],
) -> FireTransition:
    """Return the act with each listed copy as its rule has it; `taken` units cannot be copied.

    Raises:
        FactsError: No unit, no rule of this county, or another binding or basis than the rule's.
    """
    if not any(_lists(row) for row in command.rows):
        return command
    known = {(each.rule, str(each.unit_id)): each for each in every_copy(config, mechanism)}
    free = {str(unit.id) for unit in units.list_active(uow)} - {str(unit) for unit in taken}
    problems: list[Problem] = []
    rows: list[RowCommand] = []
    for number, row in enumerate(command.rows):
        found = [*_wrong(row, known, free)] if _lists(row) else []
        problems += [replace(each, where=f"rows[{number}].facts.{each.where}") for each in found]
        free.discard(str(row.facts.get(COPY_UNIT)) if _lists(row) else "")
        rows.append(row if found or not _lists(row) else _filled(row, known))
    if problems:
        raise FactsError(problems)
    return replace(command, rows=tuple(rows))


def _lists(row: RowCommand) -> bool:
    return row.type == COPY_ROWS and COPY_UNIT in row.facts


def _wrong(row: RowCommand, known: Known, free: Collection[str]) -> Iterator[Problem]:
    unit, rule = str(row.facts[COPY_UNIT]), str(row.facts.get(COPY_RULE))
    if unit not in free:
        zh = "要选一个在册单位；承办、相对方和已列入的单位不能再抄送"
        yield Problem(COPY_UNIT, zh, "choose a unit that neither takes part nor is listed already")
        return
    if not any(key == rule for key, _ in known):
        yield Problem(COPY_RULE, "本县没有这条抄送规则", "the county has no such copy rule")
        return
    advice = known.get((rule, unit))
    if advice is None:
        yield Problem(COPY_UNIT, "这条规则不抄送这个单位", "this rule does not copy this unit")
        return
    for key, stands in _derived(advice).items():
        if row.facts.get(key, stands) != stands:
            yield Problem(key, f"按规则是“{stands}”", f"the rule says '{stands}'")


def _derived(advice: CopyAdvice) -> dict[str, str]:
    return {COPY_KIND: advice.binding, COPY_BASIS: advice.basis}


def _filled(row: RowCommand, known: Known) -> RowCommand:
    unit, rule = str(row.facts[COPY_UNIT]), str(row.facts.get(COPY_RULE))
    return replace(row, facts={**row.facts, **_derived(known[rule, unit])})
