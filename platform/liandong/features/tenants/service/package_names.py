"""Whether every name a county's rules use is known: a typo would be a rule that never speaks."""

from collections.abc import Collection, Iterator

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.own_limits import RELATIONS
from liandong.features.tenants.service.package_parts import Part, Path, entries, mapping, text
from liandong.features.tenants.service.package_readings import (
    families,
    key_problem,
    limit_named,
    value_problems,
)
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_names(file: Loaded, known: Known) -> Iterator[Problem]:
    """Yield mechanisms, limits, triggers and settings of `mechanisms.yaml` that nobody knows."""
    data = mapping(file.data)
    for key in mapping(data.get("enabled")):
        if key not in known.mechanisms:
            yield _unknown(file.where("enabled", key), ("机制", "mechanism"), key, known.mechanisms)
    for at, limit in _limits(data):
        if limit not in known.limits:
            family = _family(limit, known.limits)
            yield _unknown(file.where(*at), ("期限", "time limit"), limit, family)
    for i, rule in entries(data.get("copy_rules")):
        yield from _triggers(file, i, rule, known)
    for key, setting in mapping(data.get("settings")).items():
        yield from _setting(file, key, mapping(setting), known)


def _limits(data: Part) -> Iterator[tuple[Path, str]]:
    for key, rule in mapping(data.get("limits")).items():
        for relation in RELATIONS:
            if text(mapping(rule).get(relation)):
                yield ("limits", key, relation), rule[relation]
    for key in mapping(data.get("reminders")):
        yield ("reminders", key), key


def _family(limit: str, known: Collection[str]) -> list[str]:
    """Return the limits whose id begins like this one, or all where none does."""
    begins = limit.rpartition("-")[0] + "-"
    return [each for each in known if each.startswith(begins)] or list(known)


def _triggers(file: Loaded, i: int, rule: Part, known: Known) -> Iterator[Problem]:
    triggers = known.triggers.get(text(rule.get("mechanism")))
    if triggers is None:
        return
    for j, trigger in entries(rule.get("when")):
        key = text(trigger.get("key"))
        if key and key not in triggers:
            where = file.where("copy_rules", i, "when", j, "key")
            yield _unknown(where, ("抄送情形", "copy trigger"), key, triggers)


def _setting(file: Loaded, key: str, setting: Part, known: Known) -> Iterator[Problem]:
    if key in known.readings:
        if "value" in setting:
            for zh, en in value_problems(known.readings[key], setting["value"]):
                yield Problem(file.where("settings", key, "value"), zh, en)
    elif key not in known.settings:
        yield _unknown_setting(file.where("settings", key), key, known)
    elif "value" in setting and not known.is_of_its_kind(key, setting["value"]):
        kind = known.settings[key]
        zh, en = (
            f"设置“{key}”的值要是 {kind}",
            f"the value of setting '{key}' must be of kind {kind}",
        )
        yield Problem(file.where("settings", key, "value"), zh, en)


def _unknown_setting(where: str, key: str, known: Known) -> Problem:
    named = limit_named(key) if known.readings else None
    if named is None:
        plain = [each for each in known.readings if limit_named(each) is None]
        listed = (*known.settings, *plain, *(families() if known.readings else ()))
        return _unknown(where, ("设置", "setting"), key, listed)
    family, limit_id = named
    if limit_id not in known.limits:
        near = _family(limit_id, known.limits)
        return _unknown(where, ("期限", "time limit"), limit_id, near)
    return Problem(where, *key_problem(key, family, limit_id, known.readings))


def _unknown(where: str, what: tuple[str, str], name: str, known: Collection[str]) -> Problem:
    zh, en = what
    listed = ", ".join(known) or "–"
    return Problem(
        where, f"没有{zh}“{name}”，只有：{listed}", f"unknown {en} '{name}'; known are: {listed}"
    )
