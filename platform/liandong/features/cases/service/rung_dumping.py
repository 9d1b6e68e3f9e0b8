"""Rungs as plain data, for machines."""

from typing import Any

from liandong.features.cases.service.rung_reading import SeenRung


def dump_rung(seen: SeenRung) -> dict[str, Any]:
    """Return a rung as plain data, for machines; `position` is its ETag."""
    rung, terms = seen.rung, seen.rung.terms
    is_ours = seen.may_read
    return {
        "id": str(rung.id),
        "case_id": str(rung.case_id),
        "deadline_id": str(rung.deadline_id),
        "mechanism": terms["mechanism"],
        "case_number": terms["case_number"],
        "case_title": terms["case_title"],
        "limit_id": terms["limit_id"],
        "due_on": terms["due_on"],
        "unit_id": terms["debtor"],
        "unit": seen.unit,
        "rung": rung.rung,
        "label": terms["label"],
        "document": terms["document"],
        "confirmed_by": terms["confirmed_by"],
        "move": terms["move"] or None,
        "number": rung.number,
        "letter_number": rung.letter_number if is_ours else None,
        "state": rung.state,
        "suggested_on": rung.suggested_on.isoformat(),
        "decided_on": rung.decided_on.isoformat() if rung.decided_on else None,
        "addressees": rung.addressees,
        "text": seen.text if is_ours else None,
        "reason": rung.reason if is_ours else None,
        "may_decide": seen.may_decide,
        "position": rung.version,
    }
