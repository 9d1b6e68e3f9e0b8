"""Editions: frozen when a result is published, checked whenever they are read, replayed."""

from uuid import UUID

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.errors import StepError, TamperedError
from liandong.features.assessment.models import AssessmentEdition
from liandong.features.assessment.service.standing import Standing
from liandong.features.audit import service as audit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.kernel.ids import uuid7
from liandong.scoring.editions import digest, replay


def freeze_edition(
    uow: UnitOfWork, principal: Principal, clock: Clock, standing: Standing
) -> AssessmentEdition:
    """Freeze the final result of a round that was decided on.

    Raises:
        StepError: There is no final result.
    """
    finals = [each for each in standing.results if each.content["stage"] == "final"]
    if not finals:
        raise StepError
    before = queries.list_editions(uow, standing.round.id)
    content = finals[-1].content["content"]
    edition = AssessmentEdition(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        round_id=standing.round.id,
        number=len(before) + 1,
        content=content,
        digest=digest(content),
        previous=before[-1].digest if before else "",
        frozen_at=clock.now(),
        frozen_by=said_by(principal, "assessment.manage"),
    )
    uow.session.add(edition)
    uow.session.flush()
    about = {"number": edition.number, "digest": edition.digest, "by": edition.frozen_by}
    audit.append(uow, clock, "assessment.edition", f"assessment/{standing.round.id}", about)
    return edition


def get_edition(uow: UnitOfWork, round_id: UUID, number: int | None = None) -> AssessmentEdition:
    """Return an edition of a round, the last where no number is given.

    Raises:
        NotFoundError: There is none such.
        TamperedError: It is not what was published.
    """
    found = queries.list_editions(uow, round_id)
    wanted = [each for each in found if number in {None, each.number}]
    if not wanted:
        raise NotFoundError
    edition = wanted[-1]
    if digest(edition.content) != edition.digest:
        raise TamperedError
    return edition


def replay_edition(uow: UnitOfWork, round_id: UUID, number: int | None = None) -> list[Problem]:
    """Compute an edition again; nothing where it gives what was published, to the last digit.

    Raises:
        NotFoundError: There is none such.
        TamperedError: It is not what was published.
    """
    return replay(get_edition(uow, round_id, number).content)


def newest_edition(uow: UnitOfWork, year: int) -> AssessmentEdition:
    """Return the newest published result of a year.

    Raises:
        NotFoundError: Nothing was published for it.
        TamperedError: It is not what was published.
    """
    rounds = [each for each in queries.list_rounds(uow) if each.year == year]
    for each in rounds:
        if queries.list_editions(uow, each.id):
            return get_edition(uow, each.id)
    raise NotFoundError
