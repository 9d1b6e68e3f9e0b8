"""What several evaluators say of one input becomes one value, or a difference to be adjudicated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

State = Literal["waiting", "agreed", "differs", "adjudicated"]
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Settled:
    """One input of one unit: its value once everybody spoke, how far they are apart until then."""

    state: State
    value: Any = None
    spread: Decimal | None = None


def settle(
    said: Mapping[str, Any], wanted: Sequence[str], difference: str, adjudicated: Any = None
) -> Settled:
    """Take the values of the evaluators together.

    Numbers no further apart than the scheme allows are averaged, rounded half up to two places;
    whatever is no number has to be the same.

    Args:
        said: The last value of each evaluator who spoke and still counts.
        wanted: Everybody who is assigned and has not stood aside.
        difference: The largest difference that needs no adjudication, a decimal.
        adjudicated: What an adjudication gave; it goes before whatever was said.
    """
    if adjudicated is not None:
        return Settled("adjudicated", adjudicated, _spread([*said.values()]))
    if not wanted or any(each not in said for each in wanted):
        return Settled("waiting")
    values = [said[each] for each in wanted]
    spread = _spread(values)
    if spread is None:
        is_same = all(each == values[0] for each in values)
        return Settled("agreed", values[0]) if is_same else Settled("differs")
    if spread > Decimal(difference):
        return Settled("differs", spread=spread)
    mean = sum(map(Decimal, values), Decimal(0)) / len(values)
    return Settled("agreed", _plain(mean.quantize(_CENT, ROUND_HALF_UP), values), spread)


def _spread(values: Sequence[Any]) -> Decimal | None:
    """Return how far numbers are apart; nothing where one is no number."""
    if not values or any(isinstance(each, bool) or not isinstance(each, str) for each in values):
        return None
    try:
        numbers = [Decimal(each) for each in values]
    except ArithmeticError:
        return None
    return max(numbers) - min(numbers)


def _plain(mean: Decimal, values: Sequence[str]) -> str:
    """Return a mean as a decimal string; where all said the same, as they said it."""
    if len(set(values)) == 1:
        return values[0]
    return f"{mean:f}"
