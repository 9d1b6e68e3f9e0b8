"""What no schema can see: whether the parts of a package, and the register, fit together."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liandong.features.tenants.service.package_build import Data, cites
from liandong.features.tenants.service.package_clauses import ClauseRegister
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded
from liandong.mechanisms import LegalBasis

Files = Mapping[str, Loaded]
Keys = Collection[str]
Path = tuple[str | int, ...]


def check_package(files: Files, clauses: ClauseRegister, keys: Keys | None) -> Iterator[Problem]:
    """Yield every problem of a county folder whose files have the right form."""
    yield from check_tenant(files["tenant"])
    yield from _county_settings(files["tenant"], clauses, _unit_keys(files["roster"]))
    own = files["tenant"].data["document"]["instrument"]
    for file in files.values():
        yield from _bases(file, own, clauses, file.data, ())
    yield from _units(files["roster"])
    yield from _seats(files["roster"])
    yield from _mechanisms(files, keys)
    yield from _local_rules(files["mechanisms"])


def check_tenant(file: Loaded) -> Iterator[Problem]:
    """Yield what is wrong with a node of the tree on its own."""
    data = file.data
    for level, parent in data.get("parents", {}).items():
        if not data["code"].startswith(parent["code"]):
            zh = f"代码“{data['code']}”不属于上级“{parent['code']}”"
            en = f"code '{data['code']}' is not under its parent's '{parent['code']}'"
            yield Problem(file.where("parents", level, "code"), zh, en)
    try:
        ZoneInfo(data["timezone"])
    except (ZoneInfoNotFoundError, ValueError):
        zone = data["timezone"]
        yield Problem(file.where("timezone"), f"没有时区“{zone}”", f"unknown time zone '{zone}'")


def _county_settings(file: Loaded, clauses: ClauseRegister, units: Keys) -> Iterator[Problem]:
    data, own = file.data, file.data["document"]["instrument"]
    for key in ("office", "supervision_body", "upper_procuratorate", "first_instance_court"):
        unit = (data[key] or {}).get("unit")
        if unit is not None and unit not in units:
            yield _unknown_unit(file.where(key, "unit"), unit)
    for i, unit in enumerate(data["interpreters"]):
        if unit not in units:
            yield _unknown_unit(file.where("interpreters", i), unit)
    instrument = clauses.instruments.get(own)
    if instrument is None:
        where = file.where("document", "instrument")
        yield Problem(where, f"登记册里没有文件“{own}”", f"unknown instrument '{own}'")
    elif instrument.status == "draft" and data["mode"] == "live":
        zh, en = "文件是征求意见稿，只能演练", "the document is a draft: the mode must be rehearsal"
        yield Problem(file.where("mode"), zh, en)
    elif instrument.status != "draft" and data["effective_from"] is None:
        zh, en = "文件已生效，要写施行日期", "the document is in force: it takes effect on some day"
        yield Problem(file.where("effective_from"), zh, en)


def _bases(
    file: Loaded, own: str, clauses: ClauseRegister, part: object, path: Path
) -> Iterator[Problem]:
    if isinstance(part, list):
        for i, item in enumerate(part):
            yield from _bases(file, own, clauses, item, (*path, i))
    if not isinstance(part, dict):
        return
    for key, item in part.items():
        yield from _bases(file, own, clauses, item, (*path, key))
    cited = [((*path, "basis", i), b["instrument"], b["clause"]) for i, b in enumerate(cites(part))]
    owned = [((*path, "clauses", i), own, c) for i, c in enumerate(part.get("clauses", ()))]
    for at, instrument, clause in [*owned, *cited]:
        if LegalBasis(instrument, clause) not in clauses:
            zh = f"登记册里没有 {instrument} 的“{clause}”"
            yield Problem(file.where(*at), zh, f"no clause '{clause}' of '{instrument}'")


def _unit_keys(file: Loaded) -> set[str]:
    return {unit["key"] for unit in file.data["units"]}


def _names(unit: Data) -> dict[str, Path]:
    """Every way a unit is called, and where it stands."""
    found = {unit[part]: (part,) for part in ("short_name", "full_name", "name") if part in unit}
    aliases = {alias: ("aliases", i) for i, alias in enumerate(unit.get("aliases", ()))}
    return {**aliases, **found, unit["key"]: ("key",)}


def _units(file: Loaded) -> Iterator[Problem]:
    seen: dict[str, tuple[int, str]] = {}
    for i, unit in enumerate(file.data["units"]):
        for name, at in _names(unit).items():
            other, key = seen.setdefault(name, (i, unit["key"]))
            if other != i:
                zh = f"单位重复：“{name}”已是“{key}”"
                en = f"duplicate unit: '{name}' is already '{key}'"
                yield Problem(file.where("units", i, *at), zh, en)
        if unit["member"] and unit["partner"]:
            where = file.where("units", i, "partner")
            yield Problem(where, "成员单位不能又是协作单位", "a member unit is no partner unit")
        if unit["kind"] == "other" and not unit.get("note"):
            where = file.where("units", i, "kind")
            yield Problem(where, "“other”要加说明", "the kind 'other' needs a note")


def _seats(file: Loaded) -> Iterator[Problem]:
    units, seen = _unit_keys(file), set[str]()
    for i, seat in enumerate(file.data["seats"]):
        if seat["unit"] not in units:
            yield _unknown_unit(file.where("seats", i, "unit"), seat["unit"])
        if seat["key"] in seen:
            yield _twice(file.where("seats", i, "key"), seat["key"])
        seen.add(seat["key"])
        if "person" in seat and "from" not in seat:
            where = file.where("seats", i, "person")
            yield Problem(
                where, "写了姓名就要写起始日期", "a person needs the day it is known from"
            )
        if seat.get("to", "9999") < seat.get("from", ""):
            where = file.where("seats", i, "to")
            yield Problem(where, "止日早于起日", "the seat ends before it begins")


def _mechanisms(files: Files, keys: Keys | None) -> Iterator[Problem]:
    file = files["mechanisms"]
    enabled = file.data["enabled"]
    for key in enabled:
        if keys is not None and key not in keys:
            where = file.where("enabled", key)
            yield Problem(where, f"没有机制“{key}”", f"unknown mechanism '{key}'")
    used: list[tuple[Loaded, tuple[str | int, ...], Any]]
    used = [(file, ("copy_rules", i, "mechanism"), rule["mechanism"])
            for i, rule in enumerate(file.data["copy_rules"])]  # fmt: skip
    policy = files["policy"]
    used += [(policy, ("rows", i), row["mechanism"]) for i, row in enumerate(policy.data["rows"])]
    tenant = files["tenant"]
    prefixes = tenant.data["numbering"]["prefixes"]
    used += [(tenant, ("numbering", "prefixes", key), key) for key in prefixes]
    for place, at, key in used:
        if key not in enabled:
            zh, en = f"机制“{key}”没有启用", f"mechanism '{key}' is not enabled"
            yield Problem(place.where(*at), zh, en)


def _local_rules(file: Loaded) -> Iterator[Problem]:
    for part in ("enabled", "limits", "settings", "copy_rules", "escalation"):
        found = file.data[part]
        rules = found.items() if isinstance(found, dict) else enumerate(found)
        seen: set[str] = set()
        for at, rule in rules:
            if not rule.get("clauses") and not cites(rule):
                where = file.where(part, at)
                yield Problem(where, "本地规则要有依据条款", "a local rule needs a clause")
            if rule.get("key") in seen:
                yield _twice(file.where(part, at, "key"), rule["key"])
            seen.add(rule.get("key", ""))


def _unknown_unit(where: str, unit: str) -> Problem:
    return Problem(where, f"没有单位“{unit}”", f"unknown unit '{unit}'")


def _twice(where: str, key: str) -> Problem:
    return Problem(where, f"“{key}”写了两次", f"'{key}' stands here twice")
