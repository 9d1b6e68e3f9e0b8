"""What units did in a year, read for all of them in three queries, of the mechanisms that count."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service.flags import tables
from liandong.features.assessment.service.flags.finding import Shown, Trace, Traces
from liandong.features.assessment.service.freezing import wanted_metrics
from liandong.features.assessment.service.sources import PRIVILEGED
from liandong.features.assessment.service.standing import Standing
from liandong.features.cases.models import Case
from liandong.kernel.clock import Clock

_DAY = timedelta(days=1)


def traces_of(uow: UnitOfWork, standing: Standing, clock: Clock) -> Traces:
    """Return what the units of a round did in its period, of the mechanisms its scheme counts.

    Confidential mechanisms are never among them, nor what a unit keeps to itself.
    """
    keys = {who.unit_id: key for key, who in standing.participants.items()}
    mechanisms = sorted(wanted_metrics(standing).keys() - PRIVILEGED)
    since, until = standing.round.since, standing.round.freeze_on
    asked = uow, [*keys], mechanisms, since
    zone = clock.now().tzinfo
    closings = [
        _trace(keys, run.unit_id, case, run.ended_on, id=str(run.id))
        for run, case in tables.list_closings(*asked, until)
    ]
    entries = [
        _trace(
            keys,
            event.unit_id,
            case,
            event.occurred_on,
            entered=event.recorded_at.astimezone(zone).date(),
            id=str(event.id),
        )
        for event, case in tables.list_entries(*asked, until)
    ]
    letters = [
        _trace(
            keys,
            paper.unit_id,
            case,
            None if paper.signed_at is None else paper.signed_at.astimezone(zone).date(),
            text="".join(_said(paper.content)),
            id=str(paper.id),
        )
        for paper, case in tables.list_letters(*asked, until + _DAY)
    ]
    return Traces(closings, entries, letters, [*_files(standing)])


def _trace(
    keys: Mapping[UUID, str], unit: UUID | None, case: Case, on: date | None, **more: Any
) -> Trace:
    if unit is None or on is None:
        raise AssertionError(case.id)
    number = case.number or ""
    return Trace(keys[unit], case.mechanism, str(case.id), number, case.title, on, **more)


def _said(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what people typed into a letter: the texts among its facts, in their order."""
    rows: Iterable[Mapping[str, Any]] = content.get("rows", ())
    for facts in (content.get("facts", {}), *(row.get("facts", {}) for row in rows)):
        yield from (value for _, value in sorted(facts.items()) if _is_text(value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not _is_id(value)


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _files(standing: Standing) -> Iterator[Shown]:
    for (unit, code), said in standing.statements.items():
        for paper in said.content.get("papers", ()):
            yield Shown(unit, code, paper["name"], paper["sha256"])
