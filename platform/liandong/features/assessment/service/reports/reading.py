"""A computed result as the papers read it: units in their peer groups, items with their names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from liandong.features.assessment.service.ranking import interval_of
from liandong.scoring.editions import scorable
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Item

Plain = Mapping[str, Any]
UNSCORED = {"missing": "未评", "not_applicable": "不适用"}
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Scored:
    """One unit with what came of it."""

    key: str
    name: str
    result: Plain
    interval: tuple[int, int] | None = None

    @property
    def ends(self) -> str:
        """The ranks between which it is nine times of ten, or —."""
        if self.interval is None:
            return "—"
        low, high = self.interval
        return str(low) if low == high else f"{low}–{high}"

    @property
    def total(self) -> Decimal | None:
        """Its points; nothing where something is missing."""
        total = self.result["total"]
        return None if total is None else Decimal(total)

    @property
    def full(self) -> Decimal:
        """The points it could have."""
        return Decimal(self.result["full"])

    @property
    def rank(self) -> str:
        """Its rank in its peer group, or —."""
        return str(self.result["rank"] or "—")

    @property
    def grade(self) -> str:
        """What its total is called, or —."""
        grade = self.result["grade"]
        return "—" if grade is None else str(grade["zh"])

    def place(self, code: str) -> Plain | None:
        """Return what a place of its sheet came to; nothing where its sheet has none such."""
        found: Plain | None = self.result["places"].get(code)
        return found

    def points(self, code: str) -> Decimal | None:
        """Return the points of a place; nothing where it was not scored."""
        place = self.place(code)
        return None if place is None or place["points"] is None else Decimal(place["points"])

    def lost(self, code: str) -> Decimal:
        """Return how many points of a place it did not get; what was not scored loses none."""
        place, points = self.place(code), self.points(code)
        if place is None or points is None:
            return Decimal(0)
        return max(Decimal(place["full"]) - points, Decimal(0))


@dataclass(frozen=True)
class Computed:
    """A scheme and everybody scored by it, in the order in which they were stated."""

    scheme: Scheme
    units: tuple[Scored, ...]

    def unit(self, key: str) -> Scored:
        """Return one unit.

        Raises:
            KeyError: It was not scored.
        """
        for each in self.units:
            if each.key == key:
                return each
        raise KeyError(key)

    def items(self, unit: Scored) -> list[Item]:
        """Return the items of a unit's sheet in its order."""
        sheet = next(each for each in self.scheme.sheets if each.key == unit.result["sheet"])
        return [*sheet.root.leaves()]

    def label(self, code: str) -> str:
        """Return the code of an item with its name."""
        names = {each.code: each.label.zh for each in self.scheme.items}
        return f"{code} {names[code]}" if code in names else code

    def groups(self) -> Iterator[tuple[str, list[Scored]]]:
        """Yield each peer group with its units, the first rank first and the unranked last."""
        labels = {each.key: each.label.zh for each in self.scheme.groups}
        for key in dict.fromkeys(str(each.result["group"]) for each in self.units):
            members = [each for each in self.units if each.result["group"] == key]
            last = len(members) + 1
            yield (
                labels.get(key, "全部单位"),
                sorted(members, key=lambda each: each.result["rank"] or last),
            )


def read(content: Plain) -> Computed:
    """Return what `editions.computed` returned, as papers read it.

    Raises:
        UnscorableError: Its scheme is none by which units can be scored.
    """
    results = content["outcome"]["units"]
    units = [
        Scored(u["key"], u["name"], results[u["key"]], interval_of(content, u["key"]))
        for u in content["units"]
        if u["key"] in results
    ]
    return Computed(scorable(content["scheme"]), tuple(units))


def doubt(content: Plain) -> str:
    """Return in a sentence what was varied for the intervals; nothing where none were drawn."""
    found = [*content.get("robustness", {}).values()]
    if not found:
        return ""
    weights = f"各项权重上下浮动{_short(Decimal(found[0]['weights']) * 100)}%"
    errors = sorted({Decimal(error) for each in found for error in each["errors"].values()})
    marks = f"、人工评分上下浮动{_short(errors[-1])}分" if errors else ""
    return (
        f"名次区间：{weights}{marks}，随机重算{found[0]['draws']}次，十次中有九次名次在此区间内。"
    )


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"


def mean(numbers: Sequence[Decimal]) -> Decimal | None:
    """Return the mean with two places; nothing of no numbers."""
    return rounded(sum(numbers, Decimal(0)) / len(numbers)) if numbers else None


def rounded(number: Decimal) -> Decimal:
    """Return a number with two places, half rounded away from zero."""
    return number.quantize(_CENT, ROUND_HALF_UP)


def points_words(points: Decimal | None) -> str:
    """Return points with two places; — where there are none."""
    return "—" if points is None else f"{rounded(points)}"
