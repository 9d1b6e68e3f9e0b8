"""What a calendar program reads for a person: the deadlines of their worklist, with their days."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import FeedToken
from liandong.features.audit import service as audit
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.dues import Dated, DueFilter, list_deadlines
from liandong.features.cases.service.overlooking import Glance, glance
from liandong.features.deadlines.models import Deadline
from liandong.kernel.clock import Clock

MOST = 1000
#: What an event says of a deadline that both sides read: its start, its day, whom it may call late.
_TOLD = (
    '$.deadlines.keyvalue() ? (@.key == "started" || @.key == "changed" || @.key == "judged")'
    ".value[*].id"
)


@dataclass(frozen=True)
class Fed:
    """A deadline of a feed: its case as the reader sees it, and when it last changed."""

    deadline: Deadline
    seen: Glance
    changed_at: datetime

    @property
    def case(self) -> Case:
        """Return the case it runs in."""
        return self.seen.case


def list_fed(uow: UnitOfWork, principal: Principal, clock: Clock) -> list[Fed]:
    """Return the deadlines with a day that run: one's own unit's, and duties of others to it.

    Nothing for who has no worklist, such as one whose duty ended.
    """
    if not principal.may_call("todo.list"):
        return []
    running = DueFilter(states=("open",))
    found = [
        each
        for each in list_deadlines(uow, principal, running, limit=MOST)
        if _is_told(each, principal, clock)
    ]
    cases = {each.case.id: each.case for each in found}
    seen = {each.case.id: each for each in glance(uow, principal, [*cases.values()])}
    changed = _changes(uow, found)
    return [
        Fed(
            each.deadline,
            seen[each.case.id],
            changed[str(each.deadline.id)],
        )
        for each in found
        if each.case.id in seen
    ]


def _is_told(each: Dated, principal: Principal, clock: Clock) -> bool:
    deadline = each.deadline
    if deadline.due_on is None or each.case.is_final:
        return False
    if not deadline.is_right:
        return True
    return deadline.unit_id == principal.unit_id and deadline.due_on >= clock.today()


def _changes(uow: UnitOfWork, found: list[Dated]) -> dict[str, datetime]:
    """Return when it was recorded that each deadline began, moved or was judged, the last of these.

    Words and rungs are left out: they are of one side, and the other may not learn when.
    """
    named = func.jsonb_path_query(CaseEvent.payload, cast(_TOLD, JSONPATH), type_=JSONB)
    query = select(named, CaseEvent.recorded_at).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id.in_({each.deadline.case_id for each in found}),
    )
    changed: dict[str, datetime] = {}
    for deadline_id, at in uow.session.execute(query):
        changed[deadline_id] = max(at, changed.get(deadline_id, at))
    return changed


def open_feed(uow: UnitOfWork, principal: Principal, clock: Clock) -> tuple[FeedToken, str]:
    """Return a new address of a person and its secret; the audit chain keeps that it was made.

    Raises:
        TooManyFeedsError: They have as many as one may have.
    """
    feed, token = accounts.create_feed(uow, clock, principal)
    _note(uow, principal, clock, "feed.created", feed)
    return feed, token


def close_feed(uow: UnitOfWork, principal: Principal, clock: Clock, feed_id: UUID) -> FeedToken:
    """Close one of a person's addresses; the audit chain keeps that it was closed.

    Raises:
        NotFoundError: Theirs is none of this id, or it is closed already.
    """
    feed = accounts.revoke_feed(uow, clock, principal, feed_id)
    _note(uow, principal, clock, "feed.revoked", feed)
    return feed


def _note(
    uow: UnitOfWork, principal: Principal, clock: Clock, action: str, feed: FeedToken
) -> None:
    audit.append(
        uow,
        clock,
        action,
        f"feed_tokens/{feed.public_id}",
        account_id=principal.account_id,
        unit_id=principal.unit_id,
    )
