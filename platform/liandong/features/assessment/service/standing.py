"""Where a round stands, projected from everything that was said and done in it; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from liandong.features.assessment.models import AssessmentBallot, AssessmentEvent, AssessmentRound
from liandong.scoring.checking import check
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Item, Unit

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


@dataclass(frozen=True)
class Participant:
    """Who is scored in a round, by which sheet, compared with whom."""

    unit_id: UUID
    key: str
    name: str
    kind: str
    roles: tuple[str, ...]
    sheet: str
    group: str

    @property
    def unit(self) -> Unit:
        """As a scheme tells units apart."""
        return Unit(self.key, self.kind, frozenset(self.roles))


@dataclass(frozen=True)
class Assignment:
    """An evaluator, with the units and items that are theirs."""

    account: str
    name: str
    unit: str
    units: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True)
class Said:
    """One event, its account and moment."""

    id: UUID
    content: Plain
    account: str
    by: Plain
    at: datetime


@dataclass
class Appeal:
    """What a unit contests of one item, what was said about it, and what was decided."""

    id: UUID
    unit: str
    code: str
    content: Plain
    by: Plain
    at: datetime
    posts: list[Said] = field(default_factory=list)
    decision: Said | None = None


@dataclass(frozen=True)
class Check:
    """What an inspection found at a unit, of one item or, with an empty code, of all its work."""

    unit: str
    code: str
    said: Said


@dataclass
class Task:
    """What a unit has to put right, and until when."""

    id: UUID
    unit: str
    code: str
    content: Plain
    by: Plain
    at: datetime
    steps: list[Said] = field(default_factory=list)

    @property
    def state(self) -> str:
        """Return open, done, returned or verified."""
        return str(self.steps[-1].content["step"]) if self.steps else "open"


@dataclass(frozen=True)
class Marked:
    """A mark, and the item of the unit it is of."""

    unit: str
    code: str
    said: Said


@dataclass(frozen=True)
class Entry:
    """What the day book holds of an item of a unit, and what took it back."""

    unit: str
    code: str
    said: Said
    cancelled: Said | None = None


@dataclass
class Standing:
    """A round as it stands. Units go by their key, items by their code."""

    round: AssessmentRound
    raw: Plain
    scheme: Scheme
    steps: list[Said] = field(default_factory=list)
    participants: dict[str, Participant] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    recusals: dict[tuple[str, str], Said] = field(default_factory=dict)
    figures: dict[str, Said] = field(default_factory=dict)
    flags: dict[str, Plain] = field(default_factory=dict)
    flag_words: dict[str, list[Said]] = field(default_factory=dict)
    daybook: dict[UUID, Entry] = field(default_factory=dict)
    statements: dict[tuple[str, str], Said] = field(default_factory=dict)
    marks: dict[tuple[str, str], dict[str, list[Said]]] = field(default_factory=dict)
    marked: list[Marked] = field(default_factory=list)
    adjudications: dict[tuple[str, str], Said] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    electorates: dict[str, dict[str, Plain]] = field(default_factory=dict)
    voters: set[tuple[str, str]] = field(default_factory=set)
    paper_ballots: dict[str, int] = field(default_factory=dict)
    ballots: list[AssessmentBallot] = field(default_factory=list)
    appeals: dict[UUID, Appeal] = field(default_factory=dict)
    results: list[Said] = field(default_factory=list)
    tasks: dict[UUID, Task] = field(default_factory=dict)

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

    def newest_mark(self, account: str) -> Marked | None:
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


def project(
    round_: AssessmentRound,
    raw: Plain,
    events: Iterable[AssessmentEvent],
    ballots: Sequence[AssessmentBallot] = (),
) -> Standing:
    """Return where a round stands after these events, in their order.

    Args:
        round_: The round as it was opened.
        raw: The scheme it was opened with.
        events: Everything said and done since.
        ballots: As they were cast.
    """
    standing = Standing(round_, raw, _scheme(raw))
    standing.ballots = list(ballots)
    keys: dict[UUID, str] = {}
    told = [*events]
    undone = {each.content["cancels"] for each in told if each.kind == "mark_cancelled"}
    for event in told:
        if event.kind == "mark_cancelled" or str(event.id) in undone:
            continue
        said = Said(
            event.id, event.content, str(event.account_id or ""), event.said_by, event.recorded_at
        )
        if event.kind == "participants":
            standing.participants = {p.key: p for p in map(_participant, said.content["units"])}
            keys |= {each.unit_id: each.key for each in standing.participants.values()}
            continue
        unit = keys.get(event.unit_id, "") if event.unit_id else ""
        _TAKEN[event.kind](standing, unit, event.code, said)
    return standing


def _scheme(raw: Plain) -> Scheme:
    found = check(raw).scheme
    if found is None:
        raise AssertionError(raw["key"])
    return found


def _participant(raw: Plain) -> Participant:
    return Participant(
        UUID(raw["unit_id"]),
        raw["key"],
        raw["name"],
        raw["kind"],
        tuple(raw["roles"]),
        raw["sheet"],
        raw["group"],
    )


def _step(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.steps.append(said)


def _replace(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.raw = said.content["scheme"]
    standing.scheme = _scheme(standing.raw)
    to = carried(standing.raw)
    standing.statements = {
        (unit, code): each
        for (unit, old), each in standing.statements.items()
        for code in to.get(old, (old,))[:1]
    }
    standing.daybook = {
        key: replace(each, code=code)
        for key, each in standing.daybook.items()
        for code in to.get(each.code, (each.code,))[:1]
    }
    standing.assignments = {
        account: replace(
            each, codes=frozenset(code for old in each.codes for code in to.get(old, (old,)))
        )
        for account, each in standing.assignments.items()
    }


def carried(raw: Plain) -> dict[str, tuple[str, ...]]:
    """Return the codes that take the place of those of the edition before, as a scheme says.

    What is said of an old item goes to the first of them; of a dropped one it stays in the history
    alone.
    """
    stated = raw.get("replaces", {}).get("codes", ())
    return {str(each["old"]): tuple(str(code) for code in each["new"]) for each in stated}


def _assign(standing: Standing, _: str, __: str, said: Said) -> None:
    raw = said.content
    standing.assignments[raw["account"]] = Assignment(
        raw["account"],
        raw["name"],
        raw["unit"],
        frozenset(raw["units"]),
        frozenset(raw["codes"]),
    )


def _recuse(standing: Standing, unit: str, _: str, said: Said) -> None:
    standing.recusals[said.content["account"], unit] = said


def _figures(standing: Standing, unit: str, _: str, said: Said) -> None:
    standing.figures[unit] = said


def _flag(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.flags = {each["key"]: each for each in said.content["flags"]}


def _speak_of_flag(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.flag_words.setdefault(said.content["flag"], []).append(said)


def _deduct(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.daybook[said.id] = Entry(unit, code, said)


def _take_back(standing: Standing, _: str, __: str, said: Said) -> None:
    entry = UUID(said.content["cancels"])
    standing.daybook[entry] = replace(standing.daybook[entry], cancelled=said)


def _state(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.statements[unit, code] = said


def _mark(standing: Standing, unit: str, code: str, said: Said) -> None:
    of = standing.marks.setdefault((unit, code), {})
    of.setdefault(said.account, []).append(said)
    standing.marked.append(Marked(unit, code, said))
    standing.adjudications.pop((unit, code), None)


def _adjudicate(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.adjudications[unit, code] = said


def _check(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.checks.append(Check(unit, code, said))


def _call(standing: Standing, _: str, __: str, said: Said) -> None:
    people = said.content["people"]
    standing.electorates[said.content["group"]] = {each["account"]: each for each in people}


def _ballot(standing: Standing, _: str, __: str, said: Said) -> None:
    group, papers = said.content["group"], said.content.get("papers")
    if papers is None:
        standing.voters.add((said.account, group))
    else:
        standing.paper_ballots[group] = standing.paper_ballots.get(group, 0) + papers


def _appeal(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.appeals[said.id] = Appeal(said.id, unit, code, said.content, said.by, said.at)


def _post(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.appeals[UUID(said.content["appeal"])].posts.append(said)


def _decide(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.appeals[UUID(said.content["appeal"])].decision = said


def _result(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.results.append(said)


def _task(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.tasks[said.id] = Task(said.id, unit, code, said.content, said.by, said.at)


def _task_step(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.tasks[UUID(said.content["task"])].steps.append(said)


_TAKEN = {
    "step": _step,
    "scheme": _replace,
    "assignment": _assign,
    "recusal": _recuse,
    "figures": _figures,
    "flags": _flag,
    "flag_verdict": _speak_of_flag,
    "flag_answer": _speak_of_flag,
    "deduction": _deduct,
    "deduction_cancelled": _take_back,
    "statement": _state,
    "mark": _mark,
    "adjudication": _adjudicate,
    "check": _check,
    "electorate": _call,
    "ballot": _ballot,
    "appeal": _appeal,
    "appeal_post": _post,
    "appeal_decision": _decide,
    "result": _result,
    "task": _task,
    "task_step": _task_step,
}


def day_of(raw: Any) -> date:
    """Return a day that an event states."""
    return date.fromisoformat(str(raw))
