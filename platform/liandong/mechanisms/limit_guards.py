"""Guards by what a clock or a delivery says; they need no code either."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from liandong.mechanisms.limits import TimeLimit
from liandong.mechanisms.views import CaseView, DeadlineState, DeadlineView


class LimitMode(StrEnum):
    """What a guard says of a deadline."""

    OVERDUE = "overdue"
    WITHIN = "within"
    ELAPSED = "elapsed"
    RUNNING = "running"
    NOT_RUNNING = "not_running"
    COUNTING = "counting"
    STATED = "stated"
    NEW = "new"


_LIMIT_ZH = {
    LimitMode.OVERDUE: "“{matter}”的期限尚未届满",
    LimitMode.WITHIN: "“{matter}”的期限已过",
    LimitMode.ELAPSED: "“{matter}”的期间还没有满",
    LimitMode.RUNNING: "“{matter}”没有在办期限",
    LimitMode.NOT_RUNNING: "“{matter}”尚未办理",
    LimitMode.COUNTING: "“{matter}”的期限没有在计算：没有起算、已经中止或者已经届满",
    LimitMode.STATED: "“{matter}”的期限由规定写明，不能由制发机关延长",
    LimitMode.NEW: "“{matter}”的期限已经起算过",
}
_LIMIT_EN = {
    LimitMode.OVERDUE: "{id} is not overdue",
    LimitMode.WITHIN: "the period of {id} is over",
    LimitMode.ELAPSED: "the period of {id} is not over yet",
    LimitMode.RUNNING: "nothing is owed under {id}",
    LimitMode.NOT_RUNNING: "{id} is still owed",
    LimitMode.COUNTING: "{id} does not count now: not begun, suspended or over",
    LimitMode.STATED: "a rule sets {id}; the issuer cannot lengthen it",
    LimitMode.NEW: "{id} has begun before",
}


@dataclass(frozen=True)
class LimitGuard:
    """Holds by the deadline that a limit yielded; the limit is named as the move names it."""

    mode: LimitMode
    limit: TimeLimit

    def __call__(self, case: CaseView, on: date) -> bool:
        """Tell whether it holds on the day."""
        deadline = case.deadlines.get(self.limit.id)
        if self.mode in {LimitMode.RUNNING, LimitMode.NOT_RUNNING}:
            return (deadline is not None and deadline.runs) == (self.mode is LimitMode.RUNNING)
        if deadline is None or deadline.due_on is None or self.mode is LimitMode.NEW:
            return deadline is None and self.mode is LimitMode.NEW
        if self.mode is LimitMode.STATED:
            return deadline.is_stated
        if self.mode is LimitMode.COUNTING:
            return self._counts(deadline) and on <= deadline.due_on
        if self.mode in {LimitMode.WITHIN, LimitMode.ELAPSED}:
            return (on <= deadline.due_on) == (self.mode is LimitMode.WITHIN)
        return self._counts(deadline) and deadline.accuses and deadline.due_on < on

    @staticmethod
    def _counts(deadline: DeadlineView) -> bool:
        return deadline.state == DeadlineState.RUNNING

    def why_not(self, case: CaseView, on: date) -> tuple[str, str]:
        """Say why, in Chinese and English."""
        deadline = case.deadlines.get(self.limit.id)
        due = deadline.due_on if deadline else None
        if (
            self.mode is LimitMode.OVERDUE
            and deadline
            and not deadline.accuses
            and due
            and due < on
        ):
            zh = f"“{self.limit.matter}”的期限现在只作提醒，不能认定逾期"
            return zh, f"{self.limit.id} reminds for now and names nobody late"
        zh = _LIMIT_ZH[self.mode].format(matter=self.limit.matter)
        return zh, _LIMIT_EN[self.mode].format(id=self.limit.id)


def overdue(limit: TimeLimit) -> LimitGuard:
    """Hold from the day after the due day, while the deadline runs and may name somebody late."""
    return LimitGuard(LimitMode.OVERDUE, limit)


@dataclass(frozen=True)
class DeliveryGuard:
    """Holds while a delivery that its sender recorded may still be contested, or no longer."""

    is_open: bool

    def __call__(self, case: CaseView, on: date) -> bool:
        """Tell whether it holds on the day."""
        is_open = case.contest_until is not None and on <= case.contest_until
        return is_open == self.is_open

    def why_not(self, case: CaseView, on: date) -> tuple[str, str]:  # noqa: ARG002  # the same form
        """Say why, in Chinese and English."""
        if not self.is_open:
            return "提出送达异议的期间还没有过", "the delivery may still be contested"
        if case.contest_until is None:
            return "送达不是由送达人登记的，不能提出送达异议", "the sender recorded no delivery"
        return "提出送达异议的期间已过", "the days to contest the delivery are over"


def contestable() -> DeliveryGuard:
    """Hold while the delivery may be contested (V4)."""
    return DeliveryGuard(is_open=True)


def uncontestable() -> DeliveryGuard:
    """Hold once the delivery cannot be contested any more, or never could be (V4)."""
    return DeliveryGuard(is_open=False)


def within(limit: TimeLimit) -> LimitGuard:
    """Hold up to and on the last day of a period."""
    return LimitGuard(LimitMode.WITHIN, limit)


def elapsed(limit: TimeLimit) -> LimitGuard:
    """Hold from the day after the last day of a period that has to last at least so long."""
    return LimitGuard(LimitMode.ELAPSED, limit)


def running(limit: TimeLimit) -> LimitGuard:
    """Hold while something is owed under the limit."""
    return LimitGuard(LimitMode.RUNNING, limit)


def not_running(limit: TimeLimit) -> LimitGuard:
    """Hold if nothing is owed under the limit any more: the checks count it as settled."""
    return LimitGuard(LimitMode.NOT_RUNNING, limit)


def never_begun(limit: TimeLimit) -> LimitGuard:
    """Hold while the limit has never begun in the case, be it over or ended by now."""
    return LimitGuard(LimitMode.NEW, limit)


def counting(limit: TimeLimit) -> LimitGuard:
    """Hold while the clock of a limit counts: begun, not suspended, not over."""
    return LimitGuard(LimitMode.COUNTING, limit)


def stated(limit: TimeLimit) -> LimitGuard:
    """Hold where the paper states the period, so that a further paper may lengthen it."""
    return LimitGuard(LimitMode.STATED, limit)
