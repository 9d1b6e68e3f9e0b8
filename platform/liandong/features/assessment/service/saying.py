"""What everything that is said of items shares: of which, when, by whom, within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import (
    StepError,
    TooLateError,
)
from liandong.features.assessment.service.parts import unit_key
from liandong.features.assessment.service.recording import held
from liandong.features.assessment.service.standing import (
    JUDGED,
    Standing,
    judged_inputs,
)
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.scoring.evidence import UnusableError, read_value
from liandong.scoring.fixed import SCALE, fixed
from liandong.scoring.tree import Item

Plain = Mapping[str, Any]
_TEXT = 2000


@dataclass(frozen=True)
class About:
    """An item of a unit in a round."""

    round_id: UUID
    unit: str
    code: str


@dataclass(frozen=True)
class Judgement:
    """Values of the inputs of an item, by their name, and why."""

    values: Plain = field(default_factory=dict)
    reason: str = ""


def own_round(uow: UnitOfWork, principal: Principal, about: About) -> Standing:
    """Return a round that is held, for who answers for the unit.

    Raises:
        ForbiddenError: The duty does not answer for a unit.
        NotFoundError: It is another unit, or one that is not assessed.
    """
    principal.require_call("assessment.answer")
    standing = held(uow, about.round_id)
    if unit_key(uow, principal) != about.unit or about.unit not in standing.participants:
        raise NotFoundError
    return standing


def item_of(standing: Standing, about: About) -> Item:
    """Return the item.

    Raises:
        NotFoundError: The unit has no such item.
    """
    item = standing.item(about.unit, about.code)
    if item is None:
        raise NotFoundError
    return item


def require_state(standing: Standing, *states: str) -> None:
    """Refuse what cannot be done where the round stands.

    Raises:
        StepError: It stands elsewhere.
    """
    if standing.state not in states:
        raise StepError


def require_day(today: date, last: date) -> None:
    """Refuse what comes after its last day.

    Raises:
        TooLateError: The day is over.
    """
    if today > last:
        raise TooLateError(f"到 {last} 为止", f"it could be done until {last}")


def text_of(text: str, field_: str, *, wanted: bool = False) -> str:
    """Return a text without the blanks around it.

    Raises:
        InvalidInputError: It is too long, or empty where one is wanted.
    """
    stripped = text.strip()
    if len(stripped) > _TEXT or (wanted and not stripped):
        zh, en = f"请写明，最多 {_TEXT} 个字", f"say it in {_TEXT} characters at most"
        raise InvalidInputError([Problem(field_, zh, en)])
    return stripped


def points_of(item: Item, stated: str, field_: str) -> str:
    """Return points as they were stated.

    Raises:
        InvalidInputError: The item cannot be worth that.
    """
    try:
        points = fixed(stated.strip())
    except ValueError:
        points = -1
    highest = item.full if item.rule.ceiling is None else max(item.full, item.rule.ceiling)
    lowest = item.rule.floor if item.rule.floor is not None else -highest
    if not lowest <= points <= highest:
        zh = f"要在 {lowest / SCALE:g} 至 {highest / SCALE:g} 分之间"
        en = f"from {lowest / SCALE:g} to {highest / SCALE:g} points"
        raise InvalidInputError([Problem(field_, zh, en)])
    return stated.strip()


def values_of(
    standing: Standing, item: Item, said: Plain, *, partly: bool = False
) -> dict[str, Any]:
    """Return the values of the inputs that people state, each as its kind and range want it."""
    unknown = sorted(set(said) - set(judged_inputs(item)))
    zh, en = "这一项没有这个输入项", "no such input in this item"
    problems = [Problem(name, zh, en) for name in unknown]
    found: dict[str, Any] = {}
    for input_, source in item.inputs:
        name = input_.key.partition("/")[2]
        if source.kind not in JUDGED:
            continue
        value = said.get(name)
        is_flag = standing.scheme.readers[input_.key].kind == "flag"
        if value in {None, ""} if not isinstance(value, list) else False:
            if not partly and not is_flag:
                zh, en = f"请填{input_.label.zh}", f"{input_.label.en} is wanted"
                problems.append(Problem(name, zh, en))
            continue
        try:
            read_value(input_, standing.scheme.readers[input_.key], value)
        except UnusableError as error:
            problems.append(Problem(name, f"{input_.label.zh}：{error.zh}", error.en))
            continue
        found[name] = value
    if problems:
        raise InvalidInputError(problems)
    return found
