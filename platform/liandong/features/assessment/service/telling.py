"""Whom the platform tells what, as soon as it is said in a round."""

from collections.abc import Callable, Collection, Iterator, Sequence
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.parts import parts_of
from liandong.features.assessment.service.standing import Standing
from liandong.features.notifications.service import tell
from liandong.features.units import service as units
from liandong.kernel.clock import Clock

Told = Iterator[tuple[UUID, str, str]]
#: Steps that every unit that is assessed hears of.
_ALL = frozenset({"noticed", "preliminary", "published"})
#: What a unit hears of what was said about it: the word, on its own page.
_OF_UNIT = {"appeal_decision": "answered", "check": "check", "task": "task"}
#: What of the day book a unit hears of, once it knows of the round.
_OF_DAYBOOK = {"deduction": "noted", "deduction_cancelled": "unnoted"}


def tell_of(
    uow: UnitOfWork, clock: Clock, standing: Standing, events: Sequence[AssessmentEvent]
) -> None:
    """Tell the units concerned of what was just said.

    Args:
        uow: Holds the round.
        clock: When.
        standing: The round as it stood before.
        events: What was said.
    """
    for event in events:
        for unit_id, word, page in _told(uow, standing, event):
            content = {
                "title": standing.round.title,
                "round": str(standing.round.id),
                "page": page,
                "item": event.code,
                "due_on": str(event.content.get("due", "")) or None,
            }
            tell(uow, clock, unit_id, f"{event.id}/{word}", f"assessment.{word}", None, content)


def _told(uow: UnitOfWork, standing: Standing, event: AssessmentEvent) -> Told:
    """Yield unit, what happened, and which page of the round shows it."""
    if event.kind in _OF_UNIT and event.unit_id:
        yield event.unit_id, _OF_UNIT[event.kind], f"/units/{standing.unit_of(event.unit_id)}"
    elif event.kind in _OF_DAYBOOK and event.unit_id and standing.state != "planned":
        yield event.unit_id, _OF_DAYBOOK[event.kind], "/daybook"
    elif event.kind in _TOLD:
        yield from _TOLD[event.kind](uow, standing, event)


def _step(uow: UnitOfWork, standing: Standing, event: AssessmentEvent) -> Told:
    step = str(event.content["step"])
    if step in _ALL:
        for key, who in standing.participants.items():
            yield who.unit_id, step, f"/units/{key}"
    elif step in {"reviewed", "decided"}:
        heard = _confirmers(uow) if step == "reviewed" else _assessors(uow)
        yield from ((each, step, "") for each in heard)


def _task_step(uow: UnitOfWork, _: Standing, event: AssessmentEvent) -> Told:
    step, page = str(event.content["step"]), f"/tasks/{event.content['task']}"
    heard = _assessors(uow) if step == "done" else [event.unit_id]
    yield from ((each, step, page) for each in heard if each)


def _appeal(uow: UnitOfWork, _: Standing, event: AssessmentEvent) -> Told:
    yield from ((each, "appeal", f"/appeals/{event.id}") for each in _assessors(uow))


def _post(uow: UnitOfWork, standing: Standing, event: AssessmentEvent) -> Told:
    """The other side hears of it."""
    names = [who.name for who in standing.participants.values() if who.unit_id == event.unit_id]
    heard = _assessors(uow) if event.said_by["unit"] in names else [event.unit_id]
    page = f"/appeals/{event.content['appeal']}"
    yield from ((each, "posted", page) for each in heard if each)


def _verdict(_: UnitOfWork, __: Standing, event: AssessmentEvent) -> Told:
    if event.content["verdict"] != "unfounded" and event.unit_id:
        yield event.unit_id, "flag", "/flags"


def _answer(uow: UnitOfWork, _: Standing, __: AssessmentEvent) -> Told:
    yield from ((each, "flag_answer", "/flags") for each in _assessors(uow))


def _call(uow: UnitOfWork, _: Standing, event: AssessmentEvent) -> Told:
    keys = {each["key"] for each in event.content["people"]}
    heard = [each.id for each in units.list_active(uow) if each.key in keys]
    yield from ((each, "ballot", "/ballots") for each in heard)


def _letter(_: UnitOfWork, standing: Standing, event: AssessmentEvent) -> Told:
    for key in event.content["to"]:
        yield standing.member(key).unit_id, "letter", "/letters"


_TOLD: dict[str, Callable[[UnitOfWork, Standing, AssessmentEvent], Told]] = {
    "step": _step,
    "task_step": _task_step,
    "appeal": _appeal,
    "appeal_post": _post,
    "flag_verdict": _verdict,
    "flag_answer": _answer,
    "electorate": _call,
    "letter": _letter,
}


def _assessors(uow: UnitOfWork) -> list[UUID]:
    return _ids(uow, parts_of(uow).assessors)


def _confirmers(uow: UnitOfWork) -> list[UUID]:
    return _ids(uow, parts_of(uow).confirmers)


def _ids(uow: UnitOfWork, keys: Collection[str]) -> list[UUID]:
    return [each.id for each in units.list_active(uow) if each.key in keys]
