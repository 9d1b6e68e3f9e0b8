"""A county comes to be: what is wrong with its draft, what it would bring, and the act itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.calendars import Text
from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, lock, unit_of_work
from liandong.features.access.service import permission_words
from liandong.features.accounts.models import Login
from liandong.features.accounts.service import Act, invite_from_above, link_from_above
from liandong.features.audit import service as audit
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.onboarding.service.dead_ends import dead_ends
from liandong.features.onboarding.service.doubts import shaky_words
from liandong.features.onboarding.service.drafts import get_draft, stated_in
from liandong.features.onboarding.service.inherited import Off, switched_off
from liandong.features.tenants.models import WORKING, Tenant
from liandong.features.tenants.service import (
    Change,
    Layer,
    Sources,
    StatedPackage,
    apply,
    changes,
    compile_package,
    divisions,
    find_tenant,
    identity_for,
    layers_for,
    list_revisions,
    newest,
    stable_id,
)
from liandong.features.tenants.service import package_schema as schemas
from liandong.features.tenants.service.checking import problems_of
from liandong.features.tenants.service.stated import NEEDED
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConflictError, InvalidInputError, Problem, StaleError

REASON = "新建区县"


@dataclass(frozen=True)
class Plan:
    """What a draft would bring, or why it cannot be opened yet.

    A new county's permissions are all new: they are counted, not listed. `dead_ends` lead nowhere,
    but keep it from nothing; `doubts` rest on a citation that is yet to be checked; `off` is what
    the county takes away of what it inherits.
    """

    problems: tuple[Problem, ...]
    changes: tuple[Change, ...] = ()
    permissions: tuple[Text, ...] = ()
    city: str = ""  # the city that comes with it, by name
    dead_ends: tuple[Problem, ...] = ()
    doubts: tuple[Text, ...] = ()
    off: tuple[Off, ...] = ()


@dataclass(frozen=True)
class Invited:
    """Somebody who gets an account; the secret of the link is told once."""

    name: str
    login: str
    token: str


@dataclass(frozen=True)
class Opened:
    """A county that is there now, in which mode; `is_new` says whether this act made it."""

    code: str
    name: str
    mode: str
    is_new: bool
    invited: tuple[Invited, ...] = ()


def look(sessions: Sessions, draft: OnboardingDraft) -> Plan:
    """Say what a draft would bring, as a package's plan does."""
    stated = stated_in(draft)
    above, city = above_of(sessions, stated)
    if problems := problems_in(sessions, draft):
        return Plan(tuple(problems), city=city)
    package = compile_package(stated, above).package.canonical()
    found = tuple(changes({}, package))
    said = tuple(permission_words({}, package))
    ends, off = dead_ends(package, draft.people), switched_off(stated, above)
    doubts = tuple(shaky_words(Sources(stated, above)))
    return Plan((), found, said, city, tuple(ends), doubts, tuple(off))


def problems_in(sessions: Sessions, draft: OnboardingDraft) -> list[Problem]:
    """List what keeps a draft from being opened; each problem names the path of its part."""
    stated = stated_in(draft)
    above, _ = above_of(sessions, stated)
    found = [*_wrong(stated, above), *_people_wrong(sessions, draft)]
    if draft.upload:
        zh = "上传的名册还没有接受，接受或者作废"
        found.append(Problem("roster", zh, "a workbook of units waits: accept it or drop it"))
    return found


def above_of(sessions: Sessions, stated: StatedPackage) -> tuple[tuple[Layer, ...], str]:
    """Return what the county inherits, and the name of its city where that is yet to come."""
    province, city = divisions().parents_of(stated.code)
    with global_session(sessions) as session:
        is_there = session.get(Tenant, int(city.code)) is not None
    if is_there:
        return layers_for(sessions, int(city.code)), ""
    return layers_for(sessions, int(province.code)), city.name


def _wrong(stated: StatedPackage, above: Sequence[Layer]) -> Iterator[Problem]:
    """Yield the files that are missing; of a whole package, all that is wrong with it."""
    missing = [kind for kind in NEEDED if kind not in stated.files]
    for kind in missing:
        title = schemas.schema_of(kind)["title"]
        yield Problem(kind, f"还没有{title}", f"'{kind}' is missing")
    if not missing:
        yield from problems_of(stated, above)


def _people_wrong(sessions: Sessions, draft: OnboardingDraft) -> Iterator[Problem]:
    units = {each.get("key") for each in draft.stated.get("roster", {}).get("units", ())}
    with global_session(sessions) as session:
        logins = [each["login"] for each in draft.people]
        taken = set(session.scalars(select(Login.login).where(Login.login.in_(logins))))
    if not any("tenant_admin" in each["duties"] for each in draft.people):
        yield Problem("people", "要有一位县级管理员", "somebody has to be administrator")
    for n, each in enumerate(draft.people):
        where = f"people.{n}"
        if each["unit"] not in units:
            zh = f"{each['name']}的单位不在名册里"
            yield Problem(f"{where}.unit", zh, f"the unit of {each['name']} is not in the roster")
        if each["login"] in taken or logins.index(each["login"]) < n:
            zh = f"账号“{each['login']}”已有人用"
            yield Problem(f"{where}.login", zh, f"the login '{each['login']}' is taken")


