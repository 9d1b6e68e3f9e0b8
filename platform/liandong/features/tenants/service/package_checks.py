"""What no schema can see: whether the parts of a package, and the register, fit together.

Every check takes the data as it was written, right or wrong in form, and speaks of what it can
read; of what it cannot, the schema has spoken.
"""

from collections.abc import Collection, Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.merging import Rules, standing
from liandong.features.tenants.service.package_assessment import check_assessment
from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.features.tenants.service.package_days import check_days
from liandong.features.tenants.service.package_instruments import check_instruments
from liandong.features.tenants.service.package_limits import check_limits, read_own
from liandong.features.tenants.service.package_names import check_names
from liandong.features.tenants.service.package_parts import (
    Part,
    Path,
    entries,
    instrument_of,
    listed,
    mapping,
    text,
    unit_keys,
    unknown_unit,
)
from liandong.features.tenants.service.package_pools import check_pools
from liandong.features.tenants.service.package_roster import check_seats, check_units
from liandong.features.tenants.service.package_rules import check_rules
from liandong.features.tenants.service.package_terms import check_terms
from liandong.features.tenants.service.roster_change import check_roster_change
from liandong.features.tenants.service.stated import FILES
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded
from liandong.mechanisms import LegalBasis

Files = Mapping[str, Loaded]
_BODIES = ("office", "supervision_body", "upper_procuratorate", "first_instance_court")


def check_package(
    files: Files, clauses: ClauseRegister, known: Known | None, inherited: Rules
) -> Iterator[Problem]:
    """Yield every problem of a package that its schemas do not see.

    A file that a package leaves out states nothing; `inherited` is what the layers above state.
    """
    said = {kind: files.get(kind) or Loaded(kind, {}, {}) for kind in FILES}
    shipped, clauses = clauses, clauses.with_own(_instruments(said["instruments"], inherited))
    yield from check_instruments(said["instruments"], shipped, clauses)
    yield from check_tenant(said["tenant"])
    if "roster" in files:
        yield from _bodies(said["tenant"], unit_keys(said["roster"]))
        yield from _offices(said["tenant"], said["roster"])
    yield from _document(said["tenant"], clauses)
    own = instrument_of(said["tenant"])
    for file in files.values():
        yield from _bases(file, own, clauses, file.data, ())
    yield from check_units(said["roster"])
    yield from check_seats(said["roster"])
    yield from check_pools(said["roster"])
    yield from check_rules(said, inherited)
    yield from check_roster_change(said["mechanisms"], said["roster"])
    yield from check_days(said["calendar"])
    yield from check_terms(said["mechanisms"])
    units = unit_keys(said["roster"]) if "roster" in files else None
    yield from check_assessment(said["assessment"], units)
    limits = read_own(said, standing(inherited)["limits"])
    yield from limits.problems
    if known is not None:
        yield from check_limits(said, limits, known, standing(inherited)["mechanisms"])
        yield from check_names(said["mechanisms"], known.with_own(limits.every))


def _instruments(file: Loaded, inherited: Rules) -> Iterator[Part]:
    """Yield the instruments that hold for a package: inherited, then its own."""
    own = [each for _, each in entries(mapping(file.data).get("instruments"))]
    stated = {text(each.get("id")) for each in own}
    above = standing(inherited)["instruments"]
    yield from (each for key, each in above.items() if key not in stated)
    yield from (each for each in own if not each.get("remove"))


def check_tenant(file: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with a node of the tree on its own."""
    data = mapping(file.data)
    for level, parent in mapping(data.get("parents")).items():
        code, above = text(data.get("code")), text(mapping(parent).get("code"))
        if code and not code.startswith(above):
            zh = f"代码“{code}”不属于上级“{above}”"
            en = f"code '{code}' is not under its parent's '{above}'"
            yield Problem(file.where("parents", level, "code"), zh, en)
    zone = text(data.get("timezone"))
    if zone and not _is_zone(zone):
        yield Problem(file.where("timezone"), f"没有时区“{zone}”", f"unknown time zone '{zone}'")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _bodies(file: Loaded, units: Collection[str] | None) -> Iterator[Problem]:
    if units is None:
        return
    data = mapping(file.data)
    for key in _BODIES:
        unit = text(mapping(data.get(key)).get("unit"))
        if unit and unit not in units:
            yield unknown_unit(file.where(key, "unit"), unit)
    for unit in mapping(mapping(data.get("numbering")).get("organs")):
        if unit not in units:
            yield unknown_unit(file.where("numbering", "organs", unit), unit)
    for i, unit in enumerate(listed(data.get("interpreters"))):
        if isinstance(unit, str) and unit not in units:
            yield unknown_unit(file.where("interpreters", i), unit)


def _offices(file: Loaded, roster: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with an office of several units: each of them holds the role."""
    stated = mapping(mapping(file.data).get("office"))
    if "units" in stated and "unit" in stated:
        where = file.where("office", "unit")
        yield Problem(where, "unit 和 units 只写一个", "write either unit or units")
    known = {text(unit.get("key")): unit for _, unit in entries(mapping(roster.data).get("units"))}
    for i, key in enumerate(listed(stated.get("units"))):
        where, unit = file.where("office", "units", i), known.get(text(key))
        if unit is None:
            yield unknown_unit(where, text(key))
        elif "office" not in listed(unit.get("roles")):
            zh = f"单位“{key}”在名册里没有写明是办公室（roles: office）"
            yield Problem(where, zh, f"the unit '{key}' does not have the role office")


def _document(file: Loaded, clauses: ClauseRegister) -> Iterator[Problem]:
    data, own = mapping(file.data), instrument_of(file)
    instrument = clauses.instruments.get(own)
    if instrument is None:
        if own:
            where = file.where("document", "instrument")
            yield Problem(where, f"登记册里没有文件“{own}”", f"unknown instrument '{own}'")
    elif instrument.status == "draft" and data.get("mode") == "live":
        zh, en = "文件是征求意见稿，只能演练", "the document is a draft: the mode must be rehearsal"
        yield Problem(file.where("mode"), zh, en)
    elif (
        data.get("level") == "county"
        and instrument.status != "draft"
        and data.get("effective_from", ...) is None
    ):
        zh, en = "文件已生效，要写施行日期", "the document is in force: it takes effect on some day"
        yield Problem(file.where("effective_from"), zh, en)


def _bases(
    file: Loaded, own: str, clauses: ClauseRegister, part: object, path: Path
) -> Iterator[Problem]:
    for i, item in enumerate(listed(part)):
        yield from _bases(file, own, clauses, item, (*path, i))
    for key, item in mapping(part).items():
        yield from _bases(file, own, clauses, item, (*path, key))
    for at, basis in _cited(mapping(part), own, clauses):
        if basis not in clauses:
            zh = f"登记册里没有 {basis.instrument} 的“{basis.clause}”"
            en = f"no clause '{basis.clause}' of '{basis.instrument}'"
            yield Problem(file.where(*path, *at), zh, en)


def _cited(part: Part, own: str, clauses: ClauseRegister) -> Iterator[tuple[Path, LegalBasis]]:
    """Yield what a part rests on; of a county document that nobody knows, one word is enough."""
    if own in clauses.instruments:
        for i, clause in enumerate(listed(part.get("clauses"))):
            if isinstance(clause, str):
                yield ("clauses", i), LegalBasis(own, clause)
    for i, cited in entries(part.get("basis")):
        instrument, clause = text(cited.get("instrument")), text(cited.get("clause"))
        if instrument and clause:
            yield ("basis", i), LegalBasis(instrument, clause)
