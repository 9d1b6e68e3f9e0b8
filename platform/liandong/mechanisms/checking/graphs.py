"""Checks one graph: it begins, every state can be reached, and every state leads to an end."""

from collections import Counter
from collections.abc import Iterable, Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.graph import Same, State, Transition, final_states, states_of


def check_graph(where: str, transitions: tuple[Transition, ...]) -> Iterator[Problem]:
    """Name what is wrong with the graph of a case or of a row type."""
    yield from _check_keys(where, transitions)
    if not any(move.creates for move in transitions):
        yield Problem(where, "没有起始的步骤", "no transition creates it")
        return
    reached = _spread(
        transitions, {state for m in transitions if m.creates for state in m.targets_from(None)}
    )
    finals = final_states(transitions)
    for state in states_of(transitions):
        if state not in reached:
            yield _of_state(where, state, "到不了", "cannot be reached")
        elif not _spread(transitions, {state}) & finals:
            yield _of_state(where, state, "走不到终点", "leads to no final state")
        elif _only_handed_over(transitions, state):
            yield _of_state(where, state, "只能转入其他机制", "is left by hand-overs only")


def _check_keys(where: str, transitions: tuple[Transition, ...]) -> Iterator[Problem]:
    for key in repeated(move.key for move in transitions):
        yield Problem(where, f"步骤“{key}”写了两次", f"transition '{key}' is declared twice")
    for key in repeated(state.key for state in states_of(transitions)):
        yield Problem(where, f"状态“{key}”写了两次", f"state '{key}' is declared twice")
    for move in transitions:
        if not move.actors:
            yield Problem(f"{where}.{move.key}", "没有经办人", "nobody may fire it")
        if move.creates and isinstance(move.target, Same):
            yield Problem(f"{where}.{move.key}", "起始步骤没有状态", "it creates into no state")


def repeated(keys: Iterable[str]) -> list[str]:
    """Return the keys that stand there more than once."""
    return [key for key, times in Counter(keys).items() if times > 1]


def _spread(transitions: tuple[Transition, ...], found: set[State]) -> set[State]:
    """Return every state that can be reached from these, themselves included."""
    found, edge = set(found), set(found)
    while edge:
        edge = {
            target
            for state in edge
            for move in transitions
            if state in move.sources
            for target in move.targets_from(state)
        } - found
        found |= edge
    return found


def _only_handed_over(transitions: tuple[Transition, ...], state: State) -> bool:
    leaving = [
        move
        for move in transitions
        if state in move.sources and any(t != state for t in move.targets_from(state))
    ]
    return bool(leaving) and all(move.hands_over for move in leaving)


def _of_state(where: str, state: State, zh: str, en: str) -> Problem:
    return Problem(where, f"状态“{state.label}”{zh}", f"state '{state.key}' {en}")
