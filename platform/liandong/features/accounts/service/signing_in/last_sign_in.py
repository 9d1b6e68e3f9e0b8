"""When and from where somebody signed in before, and what failed since."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from liandong.features.accounts.models import SessionToken


@dataclass(frozen=True)
class LastSignIn:
    """The sign-in before this session; `at` is None for the first one."""

    at: datetime | None
    address: str
    n_failed: int

    @classmethod
    def of(cls, session: SessionToken) -> Self:
        """Return what a session knows of the sign-in before it."""
        return cls(session.previous_at, session.previous_address, session.n_failed_before)
