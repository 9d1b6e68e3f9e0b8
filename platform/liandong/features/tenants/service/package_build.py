"""From data that the schemas accept to the values of a package."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from liandong.features.tenants.service.own_limits import RELATIONS, bases_of, definition_of
from liandong.features.tenants.service.package_build_identity import (
    administration_of,
    pool_of,
    seat_of,
    source,
    tenant_of,
    unit_of,
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

Data = Mapping[str, Any]

_AFTER, _AFTER_TALK = 10, 20


def build(files: Mapping[str, Data]) -> TenantPackage:
    """Build what governs a tenant from its files, by kind, once they are merged.

    A province or a city is who it is; its rules are for those below it.
    """
    tenant = tenant_of(files["tenant"])
    instruments = tuple(files["instruments"]["instruments"])
    if tenant.county is None:
        return TenantPackage(tenant, units=(administration_of(tenant),), instruments=instruments)
    own, rules, roster = tenant.county.instrument, files["mechanisms"], files["roster"]
    enabled, limits = sorted(rules["enabled"].items()), sorted(rules["limits"].items())
    logic = rules["settings"].get("copy.trigger_logic", {"value": "any"})["value"]
    settings, reminders = sorted(rules["settings"].items()), sorted(rules["reminders"].items())
    return TenantPackage(
        tenant=tenant,
        units=tuple(unit_of(own, data) for data in roster["units"]),
        seats=tuple(seat_of(own, data) for data in roster["seats"]),
        pools=tuple(pool_of(own, data) for data in roster.get("pools", ())),
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
