"""The lines of a worklist: what waits for us, and what waits for others; pure."""

from dataclasses import dataclass, field
from datetime import date

from liandong.features.cases.models import Case
from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service import Glance
from liandong.features.deadlines.models import Deadline
from liandong.mechanisms import Transition
from liandong.web.languages import say


@dataclass(frozen=True)
class Task:
    """One line of the worklist; `rows`: kinds of rows that its clock waits for.

    `move` is what signs the paper that it speaks of.
    """

    seen: Glance
    verb: str
    chip: Plain
    action: str
    is_mine: bool
    due_on: date | None = None
    since: date | None = None
    is_draft: bool = False
    deadline: Deadline | None = None
    notes: tuple[str, ...] = ()
    why: Plain | None = None
    waits_for: str = ""
    rows: frozenset[str] = frozenset()
    move: Transition | None = None

    @property
    def case(self) -> Case:
        """Return the case it is about."""
        return self.seen.case

    @property
    def mechanism(self) -> str:
        """Return what the mechanism is called."""
        return say(self.seen.opened.mechanism.label)


@dataclass
class Work:
    """What waits for us and what waits for others."""

    tasks: list[Task] = field(default_factory=list)
    waiting: list[Task] = field(default_factory=list)
