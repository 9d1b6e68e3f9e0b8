"""Checks that a sealed field is a text or a file, and that its value stays where it is sealed."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from liandong.kernel.errors import Problem
from liandong.mechanisms.checking.reading_code import keys_read
from liandong.mechanisms.checking.secret_ways import (
    check_computed,
    check_draws,
    check_hand_over,
    check_shown,
    keys_of,
)
from liandong.mechanisms.clock_changes import REASON
from liandong.mechanisms.conditions import Explained, parts_of
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field, FieldKind
from liandong.mechanisms.graph import Transition
from liandong.mechanisms.secrecy import OF_CASE, sealed_fields
from liandong.mechanisms.views import Guard

_TEXTS = (FieldKind.TEXT, FieldKind.LONG_TEXT)
#: The title stands in every list, notice and calendar, the reason in the history of a clock.
_SHOWN = ("title", REASON)


def check_secrecy(mechanisms: Iterable[Mechanism]) -> Iterator[Problem]:
    """Name what would let a sealed value leave in clear."""
    declared = tuple(mechanisms)
    newest = {each.key: each for each in sorted(declared, key=lambda each: each.version)}
    for mechanism in declared:
        sealed = sealed_fields(mechanism)
        for row, move in mechanism.moves:
            scope = row.key if row else OF_CASE
            where = ".".join(filter(None, (mechanism.key, scope, move.key)))
            yield from _check_fields(where, move, sealed.get(scope, {}).keys())
            yield from check_hand_over(where, move, sealed, newest)
            yield from check_draws(where, move, scope, sealed)
            yield from check_computed(where, move, scope, sealed)
            yield from _check_guards(where, move, keys_of(sealed))
        yield from check_shown(mechanism, sealed)
        for row in mechanism.rows:
            for field in row.columns.values():
                if field.key in sealed.get(row.key, {}):
                    zh = f"涉密的“{field.label}”不能作列"
                    en = f"sealed field '{field.key}' feeds a column"
                    yield Problem(f"{mechanism.key}.{row.key}", zh, en)


def _check_fields(where: str, move: Transition, sealed: AbstractSet[str]) -> Iterator[Problem]:
    for field in move.inputs:
        if field.key not in sealed:
            continue
        if not _is_sealable(field):
            zh, en = "涉密的只能是写出来的文字或者文件", "is sealed and neither free text nor file"
            yield Problem(where, f"“{field.label}”{zh}", f"field '{field.key}' {en}")
        if field.kind is FieldKind.FILE and field.secrecy is None:
            zh, en = "在别处涉密，这里也要写明", "is sealed elsewhere, and has to say so here"
            yield Problem(where, f"文件“{field.label}”{zh}", f"file '{field.key}' {en}")
        if field.key in _SHOWN:
            zh, en = "到处可见，不能涉密", "is shown everywhere and cannot be sealed"
            yield Problem(where, f"“{field.label}”{zh}", f"field '{field.key}' {en}")


def _is_sealable(field: Field) -> bool:
    if field.kind is FieldKind.FILE:
        return True
    return field.kind in _TEXTS and not (field.multiple or field.listed_in or field.listed)


def _check_guards(where: str, move: Transition, sealed: AbstractSet[str]) -> Iterator[Problem]:
    for guard in parts_of(move.guard):
        for key in sorted(_read(guard) & sealed):
            yield Problem(
                where,
                f"条件只能问涉密的“{key}”填了没有（is_given）",
                f"a guard may ask of sealed field '{key}' only whether it is given (is_given)",
            )


def _read(guard: Guard) -> set[str]:
    return keys_read(guard.check if isinstance(guard, Explained) else guard)
