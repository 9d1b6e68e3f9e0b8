"""Whether every rung of a county's ladder has a person who decides, and somebody it is for."""

from collections.abc import Iterator

from liandong.features.tenants.service.merging import Rules, is_removal, standing
from liandong.features.tenants.service.package_build_identity import roles_of
from liandong.features.tenants.service.package_parts import (
    Part,
    Path,
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


def check_ladder(file: Loaded, roster: Loaded, inherited: Rules) -> Iterator[Problem]:
    """Yield rungs that would leave without a person, or that nobody in the roster can confirm.

    Inherited rungs are held against this roster too. A mechanism that says why it has no ladder
    is reached by no rung that a person confirms.
    """
    borne = {role for _, unit in entries(mapping(roster.data).get("units")) for role in _of(unit)}
    rungs = list(_rungs(file, inherited))
    for at, rung in rungs:
        missing = [key for key in _NEEDED if not rung.get(key)]
        if rung.get("key") != REMIND and missing:
            yield _undecided(file.where(*at), missing)
        role = text(rung.get("confirmed_by")).partition("@")[2]
        if role and role not in borne and unit_keys(roster) is not None:
            zh = f"没有单位担任“{role}”，“{rung.get('label')}”没有人确认"
            en = f"no unit of the roster has the role '{role}' that confirms '{rung.get('key')}'"
            yield Problem(file.where(*at, "confirmed_by"), zh, en)
    yield from _contradicted(file, [rung for _, rung in rungs])


def _rungs(file: Loaded, inherited: Rules) -> Iterator[tuple[Path, Part]]:
    """Yield the rungs that stand here with their places, inherited ones with that of the list."""
    own = list(entries(mapping(file.data).get("escalation")))
    restated = {text(rung.get("key")) for _, rung in own}
    for key, rung in standing(inherited)["escalation"].items():
        if key not in restated:
            yield ("escalation",), rung
    yield from ((("escalation", i), rung) for i, rung in own if not is_removal(rung))


def _contradicted(file: Loaded, rungs: list[Part]) -> Iterator[Problem]:
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
