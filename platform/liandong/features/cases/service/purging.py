"""A case's secrets are purged: keys are destroyed, and the record says when, why and by whom."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from liandong.authz import Principal
from liandong.authz.vocabulary import PURGE as PURGE_ACTION
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.errors import FactsError, NotPurgeableError
from liandong.features.cases.models import Case, CaseEvent, CaseKey, SealedFact
from liandong.features.cases.service import opening_up
from liandong.features.cases.service.acting import append
from liandong.features.cases.service.case_keys import destroy_keys
from liandong.features.cases.service.checking import require_custody, require_version
from liandong.features.cases.service.course import course_of
from liandong.features.cases.service.purge_choice import (
    Chosen,
    every_id,
    ids_to_purge,
    list_living,
    list_purgeable,
    sees_all,
    told_of_purge,
)
from liandong.features.cases.service.purges import PURGE
from liandong.features.cases.service.reading import CasePicture, peek
from liandong.features.cases.service.sealing import BLIND, REQUEST
from liandong.features.cases.service.viewing import Opened, open_up
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ForbiddenError, Problem
from liandong.kernel.ids import uuid7
from liandong.kernel.sealing import MaskedText, PurgedText, SealedText

_LONGEST = 500


@dataclass(frozen=True)
class PurgeSecrets:
    """Why a case's secrets are purged; `seen` is the version that the person read.

    Without `fields` it is all of them, which a case has to be over for.
    """

    basis: str
    reason: str
    seen: int | None = None
    fields: tuple[Chosen, ...] = ()


def purge_secrets(
    uow: UnitOfWork, principal: Principal, clock: Clock, case_id: UUID, command: PurgeSecrets
) -> Case:
    """Destroy the keys of a case that is over, or of chosen fields of any; nobody reads them then.

    What a chosen field held before goes too. The case goes on: who needs the field enters it anew.
    All of them go at the word of the unit that opened the case; of what a unit entered itself and
    keeps from that unit, it may choose.

    Raises:
        NotFoundError: The principal's unit may not know of such a case.
        ForbiddenError: The unit takes no part in it, or the person does not lead the unit.
        StaleError: The case moved since it was read.
        NotInCustodyError: It is not over, and on its way to another county.
        NotPurgeableError: The case is not over, or there is no such secret.
        FactsError: Basis or reason is missing, too long, or itself states a secret.
    """
    case = queries.get_visible(uow, principal, case_id, lock=True)
    opened = open_up(uow, principal, case)
    if not _may_ever(principal, opened):
        raise ForbiddenError
    require_version(course_of(uow, case_id, principal.unit_id), command.seen)
    if not case.is_final:
        require_custody(case)
    picture = peek(uow, principal, clock, case.mechanism, case_id)
    _require_choice(uow, picture, command)
    _require_words(picture, command)
    ids = _ids(uow, case_id, command)
    event = _purged(uow, principal, clock, opened, command, ids)
    destroy_keys(uow, ids)
    case = append(uow, principal, clock, event)
    uow.session.flush()
    uow.session.expire_all()  # what was read before holds the secrets in clear
    return case


def may_purge(uow: UnitOfWork, principal: Principal, picture: CasePicture) -> bool:
    """Tell whether this person could purge the case's secrets now."""
    opened = picture.opened
    is_theirs = picture.level == "full" and _may_ever(principal, opened)
    is_here = opened.case.is_final or opened.case.custody == "own"
    if not (is_theirs and is_here):
        return False
    return has_secrets(uow, opened.case.id) if may_whole(picture) else _has_choice(uow, picture)


def may_whole(picture: CasePicture) -> bool:
    """Tell whether all secrets go at once: the case is over, and its opener sees all there are."""
    is_own = picture.case.issuer_id == picture.unit_id
    return is_own and picture.case.is_final and sees_all(picture)


def _has_choice(uow: UnitOfWork, picture: CasePicture) -> bool:
    return bool(list_purgeable(uow, picture))


def has_secrets(uow: UnitOfWork, case_id: UUID) -> bool:
    """Tell whether there is something to purge in a case."""
    key = exists().where(
        SealedFact.tenant_id == uow.tenant_id,
        SealedFact.case_id == case_id,
        SealedFact.field.not_in((BLIND, REQUEST)),
        CaseKey.tenant_id == uow.tenant_id,
        (CaseKey.id == SealedFact.id) | (CaseKey.id == case_id),
    )
    return bool(uow.session.scalar(select(key)))


