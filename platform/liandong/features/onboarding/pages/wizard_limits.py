"""The step 期限: slots, national limits that the county's document replaces, and settings."""

from collections.abc import Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from liandong.calendars import Text
from liandong.features.deadlines.service import length_words
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.clauses import clauses_of
from liandong.features.onboarding.service.drafts import stated_in
from liandong.features.onboarding.service.own_checks import fields_of, require_entries
from liandong.features.onboarding.service.own_settings import (
    Setting,
    is_as_set,
    settable,
    settings_in,
    with_settings,
)
from liandong.features.onboarding.service.own_slots import (
    PERIODS,
    UNITS,
    Slot,
    is_as_it_was,
    replaceable,
    replaced_in,
    slots_of,
    with_limits,
)
from liandong.features.onboarding.service.setting_words import setting_label
from liandong.features.tenants.service import CATALOGUE, Layer, StatedPackage, installed
from liandong.kernel.errors import Problem
from liandong.web.languages import english, language, say

Plain = dict[str, Any]
Form = MultiDict[str, str]
_UNITS = {"working_day": "个工作日", "day": "日", "month": "个月"}
_ADDED = ("limit", "setting")


def typed_stated(draft: OnboardingDraft, form: Form, above: Sequence[Layer]) -> StatedPackage:
    """Return the package with what was typed, held against all that a package is held against.

    Raises:
        InvalidInputError: Something is wrong; every problem names its field.
    """
    stated, more = stated_in(draft), form.getlist("row")
    slots, settings = _slots(stated, more), settings_in(stated, more)
    limits = {each.limit.id: _typed(each, form) for each in slots}
    values = {each.key: _typed_setting(each, form) for each in settings}
    made = with_settings(with_limits(stated, slots, limits), settings, values)
    said = made.files.get("mechanisms", {}).get("limits", {})
    changed = [each.limit.id for each in slots if not is_as_it_was(each, limits[each.limit.id])]
    fields = {
        f"mechanisms.limits.{key}": fields_of(name, "unit")
        for key, each in said.items()
        if (name := each.get("fills") or each.get("replaces")) in changed
    }
    fields |= {
        f"mechanisms.settings.{each.key}": fields_of(f"setting.{each.key}", "value")
        for each in settings
        if not is_as_set(each, values[each.key])
    }
    require_entries(made, above, fields)
    return made


def limits_part(draft: OnboardingDraft, form: Form | None, wrong: Sequence[Problem]) -> Plain:
    """Return the tables of the step, filled with what is typed, or with what the draft says."""
    stated = stated_in(draft)
    added = [form.get(f"add_{kind}", "") for kind in _ADDED] if form else []
    more = [*(form.getlist("row") if form else ()), *filter(None, added)]
    typed = form if form is not None else MultiDict()
    replaced, settings = replaced_in(stated, more), settings_in(stated, more)
    shown = {each.limit.id for each in replaced} | {each.key for each in settings}
    return {
        "slots": [_row(each, typed, wrong) for each in slots_of(stated)],
        "replaced": [_row(each, typed, wrong) for each in replaced],
        "settings": [_setting_row(each, typed, wrong) for each in settings],
        "rows": [key for key in dict.fromkeys(more) if key in shown],
        "more_limits": [
            {"value": key, "label": _limit_words(key)}
            for key in replaceable(stated)
            if key not in shown
        ],
        "more_settings": _more_settings(stated, shown),
    }


def _slots(stated: StatedPackage, more: Sequence[str]) -> list[Slot]:
    return [*slots_of(stated), *replaced_in(stated, more)]


def _typed(slot: Slot, form: Form) -> Plain:
    said = {
        part: form.get(f"{slot.limit.id}.{part}", "").strip() for part in ("length", "unit", "day")
    }
    if slot.recurs:
        said["length"] = slot.length
    return {**said, "clauses": tuple(clauses_of(form.get(f"{slot.limit.id}.clauses", "")))}


def _typed_setting(setting: Setting, form: Form) -> Plain:
    name = f"setting.{setting.key}"
    values = [each.strip() for each in form.getlist(f"{name}.value") if each.strip()]
    return {
        "value": "、".join(values),
        "day": form.get(f"{name}.day", "").strip(),
        "clauses": tuple(clauses_of(form.get(f"{name}.clauses", ""))),
    }


