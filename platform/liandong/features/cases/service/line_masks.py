"""Names in lines that some readers may not read."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, cast
from sqlalchemy.dialects.postgresql import JSONB

from liandong.mechanisms import Field, Table

#: What stands in the place of all but the first sign of a name.
_REST = "某某"


def masked(
    table: Table, content: Mapping[str, Any], parts: Collection[str]
) -> tuple[dict[str, Any], frozenset[str]]:
    """Return a line as units with these parts read it, and the keys of what is hidden."""
    hidden = frozenset(
        mask.field.key
        for mask in table.masks
        if content.get(mask.field.key)
        and _applies(content.get(mask.when.key), mask.answers)
        and not {party.key for party in mask.seen_by} & set(parts)
    )
    shown = {key: _short(value) if key in hidden else value for key, value in content.items()}
    return shown, hidden


def is_masked(
    content: Any, table: Table, field: Field, parts: Collection[str]
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions under which a field of a line is hidden, as `masked` says of one."""
    for mask in table.masks:
        if mask.field == field and not {party.key for party in mask.seen_by} & set(parts):
            for answer in mask.answers:
                yield content[mask.when.key].contains(cast(answer, JSONB)).is_(True)


def _applies(answer: object, answers: Collection[object]) -> bool:
    given = answer if isinstance(answer, list) else [answer]
    return any(each in answers for each in given)


def _short(value: object) -> str:
    return f"{str(value)[:1]}{_REST}"
