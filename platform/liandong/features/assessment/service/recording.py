"""Whatever is said or done in a round becomes one event, in order, audited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.assessment import queries
from liandong.features.assessment.models import AssessmentEvent, AssessmentRound
from liandong.features.assessment.service.standing import Standing, project
from liandong.features.assessment.service.telling import tell_of
from liandong.features.audit import service as audit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from liandong.scoring.editions import digest

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Saying:
    """One thing that is said, of which unit and item."""

    kind: str
    content: Plain
    unit: str = ""
    code: str = ""


def standing_of(uow: UnitOfWork, round_id: UUID) -> Standing:
    """Return where a round stands.

    Raises:
        NotFoundError: There is no such round.
    """
    round_ = queries.find_round(uow, round_id)
    if round_ is None:
        raise NotFoundError
    scheme = queries.find_scheme(uow, round_.scheme_id)
    if scheme is None:
        raise NotFoundError
    events = queries.list_events(uow, round_id)
    return project(round_, scheme.content, events, queries.list_ballots(uow, round_id))


def standing_before(uow: UnitOfWork, round_: AssessmentRound) -> Standing | None:
    """Return where the last round of an earlier year stands that was not abandoned."""
    for each in queries.list_rounds(uow):
        if each.year < round_.year:
            standing = standing_of(uow, each.id)
            if standing.state != "abandoned":
                return standing
    return None


def held(uow: UnitOfWork, round_id: UUID) -> Standing:
    """Return where a round stands, with nobody else changing it until the transaction ends.

    Raises:
        NotFoundError: There is no such round.
    """
    lock(uow, f"assessment {round_id}")
    return standing_of(uow, round_id)


def record(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    standing: Standing,
    kind: str,
    content: Plain,
    *,
    endpoint: str,
    unit: str = "",
    code: str = "",
) -> AssessmentEvent:
    """Append what somebody said or did to a round that is held.

    Args:
        uow: Holds the round.
        principal: Who.
        clock: When.
        standing: The round as it stood.
        kind: One of the kinds of events.
        content: What was said.
        endpoint: By which permission.
        unit: Key of the unit it is about.
        code: Of the item it is about.
    """
    said = Saying(kind, content, unit, code)
    return record_all(uow, principal, clock, standing, [said], endpoint=endpoint)[0]


def record_all(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    standing: Standing,
    said: Sequence[Saying],
    *,
    endpoint: str,
) -> list[AssessmentEvent]:
    """Append several things at once, in their order; the audit has one row for each kind.

    Args:
        uow: Holds the round.
        principal: Who.
        clock: When.
        standing: The round as it stood.
        said: What was said.
        endpoint: By which permission.
    """
    round_id, by = standing.round.id, said_by(principal, endpoint)
    position = queries.last_position(uow, round_id)
    events = [
        AssessmentEvent(
            tenant_id=uow.tenant_id,
            id=uuid7(int(clock.now().timestamp() * 1000)),
            round_id=round_id,
            position=position + place,
            kind=each.kind,
            unit_id=standing.member(each.unit).unit_id if each.unit else None,
            code=each.code,
            content=dict(each.content),
            account_id=principal.account_id,
            said_by=by,
            recorded_at=clock.now(),
        )
        for place, each in enumerate(said, start=1)
    ]
    uow.session.add_all(events)
    uow.session.flush()
    tell_of(uow, clock, standing, events)
    for kind, group in groupby(events, key=lambda event: event.kind):
        audit.append(
            uow, clock, f"assessment.{kind}", f"assessment/{round_id}", _told([*group], by)
        )
    return events


def _told(events: Sequence[AssessmentEvent], by: Plain) -> dict[str, Any]:
    """What the audit keeps: where it stands and what it says, by its digest."""
    content = [{"about": [str(e.unit_id), e.code], "content": e.content} for e in events]
    return {
        "from": events[0].position,
        "to": events[-1].position,
        "digest": digest(content),
        "by": dict(by),
    }
