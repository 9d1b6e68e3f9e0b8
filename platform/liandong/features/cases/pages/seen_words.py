"""Where a matter came from, where it goes and how it stands, for one unit; pure."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from liandong.features.cases.models import Case
from liandong.features.cases.pages.words import Plain, Setting, day_words
from liandong.features.cases.service import CasePicture, Glance
from liandong.features.cases.service.naming import RECEIVERS
from liandong.web.languages import say


def came(seen: Glance, setting: Setting) -> str:
    """Return who sent it and when it came; of our own, when we began."""
    case, issuer = seen.case, setting.name(seen.case.issuer_id)
    letters = [p for p in seen.papers if p.state == "signed" and p.unit_id == case.issuer_id]
    served = [p.delivery["received_on"] for p in letters if p.delivery]
    if served:
        on = date.fromisoformat(served[-1])
        return say("{unit} {day}送达", unit=issuer, day=day_words(on, setting.today))
    if letters and letters[-1].signed_at:
        on = letters[-1].signed_at.astimezone(setting.zone).date()
        return say("{unit} {day}签发", unit=issuer, day=day_words(on, setting.today))
    day = day_words(seen.course.opened_on, setting.today)
    if case.issuer_id == setting.unit_id:
        return say("{day}立项", day=day)
    if has_left(seen, setting):
        return say("{unit} {day}转来", unit=issuer, day=day) if seen.level == "full" else issuer
    return issuer


def names_of(units: Iterable[UUID], setting: Setting) -> str:
    """Return units by name, each once."""
    return say("、").join(dict.fromkeys(setting.name(unit) for unit in units))


def receivers(seen: Glance | CasePicture) -> list[UUID]:
    """Return the units that a matter goes to; of those without any, who else takes part in it."""
    opened = seen.opened
    found = [unit for part in RECEIVERS for unit in opened.units(part)]
    others = [p.unit_id for p in opened.parties if p.unit_id != opened.case.issuer_id]
    takes_part = [p.unit_id for p in opened.parties if p.part != "copied"]
    if found or seen.level != "full":
        return found
    return [unit for unit in others if unit in takes_part]


def has_left(seen: Glance | CasePicture, setting: Setting) -> bool:
    """Say whether others know of a matter: its paper is numbered, or its opening told somebody."""
    opening = (move for move in seen.opened.mechanism.transitions if move.creates)
    is_ours = seen.case.issuer_id == setting.unit_id
    return not is_ours or seen.case.number is not None or any(move.tells for move in opening)


def custody_badge(case: Case) -> Plain:
    """Return that a matter is on its way to another county, or is there."""
    if case.custody == "given":
        return {"label": say("已移交其他县"), "tone": "green", "icon": "check"}
    return {"label": say("正在移交其他县"), "tone": "amber", "icon": "send"}


def badge_of(seen: Glance | CasePicture, setting: Setting) -> Plain:
    """Return the state of a case as a badge; who has a copy alone learns no state."""
    case = seen.case
    if seen.level == "document":
        return {"label": say("抄送本单位"), "tone": None, "icon": None}
    label = say(seen.opened.mechanism.state(seen.course.state).label)
    if case.custody != "own":
        return custody_badge(case)
    if case.is_final:
        return {"label": label, "tone": "green", "icon": "check"}
    if not has_left(seen, setting):
        return {"label": label, "tone": None, "icon": "pencil"}
    return {"label": label, "tone": "blue", "icon": "hourglass"}
