"""Metrics and obligations: what is counted, and what is owed without a case."""

from dataclasses import dataclass

from liandong.mechanisms.fields import Field
from liandong.mechanisms.graph import State
from liandong.mechanisms.limits import TimeLimit
from liandong.mechanisms.parties import Party
from liandong.mechanisms.row_types import RowType


@dataclass(frozen=True)
class Obligation:
    """Owed by every unit of a party in every period; a case that reaches `met_by` meets it.

    How often, the limit says; that of a slot, each limit of the county that fills it, which also
    says who of the party owes it. Without a party it is owed by whom the limit names. With
    `told_by`, only a case meets it whose field holds the word that the county's setting
    `limits.<id>.met_by` names.

    With `about`, the case meets not the period of its day but that of the month in this field: the
    period after that month, or the month itself, as the county's setting `report.period` says. A
    case that comes into one of the states `undone_by` leaves it open again.
    """

    key: str
    label: str
    owed_by: Party | None
    limit: TimeLimit
    met_by: State
    told_by: Field | None = None
    about: Field | None = None
    undone_by: tuple[State, ...] = ()

    @staticmethod
    def setting(limit_id: str) -> str:
        """Return the county's setting that names the word for a limit."""
        return f"limits.{limit_id}.met_by"


@dataclass(frozen=True)
class Met:
    """Deadlines of a limit, or periods of an obligation, that were met in time."""

    of: TimeLimit | Obligation


@dataclass(frozen=True)
class Due:
    """Deadlines or periods that fell due and were not released."""

    of: TimeLimit | Obligation


@dataclass(frozen=True)
class RowCount:
    """Rows of a type that ever came into one of the states; each counts `weight`, once.

    `only`: those that came there with one of these answers in this field.
    """

    row_type: RowType
    states: tuple[State, ...]
    weight: float = 1
    only: tuple[Field, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class CaseCount:
    """Cases that ever were in one of the states, or in which one of the moves was made.

    `only`: those in which this field held one of these answers by then.
    """

    states: tuple[State, ...]
    moves: tuple[str, ...] = ()
    only: tuple[Field, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class CopyCount:
    """Copies that mandatory rules of the county ask for with a move; `sent`: those that went."""

    moves: tuple[str, ...]
    sent: bool


@dataclass(frozen=True)
class Days:
    """Rows or cases that counted, each with the days from `since` until then.

    `since` is the day in a field, or that on which the same row or case first counted otherwise;
    `until` a field with the day that ends them, in place of that of the act. What has no such day
    counts not at all; where `each`, every one counts once.
    """

    of: "RowCount | CaseCount"
    since: "Field | RowCount | CaseCount"
    until: Field | None = None
    each: bool = False


@dataclass(frozen=True)
class Sum:
    """Several counts added up."""

    parts: tuple["Count", ...]


Count = Met | Due | RowCount | CaseCount | CopyCount | Days | Sum


@dataclass(frozen=True)
class Metric:
    """A mechanism's own ratio, per unit and period; `neutral` where neither end is better.

    `reasoned` are states of what is counted in which somebody lawfully did not, or not in full, do
    it, and said why: where points hang on the ratio, only what counts above the line of it stands
    below.
    """

    key: str
    numerator: Count
    denominator: Count
    label: str
    neutral: bool = False
    reasoned: tuple[State, ...] = ()

    @property
    def in_days(self) -> bool:
        """Tell whether it is a mean number of days, not a share."""
        return isinstance(self.numerator, Days)


def mean_days(
    key: str,
    of: RowCount | CaseCount,
    *,
    since: Field | RowCount | CaseCount,
    until: Field | None = None,
    label: str,
) -> Metric:
    """Return the mean natural days that went by until rows or cases came into a state."""
    weighed, counted = Days(of, since, until), Days(of, since, until, each=True)
    return Metric(key, weighed, counted, label=label)


def met(of: TimeLimit | Obligation) -> Met:
    """Count what was met in time."""
    return Met(of)


def due(of: TimeLimit | Obligation) -> Due:
    """Count what fell due."""
    return Due(of)


def rows(
    row_type: RowType,
    *states: State,
    weight: float = 1,
    only: tuple[Field, tuple[str, ...]] | None = None,
) -> RowCount:
    """Count the rows that came into one of these states, `only` those with such an answer."""
    return RowCount(row_type, states, weight, only)


def cases(*states: State, only: tuple[Field, tuple[str, ...]] | None = None) -> CaseCount:
    """Count the cases that reached one of these states, `only` those with such an answer."""
    return CaseCount(states, only=only)


def made(*moves: str) -> CaseCount:
    """Count the cases in which one of these moves was made, where they stay as they are."""
    return CaseCount((), moves)


def copied(*moves: str) -> CopyCount:
    """Count the mandatory copies that went with one of these moves."""
    return CopyCount(moves, sent=True)


def copies_due(*moves: str) -> CopyCount:
    """Count the copies that a mandatory rule of the county asked for with one of these moves."""
    return CopyCount(moves, sent=False)


def total(*parts: Count) -> Sum:
    """Add counts up."""
    return Sum(parts)
