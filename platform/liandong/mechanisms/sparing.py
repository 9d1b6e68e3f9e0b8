"""What leaves both sides of every figure: what was withdrawn, excused, or is objected to.

Mechanism catalogue, 1.5 and the invariant of M04. A reasoned non-adoption concerns one figure, not
all: a `Metric` names its states in `reasoned`.
"""

from dataclasses import dataclass
from enum import Enum

from liandong.mechanisms.graph import State
from liandong.mechanisms.row_types import RowType


class Because(Enum):
    """Why it leaves; an objection alone only where points hang on the figure."""

    WITHDRAWN = "withdrawn"
    EXCUSED = "excused"
    OBJECTED = "objected"

    @property
    def needs_another(self) -> bool:
        """Tell whether it leaves only if another unit did it: nobody excuses itself."""
        return self is not Because.OBJECTED


@dataclass(frozen=True)
class Spare:
    """States of the case, or of rows of a type, in which it counts for and against nobody.

    With `whole` a row takes everything of its case along.
    """

    because: Because
    states: tuple[State, ...]
    row_type: RowType | None = None
    whole: bool = False


def withdrawn(*states: State, of: RowType | None = None) -> Spare:
    """Let cases, or rows `of` a type, that were withdrawn count nowhere."""
    return Spare(Because.WITHDRAWN, states, of)


def excused(*states: State, of: RowType | None = None, whole: bool = False) -> Spare:
    """Let cases, or rows `of` a type, whose duty was waived count nowhere."""
    return Spare(Because.EXCUSED, states, of, whole)


def objected(*states: State, of: RowType | None = None, whole: bool = False) -> Spare:
    """Let what is objected to, or was rightly, cost nobody points."""
    return Spare(Because.OBJECTED, states, of, whole)
