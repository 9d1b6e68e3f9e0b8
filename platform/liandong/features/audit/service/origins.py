"""Who acts and from where, said once at the door: by the web, the worker, the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

Plain = dict[str, Any]


@dataclass(frozen=True)
class Origin:
    """Who acts (`account`, `login`, `name`, `unit_id`, `unit`, `duties`) and from where.

    `door` is browser, api, worker, scheduler or cli; `place` what else that door knows: the
    address, the session, the request.
    """

    door: str
    who: Plain = field(default_factory=dict)
    place: Plain = field(default_factory=dict)

    def plain(self) -> Plain:
        """Return from where, as it is written down."""
        return {"door": self.door, **self.place}


UNKNOWN = Origin("unknown")
_origin: ContextVar[Origin] = ContextVar("audit_origin", default=UNKNOWN)


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Let everything that is recorded inside the block say who and from where."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current_origin() -> Origin:
    """Return who acts now and from where; where no door said so, it is unknown."""
    return _origin.get()
