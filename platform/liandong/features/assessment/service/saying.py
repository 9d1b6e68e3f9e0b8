"""What evaluators, units and the assessor say of items: marks, deductions, statements, appeals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.errors import (
    AppealError,
    ConflictOfInterestError,
    NotYoursError,
    StepError,
    TooLateError,
)
from liandong.features.assessment.models import AssessmentEvent
from liandong.features.assessment.service.appealing import last_day
from liandong.features.assessment.service.parts import is_assessor, require_assessor, unit_key
from liandong.features.assessment.service.recording import Saying, held, record, record_all
from liandong.features.assessment.service.standing import (
    JUDGED,
    Standing,
    judged_inputs,
)
from liandong.features.tenants.service import current
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason
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


def mark(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Judgement
) -> AssessmentEvent:
    """Say what an item of a unit is worth; a later mark takes the place of an earlier one.

    Raises:
        ConflictOfInterestError: It is one's own unit, or one stood aside.
        NotYoursError: The item is assigned to others.
        InvalidInputError: A value is of another kind or out of its range.
        StepError: The figures are not frozen yet, or the result is out.
    """
    return mark_all(uow, principal, clock, about.round_id, [(about, said)])[0]


def mark_all(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    said: Sequence[tuple[About, Judgement]],
) -> list[AssessmentEvent]:
    """Say what several items are worth: all of them, or none.

    Raises:
        ConflictOfInterestError: One of them is of one's own unit, or one stood aside.
        NotYoursError: One of them is assigned to others.
        InvalidInputError: A value is of another kind or out of its range; every place is named.
        StepError: The figures are not frozen yet, or the result is out.
    """
    principal.require_call("assessment.mark")
    standing = held(uow, round_id)
    _require_state(standing, "frozen")
    own, me = unit_key(uow, principal), str(principal.account_id)
    found, problems = [], []
    for about, judgement in said:
        item = _item(standing, about)
        if about.unit == own or (me, about.unit) in standing.recusals:
            raise ConflictOfInterestError
        if me not in standing.evaluators(about.unit, about.code):
            raise NotYoursError("这一项没有分给您", "this item is not assigned to you")
        try:
            values = _values(standing, item, judgement.values)
            content = {"values": values, "reason": _text(judgement.reason, "reason")}
        except InvalidInputError as error:
            place = "" if len(said) == 1 else f"{about.unit}.{about.code}."
            problems += [replace(each, where=f"{place}{each.where}") for each in error.problems]
        else:
            found.append(Saying("mark", content, about.unit, about.code))
    if problems:
        raise InvalidInputError(problems)
    return record_all(uow, principal, clock, standing, found, endpoint="assessment.mark")


def adjudicate(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Judgement
) -> AssessmentEvent:
    """Settle an item on which the evaluators differ; nobody settles what they marked themselves.

    Raises:
        ConflictOfInterestError: One marked it oneself, or it is one's own unit.
        InvalidInputError: A value is wrong, or there is no reason.
        StepError: The figures are not frozen yet, or the result is out.
    """
    require_assessor(uow, principal)
    standing = held(uow, about.round_id)
    _require_state(standing, "frozen")
    item = _item(standing, about)
    marked = standing.marks.get((about.unit, about.code), {})
    if unit_key(uow, principal) == about.unit or str(principal.account_id) in marked:
        raise ConflictOfInterestError
    content = {
        "values": _values(standing, item, said.values),
        "reason": require_reason(said.reason),
    }
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow,
        principal,
        clock,
        standing,
        "adjudication",
        content,
        endpoint="assessment.manage",
        **where,
    )


def recuse(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, account: str, reason: str
) -> AssessmentEvent:
    """Stand aside from a unit, or have an evaluator stand aside; the marks no longer count.

    Raises:
        NotFoundError: The account is no evaluator of this unit.
        NotYoursError: Only oneself or the assessor can say so.
    """
    standing = held(uow, about.round_id)
    if account != str(principal.account_id):
        require_assessor(uow, principal)
    else:
        principal.require_call("assessment.mark")
    assigned = standing.assignments.get(account)
    if assigned is None or about.unit not in assigned.units:
        raise NotFoundError
    content = {"account": account, "reason": require_reason(reason)}
    kind = {"endpoint": "assessment.mark", "unit": about.unit}
    return record(uow, principal, clock, standing, "recusal", content, **kind)


@dataclass(frozen=True)
class Deduction:
    """Something that happened on a day and counts against, or for, a unit."""

    input: str
    value: str
    on: date | None
    reason: str


def deduct(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Deduction
) -> AssessmentEvent:
    """Note what happened through the year, as many times as stated.

    Raises:
        InvalidInputError: No such input, day or value.
        StepError: The figures are frozen.
        TooLateError: The freeze day is over.
    """
    require_assessor(uow, principal)
    standing = held(uow, about.round_id)
    _require_state(standing, "planned", "noticed")
    _require_day(clock.today(), standing.round.freeze_on)
    item = _item(standing, about)
    problems = [*_deduction_problems(standing, item, said, clock.today())]
    if problems:
        raise InvalidInputError(problems)
    content = {
        "input": said.input,
        "value": said.value,
        "on": said.on.isoformat() if said.on else "",
        "reason": require_reason(said.reason),
    }
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow, principal, clock, standing, "deduction", content, endpoint="assessment.manage", **where
    )


def _deduction_problems(
    standing: Standing, item: Item, said: Deduction, today: date
) -> Iterable[Problem]:
    daily = {i.key.partition("/")[2]: i for i, s in item.inputs if s.kind == "deductions"}
    if said.input not in daily:
        yield Problem("input", "这一项没有这样的日常登记", "no such daily entry in this item")
        return
    if not _is_positive(said.value):
        yield Problem("value", "请填大于零的数，至多四位小数", "a number above zero")
    round_ = standing.round
    if said.on is None or not round_.since <= said.on <= min(round_.until, today):
        zh = f"要在 {round_.since} 至 {round_.until} 之间，不晚于今天"
        yield Problem("on", zh, f"a day from {round_.since} to {round_.until}, not in the future")


def _is_positive(stated: str) -> bool:
    try:
        return fixed(stated) > 0
    except ValueError:
        return False


def take_back(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, event: UUID, reason: str
) -> AssessmentEvent:
    """Take a deduction back; both stay in the history.

    Raises:
        NotFoundError: There is no such deduction.
        StepError: The figures are frozen.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    _require_state(standing, "planned", "noticed")
    if event not in standing.deductions:
        raise NotFoundError
    unit, code, _ = standing.deductions[event]
    content = {"cancels": str(event), "reason": require_reason(reason)}
    where = {"unit": unit, "code": code}
    return record(
        uow,
        principal,
        clock,
        standing,
        "deduction_cancelled",
        content,
        endpoint="assessment.manage",
        **where,
    )


