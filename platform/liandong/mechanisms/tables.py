"""Tables: lines of a case that come by the thousand, out of a workbook, without a state each."""

from dataclasses import dataclass, field

from liandong.mechanisms.documents import as_actors
from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State
from liandong.mechanisms.limits import TimeLimit
from liandong.mechanisms.parties import Actor, Party


@dataclass(frozen=True)
class LineClock:
    """A limit shown with each line, counted from the day in `start`; `done` is the day of the act.

    It is for reading alone: a line whose own days lie the wrong way round is marked, and nobody is
    called late by it. `when` and `answers` say of which lines it speaks (all, without them).
    """

    limit: TimeLimit
    start: Field
    done: Field | None = None
    when: Field | None = None
    answers: tuple[object, ...] = ()

    def speaks_of(self, answer: object) -> bool:
        """Tell whether it speaks of a line with this answer in `when`."""
        return self.when is None or answer in self.answers


@dataclass(frozen=True)
class Mask:
    """Hides a name in lines with one of these answers from all but some parties."""

    field: Field
    when: Field
    answers: tuple[object, ...]
    seen_by: tuple[Party, ...]


@dataclass(frozen=True)
class Table:
    """Lines of a case: what each holds, and who enters them while the case is in which states.

    `unique` are the fields by which a line is known again, in this case and in earlier ones of the
    same unit. `sorted_by` is the day that lines are filtered by, `counted` the field of the case
    that says how many there were when they were handed in last. Other units see the lines as they
    stood with the last move that `presents` them. `ordered` are days of which the second may not
    lie before the first.
    """

    key: str
    label: str
    fields: tuple[Field, ...]
    unique: tuple[Field, ...] = field(kw_only=True)
    by: Actor | tuple[Actor, ...] = field(kw_only=True)
    during: tuple[State, ...] = field(kw_only=True)
    counted: Field = field(kw_only=True)
    sorted_by: Field | None = field(default=None, kw_only=True)
    clocks: tuple[LineClock, ...] = field(default=(), kw_only=True)
    masks: tuple[Mask, ...] = field(default=(), kw_only=True)
    ordered: tuple[tuple[Field, Field], ...] = field(default=(), kw_only=True)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who may enter lines."""
        return as_actors(self.by)

    @property
    def action(self) -> str:
        """What a policy line calls the entering of lines."""
        return f"{self.key}.enter"

    def takes_lines_in(self, state: str) -> bool:
        """Tell whether lines may be entered while the case is in a state."""
        return any(each.key == state for each in self.during)
