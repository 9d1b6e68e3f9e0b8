"""A package for a county that has none yet: its names from the list, the rest from a template.

A template is the package of a county with a document of the same family. It rests on that county's
document until the new one's own is registered: so every such part is to be confirmed, and the new
county rehearses.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from liandong.calendars import Text
from liandong.features.tenants.service.divisions import ListedDivision, divisions
from liandong.features.tenants.service.package import load_package
from liandong.features.tenants.service.package_clauses import load_clauses
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import load

NOTE = "按范本填写，由当地确认"
_WORDS = "县区市旗"
_TIMEZONE = "Asia/Shanghai"


def families() -> dict[str, Text]:
    """Return the families of documents that have a template, with what each is called."""
    return {key: Text(**said["label"]) for key, said in _templates().items()}


@cache
def template(family: str) -> StatedPackage:
    """Return the template of a family of documents; its identity is that of its model."""
    said = _templates()[family]
    model = load_package(data_root() / "tenants" / said["model"], load_clauses())
    return _cut_down(model, said["units"], said["named"])


def identity_for(division: ListedDivision) -> StatedPackage:
    """Return the package of a province or a city."""
    return StatedPackage({"tenant": _identity(division)})


def package_for(division: ListedDivision, model: StatedPackage) -> StatedPackage:
    """Return a package for a county, made of its line of the list and of a template."""
    rename = _renaming(division, model)
    files = {kind: _renamed(data, rename) for kind, data in model.files.items()}
    files = {kind: _to_confirm(data) for kind, data in files.items()}
    files["tenant"] = {**_county(files["tenant"], division), **_identity(division)}
    return StatedPackage(files)


def _identity(division: ListedDivision) -> dict[str, Any]:
    stated: dict[str, Any] = {
        "code": division.code,
        "name": division.name,
        "short_name": _short(division),
        "level": division.level,
        "timezone": _TIMEZONE,
    }
    above = divisions().parents_of(division.code)
    if above:
        stated["parents"] = {each.level: {"code": each.code, "name": each.name} for each in above}
    return stated


def _short(division: ListedDivision) -> str:
    """Return 惠济 for 惠济区; 东区 and 大厂回族自治县 keep their names."""
    name = division.name
    has_ending = name.endswith((*_WORDS, "省")) and "自治" not in name and len(name) > len("东区")
    return name[:-1] if has_ending and not division.is_grouping else name


def _county(model: Mapping[str, Any], division: ListedDivision) -> dict[str, Any]:
    province, city = divisions().parents_of(division.code)
    above = province if city.is_grouping else city
    court = "高级人民法院" if city.is_grouping else "中级人民法院"
    return {
        **model,
        "division_kind": division.kind,
        "mode": "rehearsal",
        "upper_procuratorate": _body(f"{above.name}人民检察院"),
        "upper_court": _body(f"{above.name}{court}"),
        "first_instance_court": None,
        "effective_from": {**model["effective_from"], "to_confirm": True, "note": NOTE},
    }


def _body(name: str) -> dict[str, Any]:
    return {"name": name, "to_confirm": True, "note": NOTE}


def _renaming(division: ListedDivision, model: StatedPackage) -> Callable[[str], str]:
    """Return how a text of the template is put for a county: 惠济区政府, 区政府, 惠检建."""
    name, was = division.name, model.name
    word = name[-1] if name[-1] in _WORDS else "县"
    letter, letter_was = _short(division)[0], model.tenant["numbering"]["abbreviation"]
    units = {text for unit in model.files["roster"]["units"] for text in _names_of(unit)}
    numbers = set(_texts(model.tenant["numbering"])) | {letter_was}

    def rename(text: str) -> str:
        if text in numbers:
            return text.replace(letter_was, letter)
        if text in units and text[0] == was[-1]:
            return f"{word}{text[1:]}"
        return text.replace(was, name)

    return rename


def _names_of(unit: Mapping[str, Any]) -> list[str]:
    names = (unit.get(part, "") for part in ("name", "full_name", "short_name"))
    return [text for text in (*names, *unit.get("aliases", ())) if text]


def _texts(numbering: Mapping[str, Any]) -> list[str]:
    return [*numbering["prefixes"].values(), *numbering.get("organs", {}).values()]


def _renamed(part: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(part, Mapping):
        return {
            key: value if key in {"basis", "clauses"} else _renamed(value, rename)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_renamed(each, rename) for each in part]
    return rename(part) if isinstance(part, str) else part


def _to_confirm(part: Any) -> Any:
    """Return a part in which all that rests on the model's document is to be confirmed."""
    if isinstance(part, list):
        return [_to_confirm(each) for each in part]
    if not isinstance(part, Mapping):
        return part
    plain = {key: _to_confirm(value) for key, value in part.items()}
    return {**plain, "to_confirm": True, "note": NOTE} if "clauses" in plain else plain


def _cut_down(
    model: StatedPackage, units: Collection[str], named: Mapping[str, str]
) -> StatedPackage:
    roster, rules, tenant = (model.files[kind] for kind in ("roster", "mechanisms", "tenant"))
    numbering = tenant["numbering"]
    organs = {key: said for key, said in numbering.get("organs", {}).items() if key in units}
    files = {
        **model.files,
        "tenant": {**tenant, "numbering": {**numbering, "organs": organs}},
        "roster": {
            "units": [
                {**unit, "name": named.get(unit["key"], unit["name"])}
                for unit in roster["units"]
                if unit["key"] in units
            ],
            "seats": [_empty(seat) for seat in roster["seats"] if seat["unit"] in units],
        },
        "mechanisms": without_limits(rules),
    }
    return StatedPackage(files)


def without_limits(rules: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules of a county without its own limits: no other county's document has them."""
    own = rules.get("limits", {})
    common = {part: _common(rules.get(part, {}), own) for part in ("settings", "reminders")}
    return {**rules, "limits": {}, **common}


def _common(entries: Mapping[str, Any], own_limits: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries that speak of no limit of one county."""
    return {
        key: said for key, said in entries.items() if own_limits.keys().isdisjoint(key.split("."))
    }


def _empty(seat: Mapping[str, Any]) -> dict[str, Any]:
    taken = {"from", "to", "person", "title"}
    return {key: said for key, said in seat.items() if key not in taken}


@cache
def _templates() -> Mapping[str, Any]:
    data: Mapping[str, Any] = load(Path(__file__).with_name("templates.yaml")).data
    return data
