"""A county counts by another calendar from now on: one transaction for all that follows."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.cases.service.recounted import Recount, Recounted
from liandong.features.cases.service.recounting import recount_cases, would_change
from liandong.features.deadlines import service as clocks
from liandong.features.tenants.service import (
    Configuration,
    Imported,
    accept_schedule,
    calendar_of,
    current,
)
from liandong.kernel.clock import Clock

Payload = dict[str, Any]


@dataclass(frozen=True)
class Accepted:
    """What an acceptance changed; `is_new` is false where the schedules were accepted before."""

    is_new: bool
    recount: Recount
    owed: Sequence[Payload] = ()


def preview_schedules(uow: UnitOfWork, clock: Clock, wanted: Sequence[Imported]) -> Accepted:
    """Return what accepting the schedules would change; nothing is written."""
    config = current(uow)
    is_new = any(each.id not in config.accepted for each in wanted)
    laid = config.counting_by(each.schedule for each in wanted)
    found = would_change(uow, laid, calendar_of(laid), cause_of(wanted))
    return Accepted(is_new, found, clocks.moving(uow, clock, laid))


def accept_schedules(
    uow: UnitOfWork, clock: Clock, wanted: Sequence[Imported], by: str
) -> Accepted:
    """Let a county count by imported schedules, recount what runs, tell and audit it.

    The second time it changes nothing, unless something was begun meanwhile by the calendar before.
    """
    kept = [each for each in wanted if accept_schedule(uow, clock, each, by)]
    owed = clocks.moving(uow, clock, current(uow))
    found = recount_cases(uow, clock, cause_of(wanted))
    clocks.generate(uow, clock)
    if kept or found.changed:
        subject = "、".join(f"calendar_schedules/{each.id}" for each in wanted)
        audit.append(uow, clock, "calendar.accept", subject, _summary(found.changed))
    return Accepted(bool(kept), found, owed)


def would_move(uow: UnitOfWork, config: Configuration) -> tuple[int, int]:
    """Return how many running clocks another configuration moves, and how many it cannot count.

    Nothing is written.
    """
    found = would_change(uow, config, calendar_of(config), {})
    return sum(each.moves for each in found.changed), len(found.stuck)


def recount_by_own_days(uow: UnitOfWork, clock: Clock, reason: str) -> Recount:
    """Let what runs follow the county's own days after they changed; return what changed."""
    cause = {
        "kind": "calendar",
        "zh": f"本县日历改了：{reason}",
        "en": f"the county's own days changed: {reason}",
    }
    found = recount_cases(uow, clock, cause)
    if found.changed:
        audit.append(uow, clock, "calendar.own_days", "tenant_revisions", _summary(found.changed))
    return found


def _summary(changed: Sequence[Recounted]) -> Payload:
    """Return what the audit keeps of many changed clocks: how many, and a digest of all."""
    items = [each.item for each in changed]
    text = orjson.dumps(items, option=orjson.OPT_SORT_KEYS)
    return {
        "moved": sum(each.moves for each in changed),
        "changed": len(changed),
        "digest": hashlib.sha256(text).hexdigest(),
    }


def cause_of(wanted: Sequence[Imported]) -> Payload:
    """Return the cause that a moved clock keeps: which notices came out."""
    notices = [each.schedule for each in wanted]
    zh = "、".join(f"{each.year} 年放假安排公布（{each.notice}）" for each in notices)
    years = ", ".join(f"{each.year} ({each.notice})" for each in notices)
    return {"kind": "calendar", "zh": zh, "en": f"the holidays were published: {years}"}
