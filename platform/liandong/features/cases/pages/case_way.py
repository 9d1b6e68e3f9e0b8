"""The way of a matter: the moves that bring it to its end, and how far it came; pure."""

from collections.abc import Collection
from datetime import date

from liandong.features.cases.models import CaseEvent
from liandong.features.cases.pages.words import Plain, Setting, day_words
from liandong.features.cases.service import CasePicture
from liandong.features.cases.service.course import landings
from liandong.mechanisms import Mechanism, State, Transition
from liandong.web.languages import say

Way = list[tuple[Transition, State]]
#: A way of fewer steps says no more than the state does.
_FEWEST = 2


def way_of(picture: CasePicture, setting: Setting) -> list[Plain]:
    """Return the steps; a matter that ended early does not pretend to the steps it never took."""
    case, mechanism = picture.case, picture.opened.mechanism
    way = usual_way(mechanism, _came_to(picture), picture.course.state, _begun_in(picture))
    if len(way) < _FEWEST:
        return []
    labels = [say(move.label) for move, _ in way]
    state_now = picture.course.state
    if case.is_final and state_now != way[-1][1].key:
        labels[-1] = say(mechanism.state(state_now).label)
    found: list[Plain] = []
    is_next = not case.is_final
    days = _days(picture)
    done = _done(picture, way)
    for (_, state), label, is_done in zip(way, labels, done, strict=True):
        key = "done" if is_done else "current" if is_next else "todo"
        is_next = is_next and is_done
        words = _words(key, is_final=case.is_final)
        is_last = state is way[-1][1] and case.is_final
        on = days.get(state_now if is_last else state.key)
        note = day_words(on, setting.today) if is_done and on else words
        found.append({"label": label, "note": note, "state": key, "state_label": words})
    return found


def usual_way(mechanism: Mechanism, came: Collection[str], state: str, begun: str = "") -> Way:
    """Return the declared course that a matter is on: of several the one it has gone furthest.

    A matter that was opened further on (in the state `begun`) never took the steps before.
    """
    moves = {move.key: move for move in mechanism.transitions}
    ways = [
        _from(
            begun,
            [(moves[key], to) for key in keys if isinstance(to := moves[key].target, State)],
        )
        for keys in mechanism.ways
    ]
    fitting = [way for way in ways if any(_is_on(step, came, state) for step in way)]
    return max(fitting, key=lambda way: sum(at.key in came for _, at in way), default=[])


def _from(begun: str, way: Way) -> Way:
    landings_there = [number for number, (_, to) in enumerate(way, 1) if to.key == begun]
    return way[max(landings_there, default=0) :]


def _is_on(step: tuple[Transition, State], came: Collection[str], state: str) -> bool:
    move, target = step
    return target.key in came or move.leaves(state)


def _words(key: str, *, is_final: bool) -> str:
    never = say("没有进行") if is_final else say("还没有")
    return {"done": say("已完成"), "current": say("进行中"), "todo": never}[key]


def _done(picture: CasePicture, way: Way) -> list[bool]:
    """Say of each step whether it was taken; so was what came before a reader joined, or inside."""
    came_to = _came_to(picture)
    taken = [state.key in came_to for _, state in way]
    first = taken.index(True) if True in taken else 0
    done = [
        is_taken or number < first or (move.internal and any(taken[number:]))
        for number, ((move, _), is_taken) in enumerate(zip(way, taken, strict=True))
    ]
    return [*done[:-1], picture.case.is_final]


def _came_to(picture: CasePicture) -> set[str]:
    """Return the states of the matter; of one that went back to a state, none of what followed."""
    came: list[str] = []
    for _, state in _landed(picture):
        came = [*came[: came.index(state) if state in came else len(came)], state]
    return {*came, picture.course.state}


def _begun_in(picture: CasePicture) -> str:
    """Return the state a matter was opened in by a move that is on no way, as far as it is seen."""
    ways = picture.opened.mechanism.ways
    opened = next(((e, state) for e, state in _landed(picture) if e.position == 1), None)
    if opened is None or any(opened[0].transition in way for way in ways):
        return ""
    return opened[1]


def _landed(picture: CasePicture) -> list[tuple[CaseEvent, str]]:
    """Return each move, oldest first, with the state that it brought the case into."""
    events = picture.events[::-1]  # they come newest first
    states = landings(picture.opened.mechanism, events)
    moved = zip(events, states, strict=True)
    return [(event, state) for event, state in moved if event.kind == "move"]


def _days(picture: CasePicture) -> dict[str, date]:
    """Return the day on which the case last came into each state."""
    found: dict[str, date] = {}
    before = ""
    for event, state in _landed(picture):
        if state != before:
            found[state] = event.occurred_on
        before = state
    return found
