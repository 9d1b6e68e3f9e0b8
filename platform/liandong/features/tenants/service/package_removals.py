"""Whether what a package takes away is there to be taken: only what a layer above states."""

from collections.abc import Callable, Iterator, Mapping

from liandong.features.tenants.service.merging import (
    MAPPINGS,
    Rules,
    is_removal,
    line_key,
    standing,
)
from liandong.features.tenants.service.package_parts import (
    Part,
    Path,
    entries,
    mapping,
    text,
)
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

_LISTS: tuple[tuple[str, str, str, Callable[[Part], str]], ...] = (
    ("mechanisms", "copy_rules", "copy_rules", lambda entry: text(entry.get("key"))),
    ("mechanisms", "escalation", "escalation", lambda entry: text(entry.get("key"))),
    ("calendar", "days", "days", lambda entry: text(entry.get("day"))),
    ("policy", "rows", "policy", line_key),
    ("instruments", "instruments", "instruments", lambda entry: text(entry.get("id"))),
)


def check_removals(files: Mapping[str, Loaded], inherited: Rules) -> Iterator[Problem]:
    """Yield removals of what is not inherited."""
    there = standing(inherited)
    for file, at, part, key, entry in _entries(files):
        if is_removal(entry) and key not in there[part]:
            zh = f"上级没有“{key}”，取消不了"
            en = f"no layer above states '{key}': there is nothing to remove"
            yield Problem(file.where(*at), zh, en)


def _entries(files: Mapping[str, Loaded]) -> Iterator[tuple[Loaded, Path, str, str, Part]]:
    """Yield every entry: its file and place, its collection, its key, and itself."""
    rules = files["mechanisms"]
    for part, name in MAPPINGS.items():
        for key, entry in mapping(mapping(rules.data).get(name)).items():
            yield rules, (name, key), part, key, mapping(entry)
    assigned = mapping(mapping(files["assessment"].data).get("assignment"))
    for key, entry in assigned.items():
        yield files["assessment"], ("assignment", key), "assessment", key, mapping(entry)
    for kind, name, part, key_of in _LISTS:
        for i, entry in entries(mapping(files[kind].data).get(name)):
            yield files[kind], (name, i), part, key_of(entry), entry
