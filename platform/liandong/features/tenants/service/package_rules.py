"""Whether the rules of a county speak of mechanisms that are enabled, each with a source."""

from collections.abc import Iterator, Mapping

from liandong.features.tenants.service.configuration import LADDER
from liandong.features.tenants.service.merging import LINE_KEY, Rules, standing
from liandong.features.tenants.service.package_ladder import check_ladder
from liandong.features.tenants.service.package_parts import (
    Path,
    entries,
    listed,
    mapping,
    mechanism_keys,
    text,
    twice,
)
from liandong.features.tenants.service.package_removals import check_removals
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

Files = Mapping[str, Loaded]
_RULES = ("enabled", "settings", "copy_rules", "escalation")


def check_rules(files: Files, inherited: Rules) -> Iterator[Problem]:
    """Yield rules for mechanisms that are not enabled, and rules without a source.

    What a layer above enables is enabled, unless it is removed here. A layer above may speak of
    any mechanism: its rule sleeps in a county that has not enabled it.
    """
    file = files["mechanisms"]
    is_county = mapping(files["tenant"].data).get("level") == "county"
    enabled = mechanism_keys(file, standing(inherited)["mechanisms"]) if is_county else None
    for place, at, key in _named(files):
        if enabled is not None and key and key not in enabled:
            zh, en = f"机制“{key}”没有启用", f"mechanism '{key}' is not enabled"
            yield Problem(place.where(*at), zh, en)
    for part in _RULES:
        yield from _sources(file, part)
    yield from check_removals(files, inherited)
    yield from check_ladder(file, files["roster"], inherited)
    yield from _policy_lines(files["policy"])


def _named(files: Files) -> Iterator[tuple[Loaded, Path, str]]:
    """Yield every mechanism that a rule, a policy line or a number's prefix names."""
    rules = mapping(files["mechanisms"].data).get("copy_rules")
    for i, rule in entries(rules):
        yield files["mechanisms"], ("copy_rules", i, "mechanism"), text(rule.get("mechanism"))
    for i, rung in entries(mapping(files["mechanisms"].data).get("escalation")):
        for j, key in enumerate(listed(rung.get("mechanisms"))):
            yield files["mechanisms"], ("escalation", i, "mechanisms", j), text(key)
    for i, row in entries(mapping(files["policy"].data).get("rows")):
        if row.get("ptype") != "g":  # a link names two seats and no mechanism
            yield files["policy"], ("rows", i), text(row.get("mechanism"))
    numbering = mapping(mapping(files["tenant"].data).get("numbering"))
    for key in mapping(numbering.get("prefixes")).keys() - {LADDER}:
        yield files["tenant"], ("numbering", "prefixes", key), key


def _policy_lines(file: Loaded) -> Iterator[Problem]:
    """Yield lines that stand twice, and seats that are to inherit themselves."""
    seen: set[tuple[str, ...]] = set()
    for i, row in entries(mapping(file.data).get("rows")):
        line = tuple(text(row.get(cell)) for cell in LINE_KEY)
        where = file.where("rows", i)
        if line in seen:
            yield twice(where, ",".join(line).rstrip(","))
        if row.get("ptype") == "g" and row.get("subject") == row.get("mechanism"):
            yield Problem(where, "岗位不能承继自己", "a seat cannot inherit itself")
        seen.add(line)


def _sources(file: Loaded, part: str) -> Iterator[Problem]:
    found = mapping(file.data).get(part)
    rules = found.items() if isinstance(found, dict) else entries(found)
    seen: set[str] = set()
    for at, rule in rules:
        if isinstance(rule, dict) and not rule.get("clauses") and not rule.get("basis"):
            where = file.where(part, at)
            yield Problem(where, "本地规则要有依据条款", "a local rule needs a clause")
        key = text(mapping(rule).get("key"))
        if key and key in seen:
            yield twice(file.where(part, at, "key"), key)
        seen.add(key)
