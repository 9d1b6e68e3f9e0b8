"""Identifiers that sort by the time they were made."""

import secrets
import time
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62


def uuid7(milliseconds: int | None = None) -> UUID:
    """Return a UUID of version 7 (RFC 9562): milliseconds since 1970, then random bits."""
    stamp = time.time_ns() // 1_000_000 if milliseconds is None else milliseconds
    random_a = secrets.randbits(12) << 64
    return UUID(int=stamp << 80 | _VERSION | random_a | _VARIANT | secrets.randbits(62))
