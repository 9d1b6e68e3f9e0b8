"""The only place where the time is read."""

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the instant, and the day in the tenant's zone."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The machine's clock, read in one zone."""

    def __init__(self, zone: str = "Asia/Shanghai") -> None:
        self._zone = ZoneInfo(zone)

    def now(self) -> datetime:
        """Return the instant, with the zone's offset."""
        return datetime.now(UTC).astimezone(self._zone)  # noqa: TID251  # the one clock that reads the machine

    def today(self) -> date:
        """Return the day it is in the zone, never the server's."""
        return self.now().date()


class FixedClock:
    """A clock that stands still, for replays, demo data and tests."""

    def __init__(self, instant: datetime) -> None:
        if instant.tzinfo is None:
            raise ValueError("An instant needs its zone")
        self._instant = instant

    def now(self) -> datetime:
        """Return the instant it was set to."""
        return self._instant

    def today(self) -> date:
        """Return the day of that instant."""
        return self._instant.date()
