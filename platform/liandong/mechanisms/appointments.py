"""Appointments: which fields of a case say when and where people meet."""

from dataclasses import dataclass

from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State


@dataclass(frozen=True)
class Appointment:
    """A case that is an event of a calendar while it stands in one of the states.

    It begins on the day in `on` at the time in `at`, and ends at the time in `until`. `names` is
    the field whose words may stand in a calendar outside the platform: no title does.
    """

    on: Field
    at: Field
    place: Field
    states: tuple[State, ...]
    until: Field | None = None
    names: Field | None = None
