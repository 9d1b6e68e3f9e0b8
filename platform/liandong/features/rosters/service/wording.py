"""The words that people use in such tables, read once from `words.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from liandong.features.cases.service.line_cells import bare
from liandong.kernel.yamlfile import load

#: What stands once per unit, and what once per person; several people stand side by side.
UNIT_FIELDS = (
    *("name", "full_name", "short_name", "aliases", "kind", "roles"),
    *("vertical", "part", "superior", "note", "key"),
)
SEAT_FIELDS = ("seat", "label", "person", "title", "phone", "from", "to", "seat_key")


@dataclass(frozen=True)
class Body:
    """A body that most counties have."""

    key: str
    kind: str
    vertical: bool


@dataclass(frozen=True)
class Wording:
    """Headings, seats and answers by how they are written; bodies by their names."""

    labels: Mapping[str, str]
    columns: Mapping[str, str]
    seats: Mapping[str, str]
    seat_labels: Mapping[str, str]
    parts: Mapping[str, str]
    part_labels: Mapping[str, str]
    answers: Mapping[str, bool]
    nothing: frozenset[str]
    notes: tuple[str, ...]
    bodies: Mapping[str, Body]
    endings: tuple[tuple[str, str], ...]


@cache
def wording() -> Wording:
    """Return the words."""
    data: dict[str, Any] = load(Path(__file__).with_name("words.yaml")).data
    affirmed, denied = (map(bare, data[key]) for key in ("affirmed", "denied"))
    return Wording(
        labels=_first(data["columns"]),
        columns=_inverse(data["columns"]),
        seats=_inverse(data["seats"]),
        seat_labels=_first(data["seats"]),
        parts=_inverse(data["parts"]),
        part_labels=_first(data["parts"]),
        answers=dict.fromkeys(affirmed, True) | dict.fromkeys(denied, False),
        nothing=frozenset(map(bare, data["nothing"])),
        notes=tuple(data["notes"]),
        bodies={
            bare(name): Body(each["key"], each["kind"], each.get("vertical", False))
            for each in data["bodies"]
            for name in each["names"]
        },
        endings=tuple(
            (bare(word), each["kind"]) for each in data["endings"] for word in each["words"]
        ),
    )


def _first(words: Mapping[str, list[str]]) -> dict[str, str]:
    return {key: said[0] for key, said in words.items()}


def _inverse(words: Mapping[str, list[str]]) -> dict[str, str]:
    return {bare(word): key for key, said in words.items() for word in said}
