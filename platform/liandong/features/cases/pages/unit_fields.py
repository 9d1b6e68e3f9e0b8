"""Units to choose from in a form: those that a move names, and those that a field holds; pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import PartyCommand
from liandong.features.cases.service.naming import PARTS, left_to_name
from liandong.features.units.service import holds_any
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Named, Part, Party, Role, Transition
from liandong.web.languages import say

#: More boxes than these scroll inside their own frame.
MANY = 8
Taken = Collection[tuple[UUID, str]]


def unit_choices(
    setting: Setting, roles: Iterable[Role], without: Collection[UUID] = ()
) -> list[Plain]:
    """Return the active units that hold one of the roles (any, where there is none)."""
    wanted = [role.key for role in roles]
    return [
        {"value": str(unit.id), "label": unit.name}
        for unit in setting.units.values()
        if unit.is_active and unit.id not in without and (not wanted or holds_any(unit, wanted))
    ]


def part_label(part: str) -> str:
    """Return what a part of a case is called."""
    return say(PARTS[Part(part)])


def party_label(party: Party) -> str:
    """Return what a party is called in its mechanism."""
    return say(party.label) if party.label else part_label(party.key)


def named_fields(
    move: Transition, known: Mapping[str, Any], typed: Typed, setting: Setting, taken: Taken = ()
) -> list[Plain]:
    """Return a field for each part in which a move names units; `taken` are named already."""
    names = left_to_name(move, (part for _, part in taken))
    return [_named(each, known, typed, setting, taken) for each in names]


def _named(
    named: Named, known: Mapping[str, Any], typed: Typed, setting: Setting, taken: Taken
) -> Plain:
    name, part = f"parties.{named.party.key}", named.party.key
    without = {setting.unit_id, *(unit for unit, theirs in taken if theirs == part)}
    choices = unit_choices(setting, named.roles, without)
    is_one = named.most == 1
    value = known.get(name, "" if is_one else [])
    if not is_one and isinstance(value, str):
        value = [value] if value else []
    if is_one and named.least and len(choices) == 1:
        value = choices[0]["value"]
    return {
        "name": name,
        "label": party_label(named.party),
        "kind": "choice" if is_one else "checks",
        "choices": choices,
        "value": value,
        "required": named.least > 0,
        "help": None if choices else say("没有可以写明的单位。"),
        "errors": typed.errors.get(name, []),
        "many": len(choices) > MANY,
    }


def named_parties(move: Transition, lists: Mapping[str, list[str]]) -> tuple[PartyCommand, ...]:
    """Return the units that were chosen, part by part.

    Raises:
        InvalidInputError: What came is no unit.
    """
    return tuple(
        PartyCommand(_unit_id(text, f"parties.{part}"), part)
        for part in (named.party.key for named in move.names)
        for text in lists.get(f"parties.{part}", ())
        if text
    )


def _unit_id(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        problem = Problem(name, "没有这个单位", "there is no such unit")
        raise InvalidInputError([problem]) from wrong


def party_field(where: str, parties: tuple[PartyCommand, ...]) -> str:
    """Return the field of the form that a problem with a unit belongs to."""
    number, _, _ = where.removeprefix("parties[").partition("]")
    if where.startswith("parties[") and int(number) < len(parties):
        return f"parties.{parties[int(number)].part}"
    return where
