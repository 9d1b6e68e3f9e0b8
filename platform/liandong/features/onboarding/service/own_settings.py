"""The settings of a county to come, each by its name, with its clause and first day; pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liandong.calendars import Text
from liandong.features.onboarding.service.own_document import without_models
from liandong.features.onboarding.service.own_slots import Plain
from liandong.features.onboarding.service.setting_words import setting_choices
from liandong.features.tenants.service import Spec, StatedPackage, installed
from liandong.kernel.errors import InvalidInputError, Problem

_BETWEEN = re.compile(r"[、，,;；\n]+")
_DIGITS = 4
_NUMBERS = ("working_days", "day_of_december")
_YES_NO = {"true": Text("是", "yes"), "false": Text("否", "no")}


@dataclass(frozen=True)
class Setting:
    """A setting, and what the county says so far; `kind`: boolean, integer, array or string.

    `others` says how many clauses of other documents it rests on beside those of its own; what
    `is_borrowed` rests on nothing but what its model brought.
    """

    key: str
    kind: str
    choices: Mapping[str, Text]
    default: Text
    value: str
    clauses: tuple[str, ...]
    day: str
    others: int = 0
    is_borrowed: bool = False


def settings_in(stated: StatedPackage, more: Collection[str] = ()) -> list[Setting]:
    """Return the settings that a package makes, and `more` that it may."""
    own = _own(stated)
    keys = [*own, *(key for key in more if key in settable(stated) and key not in own)]
    return [_setting(key, own.get(key, {})) for key in keys]


def settable(stated: StatedPackage) -> list[str]:
    """Return the settings that a county may make: of its limits, those its mechanisms keep."""
    here = installed()
    enabled = stated.files.get("mechanisms", {}).get("enabled", {})
    chosen = [here.registry.current(key) for key in here.registry.keys if key in enabled]
    kept = {limit.id for mechanism in chosen for limit in mechanism.limits}
    limits = here.known.limits
    readings = (
        key
        for key, spec in here.known.readings.items()
        if spec.kind != "elsewhere"
        and not any(p in limits and p not in kept for p in key.split("."))
    )
    return [*here.known.settings, *readings]


def with_settings(
    stated: StatedPackage, settings: Sequence[Setting], typed: Mapping[str, Mapping[str, Any]]
) -> StatedPackage:
    """Return a package with the settings typed in; one without a value is made no more.

    Raises:
        InvalidInputError: A value, a clause or a day is missing or wrong.
    """
    problems = [problem for each in settings for problem in _wrong(each, typed[each.key])]
    if problems:
        raise InvalidInputError(problems)
    made: Plain = {**_own(stated)}
    for each in settings:
        said = typed[each.key]
        if is_as_set(each, said):
            continue
        before = made.pop(each.key, {})
        if said["value"]:
            made[each.key] = _entry(each, said, before)
    if not settings:
        return stated
    return stated.with_file("mechanisms", {**stated.files["mechanisms"], "settings": made})


def is_as_set(setting: Setting, said: Mapping[str, Any]) -> bool:
    """Say whether what is typed is what the package says already."""
    return all(said[part] == getattr(setting, part) for part in ("value", "clauses", "day"))


def _own(stated: StatedPackage) -> Mapping[str, Any]:
    said = stated.files.get("mechanisms", {}).get("settings", {})
    return {key: each for key, each in said.items() if not each.get("remove")}


def _setting(key: str, said: Mapping[str, Any]) -> Setting:
    known = installed().known
    spec = known.readings.get(key)
    kind = _kind(spec) if spec else known.settings.get(key, "string")
    choices = spec.choices if spec else setting_choices(key)
    choices = choices or (_YES_NO if kind == "boolean" else {})
    default = spec.words(spec.default) if spec else Text("没有规定", "nothing is said")
    clauses, others = tuple(said.get("clauses", ())), len(without_models(said.get("basis", [])))
    value = _spelt(said["value"]) if "value" in said else ""
    return Setting(
        key=key,
        kind=kind,
        choices=choices,
        default=default,
        value=value,
        clauses=clauses,
        day=said.get("from", ""),
        others=others,
        is_borrowed=bool(value and not clauses and not others),
    )


def _kind(spec: Spec) -> str:
    if spec.kind == "boolean":
        return "boolean"
    return "integer" if spec.kind in _NUMBERS else "string"


def _spelt(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _wrong(setting: Setting, said: Mapping[str, Any]) -> Iterator[Problem]:
    if not said["value"] or is_as_set(setting, said):
        return
    where, value = f"setting.{setting.key}", said["value"]
    is_number = value.isascii() and value.isdecimal() and len(value) <= _DIGITS
    if setting.kind == "integer" and not is_number:
        yield Problem(f"{where}.value", "请填一个数", "needs a number")
    listed = _parts(value) if setting.kind == "array" else [value]
    if setting.choices and not set(listed) <= setting.choices.keys():
        yield Problem(f"{where}.value", "从列出的里面选", "choose one that is listed")
    if not said["clauses"] and not setting.others:
        yield Problem(f"{where}.clauses", "请填本县文件的条款号", "needs a clause")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def _entry(setting: Setting, said: Mapping[str, Any], before: Mapping[str, Any]) -> Plain:
    text = said["value"]
    values: dict[str, Any] = {
        "boolean": text == "true",
        "array": _parts(text),
        "integer": int(text) if setting.kind == "integer" else 0,
    }
    basis = without_models(before.get("basis", []))
    found = {**({"basis": basis} if basis else {}), "value": values.get(setting.kind, text)}
    found |= {"from": said["day"]} if said["day"] else {}
    return found | ({"clauses": list(said["clauses"])} if said["clauses"] else {})
