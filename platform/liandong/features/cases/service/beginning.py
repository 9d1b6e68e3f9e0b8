"""A suggestion begins in one act: opened, filled in, copies listed, if wanted submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case
from liandong.features.cases.service.acting import fire_transition, open_case
from liandong.features.cases.service.commands import (
    FireTransition,
    HandlePaper,
    PartyCommand,
    RowCommand,
)
from liandong.features.cases.service.copies import COPY_ROWS, CopyAdvice
from liandong.features.cases.service.papers import handle_paper
from liandong.features.tenants.service import installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem

LETTER = "letter"


@dataclass(frozen=True)
class NewSuggestion:
    """All that a new letter states; `submit` sends it to the reviewer at once."""

    mechanism: str
    addressee: UUID | None
    facts: Mapping[str, Any]
    items: tuple[str, ...]
    copies: tuple[CopyAdvice, ...] = ()
    submit: bool = False
    distinct_from: tuple[UUID, ...] = ()


def begin_suggestion(
    uow: UnitOfWork, principal: Principal, clock: Clock, asked: NewSuggestion
) -> Case:
    """Open a case with its letter drafted; all of it or nothing.

    Raises:
        InvalidInputError: Something is missing or wrong, by the name of its field.
        ForbiddenError: The person may not open such a case.
    """
    mechanism = installed().registry.current(asked.mechanism)
    opening = {field.key for field in mechanism.transition("open").asks}
    _require(principal, asked)
    today = clock.today()
    rows = tuple(RowCommand("item", "propose", None, {"text": text}) for text in asked.items)
    parties = (PartyCommand(asked.addressee, "addressee"),) if asked.addressee else ()
    first = {key: value for key, value in asked.facts.items() if key in opening}
    rest = {key: value for key, value in asked.facts.items() if key not in opening}
    command = FireTransition("open", today, first, rows, parties, distinct_from=asked.distinct_from)
    case = open_case(uow, principal, clock, asked.mechanism, command)
    if rest:
        revise = FireTransition("revise", today, rest)
        case = fire_transition(uow, principal, clock, case.id, revise)
    if asked.copies:
        case = fire_transition(uow, principal, clock, case.id, _list_copies(asked, today))
    if asked.submit:
        handle_paper(uow, principal, clock, case.id, HandlePaper("submit", LETTER))
    return case


def _require(principal: Principal, asked: NewSuggestion) -> None:
    problems = []
    if asked.addressee == principal.unit_id:
        zh, en = "不能发给本单位", "the addressee cannot be your own unit"
        problems.append(Problem("addressee", zh, en))
    if asked.addressee is None:
        problems.append(Problem("addressee", "请选被建议单位", "choose the addressee"))
    if asked.submit:
        needed = {
            "facts": ("请写发现的问题", "say what was found"),
            "legal_basis": ("请写法律依据", "name the legal basis"),
            "objection_days": (
                "请填异议期天数，例如 15。没有全国统一天数，以文书载明的为准",
                "state the objection period in days, such as 15",
            ),
        }
        problems += [
            Problem(f"facts.{key}", *words)
            for key, words in needed.items()
            if asked.facts.get(key) in (None, "")
        ]
        if not asked.items:
            problems.append(Problem("contents", "至少写一项建议内容", "write one item at least"))
    if problems:
        raise InvalidInputError(problems)


def _list_copies(asked: NewSuggestion, today: date) -> FireTransition:
    rows = tuple(
        RowCommand(
            COPY_ROWS,
            "list",
            None,
            {
                "copy_unit": str(advice.unit_id),
                "copy_kind": advice.binding,
                "copy_rule": advice.rule,
                "copy_basis": advice.basis,
            },
        )
        for advice in asked.copies
    )
    return FireTransition(None, today, rows=rows)
