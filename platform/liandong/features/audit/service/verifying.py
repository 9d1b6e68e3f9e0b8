"""Whether a chain holds: every byte, every place, and what the anchors remember of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service.anchors import ANCHORED, Anchor, find_gap
from liandong.features.audit.service.links import Fault, Link, faults

BATCH = 1000


@dataclass(frozen=True)
class Checked:
    """What was found: how far the chain goes, what is wrong, and which anchor it reaches."""

    n_entries: int
    head: str
    fault: Fault | None = None
    anchored_at: datetime | None = None
    n_anchors: int = 0


def verify(uow: UnitOfWork) -> Fault | None:
    """Walk the tenant's chain; return the first entry that does not fit, None if all do."""
    return check(uow).fault


def check(uow: UnitOfWork, anchors: Sequence[Anchor] | None = None) -> Checked:
    """Walk the tenant's chain and hold it against its anchors; None: there are none at hand."""
    return walk(stored(uow), anchors)


def walk(links: Iterable[Link], anchors: Sequence[Anchor] | None = None) -> Checked:
    """Walk any chain, from the database or a file, and hold it against its anchors."""
    known = _Anchors(anchors)
    n_entries, head = 0, ""
    for link, wrong in faults(links):
        fault = wrong or known.pass_by(link)
        if fault is not None:
            return known.found(n_entries, head, fault)
        n_entries, head = link.position, link.digest
    return known.found(n_entries, head, known.fault_at_the_end(n_entries))


class _Anchors:
    """The anchors of a chain, while one walks along it."""

    def __init__(self, anchors: Sequence[Anchor] | None) -> None:
        self._anchors = anchors
        self._waiting: dict[int, list[Anchor]] = {}
        for each in anchors or ():
            self._waiting.setdefault(each.position, []).append(each)
        self._digests = {each.digest for each in anchors or ()}
        of_nothing = self._waiting.pop(0, [])  # taken before the first entry, they hold anyway
        self._reached = max((each.at for each in of_nothing), default=None)

    def pass_by(self, link: Link) -> Fault | None:
        """Return what the anchors have against an entry that is sound by itself."""
        for each in self._waiting.pop(link.position, ()):
            if each.head != link.digest:
                return Fault(link.position, "rewritten")
            self._reached = each.at
        if self._anchors is not None and link.action == ANCHORED:
            is_there = link.content.get("anchor") in self._digests
            return None if is_there else Fault(link.position, "anchors")
        return None

    def fault_at_the_end(self, n_entries: int) -> Fault | None:
        """Return what is wrong once the last entry was passed."""
        if any(position > n_entries for position in self._waiting):
            return Fault(n_entries + 1, "truncated")
        return find_gap(self._anchors or ())

    def found(self, n_entries: int, head: str, fault: Fault | None) -> Checked:
        """Return the result."""
        return Checked(n_entries, head, fault, self._reached, len(self._anchors or ()))


def stored(uow: UnitOfWork) -> Iterator[Link]:
    """Yield the tenant's entries as they are stored, by position."""
    query = select(AuditEntry).where(AuditEntry.tenant_id == uow.tenant_id)
    query = query.order_by(AuditEntry.position).limit(BATCH)
    entries = uow.session.scalars(query).all()
    while entries:
        for entry in entries:
            uow.session.expunge(entry)
            yield link_of(entry)
        after = query.where(AuditEntry.position > entries[-1].position)
        entries = uow.session.scalars(after).all()


def link_of(entry: AuditEntry) -> Link:
    """Return an entry as the chain sees it."""
    return Link(
        tenant_id=entry.tenant_id,
        position=entry.position,
        recorded_at=entry.recorded_at,
        account_id=str(entry.account_id) if entry.account_id else None,
        unit_id=str(entry.unit_id) if entry.unit_id else None,
        action=entry.action,
        subject=entry.subject,
        content=entry.content,
        previous=entry.previous,
        digest=entry.digest,
        version=entry.version,
        algorithm=entry.algorithm,
        body=entry.body,
        actor=entry.actor,
    )
