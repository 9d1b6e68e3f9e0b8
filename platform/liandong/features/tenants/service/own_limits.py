"""The limits that stand in a county's own document, as its package states them."""

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.kernel.yamlfile import Loaded
from liandong.mechanisms import OWN_KEYS, LimitReader, TimeLimit

Data = Mapping[str, Any]
RELATIONS = ("replaces", "supplements", "fills")


def definition_of(own: str, data: Data) -> dict[str, Any]:
    """Return what a limit is, in the form of a plugin's file, clauses of the document `own` cited.

    In whose place it stands, and why the county has it, is told beside it.
    """
    found = {key: part for key, part in data.items() if key not in OWN_KEYS}
    values = data.get("values", {})
    found["values"] = {day: _cited(own, value) if value else None for day, value in values.items()}
    return found


def _cited(own: str, value: Data) -> dict[str, Any]:
    named = [{"instrument": own, "clause": clause} for clause in value.get("clauses", ())]
    rest = {key: part for key, part in value.items() if key != "clauses"}
    return {**rest, "basis": [*named, *value.get("basis", ())]}


def bases_of(data: Data) -> list[dict[str, Any]]:
    """Return what every value of a definition rests on, each clause once."""
    values = (value for value in data["values"].values() if value)
    cited = [basis for value in values for basis in value["basis"]]
    return list({(each["instrument"], each["clause"]): each for each in cited}.values())


def limits_of(rules: Iterable[Data]) -> dict[str, TimeLimit]:
    """Return the limits of a package as it is stored, by id."""
    stated = {
        rule["id"]: {**rule["definition"], **{key: rule[key] for key in RELATIONS if rule[key]}}
        for rule in rules
    }
    return LimitReader(Loaded("", stated, {}), "", own="").read()
