"""Guards by what became of a matter that the case handed over; they need no code."""

from dataclasses import dataclass
from datetime import date

from liandong.mechanisms.fields import Field
from liandong.mechanisms.views import BegunView, CaseView


@dataclass(frozen=True)
class BegunGuard:
    """Holds once the unit that a matter is addressed to may know of it, or was served its paper.

    With `unit`, the unit in that field of the moved row counts, any other does not.
    """

    move: str
    unit: Field | None = None
    is_served: bool = False

    def __call__(self, case: CaseView, on: date) -> bool:
        """Tell whether it holds on the day."""
        return (
            any(
                each.received_on is not None and each.received_on <= on
                for each in found(case, self.move, self.unit)
            )
            if self.is_served
            else bool(found(case, self.move, self.unit))
        )

    def why_not(self, case: CaseView, on: date) -> tuple[str, str]:  # noqa: ARG002  # the same form
        """Say what is missing, in Chinese and English."""
        if self.is_served:
            zh = "由本案转出的事项，文书还没有送达该单位"
            return zh, f"no paper of what '{self.move}' handed over was served on the unit"
        zh = "由本案转出的事项还没有告知该单位"
        return zh, f"the unit has not been told of what '{self.move}' handed over"


def found(case: CaseView, move: str, unit: Field | None = None) -> list[BegunView]:
    """Return the matters that a move began, and that their addressee may know of by now."""
    wanted = (case.row.facts if case.row else {}).get(unit.key) if unit else None
    return [
        each
        for each in case.begun
        if each.move == move
        and (str(wanted) in each.known_to if unit is not None else each.known_to)
    ]


def handed_over_told(move: str, unit: Field | None = None) -> BegunGuard:
    """Hold once the unit was told of a matter that this move handed over."""
    return BegunGuard(move, unit)


def handed_over_served(move: str, unit: Field | None = None) -> BegunGuard:
    """Hold once the paper of a matter that this move handed over was served on the unit."""
    return BegunGuard(move, unit, is_served=True)


def served_number(case: CaseView, move: str, unit: Field | None = None) -> str | None:
    """Return the number of the newest paper that was served by then in a matter handed over."""
    served = [
        each
        for each in found(case, move, unit)
        if each.received_on is not None and each.received_on <= case.on
    ]
    return served[-1].number if served else None
