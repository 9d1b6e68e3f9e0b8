"""Seats and proposals as plain data."""

from typing import Any

from liandong.features.rosters.service.seats import Held, Proposed

Plain = dict[str, Any]
_SAID = ("seat", "kind", "label", "replaces", "person", "post", "reason", "proposed_by")


def dump_seat(held: Held) -> Plain:
    """Return a seat; no telephone number is in it."""
    stated = held.stated
    return {
        "key": stated["key"],
        "unit": stated["unit"],
        "unit_name": held.unit_name,
        "kind": stated["seat"],
        "label": stated["label"],
        "person": stated["person"],
        "post": stated["title"],
        "from_on": stated["from_on"],
        "to_on": stated["to_on"],
        "standing": held.standing,
        "needs_approval": held.needs_approval,
    }


def dump_proposal(found: Proposed) -> Plain:
    """Return a proposal with what became of it."""
    proposal = found.proposal
    return {
        "id": str(proposal.id),
        "unit_id": str(proposal.unit_id),
        "unit_name": found.unit_name,
        **{part: getattr(proposal, part) for part in _SAID},
        "from_on": proposal.from_on.isoformat(),
        "proposed_at": proposal.proposed_at.isoformat(),
        "outcome": found.outcome,
        "decision": _decision(found),
    }


def _decision(found: Proposed) -> Plain | None:
    decision = found.decision
    if decision is None:
        return None
    first = decision.seated_from
    return {
        "reason": decision.reason,
        "seated_from": first.isoformat() if first else None,
        "decided_at": decision.decided_at.isoformat(),
        "decided_by": decision.decided_by,
    }
