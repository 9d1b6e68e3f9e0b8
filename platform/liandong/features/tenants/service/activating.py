"""Packages that take effect on a day to come: put down, called off, put into force."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, in_each, lock
from liandong.features.tenants.models import (
    ARCHIVED,
    ScheduledPackage,
    ScheduledPackageEnd,
    Tenant,
)
from liandong.features.tenants.service.applying import SCHEDULED, apply
from liandong.features.tenants.service.checking import require_right
from liandong.features.tenants.service.layering import load_layers
from liandong.features.tenants.service.revisions import newest, stated_of
from liandong.features.tenants.service.stated import FILES, StatedPackage
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConfigurationError, InvalidInputError, NotFoundError, Problem

ACTIVATED, CANCELLED, REFUSED = "activated", "cancelled", "refused"


def schedule(
    uow: UnitOfWork, clock: Clock, stated: StatedPackage, active_on: date, *, by: str
) -> UUID:
    """Let a tenant state this from a day to come on; return the id of what waits.

    Raises:
        ConfigurationError: The package is wrong as things stand now.
        InvalidInputError: The day is not to come, or nothing would change.
        NotFoundError: No package was ever applied: there is nothing that could change.
    """
    lock(uow, "apply")
    last = newest(uow)
    if last is None:
        raise NotFoundError
    zone = ZoneInfo(str(stated.tenant["timezone"]))
    if active_on <= clock.now().astimezone(zone).date():
        raise InvalidInputError([Problem("on", "要是今天以后的一天", "a day to come is needed")])
    base = stated_of(last)
    if base.digest == stated.digest:
        raise InvalidInputError([Problem("package", "与现行的一样", "it is in force already")])
    require_right(stated, load_layers(last.above))
    waiting = ScheduledPackage(
        tenant_id=uow.tenant_id,
        active_on=active_on,
        stated=dict(stated.files),
        base=dict(base.files),
        scheduled_at=clock.now(),
        scheduled_by=by,
    )
    uow.session.add(waiting)
    uow.session.flush()
    _set_alarm(uow)
    return waiting.id


def list_waiting(uow: UnitOfWork) -> Sequence[ScheduledPackage]:
    """Return what waits for its day, the next first."""
    ended = select(ScheduledPackageEnd.package_id).where(
        ScheduledPackageEnd.tenant_id == uow.tenant_id
    )
    query = select(ScheduledPackage).where(
        ScheduledPackage.tenant_id == uow.tenant_id, ScheduledPackage.id.not_in(ended)
    )
    order = ScheduledPackage.active_on, ScheduledPackage.scheduled_at
    return uow.session.scalars(query.order_by(*order)).all()


def cancel(uow: UnitOfWork, clock: Clock, package_id: UUID, *, by: str) -> None:
    """Call off what waits.

    Raises:
        NotFoundError: Nothing of this id waits.
    """
    lock(uow, "apply")
    found = next((each for each in list_waiting(uow) if each.id == package_id), None)
    if found is None:
        raise NotFoundError
    _end(uow, clock, found, CANCELLED, by)
    _set_alarm(uow)


def activate_due(sessions: Sessions, clock: Clock) -> int:
    """Put into force what is due in every tenant but archived ones; return how many packages were.

    Raises:
        ExceptionGroup: Some tenant failed; the others have had their turn.
    """
    with global_session(sessions) as session:
        is_due = Tenant.activates_at <= clock.now(), Tenant.mode != ARCHIVED
        due = select(Tenant.id).where(*is_due)
        tenants = list(session.scalars(due.order_by(Tenant.activates_at)))
    failure = "packages that could not take effect"
    return in_each(sessions, tenants, lambda uow: _activate(uow, clock), failure)


def _activate(uow: UnitOfWork, clock: Clock) -> int:
    lock(uow, "apply")
    done = 0
    for each in list_waiting(uow):
        if _begins(uow, each) > clock.now():
            break
        problems = _put_into_force(uow, clock, each)
        _end(uow, clock, each, REFUSED if problems else ACTIVATED, each.scheduled_by, problems)
        done += not problems
    _set_alarm(uow)
    return done


def _put_into_force(uow: UnitOfWork, clock: Clock, waiting: ScheduledPackage) -> Sequence[Problem]:
    """Apply what was scheduled, beside what was changed in other files since; return why not."""
    last = newest(uow)
    now = stated_of(last).files if last else {}
    if moved := [_moved(kind) for kind in FILES if _is_moved(kind, now, waiting)]:
        return moved
    files = {kind: data for kind in FILES if (data := _chosen(kind, now, waiting)) is not None}
    try:
        with uow.session.begin_nested():
            apply(uow, clock, StatedPackage(files), by=waiting.scheduled_by, cause=SCHEDULED)
    except ConfigurationError as wrong:
        return wrong.problems
    return ()


def _chosen(kind: str, now: Mapping[str, Any], waiting: ScheduledPackage) -> Any:
    """Return a file as it was scheduled, or as it stands where the schedule leaves it alone."""
    meant = waiting.stated.get(kind)
    return now.get(kind) if meant == waiting.base.get(kind) else meant


def _is_moved(kind: str, now: Mapping[str, Any], waiting: ScheduledPackage) -> bool:
    meant, base, found = (each.get(kind) for each in (waiting.stated, waiting.base, now))
    return meant != base and found not in (base, meant)


def _moved(kind: str) -> Problem:
    zh = "预定以后又改过，两边的改动不能同时生效，请重新预定"
    en = "changed again since it was scheduled: both cannot hold, schedule it anew"
    return Problem(kind, zh, en)


def _end(
    uow: UnitOfWork,
    clock: Clock,
    waiting: ScheduledPackage,
    outcome: str,
    by: str,
    problems: Sequence[Problem] = (),
) -> None:
    uow.session.add(
        ScheduledPackageEnd(
            tenant_id=uow.tenant_id,
            package_id=waiting.id,
            outcome=outcome,
            problems=[
                {"where": each.where, "zh": each.message_zh, "en": each.message_en}
                for each in problems
            ],
            ended_at=clock.now(),
            ended_by=by,
        )
    )
    uow.session.flush()


def _begins(uow: UnitOfWork, waiting: ScheduledPackage) -> datetime:
    zone = ZoneInfo(uow.session.get_one(Tenant, uow.tenant_id).timezone)
    return datetime.combine(waiting.active_on, time(), zone)


def _set_alarm(uow: UnitOfWork) -> None:
    first = next(iter(list_waiting(uow)), None)
    tenant = uow.session.get_one(Tenant, uow.tenant_id)
    tenant.activates_at = _begins(uow, first) if first else None
    uow.session.flush()
