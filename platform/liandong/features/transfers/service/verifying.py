"""Both counties' records of their transfers side by side: the same package, one that answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.features.audit.models import AuditEntry
from liandong.features.transfers import queries
from liandong.features.transfers.service.deciding import package_of
from liandong.features.transfers.service.packing import digest_of
from liandong.features.transfers.service.projecting import RESULTS
from liandong.kernel.errors import Problem

_DECIDED = {"accepted", "rejected", "revoked", *RESULTS}


@dataclass(frozen=True)
class Side:
    """What one county says of a transfer: `audited` are the digests in its audit chain."""

    tenant_id: int
    other_id: int
    direction: str
    state: str
    digest: str
    counted: str
    audited: frozenset[str]


def verify(sessions: Sessions, tenants: Iterable[int]) -> list[Problem]:
    """Compare both records of every transfer between these counties; nothing found: all is well.

    Each county is read in a transaction of its own. A message may still be on its way: that a
    county knows less than the other is found, and told apart from a contradiction.
    """
    read = set(tenants)
    sides: dict[UUID, list[Side]] = {}
    for tenant_id in sorted(read):
        with unit_of_work(sessions, tenant_id) as uow:
            for transfer_id, side in sides_of(uow):
                sides.setdefault(transfer_id, []).append(side)
    return [
        problem
        for transfer_id, found in sides.items()
        for problem in _compare(transfer_id, found, read)
    ]


def sides_of(uow: UnitOfWork) -> Iterator[tuple[UUID, Side]]:
    """Yield what this county says of each of its transfers."""
    for each in queries.list_all(uow):
        subject = f"transfers/{each.id}"
        query = select(AuditEntry.content["digest"].astext).where(
            AuditEntry.tenant_id == uow.tenant_id, AuditEntry.subject == subject
        )
        yield (
            each.id,
            Side(
                uow.tenant_id,
                each.other_id,
                each.direction,
                each.state,
                each.digest,
                digest_of(package_of(uow, each)),
                frozenset(uow.session.scalars(query)),
            ),
        )


def _compare(transfer_id: UUID, sides: list[Side], read: set[int]) -> Iterator[Problem]:
    where = f"transfers/{transfer_id}"
    for side in sides:
        if side.counted != side.digest or side.audited != {side.digest}:
            zh = f"{side.tenant_id} 的移交材料与摘要、审计记录不一致"
            en = f"in {side.tenant_id} package, digest and audit entries disagree"
            yield Problem(where, zh, en)
    if len(sides) == 1 and {sides[0].tenant_id, sides[0].other_id} <= read:
        zh, en = "对方县还没有收到", "the other county has not heard of it yet"
        yield Problem(where, zh, en)
    if len(sides) > 1 and len({side.digest for side in sides}) > 1:
        yield Problem(where, "两县的摘要不同", "the digests of the two counties differ")
    states = {side.direction: side.state for side in sides}
    if len(sides) > 1 and states["out"] != states["in"]:
        yield Problem(where, *_apart(states["out"], states["in"]))


def _apart(sender: str, receiver: str) -> tuple[str, str]:
    is_on_its_way = sender == "accepted" and receiver in RESULTS
    if sender in _DECIDED and not is_on_its_way:
        return "两县的结果互相矛盾", "the two counties contradict each other"
    return "移出县还没有收到结果", f"the sender has not heard yet that it is {receiver}"
