"""Whom a letter is copied to, chosen among the units that the county's rules name; pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from liandong.features.cases.pages.form_fields import Typed
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import Act, CasePicture, copies_for
from liandong.features.cases.service.copies import COPY_ROWS, COPY_UNIT, CopyAdvice, once_each
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.web.languages import say


def lists_a_copy(act: Act) -> bool:
    """Say whether the act names a unit to be copied."""
    kind = act.offers[0].row_type if act.offers else None
    is_copy = kind is not None and kind.key == COPY_ROWS and act.kind == "fire"
    return is_copy and any(field.key == COPY_UNIT for field in act.offer.inputs)


def advice_for(picture: CasePicture) -> tuple[CopyAdvice, ...]:
    """Return the units that the county's rules copy in this case and that are not listed yet."""
    opened = picture.opened
    triggers = tuple(opened.case.facts.get("copy_triggers") or ())
    listed = {row.facts.get(COPY_UNIT) for row in opened.rows if row.type == COPY_ROWS}
    parties = {party.unit_id for party in opened.parties}
    found = once_each(copies_for(opened.config, opened.mechanism.key, triggers))
    return tuple(a for a in found if str(a.unit_id) not in listed and a.unit_id not in parties)


def copy_field(
    name: str,
    advice: Iterable[CopyAdvice],
    known: Mapping[str, Any],
    typed: Typed,
    setting: Setting,
) -> Plain:
    """Return the one choice of a unit, each with the rule it rests on."""
    bindings = {"mandatory": say("应当抄送"), "optional": say("可以抄送")}
    choices = [
        {
            "value": _value(each),
            "label": setting.name(each.unit_id),
            "help": f"{bindings.get(each.binding, each.binding)}　{each.basis}",
        }
        for each in advice
    ]
    return {
        "name": name,
        "label": say("抄送单位"),
        "kind": "choice",
        "as_radios": True,
        "choices": choices,
        "value": known.get(name, ""),
        "required": True,
        "help": None if choices else say("按本县规定和所选的抄送情形，没有还可以列入的单位。"),
        "errors": typed.errors.get(name, []),
    }


def copy_facts(act: Act, name: str, value: str, advice: Iterable[CopyAdvice]) -> dict[str, Any]:
    """Return what a listed copy states: the unit, and the rule with its force and its clause.

    Raises:
        InvalidInputError: No unit of the list was chosen.
    """
    chosen = next((each for each in advice if _value(each) == value), None)
    if chosen is None:
        raise InvalidInputError([Problem(name, "请选抄送单位", "choose the unit to be copied")])
    stated = {
        COPY_UNIT: str(chosen.unit_id),
        "copy_kind": chosen.binding,
        "copy_rule": chosen.rule,
        "copy_basis": chosen.basis,
    }
    asked = {field.key for field in act.offer.inputs}
    return {key: value for key, value in stated.items() if key in asked}


def _value(advice: CopyAdvice) -> str:
    return f"{advice.rule}/{advice.unit_id}"
