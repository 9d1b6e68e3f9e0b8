"""Where a round stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from liandong.features.assessment.models import AssessmentBallot, AssessmentRound
from liandong.features.assessment.service.standing.parts import (
    Appeal,
    Assignment,
    Entry,
    Letter,
    Participant,
    Placed,
    Said,
    Task,
)
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Item

Plain = Mapping[str, Any]
#: What may follow what; the state of a round is its last step.
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "planned": ("noticed", "abandoned"),
    "noticed": ("frozen", "abandoned"),
    "frozen": ("preliminary", "abandoned"),
    "preliminary": ("reviewed", "frozen", "abandoned"),
    "reviewed": ("decided", "frozen"),
    "decided": ("published",),
    "published": (),
    "abandoned": (),
}
#: A round that runs: units know of it, and it was not abandoned.
RUNNING = ("noticed", "frozen", "preliminary", "reviewed", "decided", "published")
#: Sources of what people say of a unit; an evaluator states them.
JUDGED = frozenset({"judged", "statement", "upstream", "previous", "fact"})


@dataclass
class Standing:
    """A round as it stands. Units go by their key, items by their code."""

    round: AssessmentRound
    raw: Plain
    scheme: Scheme
    steps: list[Said] = field(default_factory=list)
    participants: dict[str, Participant] = field(default_factory=dict)
    #: Everybody who ever took part: another scheme, or a unit that is closed, may leave some out.
    once: dict[str, Participant] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    recusals: dict[tuple[str, str], Said] = field(default_factory=dict)
    figures: dict[str, Said] = field(default_factory=dict)
    flags: dict[str, Plain] = field(default_factory=dict)
    flag_words: dict[str, list[Said]] = field(default_factory=dict)
    daybook: dict[UUID, Entry] = field(default_factory=dict)
    statements: dict[tuple[str, str], Said] = field(default_factory=dict)
    marks: dict[tuple[str, str], dict[str, list[Said]]] = field(default_factory=dict)
    marked: list[Placed] = field(default_factory=list)
    adjudications: dict[tuple[str, str], Said] = field(default_factory=dict)
    checks: list[Placed] = field(default_factory=list)
    electorates: dict[str, dict[str, Plain]] = field(default_factory=dict)
    voters: set[tuple[str, str]] = field(default_factory=set)
    paper_ballots: dict[str, int] = field(default_factory=dict)
    ballots: list[AssessmentBallot] = field(default_factory=list)
    appeals: dict[UUID, Appeal] = field(default_factory=dict)
    results: list[Said] = field(default_factory=list)
    tasks: dict[UUID, Task] = field(default_factory=dict)
    letters: dict[UUID, Letter] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """The last step, `planned` before any."""
        return str(self.steps[-1].content["step"]) if self.steps else "planned"

    def step(self, name: str) -> Said | None:
        """Return the last step of a name."""
        return next((each for each in reversed(self.steps) if each.content["step"] == name), None)

    def unit_of(self, unit_id: UUID) -> str:
        """Return the key of a unit that is scored; empty where it is not."""
        return next((k for k, who in self.participants.items() if who.unit_id == unit_id), "")

    def is_told_of(self, flag: str) -> bool:
        """Tell whether a flag was shown to its unit: it was asked, or the flag was held to hold."""
        said = [each.content.get("verdict") for each in self.flag_words.get(flag, ())]
        return bool({"asked", "founded"} & set(said))

    def member(self, unit: str) -> Participant:
        """Return who takes part, or took part when something was said of them.

        Raises:
            KeyError: Never did.
        """
        return self.once[unit]

    def items_of(self, unit: str) -> list[Item]:
        """Return the items that a unit is scored by."""
        who = self.participants[unit]
        sheet = next(each for each in self.scheme.sheets if each.key == who.sheet)
        return [each for each in sheet.root.leaves() if each.selector.has(who.unit)]

    def item(self, unit: str, code: str) -> Item | None:
        """Return an item of a unit's sheet; nothing where it has none such."""
        if unit not in self.participants:
            return None
        return next((each for each in self.items_of(unit) if each.code == code), None)

    def evaluators(self, unit: str, code: str) -> list[str]:
        """Return who is assigned to an item of a unit and has not stood aside."""
        return [
            each.account
            for each in self.assignments.values()
            if unit in each.units
            and code in each.codes
            and (each.account, unit) not in self.recusals
        ]

    def last_marks(self, unit: str, code: str) -> dict[str, Said]:
        """Return the last mark of each evaluator who still counts."""
        said = self.marks.get((unit, code), {})
        return {who: said[who][-1] for who in self.evaluators(unit, code) if who in said}

    @property
    def deductions(self) -> list[Entry]:
        """The entries of the day book that count."""
        return [each for each in self.daybook.values() if each.cancelled is None]

    def newest_mark(self, account: str) -> Placed | None:
        """Return the mark somebody made last that could still be taken back.

        Those of items that are no longer theirs or were settled since are passed over.
        """
        mine = [each for each in self.marked if each.said.account == account]
        for each in reversed(mine):
            at = each.unit, each.code
            if at not in self.adjudications and account in self.evaluators(*at):
                return each
        return None

    def open_appeals(self) -> list[Appeal]:
        """Return the appeals that nobody decided."""
        return [each for each in self.appeals.values() if each.decision is None]

    def awarded(self) -> dict[str, dict[str, str]]:
        """Return the points that decisions on appeals gave, by unit and code; the last counts."""
        found: dict[str, dict[str, str]] = {}
        decided = [each for each in self.appeals.values() if each.decision is not None]
        for each in sorted(
            decided, key=lambda appeal: appeal.decision.at if appeal.decision else appeal.at
        ):
            points = each.decision.content.get("points") if each.decision else None
            if points is not None:
                found.setdefault(each.unit, {})[each.code] = str(points)
        return found


def judged_inputs(item: Item) -> list[str]:
    """Return the names of the inputs that evaluators state of an item."""
    return [i.key.partition("/")[2] for i, source in item.inputs if source.kind in JUDGED]
