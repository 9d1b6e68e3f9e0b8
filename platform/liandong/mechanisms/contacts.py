"""Contacts: which fields of a case say who speaks for a unit, and how to reach them."""

from dataclasses import dataclass

from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State


@dataclass(frozen=True)
class Contacts:
    """A case that names somebody of the unit that opened it while it stands in one of the states.

    These fields, and nothing else of the case, are known to every unit of the county whose people
    read matters of the mechanism.
    """

    states: tuple[State, ...]
    seat: Field
    person: Field
    post: Field
    phone: Field

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that the county knows."""
        return self.seat, self.person, self.post, self.phone
