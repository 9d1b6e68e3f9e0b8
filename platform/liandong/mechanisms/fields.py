"""Fields: what a move asks for and a paper states."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from liandong.mechanisms.parties import Actor, Held, Role


class FieldKind(StrEnum):
    """What may be entered.

    AMOUNT is a whole number of fen, MONTH a month such as 2026-10, TIME an hour and minute as
    09:30, FILE the id of a stored file, UNIT that of a unit in the county.
    """

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    MONTH = "month"
    NUMBER = "number"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    AMOUNT = "amount"
    FILE = "file"
    UNIT = "unit"


class Secrecy(StrEnum):
    """What must be kept secret: 行政处罚法 第五十条, 未成年人保护法 第一百零三条."""

    BUSINESS_SECRET = "business_secret"  # noqa: S105  # nosec B105  # the name of a class
    PRIVACY = "privacy"
    MINOR = "minor"
    INFORMANT = "informant"


class DayOf(StrEnum):
    """A day to which a DATE may be held: of the act, of the issue, of the proven delivery."""

    EVENT = "event"
    ISSUE = "issue"
    DELIVERY = "delivery"


@dataclass(frozen=True)
class Choice:
    """One answer of a CHOICE; with `by`, only these actors may give it."""

    key: str
    label: str
    by: Actor | tuple[Actor, ...] = ()

    def open_to(self, held: AbstractSet[Held]) -> bool:
        """Tell whether somebody who holds this may choose it."""
        actors = self.by if isinstance(self.by, tuple) else (self.by,)
        return not actors or any(actor.held in held for actor in actors)


def choices(**labels: str) -> tuple[Choice, ...]:
    """Name the answers of a CHOICE, key by label."""
    return tuple(Choice(key, label) for key, label in labels.items())


@dataclass(frozen=True)
class Field:
    """One thing to enter; with `multiple`, a CHOICE, FILE or UNIT takes a list.

    A UNIT may be any unit that holds one of the `roles`; without them, any unit; but none that
    holds one of `closed_to`. Of a TEXT that is `listed_in` a setting, the county lists the words
    there; `listed` are the words where it does not. The word itself is what is kept. A text or file
    with `secrecy` is sealed: it lies encrypted under a key of its own, which a purge destroys.
    """

    key: str
    kind: FieldKind
    label: str
    help: str = ""
    required: bool = True
    choices: tuple[Choice, ...] = ()
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    multiple: bool = False
    not_before: DayOf | None = None
    not_after: DayOf | None = None
    roles: tuple[Role, ...] = ()
    closed_to: tuple[Role, ...] = ()
    listed_in: str = ""
    listed: tuple[str, ...] = ()
    secrecy: Secrecy | None = None

    def __hash__(self) -> int:
        return hash(self.key)

    def optional(self) -> "Field":
        """Return the same field where it may stay empty."""
        return replace(self, required=False)

    def for_holder(self, held: AbstractSet[Held]) -> "Field":
        """Return the field with the answers that this person may give."""
        if self.kind is not FieldKind.CHOICE:
            return self
        return replace(self, choices=tuple(c for c in self.choices if c.open_to(held)))

    def for_county(self, lists: Mapping[str, tuple[str, ...]] | None) -> "Field":
        """Return the field as a choice among the county's words; None: the county is not asked."""
        words = () if lists is None else lists.get(self.listed_in, self.listed)
        if not words:
            return self
        offered = tuple(Choice(word, word) for word in words)
        return replace(self, kind=FieldKind.CHOICE, choices=offered)
