"""What a recount finds: clocks that stand otherwise, and those that cannot be counted; pure."""

from dataclasses import dataclass, field
from typing import Any

from liandong.features.cases.models import Case
from liandong.features.deadlines.models import Deadline
from liandong.kernel.errors import InvalidInputError

Payload = dict[str, Any]


@dataclass(frozen=True)
class Recounted:
    """A clock that stands otherwise by another calendar: its day, the mark 预计, its reminders.

    `item` is what an event says of it.
    """

    deadline: Deadline
    case: Case
    item: Payload
    before: Payload = field(default_factory=dict)

    @property
    def moves(self) -> bool:
        """Whether its day is another."""
        return bool(self.before["due_on"] != self.item["due_on"])

    @property
    def kind(self) -> str:
        """Return moved, settled (only the mark 预计 falls), or reminders: they come another day."""
        if self.moves:
            return "moved"
        is_settled = self.before["is_provisional"] and not self.item["is_provisional"]
        return "settled" if is_settled else "reminders"

    def plain(self) -> Payload:
        """Return what an administrator is shown: case, limit, days, and the step that changed."""
        old, new = self.before["steps"], self.item["inputs"]["steps"]
        step = next((each for each in new if each not in old), new[-1] if new else None)
        return {
            "case_id": str(self.case.id),
            "case": self.case.number or str(self.case.id),
            "limit": self.deadline.limit_id,
            "matter": self.deadline.inputs["matter"],
            "from": self.before["due_on"],
            "to": self.item["due_on"],
            "kind": self.kind,
            "step": step["key"] if step else "",
            "why_zh": f"{step['on']} {step['reason_zh']}" if step else "",
            "why_en": f"{step['on']} {step['reason_en']}" if step else "",
        }


@dataclass(frozen=True)
class Stuck:
    """A clock that cannot be counted by the calendar: an act in its life would no longer be."""

    deadline: Deadline
    case: Case
    why: InvalidInputError

    def plain(self) -> Payload:
        """Return what an administrator is shown; the clock stays as it is."""
        return {
            "case_id": str(self.case.id),
            "case": self.case.number or str(self.case.id),
            "limit": self.deadline.limit_id,
            "matter": self.deadline.inputs["matter"],
            "from": self.deadline.due_on.isoformat() if self.deadline.due_on else None,
            "why_zh": "；".join(each.message_zh for each in self.why.problems),
            "why_en": "; ".join(each.message_en for each in self.why.problems),
        }


@dataclass(frozen=True)
class Recount:
    """All clocks of a tenant counted again: what stands otherwise, and what could not be."""

    changed: list[Recounted] = field(default_factory=list)
    stuck: list[Stuck] = field(default_factory=list)
