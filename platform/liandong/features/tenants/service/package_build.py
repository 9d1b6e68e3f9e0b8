"""From data that the schemas accept to the values of a package."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from liandong.features.tenants.service.own_limits import RELATIONS, bases_of, definition_of
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
from liandong.features.tenants.service.package_model import (
    Assignment,
    CopyRule,
    EnabledMechanism,
    LimitRule,
    LocalCalendar,
    LocalDay,
    NoticeRule,
    PolicyLine,
    Reminder,
    Rung,
    Setting,
    TenantPackage,
    TermRule,
    Trigger,
)
from liandong.features.tenants.service.package_schema import optional_day
from liandong.mechanisms import LegalBasis

Data = Mapping[str, Any]

_AFTER, _AFTER_TALK = 10, 20

# A role that bears the name of a kind is held by every unit of that kind.
_NAMESAKES = (
    "procuratorate justice_bureau police court discipline congress cppcc "
    "township federation enterprise school"
)
_IMPLIED = {
    **{kind: (kind,) for kind in _NAMESAKES.split()},
    "enforcement_department": ("competent_unit", "enforcement_unit"),
}


def build(files: Mapping[str, Data]) -> TenantPackage:
    """Build what governs a tenant from its files, by kind, once they are merged.

    A province or a city is who it is; its rules are for those below it.
    """
    tenant = _tenant(files["tenant"])
    instruments = tuple(files["instruments"]["instruments"])
    if tenant.county is None:
        return TenantPackage(tenant, units=(_administration(tenant),), instruments=instruments)
    own, rules, roster = tenant.county.instrument, files["mechanisms"], files["roster"]
    enabled, limits = sorted(rules["enabled"].items()), sorted(rules["limits"].items())
    logic = rules["settings"].get("copy.trigger_logic", {"value": "any"})["value"]
    settings, reminders = sorted(rules["settings"].items()), sorted(rules["reminders"].items())
    return TenantPackage(
        tenant=tenant,
        units=tuple(_unit(own, data) for data in roster["units"]),
        seats=tuple(_seat(own, data) for data in roster["seats"]),
        pools=tuple(_pool(own, data) for data in roster.get("pools", ())),
        mechanisms=tuple(
            EnabledMechanism(key, source(own, data), data.get("no_ladder", ""))
            for key, data in enabled
        ),
        limits=tuple(_limit(own, key, data) for key, data in limits),
        copy_rules=tuple(_copy_rule(own, data, logic) for data in rules["copy_rules"]),
        settings=tuple(_setting(own, key, data) for key, data in settings),
        assessment=tuple(
            _assignment(own, key, data)
            for key, data in sorted(files["assessment"]["assignment"].items())
        ),
        terminology=tuple(
            TermRule(key, {day: each["label"] for day, each in data["values"].items()})
            for key, data in sorted(rules["terminology"].items())
        ),
        escalation=tuple(_rung(own, data) for data in rules["escalation"]),
        reminders=tuple(Reminder(key, tuple(data["days_before"])) for key, data in reminders),
        notices=tuple(_notice(key, data) for key, data in sorted(rules["notices"].items())),
        policy=tuple(PolicyLine(**row) for row in files["policy"]["rows"]),
        calendar=_calendar(own, files["calendar"]),
        instruments=instruments,
    )


def _administration(tenant: Tenant) -> Unit:
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


def _tenant(data: Data) -> Tenant:
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


def _unit(own: str, data: Data) -> Unit:
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


def _seat(own: str, data: Data) -> Seat:
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


def _pool(own: str, data: Data) -> Pool:
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


def _limit(own: str, key: str, data: Data) -> LimitRule:
    stated = definition_of(own, data)
    cited = (
        data if data.get("clauses") or data.get("basis") else {**data, "basis": bases_of(stated)}
    )
    relations = {relation: data.get(relation, "") for relation in RELATIONS}
    return LimitRule(key, **relations, source=source(own, cited), definition=stated)


def _copy_rule(own: str, data: Data, logic: str) -> CopyRule:
    return CopyRule(
        key=data["key"],
        mechanism=data["mechanism"],
        to=tuple(data["to"]),
        binding=data["binding"],
        when=tuple(Trigger(**trigger) for trigger in data.get("when", ())),
        logic=data.get("logic", logic),
        confirmed_by_person=data.get("confirmed_by_person", False),
        source=source(own, data),
    )


def _setting(own: str, key: str, data: Data) -> Setting:
    value = tuple(data["value"]) if isinstance(data["value"], list) else data["value"]
    return Setting(key, value, optional_day(data.get("from")), source(own, data))


def _assignment(own: str, key: str, data: Data) -> Assignment:
    members = data.get("members", False)
    units = data.get("except", ()) if members else data["units"]
    return Assignment(key, tuple(units), members, source(own, data))


def _notice(key: str, data: Data) -> NoticeRule:
    value = data["value"]
    return NoticeRule(key, tuple(value) if isinstance(value, list) else value)


def _rung(own: str, data: Data) -> Rung:
    """Build a rung; an interval the county's document does not give is the platform's."""
    usual = _AFTER_TALK if data.get("document") == "talk_record" else _AFTER
    return Rung(
        key=data["key"],
        label=data["label"],
        source=source(own, data),
        after=data.get("after", usual),
        to=tuple(data.get("to", ())),
        document=data.get("document", ""),
        confirmed_by=data.get("confirmed_by", ""),
        move=data.get("move", ""),
        mechanisms=tuple(data.get("mechanisms", ())),
    )


def _calendar(own: str, data: Data) -> LocalCalendar:
    return LocalCalendar(data["reason"], tuple(_local_day(own, part) for part in data["days"]))


def _local_day(own: str, data: Data) -> LocalDay:
    day = date.fromisoformat(data["day"])
    return LocalDay(day, data["kind"], data["name"], data["document"], source(own, data))
