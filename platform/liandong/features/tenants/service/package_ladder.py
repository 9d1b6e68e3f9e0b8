"""Whether every rung of a county's ladder has a person who decides, and somebody it is for."""

from collections.abc import Iterator

from liandong.features.tenants.service.package_build import roles_of
from liandong.features.tenants.service.package_parts import (
    entries,
    listed,
    mapping,
    text,
    unit_keys,
)
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

#: The one rung that is said by the platform itself: it accuses nobody.
REMIND = "remind"
_NEEDED = ("to", "document", "confirmed_by")


def check_ladder(file: Loaded, roster: Loaded) -> Iterator[Problem]:
    """Yield rungs that would leave without a person, or that nobody in the roster can confirm.

    A mechanism that says why it has no ladder is reached by no rung that a person confirms.
    """
    borne = {role for _, unit in entries(mapping(roster.data).get("units")) for role in _of(unit)}
    for i, rung in entries(mapping(file.data).get("escalation")):
        missing = [key for key in _NEEDED if not rung.get(key)]
        if rung.get("key") != REMIND and missing:
            yield _undecided(file.where("escalation", i), missing)
        role = text(rung.get("confirmed_by")).partition("@")[2]
        if role and role not in borne and unit_keys(roster) is not None:
            zh, en = f"没有单位担任“{role}”", f"no unit of the roster has the role '{role}'"
            yield Problem(file.where("escalation", i, "confirmed_by"), zh, en)
    yield from _contradicted(file)


def _contradicted(file: Loaded) -> Iterator[Problem]:
    rungs = [rung for _, rung in entries(mapping(file.data).get("escalation"))]
    reached = [listed(rung.get("mechanisms")) for rung in rungs if rung.get("confirmed_by")]
    for key, entry in mapping(mapping(file.data).get("enabled")).items():
        if mapping(entry).get("no_ladder") and any(key in keys or not keys for keys in reached):
            zh, en = "写了不设督促链，督促链却用于它", "a rung reaches what says it has no ladder"
            yield Problem(file.where("enabled", key, "no_ladder"), zh, en)


def _of(unit: object) -> frozenset[str]:
    data = mapping(unit)
    return roles_of(text(data.get("kind")), (text(role) for role in listed(data.get("roles"))))


def _undecided(where: str, missing: list[str]) -> Problem:
    named = ", ".join(missing)
    zh = f"这一级要写明发给谁、什么文书、由谁确认，缺：{named}"
    en = f"a rung names its addressees, its document and who confirms it; missing: {named}"
    return Problem(where, zh, en)