@dataclass(frozen=True)
class Statement:
    """What a unit says of its own work in an item, and the papers that show it."""

    text: str
    values: Plain = field(default_factory=dict)
    papers: tuple[Plain, ...] = ()


def state(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, said: Statement
) -> AssessmentEvent:
    """Assess one's own unit in an item; a later statement takes the place of an earlier one.

    Raises:
        NotYoursError: It is another unit's item.
        StepError: The round has not been noticed, or the figures are frozen.
        TooLateError: The last day of self-assessment is over.
    """
    standing = _own(uow, principal, about)
    _require_state(standing, "noticed")
    _require_day(clock.today(), min(standing.round.self_until, standing.round.freeze_on))
    item = _item(standing, about)
    given = {key: value for key, value in said.values.items() if value not in {"", None}}
    content = {
        "text": _text(said.text, "text", wanted=True),
        "values": _values(standing, item, given, partly=True),
    }
    where = {"unit": about.unit, "code": about.code}
    found = record(
        uow, principal, clock, standing, "statement", content, endpoint="assessment.answer", **where
    )
    for paper in said.papers:
        record(
            uow,
            principal,
            clock,
            standing,
            "evidence",
            paper,
            endpoint="assessment.answer",
            **where,
        )
    return found


def appeal(
    uow: UnitOfWork, principal: Principal, clock: Clock, about: About, wanted: str, reason: str
) -> AssessmentEvent:
    """Contest an item of the preliminary result of one's own unit.

    Raises:
        AppealError: An appeal on the item waits already, or it was decided.
        InvalidInputError: The wanted points are none of this item's, or there is no reason.
        StepError: There is no preliminary result to contest.
        TooLateError: The window is over.
    """
    standing = _own(uow, principal, about)
    _require_state(standing, "preliminary")
    _require_day(clock.today(), last_day(standing, current(uow)))
    item = _item(standing, about)
    if any(e.unit == about.unit and e.code == about.code for e in standing.open_appeals()):
        raise AppealError("这一项已有申诉在复核", "an appeal on this item waits already")
    content = {"wanted": _points(item, wanted, "wanted"), "reason": require_reason(reason)}
    where = {"unit": about.unit, "code": about.code}
    return record(
        uow, principal, clock, standing, "appeal", content, endpoint="assessment.answer", **where
    )


