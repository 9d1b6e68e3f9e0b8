"""What the kit decides of an act, and what of a refusal the person who acts may be told.

A guard sees every row of a case. Where rows that the unit does not see make it refuse, its words
would tell of them: then the refusal says no more than that it cannot be done yet.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from uuid import UUID

from liandong.features.cases.models import CaseRow
from liandong.features.cases.service import checking
from liandong.features.cases.service.row_sight import seen_rows
from liandong.mechanisms import (
    CaseView,
    Fire,
    Held,
    Landing,
    Mechanism,
    Offer,
    Refusal,
    RefusalCode,
    decide,
    offered,
)

_NOT_YET = Refusal(RefusalCode.GUARD, "现在还不能办理", "this cannot be done yet")


def decided(
    mechanism: Mechanism, rows: Iterable[CaseRow], unit_id: UUID, view: CaseView, fire: Fire
) -> Landing:
    """Return where an act lands.

    Raises:
        FactsError: Fields are missing or wrong.
        NotFoundError: There is no such move or row.
        ForbiddenError: Not this person's to do.
        TransitionNotAllowedError: State or guard refuses.
    """
    outcome = judged(mechanism, rows, unit_id, view, fire)
    if isinstance(outcome, Refusal):
        checking.raise_refusal(outcome)
    return outcome


def judged(
    mechanism: Mechanism, rows: Iterable[CaseRow], unit_id: UUID, view: CaseView, fire: Fire
) -> Landing | Refusal:
    """Return where an act lands, or why it is refused as far as the unit may know."""
    outcome = decide(mechanism, view, fire)
    if not isinstance(outcome, Refusal) or outcome.code is not RefusalCode.GUARD:
        return outcome
    seen = _as_seen(mechanism, rows, unit_id, view)
    if seen is None:
        return outcome
    known = decide(mechanism, seen, fire)
    return known if isinstance(known, Refusal) else _NOT_YET


def offers_told(
    mechanism: Mechanism,
    rows: Iterable[CaseRow],
    unit_id: UUID,
    view: CaseView,
    held: AbstractSet[Held],
) -> tuple[Offer, ...]:
    """Return what somebody could do; a reason tells of no row that their unit does not see."""
    found = offered(mechanism, view, held)
    seen = _as_seen(mechanism, rows, unit_id, view)
    if seen is None:
        return found
    known = {_key(offer): offer for offer in offered(mechanism, seen, held)}
    return tuple(_told(offer, known.get(_key(offer))) for offer in found)


def _told(offer: Offer, known: Offer | None) -> Offer:
    if offer.refusal is None or offer.refusal.code is not RefusalCode.GUARD:
        return offer
    return replace(offer, refusal=known.refusal if known and known.refusal else _NOT_YET)


def _key(offer: Offer) -> tuple[object, ...]:
    row_type = offer.row_type.key if offer.row_type else None
    return row_type, offer.row_id, offer.transition.key


def _as_seen(
    mechanism: Mechanism, rows: Iterable[CaseRow], unit_id: UUID, view: CaseView
) -> CaseView | None:
    """Return the view without the rows that a unit does not see; None where it sees them all."""
    there = list(rows)
    seen = {row.id for row in seen_rows(mechanism, there, unit_id)}
    hidden = {row.id for row in there} - seen
    if not hidden:
        return None
    return replace(view, rows=tuple(row for row in view.rows if row.id not in hidden))
