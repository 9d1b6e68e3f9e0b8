"""How many requests somebody may make: a bucket each that fills evenly, in this process alone.

What has to hold across processes, failed sign-ins, is counted in the database.
"""

import math
import time
from collections.abc import Callable, Mapping
from threading import Lock

_MINUTE = 60.0
#: So many buckets are kept; those that are full again say nothing and are thrown away.
_MOST = 20_000


class Rates:
    """Buckets of several kinds, each as large as what flows into it in a minute."""

    def __init__(
        self, per_minute: Mapping[str, int], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_minute = dict(per_minute)
        self._now = now
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}
        self._lock = Lock()

    def take(self, kind: str, subject: str) -> int:
        """Take one request out of a bucket; return 0, or the seconds until there is one again."""
        most = self._per_minute[kind]
        with self._lock:
            now = self._now()
            if len(self._buckets) >= _MOST:
                self._throw_away(now)
            left = self._left(kind, subject, now)
            if left < 1:
                return math.ceil((1 - left) * _MINUTE / most)
            self._buckets[kind, subject] = left - 1, now
            return 0

    def _left(self, kind: str, subject: str, now: float) -> float:
        most = self._per_minute[kind]
        left, since = self._buckets.get((kind, subject), (float(most), now))
        return min(float(most), left + (now - since) * most / _MINUTE)

    def _throw_away(self, now: float) -> None:
        self._buckets = {
            key: kept
            for key, kept in self._buckets.items()
            if self._left(*key, now) < self._per_minute[key[0]]
        }
        if len(self._buckets) >= _MOST:
            self._buckets.clear()
