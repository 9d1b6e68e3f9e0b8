"""What auditors do with the audit: read, take away, verify. The last two leave an entry."""

from collections.abc import Iterator
from typing import Any

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.audit.service import AnchorStore, Checked
from liandong.features.cases.service.audit_words import action_labels
from liandong.features.cases.service.auditing import (
    FULL,
    HEADER,
    AuditFilter,
    SeenEntry,
    list_entries,
)
from liandong.features.units import service as units
from liandong.kernel.clock import Clock

Plain = dict[str, Any]
MOST = 20_000
_PAGE = 1000
#: What is told of one's own entries, beside the columns.
_SAID = ("who", "from", "content", "before", "after")


def take_entries(
    uow: UnitOfWork, principal: Principal, clock: Clock, wanted: AuditFilter
) -> Iterator[SeenEntry]:
    """Yield what was looked for, the newest first, `MOST` at most; that it was taken is an entry.

    Raises:
        ForbiddenError: The policy does not allow it.
    """
    principal.require_call("audit.export")
    asked = {key: str(value) for key, value in vars(wanted).items() if value}
    _note(uow, principal, clock, "audit.taken", {"asked": asked})
    return _pages(uow, principal, wanted)


def _pages(uow: UnitOfWork, principal: Principal, wanted: AuditFilter) -> Iterator[SeenEntry]:
    last, n = None, 0
    while n < MOST:
        found = list_entries(uow, principal, wanted, after=last, limit=_PAGE)
        yield from found
        if len(found) < _PAGE:
            return
        last, n = found[-1].entry.id, n + len(found)


def verify_chain(
    uow: UnitOfWork, principal: Principal, clock: Clock, store: AnchorStore | None
) -> Checked:
    """Walk the whole chain of the county and hold it against its anchors.

    How long the chain is stays untold: it would tell how much others do.

    Raises:
        ForbiddenError: The policy does not allow it.
    """
    principal.require_call("audit.verify")
    found = audit.check_against(uow, store) if store else audit.check(uow)
    fault = {"position": found.fault.position, "kind": found.fault.kind} if found.fault else None
    _note(uow, principal, clock, "audit.verified", {"fault": fault})
    return found


def dump_check(found: Checked) -> Plain:
    """Return the result of a verification as JSON."""
    fault = found.fault
    told = fault and {
        "position": fault.position,
        "kind": fault.kind,
        "zh": fault.message_zh,
        "en": fault.message_en,
    }
    anchored_at = found.anchored_at.isoformat() if found.anchored_at else None
    return {"is_sound": fault is None, "anchored_at": anchored_at, "fault": told}


#: What states how much others did, or names a matter by the address that was asked for.
_UNTOLD = frozenset(
    {
        "audit.anchored",
        "audit.exported",
        "calendar.accept",
        "calendar.own_days",
        "visit.requested",
    }
)


def dump_entries(uow: UnitOfWork, found: list[SeenEntry]) -> list[Plain]:
    """Return entries as JSON, each with no more than its level tells."""
    names = units.names(uow)
    return [_dumped(each, {key: unit.name for key, unit in names.items()}) for each in found]


def _dumped(seen: SeenEntry, names: dict[Any, str]) -> Plain:
    entry, is_told = seen.entry, seen.level != HEADER
    said = seen.said if seen.level == FULL else {}
    if entry.action in _UNTOLD:
        said = {**said, "content": None}
    return {
        "id": str(entry.id),
        "level": seen.level,
        "recorded_at": entry.recorded_at.isoformat(),
        "unit_id": str(entry.unit_id) if entry.unit_id else None,
        "unit": names.get(entry.unit_id),
        "action": entry.action if is_told else None,
        "action_label": "：".join(action_labels(entry.action, seen.case)) if is_told else None,
        "subject": entry.subject if is_told else None,
        "number": seen.case.number if seen.case else None,
        "said": {key: said[key] for key in _SAID if said.get(key)},
    }


def _note(uow: UnitOfWork, principal: Principal, clock: Clock, action: str, content: Plain) -> None:
    audit.append(
        uow,
        clock,
        action,
        "audit_entries",
        content,
        account_id=principal.account_id,
        unit_id=principal.unit_id,
    )
