"""Everything that stands in a round becomes the evidence that its scheme is computed from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from liandong.features.assessment.service.standing import JUDGED, Participant, Standing
from liandong.scoring.evidence import voided
from liandong.scoring.outcome import Outcome, evaluate
from liandong.scoring.settling import Settled, settle
from liandong.scoring.tree import Item

Plain = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """An item of a unit, and what the evaluators' marks come to, by input."""

    unit: Participant
    item: Item
    settled: Mapping[str, Settled]

    @property
    def state(self) -> str:
        """Return automatic, waiting, differs, adjudicated or agreed."""
        states = {each.state for each in self.settled.values()}
        for state in ("differs", "waiting", "adjudicated", "agreed"):
            if state in states:
                return state
        return "automatic"


def places(standing: Standing) -> Iterator[Place]:
    """Yield every item of every unit, in the order of the scheme."""
    for who in standing.participants.values():
        for item in standing.items_of(who.key):
            yield Place(who, item, settled(standing, who.key, item))


def settled(standing: Standing, unit: str, item: Item) -> dict[str, Settled]:
    """Return what was said of each judged input of an item, taken together."""
    difference = str(standing.raw.get("process", {}).get("difference", "0"))
    wanted = standing.evaluators(unit, item.code)
    marks = standing.last_marks(unit, item.code)
    decided = standing.adjudications.get((unit, item.code))
    found = {}
    for input_, source in item.inputs:
        if source.kind not in JUDGED:
            continue
        name = input_.key.partition("/")[2]
        is_flag = standing.scheme.readers[input_.key].kind == "flag"
        unsaid = False if is_flag else None
        said = {who: mark.content["values"].get(name, unsaid) for who, mark in marks.items()}
        given = None if decided is None else decided.content["values"].get(name, unsaid)
        found[name] = settle(said, wanted, difference, given)
    return found


def evidence(standing: Standing) -> dict[str, Plain]:
    """Return what is stated of every unit by input; what nobody has stated yet is left out."""
    votes = ballots(standing)
    return {
        key: {name: value for name, value in _stated(standing, key, votes) if value is not None}
        for key in standing.participants
    }


def _stated(
    standing: Standing, unit: str, votes: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[tuple[str, Any]]:
    figures = standing.figures.get(unit)
    for item in standing.items_of(unit):
        agreed = settled(standing, unit, item)
        for input_, source in item.inputs:
            name = input_.key.partition("/")[2]
            if source.kind in JUDGED:
                yield input_.key, agreed[name].value
            elif source.kind == "metric" and figures is not None:
                yield input_.key, figures.content["inputs"].get(input_.key)
            elif source.kind == "deductions":
                yield input_.key, _noted(standing, unit, item.code, name)
            elif source.kind == "ballots":
                of = votes.get(unit)
                is_list = standing.scheme.readers[input_.key].kind == "scores"
                yield input_.key, (of or {}).get(name) if is_list else of


def _noted(standing: Standing, unit: str, code: str, name: str) -> str:
    """Return what was noted through the year: nothing noted is none, the book is complete."""
    noted = [
        Decimal(each.said.content["value"])
        for each in standing.deductions
        if (each.unit, each.code, each.said.content["input"]) == (unit, code, name)
    ]
    return f"{sum(noted, Decimal(0)):f}"


def ballots(standing: Standing) -> dict[str, dict[str, list[str]]]:
    """Return the scores of the valid ballots by unit and group of raters."""
    rules = standing.raw.get("process", {}).get("ballots", {})
    found: dict[str, dict[str, list[str]]] = {}
    for ballot in standing.ballots:
        if voided(ballot.scores, rules.get(ballot.rater_group, ())) is None:
            for unit, score in ballot.scores.items():
                found.setdefault(unit, {}).setdefault(ballot.rater_group, []).append(score)
    return found


def units_of(standing: Standing) -> list[Plain]:
    """Return the units of a round as an edition states them."""
    return [
        {"key": each.key, "name": each.name, "kind": each.kind, "roles": list(each.roles)}
        for each in standing.participants.values()
    ]


def outcome_of(standing: Standing) -> Outcome:
    """Return what everything that stands comes to now."""
    units = [each.unit for each in standing.participants.values()]
    outcome, _ = evaluate(standing.scheme, units, evidence(standing), standing.awarded())
    return outcome
