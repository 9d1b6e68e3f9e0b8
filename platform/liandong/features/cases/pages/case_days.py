"""The day of an act that did not happen today, and the file that proves it; pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from liandong.features.cases.pages.form_fields import Typed, field_view
from liandong.features.cases.pages.words import Plain, Setting
from liandong.features.cases.service import Act, CasePicture
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Field, FieldKind
from liandong.web.languages import say

DAY, PROOF = "occurred_on", "proof"
MODE, AT_ONCE = "delivery_mode", "electronic"


def may_be_earlier(act: Act) -> bool:
    """Say whether a person may enter an earlier day: what is signed or confirmed is of today."""
    if act.kind not in {"fire", "rows"} or act.paper is not None:
        return False
    return not confirms_receipt(act)


def confirms_receipt(act: Act) -> bool:
    """Say whether the addressee confirms here what it received: there is nothing to choose."""
    if act.kind != "fire" or act.offer.transition.delivers is None:
        return False
    asked = (field for field in act.offer.inputs if field.key == MODE)
    return any([choice.key for choice in field.choices] == [AT_ONCE] for field in asked)


def day_section(
    act: Act, picture: CasePicture, known: Mapping[str, Any], typed: Typed, setting: Setting
) -> Plain | None:
    """Return the fields of the day; folded where today is what is usual."""
    if not may_be_earlier(act):
        return None
    is_service = act.kind == "fire" and act.offer.transition.delivers is not None
    label = "送达日期" if is_service else "发生日期"
    day = Field(DAY, FieldKind.DATE, label)
    values = {DAY: setting.today.isoformat(), **known}
    shown = field_view(day, DAY, values, typed)
    shown |= {"minimum": _earliest(picture, setting).isoformat()}
    shown |= {"maximum": setting.today.isoformat()}
    if is_service:
        return {"heading": None, "fields": [shown]}
    return _folded(shown, values, typed, setting)


def day_fields(values: Mapping[str, Any], typed: Typed, setting: Setting) -> Plain:
    """Return the day of what opens a case, folded: today is what is usual."""
    known = {DAY: setting.today.isoformat(), **values}
    shown = field_view(Field(DAY, FieldKind.DATE, "发生日期"), DAY, known, typed)
    shown |= {"minimum": None, "maximum": setting.today.isoformat()}
    return _folded(shown, known, typed, setting)


def _folded(day: Plain, values: Mapping[str, Any], typed: Typed, setting: Setting) -> Plain:
    day["help"] = say("默认今天；较早的日期要附证明材料")
    proof = Field(PROOF, FieldKind.FILE, "证明材料", required=False, multiple=True)
    fields = [day, field_view(proof, PROOF, {}, typed)]
    is_open = values[DAY] != setting.today.isoformat() or any(f["errors"] for f in fields)
    return {"folded": say("不是今天发生的"), "open": is_open, "fields": fields}


def _earliest(picture: CasePicture, setting: Setting) -> date:
    """Return the day of the last act this reader knows of."""
    days = [event.occurred_on for event in picture.events if event.kind in {"move", "row"}]
    return min(max([picture.case.opened_on, *days]), setting.today)


def day_of(text: str, today: date) -> date:
    """Return the day that was typed, today if none was.

    Raises:
        InvalidInputError: It is no day.
    """
    try:
        return date.fromisoformat(text) if text else today
    except ValueError as wrong:
        problem = Problem(DAY, "日期写成 2026-04-30 这样", "write the day as 2026-04-30")
        raise InvalidInputError([problem]) from wrong