def post(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, appeal_id: UUID, text: str
) -> AssessmentEvent:
    """Say something in the thread of an appeal: the unit that appeals, or the assessor.

    Raises:
        NotFoundError: There is no such appeal for this unit.
        AppealError: It was decided.
    """
    standing = held(uow, round_id)
    found = standing.appeals.get(appeal_id)
    assesses = is_assessor(uow, principal)
    if found is None or not (assesses or unit_key(uow, principal) == found.unit):
        raise NotFoundError
    endpoint = "assessment.manage" if assesses else "assessment.answer"
    principal.require_call(endpoint)
    if found.decision is not None:
        raise AppealError("这一项已经复核完毕", "it was decided already")
    content = {"appeal": str(appeal_id), "text": _text(text, "text", wanted=True)}
    where = {"unit": found.unit, "code": found.code}
    return record(
        uow, principal, clock, standing, "appeal_post", content, endpoint=endpoint, **where
    )


@dataclass(frozen=True)
class Decision:
    """What becomes of an appeal: upheld, partly or rejected; with which points, and why."""

    outcome: str
    points: str
    reason: str


OUTCOMES = ("upheld", "partly", "rejected")


def decide_appeal(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    appeal_id: UUID,
    said: Decision,
) -> AssessmentEvent:
    """Decide on an appeal; nobody decides on their own unit or on what they marked.

    Raises:
        NotFoundError: There is no such appeal.
        AppealError: It was decided.
        ConflictOfInterestError: One marked the item, or it is one's own unit.
        InvalidInputError: No such outcome or points, or no reason.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    _require_state(standing, "preliminary")
    found = standing.appeals.get(appeal_id)
    if found is None:
        raise NotFoundError
    if found.decision is not None:
        raise AppealError("这一项已经复核完毕", "it was decided already")
    marked = standing.marks.get((found.unit, found.code), {})
    if unit_key(uow, principal) == found.unit or str(principal.account_id) in marked:
        raise ConflictOfInterestError
    if said.outcome not in OUTCOMES:
        raise InvalidInputError([Problem("outcome", "请选复核结果", "choose an outcome")])
    item = _item(standing, About(round_id, found.unit, found.code))
    points = None if said.outcome == "rejected" else _points(item, said.points, "points")
    content = {
        "appeal": str(appeal_id),
        "outcome": said.outcome,
        "points": points,
        "reason": require_reason(said.reason),
    }
    where = {"unit": found.unit, "code": found.code}
    return record(
        uow,
        principal,
        clock,
        standing,
        "appeal_decision",
        content,
        endpoint="assessment.manage",
        **where,
    )


def _own(uow: UnitOfWork, principal: Principal, about: About) -> Standing:
    principal.require_call("assessment.answer")
    standing = held(uow, about.round_id)
    if unit_key(uow, principal) != about.unit or about.unit not in standing.participants:
        raise NotFoundError
    return standing


def _item(standing: Standing, about: About) -> Item:
    item = standing.item(about.unit, about.code)
    if item is None:
        raise NotFoundError
    return item


def _require_state(standing: Standing, *states: str) -> None:
    if standing.state not in states:
        raise StepError


def _require_day(today: date, last: date) -> None:
    if today > last:
        raise TooLateError(f"到 {last} 为止", f"it could be done until {last}")


def _text(text: str, field_: str, *, wanted: bool = False) -> str:
    stripped = text.strip()
    if len(stripped) > _TEXT or (wanted and not stripped):
        zh, en = f"请写明，最多 {_TEXT} 个字", f"say it in {_TEXT} characters at most"
        raise InvalidInputError([Problem(field_, zh, en)])
    return stripped


def _points(item: Item, stated: str, field_: str) -> str:
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


def _values(standing: Standing, item: Item, said: Plain, *, partly: bool = False) -> dict[str, Any]:
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
