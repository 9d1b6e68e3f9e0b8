"""The step 期限: what the chosen mechanisms leave to the county; pure."""

from collections.abc import Mapping
from typing import Any

from liandong.features.deadlines.service import length_words
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.pages.clauses import clauses_of
from liandong.features.onboarding.service.drafts import stated_in
from liandong.features.onboarding.service.own_slots import PERIODS, UNITS, Slot, slots_of
from liandong.features.tenants.service import CATALOGUE
from liandong.web.languages import language, say

Plain = dict[str, Any]
_UNITS = {"working_day": "个工作日", "day": "日", "month": "个月"}


def limit_rows(draft: OnboardingDraft, typed: Mapping[str, str] | None) -> list[Plain]:
    """Return a row for each slot, filled with what is typed, or else with what the draft says."""
    return [_row(slot, typed or {}) for slot in slots_of(stated_in(draft))]


def typed_limits(draft: OnboardingDraft, form: Mapping[str, str]) -> dict[str, Plain]:
    """Return what was typed, by slot."""
    return {slot.limit.id: _typed(slot, form) for slot in slots_of(stated_in(draft))}


def _typed(slot: Slot, form: Mapping[str, str]) -> Plain:
    said = {
        part: form.get(f"{slot.limit.id}.{part}", "").strip() for part in ("length", "unit", "day")
    }
    if slot.recurs:
        said["length"] = slot.length
    return {**said, "clauses": tuple(clauses_of(form.get(f"{slot.limit.id}.clauses", "")))}


def _unit(slot: Slot, unit: str) -> str:
    if slot.recurs:
        return length_words(1, unit, recurs=True).pick(language())
    return say(_UNITS[unit])


def _row(slot: Slot, typed: Mapping[str, str]) -> Plain:
    name = slot.limit.id
    stands = {
        "length": slot.length,
        "unit": slot.unit,
        "clauses": "、".join(slot.clauses),
        "day": slot.day,
    }
    units = list(PERIODS if slot.recurs else UNITS)
    others = [slot.unit] if slot.unit and slot.unit not in units else []
    return {
        "label": say(slot.limit.matter),
        "mechanism": say(CATALOGUE[slot.mechanism][1]),
        "recurs": slot.recurs,
        "units": [
            *({"value": each, "label": _unit(slot, each)} for each in units),
            *({"value": each, "label": say("按资料包")} for each in others),
        ],
        "names": {part: f"{name}.{part}" for part in stands},
        "values": {part: typed.get(f"{name}.{part}", said) for part, said in stands.items()},
    }
