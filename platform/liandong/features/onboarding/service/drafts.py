"""A package of a county to come, kept by its province while it is filled in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import (
    ListedDivision,
    StatedPackage,
    divisions,
    find_tenant,
    identity_for,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]
PACKAGE = "package"
_MOST_DRAFTS = 50
_MOST_FOUND = 30


def search(uow: UnitOfWork, words: str) -> list[ListedDivision]:
    """Return the counties below this province, not yet there, whose name or code has the words."""
    there = set(uow.session.scalars(select(Tenant.code)))
    found = (
        each
        for each in divisions().beneath(_province(uow).code)
        if each.level == "county" and each.code not in there
    )
    words = words.strip()
    fitting = (
        each
        for each in found
        if words in each.name or each.code.startswith(words) or words in _city_of(each.code).name
    )
    return [each for each, _ in zip(fitting, range(_MOST_FOUND), strict=False)]


def _city_of(code: str) -> ListedDivision:
    return divisions().parents_of(code)[-1]


def list_drafts(uow: UnitOfWork) -> Sequence[OnboardingDraft]:
    """Return the drafts of this province, the one changed last first."""
    query = select(OnboardingDraft).where(OnboardingDraft.tenant_id == uow.tenant_id)
    return uow.session.scalars(query.order_by(OnboardingDraft.changed_at.desc())).all()


def get_draft(uow: UnitOfWork, draft_id: UUID) -> OnboardingDraft:
    """Return a draft.

    Raises:
        NotFoundError: There is none.
    """
    found = uow.session.get(OnboardingDraft, (uow.tenant_id, draft_id))
    if found is None:
        raise NotFoundError
    return found


def stated_in(draft: OnboardingDraft) -> StatedPackage:
    """Return what the county is to state."""
    return StatedPackage(draft.stated)


def begin(uow: UnitOfWork, clock: Clock, code: str, *, by: str) -> OnboardingDraft:
    """Begin the package of a county with its line of the list; one that was begun is opened.

    Raises:
        InvalidInputError: It is no county below this province, or too many are begun.
        ConflictError: The county is there already.
    """
    stated = identity_for(_county(uow, code))
    lock(uow, "onboarding drafts")
    known = _of_code(uow, code)
    return known or _add(uow, clock, dict(stated.files), "", by)


def take_in(uow: UnitOfWork, clock: Clock, files: Mapping[str, Any], *, by: str) -> OnboardingDraft:
    """Let a package be a draft, in place of what was begun for its county.

    Raises:
        InvalidInputError: It is no county below this province, or too many are begun.
        ConflictError: The county is there already.
    """
    _county(uow, str(files["tenant"].get("code")))
    lock(uow, "onboarding drafts")
    known = _of_code(uow, str(files["tenant"]["code"]))
    if known is None:
        return _add(uow, clock, dict(files), PACKAGE, by)
    known.model = PACKAGE
    return put(uow, clock, known.id, known.position, stated=files, upload={}, by=by)


def put(
    uow: UnitOfWork,
    clock: Clock,
    draft_id: UUID,
    seen: int,
    *,
    stated: Mapping[str, Any] | None = None,
    people: Sequence[Plain] | None = None,
    model: str | None = None,
    upload: Mapping[str, Any] | None = None,
    by: str,
) -> OnboardingDraft:
    """Keep what was filled in; what is not said stays.

    Raises:
        NotFoundError: There is no such draft.
        StaleError: Somebody changed it since it was seen.
        InvalidInputError: It is the package of another division.
    """
    lock(uow, "onboarding drafts")
    draft = get_draft(uow, draft_id)
    if draft.position != seen:
        raise StaleError
    if stated is not None:
        tenant = stated.get("tenant")
        if not isinstance(tenant, Mapping) or tenant.get("code") != draft.code:
            zh, en = f"区划代码要是 {draft.code}", f"the division code must be {draft.code}"
            raise InvalidInputError([Problem("tenant.code", zh, en)])
        draft.stated = dict(stated)
    draft.people = draft.people if people is None else list(people)
    draft.model = draft.model if model is None else model
    draft.upload = draft.upload if upload is None else dict(upload)
    draft.position += 1
    draft.changed_at, draft.changed_by = clock.now(), by
    uow.session.flush()
    return draft


def put_aside(uow: UnitOfWork, draft_id: UUID) -> None:
    """Drop a draft; nothing of it is kept.

    Raises:
        NotFoundError: There is no such draft.
    """
    uow.session.delete(get_draft(uow, draft_id))
    uow.session.flush()


def _county(uow: UnitOfWork, code: str) -> ListedDivision:
    problems = list(_problems(code, _province(uow).code))
    if problems:
        raise InvalidInputError(problems)
    if uow.session.scalar(select(Tenant.id).where(Tenant.code == code)) is not None:
        raise ConflictError(f"{code} 已经在用", f"{code} is there already")
    return divisions().get(code)


def _problems(code: str, province: str) -> Iterator[Problem]:
    listed = divisions().by_code.get(code)
    if listed is None or listed.level != "county" or not code.startswith(province):
        yield Problem("code", "选一个本省的区县", "choose a county below this province")


def _province(uow: UnitOfWork) -> Tenant:
    home = find_tenant(uow.session, uow.tenant_id)
    if home.level != "province":
        raise NotFoundError
    return home


def _of_code(uow: UnitOfWork, code: str) -> OnboardingDraft | None:
    query = select(OnboardingDraft).where(
        OnboardingDraft.tenant_id == uow.tenant_id, OnboardingDraft.code == code
    )
    return uow.session.scalar(query)


def _add(uow: UnitOfWork, clock: Clock, stated: Plain, model: str, by: str) -> OnboardingDraft:
    if len(list_drafts(uow)) >= _MOST_DRAFTS:
        zh = f"已有 {_MOST_DRAFTS} 份草稿，先办完或者作废几份"
        raise InvalidInputError([Problem("code", zh, "too many drafts; finish some or drop them")])
    now = clock.now()
    draft = OnboardingDraft(
        tenant_id=uow.tenant_id,
        id=uuid7(),
        code=stated["tenant"]["code"],
        position=1,
        model=model,
        stated=stated,
        people=[],
        upload={},
        begun_at=now,
        begun_by=by,
        changed_at=now,
        changed_by=by,
    )
    uow.session.add(draft)
    uow.session.flush()
    return draft
