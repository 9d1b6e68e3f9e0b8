"""An entry begins: first in the county's record, then in the province's; access comes last."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.features.tenants.models import ARCHIVED, Tenant
from liandong.features.tenants.service import find_tenant, list_counties
from liandong.features.visits.events import HEADERS, REACHES
from liandong.features.visits.models import Visit, VisitSession
from liandong.features.visits.service.recording import Entered, open_visit
from liandong.features.visits.service.seating import office_of
from liandong.features.visits.service.telling import tell
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.kernel.ids import uuid7

USUAL_HOURS, MOST_HOURS = 2, 8
SHORTEST_REASON, LONGEST_REASON = 8, 500
_BYTES = 32


@dataclass(frozen=True)
class AskedVisit:
    """What somebody of a province asks for."""

    county: str
    reason: str
    reach: str
    hours: int = USUAL_HOURS


def may_enter(principal: Principal) -> bool:
    """Say whether the policy lets this person enter counties."""
    return principal.may_call("visits.enter")


def counties_of(session: Session, province_id: int) -> list[Tenant]:
    """Return the counties below a province, of whatever city."""
    found = session.execute(select(Tenant.id, Tenant.parent_id))
    parents = {row.id: row.parent_id for row in found}
    return [
        county
        for county in list_counties(session)
        if province_id in {county.parent_id, parents.get(county.parent_id or 0)}
    ]


def begin(
    sessions: Sessions, clock: Clock, principal: Principal, asked: AskedVisit
) -> tuple[UUID, str]:
    """Enter a county; return the entry's id and the token of its session.

    Nothing touches two tenants in one transaction: if the second fails, the county knows of an
    entry that opened nothing.

    Raises:
        ForbiddenError: The principal may enter no county.
        InvalidInputError: No county of this province, no reason, too long, or no such reach.
    """
    principal.require_call("visits.enter")
    with global_session(sessions) as session:
        home = find_tenant(session, principal.tenant_id)
        below = counties_of(session, home.id) if home.level == "province" else []
        county = next((each for each in below if each.code == asked.county), None)
    problems = list(_problems(asked, county))
    if problems or county is None:
        raise InvalidInputError(problems)
    visit_id, now = uuid7(), clock.now()
    until = now + timedelta(hours=asked.hours)
    seen = Entered(
        direction="in",
        other_id=home.id,
        other_name=home.name,
        visitor=principal.login,
        visitor_name=principal.name,
        reason=asked.reason,
        reach=asked.reach,
        entered_at=now.isoformat(),
        until_at=until.isoformat(),
    )
    with unit_of_work(sessions, county.id) as uow:
        _require_office(uow, asked.reach)
        open_visit(uow, clock, visit_id, seen)
        tell(uow, clock, uow.session.get_one(Visit, (uow.tenant_id, visit_id)), "visit.entered")
    token = secrets.token_urlsafe(_BYTES)
    with unit_of_work(sessions, home.id) as uow:
        ours = replace(seen, direction="out", other_id=county.id, other_name=county.name)
        open_visit(uow, clock, visit_id, ours)
        uow.session.add(
            VisitSession(
                token_hash=token_hash(token),
                visit_id=visit_id,
                tenant_id=county.id,
                home_id=home.id,
                account_id=principal.account_id,
                expires_at=until,
            )
        )
    return visit_id, token


def token_hash(token: str) -> str:
    """Return what is stored of an entry's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _problems(asked: AskedVisit, county: Tenant | None) -> Iterator[Problem]:
    if county is None:
        yield Problem("county", "不是本省的县", "no county of this province")
    elif county.mode == ARCHIVED:
        yield Problem("county", "这个县已归档，不能进入", "the county is archived")
    if not SHORTEST_REASON <= len(asked.reason) <= LONGEST_REASON:
        zh = f"写明进入的理由，{SHORTEST_REASON} 到 {LONGEST_REASON} 个字"
        en = f"needs a reason of {SHORTEST_REASON} to {LONGEST_REASON} characters"
        yield Problem("reason", zh, en)
    if not 1 <= asked.hours <= MOST_HOURS:
        zh, en = f"1 到 {MOST_HOURS} 小时", f"1 to {MOST_HOURS} hours"
        yield Problem("hours", zh, en)
    if asked.reach not in REACHES:
        yield Problem("reach", "选一个查看范围", "needs one of the reaches")


def _require_office(uow: UnitOfWork, reach: str) -> None:
    if reach == HEADERS and office_of(uow) is None:
        zh = "这个县没有联席会议办公室，只能查看机制与依据"
        problem = Problem("reach", zh, "the county has no office; choose its configuration")
        raise InvalidInputError([problem])
