"""Checks that a sealed value goes on to sealed fields alone: shared, drawn, computed or shown."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from liandong.kernel.errors import Problem
from liandong.mechanisms.checking.reading_code import keys_read
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import Field, FieldKind, Secrecy
from liandong.mechanisms.graph import Transition
from liandong.mechanisms.secrecy import OF_CASE, sealed_fields

Sealed = Mapping[str, Mapping[str, object]]
_NONE: Mapping[str, object] = {}


def check_hand_over(
    where: str, move: Transition, sealed: Sealed, newest: Mapping[str, Mechanism]
) -> Iterator[Problem]:
    """Name what a hand-over would let out: of the case, and of rows that begin there."""
    over = move.hands_over
    target = newest.get(over.mechanism) if over else None
    if over is None:
        return
    there = sealed_fields(target) if target else {}
    own = sealed.get(OF_CASE, _NONE)
    yield from _shared(where, over.shares, own, there.get(OF_CASE, _NONE))
    yield from _files(where, over.shares, own)
    for rows in over.rows:
        own = sealed.get(rows.of or OF_CASE, _NONE)
        yield from _shared(where, rows.shares, own, there.get(rows.to, _NONE))
        yield from _files(where, rows.shares, own)


def check_draws(where: str, move: Transition, scope: str, sealed: Sealed) -> Iterator[Problem]:
    """Name what the rows of people drawn would let out."""
    for draw in move.draws:
        own, there = sealed.get(scope, _NONE), sealed.get(draw.row, _NONE)
        yield from _shared(where, draw.shares, own, there)


def check_computed(where: str, move: Transition, scope: str, sealed: Sealed) -> Iterator[Problem]:
    """Name what a rule would work out of a sealed field into one that is not."""
    every = {key for keys in sealed.values() for key in keys}
    for each in move.computes:
        if each.field.key in sealed.get(scope, _NONE):
            continue
        for key in sorted(keys_read(each.rule) & every):
            yield Problem(
                where,
                f"“{each.field.label}”由涉密的“{key}”得出，也要涉密",
                f"'{each.field.key}' is worked out of sealed field '{key}', and is not sealed",
            )


def check_shown(mechanism: Mechanism, sealed: Sealed) -> Iterator[Problem]:
    """Name sealed fields that would stand in titles, calendars, counts or lines."""
    own = sealed.get(OF_CASE, _NONE).keys()
    for field in _shown(mechanism):
        if field.key in own:
            zh, en = (
                "用在标题、日历或者计次里，不能涉密",
                "is shown everywhere and cannot be sealed",
            )
            yield Problem(mechanism.key, f"“{field.label}”{zh}", f"field '{field.key}' {en}")
    named = (key for key in sorted(own) if f"{{{key}}}" in mechanism.titled)
    for key in named:
        zh, en = f"标题里有涉密的“{key}”", f"sealed field '{key}' stands in the title"
        yield Problem(mechanism.key, zh, en)
    for table in mechanism.tables:
        for field in table.fields:
            if field.secrecy is not None:
                zh, en = "台账的行不能涉密，用遮盖", "is of a line, which is masked and not sealed"
                where = f"{mechanism.key}.{table.key}"
                yield Problem(where, f"“{field.label}”：{zh}", f"field '{field.key}' {en}")


def _shown(mechanism: Mechanism) -> Iterator[Field]:
    if mechanism.once is not None:
        yield mechanism.once.by
    meeting = mechanism.appointment
    if meeting is not None:
        yield from filter(None, (meeting.place, meeting.names))


def _shared(
    where: str,
    shares: Mapping[str, Field],
    own: Mapping[str, object],
    there: Mapping[str, object],
) -> Iterator[Problem]:
    for key, field in shares.items():
        if field.key not in own:
            continue
        if key not in there:
            yield Problem(
                where,
                f"涉密的“{field.label}”交到那边就不保密了",
                f"sealed field '{field.key}' is shared as '{key}', which is not sealed there",
            )
        elif own[field.key] is Secrecy.INFORMANT and there[key] is not Secrecy.INFORMANT:
            yield Problem(
                where,
                f"“{field.label}”是举报人身份，交到那边也要是",
                f"informant field '{field.key}' is shared as '{key}', which is none there",
            )


def _files(where: str, shares: Mapping[str, Field], own: Mapping[str, object]) -> Iterator[Problem]:
    """Name sealed files that would come to another matter: the key of each goes with its own."""
    for field in shares.values():
        if field.key in own and field.kind is FieldKind.FILE:
            yield Problem(
                where,
                f"涉密文件“{field.label}”只属于一件，不能交到另一件",
                f"sealed file '{field.key}' belongs to one matter and cannot be shared",
            )


def keys_of(sealed: Sealed) -> AbstractSet[str]:
    """Return the keys of all sealed fields, whatever holds them."""
    return {key for keys in sealed.values() for key in keys}
