"""A matter for which another county is competent: who may hand it over, from where, as what."""

from dataclasses import dataclass

from liandong.mechanisms.graph import State
from liandong.mechanisms.parties import Party


@dataclass(frozen=True)
class CountyChange:
    """By law the matter may go to another county (管辖移送).

    The head of the unit that holds the part `by` hands it over, in one of the states `leaves`; the
    head of the unit that takes it over there holds the same part, and the matter begins there
    with the move `opening`. Where the law forbids to send it back or refuse it on one's own,
    `upper_decides`: both then name the decision of the upper authority. In the states `joins` the
    matter stays, and the unit of another county may be asked to take part: a matter of its own
    begins there, and its result comes back.
    """

    by: Party
    leaves: tuple[State, ...]
    opening: str = "open"
    upper_decides: bool = False
    joins: tuple[State, ...] = ()