def sealed_places(uow: UnitOfWork, case_id: UUID) -> list[str]:
    """Return which fields of a case hold or held a secret."""
    query = select(SealedFact.field).where(
        SealedFact.tenant_id == uow.tenant_id,
        SealedFact.case_id == case_id,
        SealedFact.field.not_in((BLIND, REQUEST)),
    )
    return sorted(uow.session.scalars(query.distinct()))


def _may_ever(principal: Principal, opened: Opened) -> bool:
    """Tell whether somebody leads a unit that opened the case or takes part in it."""
    takes_part = opened.case.issuer_id == principal.unit_id or bool(opened.parts)
    return takes_part and principal.may(opened.mechanism.key, PURGE_ACTION)


def _ids(uow: UnitOfWork, case_id: UUID, command: PurgeSecrets) -> list[UUID]:
    if command.fields:
        return ids_to_purge(uow, case_id, command.fields)
    return every_id(uow, case_id)


def _require_choice(uow: UnitOfWork, picture: CasePicture, command: PurgeSecrets) -> None:
    """Hold the choice to what this person sees, and what is still there."""
    if not command.fields:
        _require_whole(uow, picture)
    elif not set(command.fields) <= set(list_purgeable(uow, picture)):
        zh, en = (
            "选定的内容没有涉密信息，或者已经清除",
            "a chosen field holds no secret any more",
        )
        raise NotPurgeableError(zh, en)


def _require_whole(uow: UnitOfWork, picture: CasePicture) -> None:
    if picture.case.issuer_id != picture.unit_id:
        zh = "全部清除由提出本件的单位办理；本单位内部填写的，请选定字段"
        raise NotPurgeableError(zh, "only the unit that opened the case purges all; choose fields")
    if not picture.case.is_final:
        zh = "办结以后才能全部清除；办理中只能清除选定的字段"
        raise NotPurgeableError(zh, "all secrets are purged once the case is over; choose fields")
    if not sees_all(picture):
        zh = "这类案件的涉密信息不都对本单位可见，只能清除本单位填写的；请选定字段"
        raise NotPurgeableError(zh, "the unit does not see all of such a case; choose fields")
    if not has_secrets(uow, picture.case.id):
        zh, en = "本案没有涉密信息，或者已经清除", "the case holds no secrets, or none any more"
        raise NotPurgeableError(zh, en)


def _require_words(picture: CasePicture, command: PurgeSecrets) -> None:
    stated = {"basis": command.basis.strip(), "reason": command.reason.strip()}
    problems = []
    secrets = list(_secrets_of(picture))
    for where, text in stated.items():
        if not text:
            problems.append(Problem(where, "请填写依据和理由", "state the basis and the reason"))
        elif len(text) > _LONGEST:
            zh, en = f"最多 {_LONGEST} 个字", f"takes {_LONGEST} characters at most"
            problems.append(Problem(where, zh, en))
        elif any(each in text for each in secrets):
            zh, en = "这里会留下来，不能写涉密的内容", "this is kept: it must state no secret"
            problems.append(Problem(where, zh, en))
    if problems:
        raise FactsError(problems)


def _secrets_of(picture: CasePicture) -> list[str]:
    """Return the secrets that this reader sees; others are not compared, else they were guessed."""
    hidden = picture.opened.mechanism.inner_facts(picture.opened.parts)
    of_case = {key: value for key, value in picture.case.facts.items() if key not in hidden}
    held = [of_case, *(row.facts for row in picture.rows)]
    return [
        str(value)
        for facts in held
        for value in facts.values()
        if isinstance(value, SealedText) and not isinstance(value, PurgedText | MaskedText)
    ]


def _purged(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    opened: Opened,
    command: PurgeSecrets,
    ids: list[UUID],
) -> CaseEvent:
    case = opened.case
    chosen = sorted({each.field for each in command.fields})
    stated: dict[str, Any] = {
        "basis": command.basis.strip(),
        "reason": command.reason.strip(),
        "fields": chosen or sealed_places(uow, case.id),
    }
    if command.fields:
        stated["secrets"] = [str(each) for each in ids]
    payload: dict[str, Any] = {"purged": stated}
    told = told_of_purge(opened, command.fields or list_living(uow, case.id), principal.unit_id)
    if told is not None:
        payload[queries.SHOWN_TO] = told
    is_shared = told is None and opening_up.is_out(uow, opened)
    return CaseEvent(
        tenant_id=principal.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind=PURGE,
        transition=PURGE_ACTION,
        landed_in=case.state,
        occurred_on=max(clock.today(), case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=principal.account_id,
        unit_id=principal.unit_id,
        audience="parties" if is_shared else "unit",
        payload=payload,
    )
