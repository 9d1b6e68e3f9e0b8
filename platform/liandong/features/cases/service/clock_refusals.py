"""Why an act upon a period cannot be, said at the field that a person can change; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.calendars import ActProblem, OutsideCalendarError
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import ClockChange, ClockChangeKind, Landing, RowLanding

_DAY = "occurred_on"


@dataclass(frozen=True)
class _Cause:
    """The change that is entered now: where its fields stand, and what they hold."""

    change: ClockChange
    prefix: str
    facts: Mapping[str, Any]
    on: date

    @property
    def first(self) -> str:
        """Return the day it begins on."""
        named = self.change.first
        return str(self.facts.get(named.key)) if named else self.on.isoformat()

    @property
    def until(self) -> str:
        """Return its last day, empty if it states none."""
        return str(self.facts.get(self.change.until.key) or "") if self.change.until else ""

    def place(self, *, is_far: bool) -> str:
        """Return the field to change: the first day of what is left out, unless its end is off."""
        named = self.change.until
        if self.change.first and not is_far and self.until >= self.first:
            named = self.change.first
        return f"{self.prefix}{named.key}" if named else _DAY

    def is_about(self, problem: ActProblem) -> bool:
        """Say whether a problem names the act that is entered, not one on record."""
        kind = {ClockChangeKind.RESTART: "interrupt"}.get(self.change.kind, self.change.kind.value)
        return (problem.act.kind.value, problem.act.on.isoformat()) == (kind, self.first)


def at_its_field(error: InvalidInputError, landing: Landing, on: date) -> InvalidInputError:
    """Return the same error with its reason at a field of the act.

    A history names its acts by their place. What is entered now, on day `on`, is what the person
    can change, also where it would undo an act on record: then the reason names that one.
    """
    cause = next(_causes(landing, on), None)
    if cause is None or not error.problems:
        return error
    found = sorted(error.problems, key=lambda each: not _is_own(cause, each))
    zh, en = _words(cause, found[0])
    is_far = isinstance(error, OutsideCalendarError)
    return type(error)([Problem(cause.place(is_far=is_far), zh, en)])


def _is_own(cause: _Cause, problem: Problem) -> bool:
    return isinstance(problem, ActProblem) and cause.is_about(problem)


def _words(cause: _Cause, problem: Problem) -> tuple[str, str]:
    if not isinstance(problem, ActProblem):
        return problem.message_zh, problem.message_en
    said, why = problem.said, problem.why
    if cause.is_about(problem):
        return why.zh, why.en
    zh = f"这样一来，{said.zh}就不成立：{why.zh}"
    return zh, f"with this, {said.en} could not be: {why.en}"


def _causes(landing: Landing, on: date) -> Iterator[_Cause]:
    landed: list[tuple[str, Landing | RowLanding]] = [("facts.", landing)]
    landed += [(f"rows[{n}].facts.", row) for n, row in enumerate(landing.rows)]
    for prefix, each in landed:
        for change in each.transition.changes if each.transition else ():
            yield _Cause(change, prefix, each.facts, on)
