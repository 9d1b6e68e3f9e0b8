"""Whether a chain holds: every byte, every place, and what the anchors remember of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service.anchors import ANCHORED, Anchor, AnchorStore, find_gap
from liandong.features.audit.service.links import Fault, Link, faults
from liandong.kernel.errors import InvalidInputError

BATCH = 1000
#: For so long a chain may go without an anchor before somebody is told.
LONGEST_WITHOUT = timedelta(days=2)


@dataclass(frozen=True)
class Checked:
    """What was found: how far the chain goes, what is wrong, and which anchor it reaches.

    `n_later` anchors were written after the export that was walked, and reach further.
    """

    n_entries: int
    head: str
    fault: Fault | None = None
    anchored_at: datetime | None = None
    n_anchors: int = 0
    begun_at: datetime | None = None
    n_later: int = 0

    def lacks_anchors(self, now: datetime) -> bool:
        """Say whether a chain with entries has gone without an anchor for too long."""
        last = self.anchored_at or self.begun_at
        return last is not None and now - last > LONGEST_WITHOUT


def verify(uow: UnitOfWork) -> Fault | None:
    """Walk the tenant's chain; return the first entry that does not fit, None if all do."""
    return check(uow).fault


def check(uow: UnitOfWork, anchors: Sequence[Anchor] | None = None) -> Checked:
    """Walk the tenant's chain and hold it against its anchors; None: there are none at hand."""
    return walk(stored(uow), anchors)


def check_against(uow: UnitOfWork, store: AnchorStore) -> Checked:
    """Walk the tenant's chain and hold it against its anchors in a store."""
    for _attempt in ("first", "once more"):
        try:
            found = check(uow, store.read(uow.tenant_id))
        except InvalidInputError as error:
            fault = Fault(0, "unreadable", error.problems[0].where)
            found = check(uow)
            return replace(found, fault=found.fault or fault)
        if found.fault is None or found.fault.kind != "anchors":
            break  # an anchor that was written while we walked is among them the second time
    return found


def walk(links: Iterable[Link], anchors: Sequence[Anchor] | None = None) -> Checked:
    """Walk any chain, from the database or a file, and hold it against its anchors."""
    known = _Anchors(anchors)
    found = Checked(0, "", n_anchors=len(anchors or ()))
    for link, wrong in faults(links):
        fault = wrong or known.pass_by(link)
        if fault is not None:
            return replace(found, fault=fault, anchored_at=known.reached)
        begun_at = found.begun_at or link.recorded_at
        found = replace(found, n_entries=link.position, head=link.digest, begun_at=begun_at)
    fault = known.fault_at_the_end(found.n_entries)
    return replace(found, fault=fault, anchored_at=known.reached)


class _Anchors:
    """The anchors of a chain, while one walks along it."""

    def __init__(self, anchors: Sequence[Anchor] | None) -> None:
        self._anchors = anchors
        self._waiting: dict[int, list[Anchor]] = {}
        for each in anchors or ():
            self._waiting.setdefault(each.position, []).append(each)
        self._digests = {each.digest for each in anchors or ()}
        of_nothing = self._waiting.pop(0, [])  # taken before the first entry, they hold anyway
        self.reached = max((each.at for each in of_nothing), default=None)

    def pass_by(self, link: Link) -> Fault | None:
        """Return what the anchors have against an entry that is sound by itself."""
        for each in self._waiting.pop(link.position, ()):
            if each.head != link.digest:
                return Fault(link.position, "rewritten")
            self.reached = each.at
        if self._anchors is not None and link.action == ANCHORED:
            is_there = link.content.get("anchor") in self._digests
            return None if is_there else Fault(link.position, "anchors")
        return None

    def fault_at_the_end(self, n_entries: int) -> Fault | None:
        """Return what is wrong once the last entry was passed."""
        if any(position > n_entries for position in self._waiting):
            return Fault(n_entries + 1, "truncated")
        return find_gap(self._anchors or ())


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
