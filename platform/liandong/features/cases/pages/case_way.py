"""The way of a matter in five steps: how far it came, and what never happened; pure."""

from datetime import date

from liandong.features.cases.pages.words import Plain, Setting, day_words
from liandong.features.cases.service import CasePicture
from liandong.web.languages import say

_ISSUED = frozenset({"issued", "served", "unanswered", "replied"})
_SERVED = _ISSUED - {"issued"}
_REPLIED = frozenset({"replied"})
#: The end that all steps lead to; every other end leaves some of them out.
_CLOSED = "closed"


def way_of(picture: CasePicture, setting: Setting) -> list[Plain]:
    """Return the steps; a matter that ended early does not pretend to the steps it never took."""
    case = picture.case
    labels = [say("制发"), say("送达"), say("书面回复"), say("逐项核实"), say("办结")]
    if case.is_final and case.state != _CLOSED:
        labels[-1] = say(picture.opened.mechanism.state(case.state).label)
    found: list[Plain] = []
    is_next = not case.is_final
    for label, is_done, on in zip(labels, _done(picture), _days(picture), strict=True):
        key = "done" if is_done else "current" if is_next else "todo"
        is_next = is_next and is_done
        words = _words(key, is_final=case.is_final)
        note = day_words(on, setting.today) if is_done and on else words
        found.append({"label": label, "note": note, "state": key, "state_label": words})
    return found


def _words(key: str, *, is_final: bool) -> str:
    never = say("没有进行") if is_final else say("还没有")
    return {"done": say("已完成"), "current": say("进行中"), "todo": never}[key]


def _done(picture: CasePicture) -> tuple[bool, ...]:
    """Say of each step whether it was taken; a letter issued anew is served anew."""
    case = picture.case
    came_to = {case.state}
    if case.is_final:
        moves = [event.landed_in for event in picture.events if event.kind == "move"]
        came_to |= set(_since_issue(moves[::-1]))
    return (
        bool(came_to & _ISSUED),
        bool(came_to & _SERVED),
        bool(came_to & _REPLIED),
        case.state == _CLOSED,
        case.is_final,
    )


def _days(picture: CasePicture) -> tuple[date | None, ...]:
    """Return the day of each step: when the case last came into the state that it leads to."""
    found: dict[str, date] = {}
    before = ""
    for event in reversed(picture.events):  # they come newest first
        if event.kind == "move" and event.landed_in != before:
            found[event.landed_in] = event.occurred_on
        before = event.landed_in
    states = ("issued", "served", "replied")
    end = found.get(picture.case.state) if picture.case.is_final else None
    return (*(found.get(state) for state in states), None, end)


def _since_issue(states: list[str]) -> list[str]:
    """Return the states since the letter that stands was issued, the first one first."""
    at = [number for number, state in enumerate(states) if state == "issued"]
    entered = [n for n in at if n == 0 or states[n - 1] != "issued"]
    return states[entered[-1] :] if entered else states
