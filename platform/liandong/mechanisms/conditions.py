"""Guards made of guards, and the words with which a guard refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liandong.mechanisms.begun_guards import BegunGuard
from liandong.mechanisms.guards import RowGuard
from liandong.mechanisms.limit_guards import DeliveryGuard, LimitGuard
from liandong.mechanisms.table_guards import LineGuard
from liandong.mechanisms.views import CaseView, Guard

Words = tuple[str, str]


@dataclass(frozen=True)
class Explained:
    """A plain guard with the words that are shown when it refuses."""

    check: Guard
    zh: str
    en: str

    def __call__(self, case: CaseView, on: date) -> bool:
        """Ask the plain guard."""
        return self.check(case, on)


def explained(zh: str, en: str) -> Callable[[Guard], Explained]:
    """Give a plain guard the words with which it refuses."""
    return lambda check: Explained(check, zh, en)


@dataclass(frozen=True)
class Entered:
    """A guard about what is entered with the move: it never hides the move."""

    check: Guard

    def __call__(self, case: CaseView, on: date) -> bool:
        """Ask the guard once something was entered."""
        return case.offering or self.check(case, on)


def entered(check: Guard) -> Entered:
    """Ask the guard only when the move is fired, because it judges what is entered with it."""
    return Entered(check)


@dataclass(frozen=True)
class AllOf:
    """Holds if every part holds."""

    guards: tuple[Guard, ...]

    def __call__(self, case: CaseView, on: date) -> bool:
        """Ask each part."""
        return all(guard(case, on) for guard in self.guards)


def all_of(*guards: Guard) -> AllOf:
    """Hold if every one of the guards holds; the first that does not gives the reason."""
    return AllOf(guards)


def parts_of(guard: Guard | None) -> tuple[Guard, ...]:
    """Return the guards a guard is made of, down to those that stand alone."""
    if guard is None:
        return ()
    if isinstance(guard, AllOf):
        return tuple(part for each in guard.guards for part in parts_of(each))
    if isinstance(guard, Entered):
        return parts_of(guard.check)
    return (guard,)


def asks_of_begun(guard: Guard | None) -> bool:
    """Tell whether a guard reads what became of a matter that the case handed over."""
    return any(isinstance(part, BegunGuard) for part in parts_of(guard))


def why_not(guard: Guard | None, case: CaseView, on: date) -> Words | None:
    """Return None where the guard holds, else why it does not, in Chinese and English."""
    if guard is None or guard(case, on):
        return None
    if isinstance(guard, AllOf):
        return next(words for part in guard.guards if (words := why_not(part, case, on)))
    inner = guard.check if isinstance(guard, Entered) else guard
    if isinstance(inner, Explained):
        return inner.zh, inner.en
    if isinstance(inner, AllOf):
        return why_not(inner, case, on)
    if isinstance(inner, RowGuard | LimitGuard | DeliveryGuard | LineGuard | BegunGuard):
        return inner.why_not(case, on)
    name = getattr(inner, "__name__", "guard")
    return f"条件不满足：{name}", f"the condition does not hold: {name}"
