"""From data that the schemas accept to who a tenant is: identity, units, seats, pools, sources."""

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.features.tenants.service.package_identity import (
    Body,
    Conflict,
    CountySettings,
    Division,
    Numbering,
    Offices,
    Pool,
    PoolPerson,
    Seat,
    Source,
    Tenant,
    Unit,
)
from liandong.features.tenants.service.package_schema import optional_day
from liandong.mechanisms import LegalBasis

Data = Mapping[str, Any]

# A role that bears the name of a kind is held by every unit of that kind.
_NAMESAKES = (
    "procuratorate justice_bureau police court discipline congress cppcc "
    "township federation enterprise school"
)
_IMPLIED = {
    **{kind: (kind,) for kind in _NAMESAKES.split()},
    "enforcement_department": ("competent_unit", "enforcement_unit"),
}


def source(own: str, data: Data) -> Source:
    """Join the clauses of the county's own document and the citations of other instruments."""
    cited = (
        LegalBasis(b["instrument"], b["clause"], b.get("quote", ""))
        if "instrument" in b
        else LegalBasis("", b["as_written"])
        for b in cites(data)
    )
    basis = (*(LegalBasis(own, clause) for clause in data.get("clauses", ())), *cited)
    return Source(basis, data.get("to_confirm", False), data.get("note", ""))


def cites(data: Data) -> list[dict[str, str]]:
    found: list[dict[str, str]] = data.get("basis", [])
    return found


def tenant_of(data: Data) -> Tenant:
    """Build who a tenant is."""
    parents = data.get("parents", {})
    return Tenant(
        code=data["code"],
        name=data["name"],
        short_name=data["short_name"],
        level=data["level"],
        timezone=data["timezone"],
        province=Division(**parents["province"]) if "province" in parents else None,
        city=Division(**parents["city"]) if "city" in parents else None,
        county=_county(data) if data["level"] == "county" else None,
    )


def _county(data: Data) -> CountySettings:
    own, effective = data["document"]["instrument"], data["effective_from"] or {}
    bodies: dict[str, Any] = {key: _body(own, data[key]) for key in _BODIES}
    court = data["first_instance_court"]
    bodies |= {"first_instance_court": _body(own, court) if court else None}
    numbering = data["numbering"]
    return CountySettings(
        division_kind=data["division_kind"],
        mode=data["mode"],
        office=_office(own, data["office"]),
        instrument=own,
        document_family=data["document"]["family"],
        effective_from=optional_day(effective.get("day")),
        effective_source=source(own, effective),
        government_is_party=data["government_is_party"],
        interpreters=tuple(data["interpreters"]),
        numbering=Numbering(
            numbering["abbreviation"],
            numbering["prefixes"],
            numbering.get("organs", {}),
            source(own, numbering),
        ),
        **bodies,
    )


_BODIES = ("supervision_body", "upper_procuratorate", "upper_court")


def _body(own: str, data: Data) -> Body:
    return Body(data.get("unit", ""), data.get("name", ""), source(own, data))


def _office(own: str, data: Data | None) -> Body | Offices | None:
    if data is None:
        return None
    if "units" in data:
        return Offices(tuple(data["units"]), source(own, data))
    return _body(own, data)


def roles_of(kind: str, stated: Iterable[str]) -> frozenset[str]:
    """Return the roles of a unit: those the roster states, and those its kind brings."""
    return frozenset((*stated, *_IMPLIED.get(kind, ())))


def unit_of(own: str, data: Data) -> Unit:
    """Build a unit of the roster, with the roles that its kind brings."""
    return Unit(
        key=data["key"],
        name=data["name"],
        full_name=data.get("full_name", ""),
        short_name=data.get("short_name", ""),
        aliases=tuple(data.get("aliases", ())),
        kind=data["kind"],
        roles=tuple(sorted(roles_of(data["kind"], data.get("roles", ())))),
        vertical=data["vertical"],
        member=data["member"],
        partner=data["partner"],
        collective=data.get("collective", False),
        source=source(own, data),
    )


def seat_of(own: str, data: Data) -> Seat:
    """Build a seat of the roster."""
    return Seat(
        key=data["key"],
        seat=data["seat"],
        unit=data["unit"],
        label=data["label"],
        title=data.get("title", ""),
        person=data.get("person", ""),
        from_on=optional_day(data.get("from")),
        to_on=optional_day(data.get("to")),
        source=source(own, data),
    )


def pool_of(own: str, data: Data) -> Pool:
    """Build a pool of people."""
    persons = tuple(_person(person) for person in data["persons"])
    return Pool(data["key"], data["label"], persons, source(own, data))


def _person(data: Data) -> PoolPerson:
    return PoolPerson(
        key=data["key"],
        name=data["name"],
        kind=data["kind"],
        unit=data.get("unit", ""),
        organisation=data.get("organisation", ""),
        expertise=tuple(data.get("expertise", ())),
        from_on=optional_day(data.get("from")),
        to_on=optional_day(data.get("to")),
        conflicts=tuple(Conflict(**each) for each in data.get("conflicts", ())),
    )


def administration_of(tenant: Tenant) -> Unit:
    """Return the one unit of a province or a city: in it sit those who administer the platform."""
    return Unit(
        key="administration",
        name=f"{tenant.name}平台管理",
        full_name="",
        short_name="",
        aliases=(),
        kind="government_office",
        roles=(),
        vertical=False,
        member=False,
        partner=False,
        collective=False,
        source=Source(),
    )
