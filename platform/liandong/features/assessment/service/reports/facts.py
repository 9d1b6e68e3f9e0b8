"""What the papers of a round say beside its computed result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

#: Of each unit by its key, and each metric, the records that the freeze stored.
Records = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]


@dataclass(frozen=True)
class Paper:
    """How a paper is headed and signed; without a day and a number it is a draft."""

    issuer: str
    number: str = ""
    signed_on: date | None = None
    addressee: str = "各成员单位"
    copies: tuple[str, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Say whether day or number is still to be given."""
        return self.signed_on is None or not self.number


@dataclass(frozen=True)
class Days:
    """The days of a round, and how many working days there are to appeal."""

    since: date
    until: date
    self_until: date
    freeze_on: date
    score_until: date
    appeal_days: int


@dataclass(frozen=True)
class Appeal:
    """An appeal of a unit on an item and what was decided: upheld, partly or rejected.

    Old and new are points as decimal strings; a new one is empty where nothing changed.
    """

    unit: str
    code: str
    reason: str
    outcome: str = ""
    why: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Task:
    """What a unit has to put right, until when."""

    unit: str
    code: str
    text: str
    due_on: date


@dataclass(frozen=True)
class Known:
    """What is known of a round: its title, what it rests on, its days, appeals and tasks.

    Args:
        title: As it stands in sentences, such as 2026年度府检联动工作考核.
        basis: Document and clause, such as 惠政文〔2024〕22号第五（三）条.
        edition: Number of the frozen edition; nothing for a preliminary result.
        digest: SHA-256 of the edition.
    """

    title: str
    basis: str
    days: Days
    edition: int | None = None
    digest: str = ""
    appeals: tuple[Appeal, ...] = ()
    tasks: tuple[Task, ...] = ()
    records: Records = field(default_factory=dict)
