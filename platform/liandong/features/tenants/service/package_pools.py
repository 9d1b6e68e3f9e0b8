"""Whether the people of a county's pools can be told apart, and belong somewhere."""

from collections.abc import Iterator

from liandong.features.tenants.service.package_parts import (
    Part,
    Path,
    entries,
    mapping,
    text,
    twice,
    unit_keys,
    unknown_unit,
)
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_pools(file: Loaded) -> Iterator[Problem]:
    """Yield pools and people named twice, units that are not there, and days that cannot be."""
    seen = set[str]()
    for i, pool in entries(mapping(file.data).get("pools")):
        yield from _once(file, ("pools", i, "key"), text(pool.get("key")), seen)
        if not pool.get("clauses") and not pool.get("basis"):
            where = file.where("pools", i)
            yield Problem(where, "本地规则要有依据条款", "a local rule needs a clause")
        people = set[str]()
        for j, person in entries(pool.get("persons")):
            at = ("pools", i, "persons", j)
            yield from _once(file, (*at, "key"), text(person.get("key")), people)
            yield from _person(file, at, person)


def _once(file: Loaded, at: Path, key: str, seen: set[str]) -> Iterator[Problem]:
    if key and key in seen:
        yield twice(file.where(*at), key)
    seen.add(key)


def _person(file: Loaded, at: Path, person: Part) -> Iterator[Problem]:
    units = unit_keys(file)
    named = [((*at, "unit"), text(person.get("unit")))]
    for i, conflict in entries(person.get("conflicts")):
        named.append(((*at, "conflicts", i, "unit"), text(conflict.get("unit"))))
    for place, unit in named:
        if units is not None and unit and unit not in units:
            yield unknown_unit(file.where(*place), unit)
    if not person.get("unit") and not person.get("organisation"):
        zh, en = "要写单位或者所在机构", "a person needs a unit or an organisation"
        yield Problem(file.where(*at), zh, en)
    begins, ends = text(person.get("from")), text(person.get("to"))
    if begins and ends and ends < begins:
        yield Problem(file.where(*at, "to"), "止日早于起日", "the person leaves before the start")