def open_county(
    sessions: Sessions, clock: Clock, principal: Principal, draft_id: UUID, seen: int, mode: str
) -> Opened:
    """Let the county of a draft come to be, rehearsing or live, with its first accounts.

    Its city, where it is missing, itself and the province's record are a transaction each, in this
    order; the last one holds the draft from the beginning, so that a second act waits and finds it
    gone. The county is there whole or not at all; broken off between two of them, the act is done
    again and goes on, and those who have set no password yet get new links.

    Raises:
        ForbiddenError: The principal may not.
        NotFoundError: There is no such draft.
        StaleError: Somebody changed it since it was seen.
        InvalidInputError: Something is wrong with it; every problem is listed.
        ConflictError: The county is there already, as another package made it.
    """
    principal.require_call("tenant.apply")
    if mode not in WORKING:
        raise InvalidInputError([Problem("mode", "选演练或者启用", "rehearsal or live")])
    with unit_of_work(sessions, principal.tenant_id) as uow:
        lock(uow, f"open {draft_id}")
        draft = get_draft(uow, draft_id)
        if draft.position != seen:
            raise StaleError
        stated = _in_mode(stated_in(draft), mode)
        made = _again(sessions, clock, principal, stated, draft.people)
        if made is None:
            if wrong := problems_in(sessions, draft):
                raise InvalidInputError(wrong)
            is_demo = find_tenant(uow.session, uow.tenant_id).is_demo
            _make_city(sessions, clock, stated, principal.login)
            made = _make_county(sessions, clock, principal, stated, draft.people, is_demo=is_demo)
        _finish(uow, clock, principal, draft, made)
    return made


def _in_mode(stated: StatedPackage, mode: str) -> StatedPackage:
    return stated.with_file("tenant", {**stated.tenant, "mode": mode})


def _again(
    sessions: Sessions,
    clock: Clock,
    principal: Principal,
    stated: StatedPackage,
    people: Sequence[Any],
) -> Opened | None:
    """Return the county where this very package made it already, with new links in place of lost.

    Whoever has set a password meanwhile needs none.
    """
    with unit_of_work(sessions, int(stated.code)) as uow:
        made = _made_by(uow, stated)
        if made is None:
            return None
        links = ((p, link_from_above(uow, principal, clock, p["login"], REASON)) for p in people)
        again = tuple(Invited(p["name"], p["login"], token) for p, token in links if token)
    return replace(made, invited=again)


def _made_by(uow: UnitOfWork, stated: StatedPackage) -> Opened | None:
    known = list_revisions(uow)
    if not known:
        return None
    first = StatedPackage(known[-1].stated or {"tenant": {}})
    mode = str(first.tenant.get("mode", ""))
    if first.digest != _in_mode(stated, mode).digest:
        zh = f"{stated.name}已经在用，不是这份草稿建的"
        raise ConflictError(zh, f"{stated.code} is there already, made of another package")
    return Opened(stated.code, stated.name, mode, is_new=False)


def _make_city(sessions: Sessions, clock: Clock, stated: StatedPackage, by: str) -> None:
    province, city = divisions().parents_of(stated.code)
    above = layers_for(sessions, int(province.code))
    with unit_of_work(sessions, int(city.code)) as uow:
        lock(uow, "apply")
        if newest(uow) is None:
            apply(uow, clock, identity_for(city), above, by=by)


def _make_county(
    sessions: Sessions,
    clock: Clock,
    principal: Principal,
    stated: StatedPackage,
    people: Sequence[Any],
    *,
    is_demo: bool,
) -> Opened:
    above = layers_for(sessions, int(str(stated.parent)))
    with unit_of_work(sessions, int(stated.code)) as uow:
        lock(uow, "apply")
        if (made := _made_by(uow, stated)) is not None:
            return made
        apply(uow, clock, stated, above, by=principal.login, is_demo=is_demo)
        invited = tuple(_invite(uow, clock, principal, each) for each in people)
    mode = str(stated.tenant["mode"])
    return Opened(stated.code, stated.name, mode, is_new=True, invited=invited)


def _invite(uow: UnitOfWork, clock: Clock, principal: Principal, person: Any) -> Invited:
    act = Act(
        "invite",
        REASON,
        name=person["name"],
        login=person["login"],
        unit_id=stable_id(uow.tenant_id, "unit", person["unit"]),
        duties=tuple(person["duties"]),
        day=clock.today(),
    )
    done = invite_from_above(uow, principal, clock, act)
    return Invited(person["name"], person["login"], done.token or "")


def _finish(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    draft: OnboardingDraft,
    made: Opened,
) -> None:
    """Put it on the province's record and drop the draft."""
    said = {"code": made.code, "name": made.name, "mode": made.mode, "by": principal.login}
    audit.append(
        uow, clock, "tenant.opened", f"tenants/{made.code}", said, account_id=principal.account_id
    )
    uow.session.delete(draft)
    uow.session.flush()
