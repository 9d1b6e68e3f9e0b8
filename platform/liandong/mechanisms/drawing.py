"""Drawing people from a county's pool: what a move says of it, and the draw itself."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from liandong.mechanisms.fields import Field, FieldKind
from liandong.mechanisms.parties import Party

# What the platform writes into the row of somebody drawn; `drawn_for` is the row they serve.
person = Field("person", FieldKind.TEXT, label="人员编号")
person_name = Field("person_name", FieldKind.TEXT, label="抽中人员")
person_kind = Field("person_kind", FieldKind.TEXT, label="身份")
person_unit = Field("person_unit", FieldKind.UNIT, label="所在单位", required=False)
organisation = Field("organisation", FieldKind.TEXT, label="所在机构", required=False)
drawn_for = Field("drawn_for", FieldKind.TEXT, label="所属内容编号", required=False)
DRAWN = (person, person_name, person_kind, person_unit, organisation, drawn_for)
#: Keys of what a machine reads and a page does not show.
INNER = frozenset({person.key, drawn_for.key})


@dataclass(frozen=True)
class Draw:
    """People whom a move draws from a pool of the county: each becomes a row of the case.

    `row` and `move` name the row and the move that puts it there, which asks DRAWN. Nobody is
    drawn whose unit is one of `excludes` (units of a party, or in a UNIT field of the moved row),
    nor who declared an interest in it, nor who was drawn before for the same row. Units of those
    drawn take `party`. `shares` says which field of the drawn row takes which one of the moved row.
    """

    pool: str
    row: str
    move: str
    count: int
    excludes: tuple[Party | Field, ...] = ()
    party: Party | None = None
    shares: Mapping[str, Field] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shares", MappingProxyType(dict(self.shares)))


@dataclass(frozen=True)
class Member:
    """Somebody of a pool; `unit` is the id of the person's unit, empty for who has none here."""

    key: str
    name: str
    kind: str
    unit: str = ""
    organisation: str = ""
    from_on: date | None = None
    to_on: date | None = None
    conflicts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """What a draw has to heed: the day, the units that take part, who and which units are in.

    With `by_unit` a person without a unit cannot serve, and no two of one unit serve together.
    """

    on: date
    kept_out: frozenset[str] = frozenset()
    drawn_before: frozenset[str] = frozenset()
    units_in: frozenset[str] = frozenset()
    by_unit: bool = False


@dataclass(frozen=True)
class Drawn:
    """The outcome: who was drawn, who else could have been, and why the others could not."""

    seed: str
    drawn: tuple[Member, ...]
    eligible: tuple[Member, ...]
    excluded: tuple[tuple[Member, str], ...]


def draw(members: Iterable[Member], count: int, seed: str, terms: Terms) -> Drawn:
    """Draw; with the same seed anybody can repeat it: the lowest digests of seed and key win.

    Fewer than `count` are drawn where there are not enough.
    """
    reasons = [(member, _why_not(member, terms)) for member in members]
    eligible = sorted(
        (member for member, why in reasons if why is None), key=lambda each: rank(seed, each.key)
    )
    chosen: list[Member] = []
    units = set(terms.units_in)
    for member in eligible:
        if len(chosen) < count and not (terms.by_unit and member.unit in units):
            chosen.append(member)
            units.add(member.unit)
    excluded = tuple((member, why) for member, why in reasons if why is not None)
    return Drawn(seed, tuple(chosen), tuple(eligible), excluded)


def rank(seed: str, key: str) -> str:
    """Return by what a draw sorts: SHA-256 of the seed, a colon and the key."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def _why_not(member: Member, terms: Terms) -> str | None:
    """Return why somebody cannot be drawn: a key, or the reason they declared."""
    declared = [why for unit, why in member.conflicts.items() if unit in terms.kept_out]
    reasons = {
        "not_serving": not _serves_on(member, terms.on),
        "drawn_before": member.key in terms.drawn_before,
        "own_unit": member.unit in terms.kept_out,
        f"declared:{''.join(declared[:1])}": bool(declared),
        "no_unit": terms.by_unit and not member.unit,
        "unit_serves": terms.by_unit and member.unit in terms.units_in,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


def _serves_on(member: Member, on: date) -> bool:
    has_begun = member.from_on is None or member.from_on <= on
    return has_begun and (member.to_on is None or on <= member.to_on)


def member_of(data: Mapping[str, Any], unit_ids: Mapping[str, str]) -> Member:
    """Return a person as a county's package states them; `unit_ids` are ids by roster key."""
    days = (data["from_on"], data["to_on"])
    begins, ends = (date.fromisoformat(day) if day else None for day in days)
    return Member(
        key=data["key"],
        name=data["name"],
        kind=data["kind"],
        unit=unit_ids[data["unit"]] if data["unit"] else "",
        organisation=data["organisation"],
        from_on=begins,
        to_on=ends,
        conflicts={unit_ids[each["unit"]]: each["reason"] for each in data["conflicts"]},
    )


def facts_of(member: Member, about: str) -> dict[str, Any]:
    """Return what the platform writes into the row of somebody drawn."""
    facts = {
        person.key: member.key,
        person_name.key: member.name,
        person_kind.key: member.kind,
        person_unit.key: member.unit,
        organisation.key: member.organisation,
        drawn_for.key: about,
    }
    return {key: value for key, value in facts.items() if value}
