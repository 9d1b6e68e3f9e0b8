"""Who a tenant is: its place in the tree, its units and their seats.

Closed lists (kinds, roles, levels) stand in `docs/reference/schemas`, and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from liandong.mechanisms import LegalBasis


@dataclass(frozen=True)
class Source:
    """Where a value comes from, and whether the county has still to confirm it."""

    basis: tuple[LegalBasis, ...] = ()
    to_confirm: bool = False
    note: str = ""


@dataclass(frozen=True)
class Division:
    code: str
    name: str


@dataclass(frozen=True)
class Body:
    """A body by its key in the roster, by its name where it is outside the county, or both."""

    unit: str
    name: str
    source: Source


@dataclass(frozen=True)
class Offices:
    """Several units that are the office of the joint meeting, each of them in full."""

    units: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Numbering:
    """The words a document number begins with: 盱检建〔2026〕1号.

    By mechanism, and `organs` by unit: 机关代字, such as 盱检 and 盱公.
    """

    abbreviation: str
    prefixes: Mapping[str, str]
    organs: Mapping[str, str]
    source: Source


@dataclass(frozen=True)
class CountySettings:
    """What only a county has: its document and the bodies around it."""

    division_kind: str
    mode: str
    instrument: str
    document_family: str
    effective_from: date | None
    effective_source: Source
    office: Body | Offices | None
    government_is_party: bool
    supervision_body: Body
    upper_procuratorate: Body
    upper_court: Body
    first_instance_court: Body | None
    interpreters: tuple[str, ...]
    numbering: Numbering


@dataclass(frozen=True)
class Tenant:
    """A node of the tree; `county` is None for a province or a city."""

    code: str
    name: str
    short_name: str
    level: str
    timezone: str
    province: Division | None
    city: Division | None
    county: CountySettings | None

    @property
    def parent(self) -> Division | None:
        return self.city or self.province


@dataclass(frozen=True)
class Unit:
    """A body of the roster; `roles` hold those its kind brings along.

    `collective` is a class of units that the document names without naming them.
    """

    key: str
    name: str
    full_name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    roles: tuple[str, ...]
    vertical: bool
    member: bool
    partner: bool
    collective: bool
    source: Source


@dataclass(frozen=True)
class Conflict:
    """An interest that a person of a pool declared: in which unit's matters, and why."""

    unit: str
    reason: str


@dataclass(frozen=True)
class PoolPerson:
    """Who can be drawn; `unit` is the person's own unit, empty for somebody from outside."""

    key: str
    name: str
    kind: str
    unit: str = ""
    organisation: str = ""
    expertise: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class Pool:
    """A county's list of people from which mechanisms draw."""

    key: str
    label: str
    persons: tuple[PoolPerson, ...]
    source: Source


@dataclass(frozen=True)
class Seat:
    """A dated place: `title` is the post as printed, `person` only where the document names one."""

    key: str
    seat: str
    unit: str
    label: str
    title: str
    person: str
    from_on: date | None
    to_on: date | None
    source: Source
