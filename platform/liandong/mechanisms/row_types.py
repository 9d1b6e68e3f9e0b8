"""Rows: the parts of a case that have a graph of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State, Transition, by_key, states_of


@dataclass(frozen=True)
class RowType:
    """Rows of a case with a graph of their own; `columns` feed the typed columns of `case_rows`.

    Rows that are `internal` are seen by the authority that put them there and by nobody else.
    With `told_by_moves` the labels of its moves say by themselves what they are about. A row is
    held by the unit that its field `held_by` names, which also owes the clocks that it starts.
    With `shown_to`, a row is seen by the unit that put it there, by its holder and by the units
    in this field; so is what happens to it, and the papers about it. `due` is the day by which
    people set it to be done: it stands in the worklist and makes nobody late.
    """

    key: str
    label: str
    transitions: tuple[Transition, ...]
    columns: Mapping[str, Field] = field(default_factory=dict, hash=False)
    internal: bool = field(default=False, kw_only=True)
    told_by_moves: bool = field(default=False, kw_only=True)
    held_by: Field | None = field(default=None, kw_only=True)
    shown_to: Field | None = field(default=None, kw_only=True)
    due: Field | None = field(default=None, kw_only=True)

    def __hash__(self) -> int:
        return hash(self.key)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))

    @property
    def states(self) -> tuple[State, ...]:
        """Every state its moves name, in the order of the declaration."""
        return states_of(self.transitions)

    def transition(self, key: str) -> Transition:
        """Return a move.

        Raises:
            KeyError: There is no such move.
        """
        return by_key(self.transitions, key)
