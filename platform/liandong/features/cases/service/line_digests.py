"""Versions of lines that are to be kept, and what proves which they were; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson


@dataclass(frozen=True)
class NewLine:
    """One version of a line that is to be kept."""

    number: int
    content: dict[str, Any]
    is_struck: bool = False


def digest_of_lines(lines: Sequence[NewLine]) -> str:
    """Return the SHA-256 of lines in their order: it proves what an event brought."""
    found = sha256()
    for line in lines:
        said = [line.number, line.is_struck, line.content]
        found.update(orjson.dumps(said, option=orjson.OPT_SORT_KEYS))
    return found.hexdigest()
