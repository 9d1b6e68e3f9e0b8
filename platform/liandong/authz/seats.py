"""Whoever sits on seats."""

from typing import Protocol


class Seated(Protocol):
    """Whoever sits on seats: `duty@kind` and `duty@role`."""

    @property
    def seats(self) -> frozenset[str]: ...
