"""Who acts: a part in the case, held by units of a role, times a duty of the account."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a unit is in one case; a closed list."""

    ISSUER = "issuer"
    ADDRESSEE = "addressee"
    COPIED = "copied"
    SUPERVISOR = "supervisor"
    ASSISTANT = "assistant"
    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    OTHER_PARTY = "other_party"


@dataclass(frozen=True)
class Role:
    """What a unit is in the county; the constants stand in `roles`."""

    key: str


@dataclass(frozen=True)
class Party:
    """A part of this mechanism's cases, and the roles of which a unit needs one to hold it.

    `label` is what the part is called in this mechanism, where its usual name does not fit. Of the
    units of a part that stands `apart`, who began the case knows, and each of itself: no other.
    """

    part: Part
    held_by: Role | tuple[Role, ...]
    label: str = ""
    apart: bool = False

    def __hash__(self) -> int:
        return hash(self.part)

    @property
    def key(self) -> str:
        """The part's key: one party per part."""
        return self.part.value

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles, always as a tuple."""
        return self.held_by if isinstance(self.held_by, tuple) else (self.held_by,)


@dataclass(frozen=True)
class Named:
    """Units that a move names, because they take a part from it on; `most` None: any number.

    With `held_by`, this move names only units of this role, where the party may hold others too.
    `among` is the county's setting that lists which of the party's roles its document knows.
    `unless_held`: nobody is named once a unit has the part, by another move or this one.
    """

    party: Party
    least: int = 1
    most: int | None = 1
    held_by: Role | None = None
    among: str = ""
    unless_held: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of which a unit needs one to be named here."""
        return self.party.roles if self.held_by is None else (self.held_by,)


def one(
    party: Party, *, held_by: Role | None = None, among: str = "", unless_held: bool = False
) -> Named:
    """Name exactly one unit; with `among`, of the roles that this setting of the county lists."""
    return Named(party, held_by=held_by, among=among, unless_held=unless_held)


def maybe(party: Party, *, held_by: Role | None = None, among: str = "") -> Named:
    """Name one unit, or none; `among` as above."""
    return Named(party, least=0, held_by=held_by, among=among)


def several(party: Party) -> Named:
    """Name one unit or more."""
    return Named(party, most=None)


def any_number(party: Party) -> Named:
    """Name as many units as there are, or none."""
    return Named(party, least=0, most=None)


@dataclass(frozen=True)
class Actor:
    """A duty at a party: who may make a move."""

    duty: "Duty"
    party: Party

    @property
    def held(self) -> tuple[Part, str]:
        """The pair (part, duty key) that a person must hold."""
        return self.party.part, self.duty.key


@dataclass(frozen=True)
class Duty:
    """An account's post in its unit; the constants stand in `duties`."""

    key: str
    label: str

    def __matmul__(self, party: Party) -> Actor:
        """`duties.handler @ addressee`."""
        return Actor(self, party)


Held = tuple[Part, str]
"""What a person holds in a case: the unit's part and one duty of the account."""
