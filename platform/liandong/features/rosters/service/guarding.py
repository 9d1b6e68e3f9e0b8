"""What a workbook may not change: people whose seats a convener approves; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.features.tenants.service import RosterChange

Entry = Mapping[str, Any]
_HELD = ("unit", "seat", "person", "from", "to")


def touched(before: Mapping[str, Any], after: Mapping[str, Any], rule: RosterChange) -> list[Entry]:
    """Return the seats whose people a new roster changes though a convener has to approve it.

    To name the first person of a seat changes nobody.
    """
    guarded = {each["key"]: each for each in before["seats"] if _is_guarded(each, rule)}
    left = {each["key"]: each for each in after["seats"]}
    moved = [old for key, old in guarded.items() if _held(old) != _held(left.get(key, {}))]
    known = {(each["unit"], each["seat"]) for each in guarded.values()}
    added = [
        each
        for key, each in left.items()
        if key not in guarded and _is_guarded(each, rule) and (each["unit"], each["seat"]) in known
    ]
    return [*moved, *added]


def _is_guarded(seat: Entry, rule: RosterChange) -> bool:
    return bool(seat.get("person")) and rule.needs_approval(seat["seat"])


def _held(seat: Entry) -> list[Any]:
    return [seat.get(part) for part in _HELD]
