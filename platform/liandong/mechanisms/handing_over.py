"""A matter that another mechanism carries on: what it takes along, and who takes part there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from liandong.mechanisms.fields import Field
from liandong.mechanisms.parties import Part, Party


@dataclass(frozen=True)
class HandedRows:
    """Rows that begin there: one for each row here of a type in one of the states.

    Without `of`, one row is filled from the case itself. `shares` says, by the key of a field of
    the row there, which field here fills it. The unit that holds a row there takes the part
    `holder`, if it is not the unit that acts.
    """

    to: str
    move: str
    of: str = ""
    states: tuple[str, ...] = ()
    shares: Mapping[str, Field] = field(default_factory=dict, hash=False)
    holder: Part | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", MappingProxyType(dict(self.shares)))


@dataclass(frozen=True)
class HandOver:
    """A matter begun in another mechanism in the same act, and linked with this one.

    `opening` is the move that creates it there. `shares` says, by the key of a field there, which
    field of this case fills it; `parties` which part here takes which part there. With `each`,
    one matter is begun for every unit that holds this part here, and that unit alone takes the
    part there. What the opening move asks beyond that stands in the form of the handing move.
    `rows` are the rows that come along with the opening there.
    """

    mechanism: str
    opening: str = "open"
    shares: Mapping[str, Field] = field(default_factory=dict, hash=False)
    parties: Mapping[Part, Part] = field(default_factory=dict, hash=False)
    each: Party | None = None
    rows: tuple[HandedRows, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", MappingProxyType(dict(self.shares)))
        object.__setattr__(self, "parties", MappingProxyType(dict(self.parties)))
