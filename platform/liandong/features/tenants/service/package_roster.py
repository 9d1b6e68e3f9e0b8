"""Whether the units and seats of a roster can be told apart, and belong together."""

from collections.abc import Iterator

from liandong.features.tenants.service.package_parts import (
    Part,
    Path,
    entries,
    listed,
    mapping,
    text,
    twice,
    unit_keys,
    unknown_unit,
)
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_units(file: Loaded) -> Iterator[Problem]:
    """Yield units that share a name, and units whose parts contradict each other."""
    seen: dict[str, tuple[int, str]] = {}
    for i, unit in entries(mapping(file.data).get("units")):
        for name, at in _names(unit).items():
            other, key = seen.setdefault(name, (i, text(unit.get("key"))))
            if other != i:
                zh = f"单位重复：“{name}”已是“{key}”"
                en = f"duplicate unit: '{name}' is already '{key}'"
                yield Problem(file.where("units", i, *at), zh, en)
        if unit.get("member") is True and unit.get("partner") is True:
            where = file.where("units", i, "partner")
            yield Problem(where, "成员单位不能又是协作单位", "a member unit is no partner unit")
        if unit.get("member") is True and "attendee" in listed(unit.get("roles")):
            where = file.where("units", i, "roles")
            zh, en = "成员单位不能又是常态列席单位", "a member unit is no standing attendee"
            yield Problem(where, zh, en)
        if unit.get("kind") == "other" and not unit.get("note"):
            where = file.where("units", i, "kind")
            yield Problem(where, "“other”要加说明", "the kind 'other' needs a note")


def _names(unit: Part) -> dict[str, Path]:
    """Every way a unit is called, and where it stands."""
    called: list[tuple[object, Path]] = [
        (alias, ("aliases", i)) for i, alias in enumerate(listed(unit.get("aliases")))
    ]
    called += [(unit.get(part), (part,)) for part in ("short_name", "full_name", "name", "key")]
    return {name: at for name, at in called if isinstance(name, str)}


def check_seats(file: Loaded) -> Iterator[Problem]:
    """Yield seats of no unit, seats twice, and seats whose days cannot be."""
    units, seen = unit_keys(file), set[str]()
    for i, seat in entries(mapping(file.data).get("seats")):
        unit, key = text(seat.get("unit")), text(seat.get("key"))
        if units is not None and unit and unit not in units:
            yield unknown_unit(file.where("seats", i, "unit"), unit)
        if key and key in seen:
            yield twice(file.where("seats", i, "key"), key)
        seen.add(key)
        yield from _days(file, i, seat)


def _days(file: Loaded, i: int, seat: Part) -> Iterator[Problem]:
    if "person" in seat and "from" not in seat:
        where = file.where("seats", i, "person")
        yield Problem(where, "写了姓名就要写起始日期", "a person needs the day it is known from")
    begins, ends = text(seat.get("from")), text(seat.get("to"))
    if begins and ends and ends < begins:
        where = file.where("seats", i, "to")
        yield Problem(where, "止日早于起日", "the seat ends before it begins")
