"""How layers become one: province, city, county. There is one rule, for every kind of entry.

An entry is what stands under a key of a collection. The nearest layer that states a key wins,
and its entry is taken whole; `remove: true` takes an inherited entry away. An entry keeps the
place in which it first appeared.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liandong.features.tenants.service.stated import StatedPackage

Entry = Mapping[str, Any]
#: collection -> key -> entry
Rules = Mapping[str, Mapping[str, Entry]]

#: The cells of a policy line that make it the same line; the last one, its effect, is its value.
LINE_KEY = ("ptype", "subject", "mechanism", "action", "scope")
#: Collections of mechanisms.yaml: by key of a mapping, or by a name inside each entry of a list.
MAPPINGS = {
    "mechanisms": "enabled",
    "limits": "limits",
    "settings": "settings",
    "terminology": "terminology",
    "reminders": "reminders",
    "notices": "notices",
}
_LISTS = ("copy_rules", "escalation")
COLLECTIONS = (*MAPPINGS, *_LISTS, "policy", "days", "instruments", "assessment")


@dataclass(frozen=True)
class Layer:
    """What one tenant above states for those below it; `position` is that of its revision.

    No entry speaks of `clauses` any more: they are citations of that tenant's own document.
    """

    code: str
    name: str
    position: int
    rules: Rules


def rules_of(stated: StatedPackage) -> Rules:
    """Return the entries that a tenant states, by collection and key, each with full citations."""
    found: dict[str, dict[str, Entry]] = {
        **{part: _mapping(stated, part) for part in MAPPINGS},
        **{part: _named(_part(stated, "mechanisms", part), ("key",)) for part in _LISTS},
        "policy": _named(_part(stated, "policy", "rows"), LINE_KEY),
        "days": _named(_part(stated, "calendar", "days"), ("day",)),
        "assessment": dict(
            sorted(stated.files.get("assessment", {}).get("assignment", {}).items())
        ),
    }
    own = stated.instrument
    rules: dict[str, dict[str, Entry]] = {
        part: {key: cited(entry, own) for key, entry in entries.items()}
        for part, entries in found.items()
    }
    return {**rules, "instruments": _named(_part(stated, "instruments", "instruments"), ("id",))}


def merge(layers: Iterable[Rules]) -> Rules:
    """Lay rules over each other, the nearest last; what is removed stays as its removal."""
    found: dict[str, dict[str, Entry]] = {part: {} for part in COLLECTIONS}
    for rules in layers:
        for part, entries in rules.items():
            found[part] |= entries
    return found


def standing(rules: Rules) -> Rules:
    """Return what is left once every removal has taken its entry away."""
    return {
        part: {key: entry for key, entry in entries.items() if not is_removal(entry)}
        for part, entries in rules.items()
    }


def origins_of(above: Sequence[Layer], own: Rules) -> dict[str, dict[str, str]]:
    """Return the code of the layer each inherited entry comes from, by collection and key."""
    said = merge([*(each.rules for each in above), own])
    codes: dict[str, dict[str, str]] = {part: {} for part in COLLECTIONS}
    for layer in above:
        for part, entries in layer.rules.items():
            codes[part] |= dict.fromkeys(entries, layer.code)
    return {
        part: {
            key: code
            for key, code in named.items()
            if key not in own[part] and not is_removal(said[part][key])
        }
        for part, named in codes.items()
    }


def merged_files(stated: StatedPackage, above: Sequence[Layer]) -> dict[str, Any]:
    """Return the files of a package as if the tenant stated all that holds for it."""
    rules = standing(merge([*(each.rules for each in above), rules_of(stated)]))
    mechanisms: dict[str, Any] = {name: rules[part] for part, name in MAPPINGS.items()}
    mechanisms |= {part: list(rules[part].values()) for part in _LISTS}
    reason = stated.files.get("calendar", {}).get("reason", "")
    return {
        **stated.files,
        "mechanisms": mechanisms,
        "calendar": {"reason": reason, "days": list(rules["days"].values())},
        "policy": {"rows": list(rules["policy"].values())},
        "assessment": {"assignment": rules["assessment"]},
        "instruments": {"instruments": list(rules["instruments"].values())},
    }


def is_removal(entry: Entry) -> bool:
    """Say whether an entry only takes an inherited one away."""
    return entry.get("remove") is True or entry.get("effect") == "remove"


def line_key(line: Entry) -> str:
    """Return the key of a policy line."""
    return _key(line, LINE_KEY)


def _part(stated: StatedPackage, kind: str, part: str) -> Any:
    return stated.files.get(kind, {}).get(part, [])


def _mapping(stated: StatedPackage, part: str) -> dict[str, Entry]:
    said = stated.files.get("mechanisms", {}).get(MAPPINGS[part], {})
    return dict(sorted(said.items()))


def _named(entries: Iterable[Entry], names: tuple[str, ...]) -> dict[str, Entry]:
    return {_key(entry, names): entry for entry in entries}


def _key(entry: Entry, names: tuple[str, ...]) -> str:
    return ",".join(str(entry.get(name, "")) for name in names).rstrip(",")


def cited(value: Any, own: str) -> Any:
    """Return a value in which clauses of the document `own` are citations like all others.

    What a document cites and nobody could find is a citation without an instrument.
    """
    if isinstance(value, list):
        return [cited(each, own) for each in value]
    if not isinstance(value, Mapping):
        return value
    if "as_written" in value:
        doubt = {"conflict": value["note"]} if "note" in value else {}
        return {"instrument": "", "clause": value["as_written"], **doubt}
    plain = {key: cited(part, own) for key, part in value.items() if key != "clauses"}
    if "clauses" in value:
        mine = [{"instrument": own, "clause": clause} for clause in value["clauses"]]
        plain["basis"] = [*mine, *plain.get("basis", [])]
    return plain
