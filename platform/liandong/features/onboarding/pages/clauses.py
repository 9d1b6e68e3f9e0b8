"""Clauses as people type them in one field; pure."""

import re

_BETWEEN = re.compile(r"[、,，;；\s]+")


def clauses_of(text: str) -> list[str]:
    """Return the clauses of a field, each once."""
    return list(dict.fromkeys(each for each in _BETWEEN.split(text.strip()) if each))