def _unit(slot: Slot, unit: str) -> str:
    if slot.recurs:
        return length_words(1, unit, recurs=True).pick(language())
    return say(_UNITS[unit])


def _row(slot: Slot, typed: Form, wrong: Sequence[Problem]) -> Plain:
    name = slot.limit.id
    stands = {
        "length": slot.length,
        "unit": slot.unit,
        "clauses": "、".join(slot.clauses),
        "day": slot.day,
    }
    units = list(PERIODS if slot.recurs else UNITS)
    others = [slot.unit] if slot.unit and slot.unit not in units else []
    notes = [say(CATALOGUE[slot.mechanism][1])] if slot.mechanism in CATALOGUE else []
    notes += [_national(slot)] if slot.national else []
    return {
        "label": say(slot.limit.matter),
        "notes": notes,
        "recurs": slot.recurs,
        "nothing": say("照国家规定") if slot.national else say("没有规定"),
        "units": [
            *({"value": each, "label": _unit(slot, each)} for each in units),
            *({"value": each, "label": say("按资料包")} for each in others),
        ],
        "names": {part: f"{name}.{part}" for part in stands},
        "values": {part: typed.get(f"{name}.{part}", said) for part, said in stands.items()},
        "errors": _errors(name, wrong),
    }


def _national(slot: Slot) -> str:
    value = slot.national
    unit = value.counted_in.value if value and value.counted_in else None
    length = value.length if value else None
    words = length_words(length, unit, recurs=slot.recurs).pick(language())
    return say("国家规定：{limit}", limit=words)


def _errors(name: str, wrong: Sequence[Problem]) -> dict[str, list[str]]:
    """Return what is wrong with the parts of a row."""
    found: dict[str, list[str]] = {}
    for each in wrong:
        if each.where.startswith(f"{name}."):
            text = each.message_en if language() == "en" else each.message_zh
            found.setdefault(each.where.removeprefix(f"{name}."), []).append(text)
    return found


def _setting_row(setting: Setting, typed: Form, wrong: Sequence[Problem]) -> Plain:
    name = f"setting.{setting.key}"
    stands = {"value": setting.value, "clauses": "、".join(setting.clauses), "day": setting.day}
    values = {part: typed.get(f"{name}.{part}", said) for part, said in stands.items()}
    if typed.getlist(f"{name}.value"):
        values["value"] = "、".join(typed.getlist(f"{name}.value"))
    listed = values["value"].split("、") if setting.kind == "array" else [values["value"]]
    return {
        "label": _setting_words(setting.key),
        "notes": [
            say("不写的：{value}", value=setting.default.pick(language())),
            *([say("范本带来的依据，请改引本县文件的条款")] if setting.is_borrowed else []),
        ],
        "kind": setting.kind,
        "choices": [
            {"value": key, "label": words.pick(language()), "is_chosen": key in listed}
            for key, words in setting.choices.items()
        ],
        "others": setting.others,
        "names": {part: f"{name}.{part}" for part in stands},
        "values": values,
        "errors": _errors(name, wrong),
    }


def _more_settings(stated: StatedPackage, shown: set[str]) -> list[Plain]:
    """Return the settings that may be made, those of single limits after the others."""
    keys = [key for key in settable(stated) if key not in shown]
    found = [(key, _limit_in(key) is not None, _setting_words(key)) for key in keys]
    return [
        {"value": key, "label": label}
        for key, _, label in sorted(found, key=lambda each: (each[1], each[2]))
    ]


def _setting_words(key: str) -> str:
    """Return what a setting is called, with the limit it is about by its words."""
    label, limit = setting_label(key), _limit_in(key)
    if limit is None:
        return label.pick(language())
    matter = installed().known.limits[limit].matter
    said = Text(
        f"{matter}：{label.zh.replace(limit, '').strip()}", f"{english(matter)}: {label.en}"
    )
    return said.pick(language())


def _limit_in(key: str) -> str | None:
    known = installed().known.limits
    return next((part for part in key.split(".") if part in known), None)


def _limit_words(key: str) -> str:
    return f"{say(installed().known.limits[key].matter)}（{key}）"
