"""A round from its plan to its publication: who may take which step, and what each one needs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.accounts.models import Account
from liandong.features.accounts.service import load_principal
from liandong.features.assessment import queries
from liandong.features.assessment.errors import (
    ConflictOfInterestError,
    SchemeError,
    StepError,
)
from liandong.features.assessment.models import AssessmentEvent, AssessmentRound
from liandong.features.assessment.service import flags
from liandong.features.assessment.service.appealing import last_day
from liandong.features.assessment.service.assembling import (
    evidence,
    places,
    units_of,
)
from liandong.features.assessment.service.balloting import turnout
from liandong.features.assessment.service.editions import freeze_edition
from liandong.features.assessment.service.freezing import figures_of
from liandong.features.assessment.service.parts import (
    parts_of,
    related_keys,
    require_assessor,
    require_confirmer,
)
from liandong.features.assessment.service.ranking import robustness_of
from liandong.features.assessment.service.recording import (
    Saying,
    held,
    record,
    record_all,
    standing_of,
)
from liandong.features.assessment.service.standing import FOLLOWS, Standing
from liandong.features.audit import service as audit
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit as RosterUnit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.ids import uuid7
from liandong.kernel.reasons import require_reason
from liandong.scoring.checking import check_units
from liandong.scoring.editions import computed, digest, scorable
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Unit

_TITLE = 100  # characters: one line
MANAGE, DECIDE = "assessment.manage", "assessment.decide"
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Plan:
    """A round as it is planned: which scheme, which period, which days."""

    scheme_id: UUID
    title: str
    since: date
    until: date
    freeze_on: date
    self_until: date
    score_until: date


def plan(uow: UnitOfWork, principal: Principal, clock: Clock, said: Plan) -> AssessmentRound:
    """Plan a round; everybody the county has assessed takes part.

    Raises:
        InvalidInputError: The days do not follow one another, or there is no title.
        SchemeError: A unit has no sheet or two peer groups, or the scheme has open places.
        StepError: A round of this scheme and year runs already.
    """
    require_assessor(uow, principal)
    kept = queries.find_scheme(uow, said.scheme_id)
    if kept is None:
        raise NotFoundError
    problems = [*_day_problems(said)]
    if problems:
        raise InvalidInputError(problems)
    lock(uow, "assessment rounds")
    _require_no_other(uow, kept.year, kept.key)
    scheme = scorable(kept.content)
    chosen = parts_of(uow).assessed
    refused = check_units(scheme, [_unit(each) for each in chosen])
    if refused:
        raise SchemeError(refused)
    round_ = AssessmentRound(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        year=kept.year,
        opened_at=clock.now(),
        opened_by=said_by(principal, MANAGE),
        **{**vars(said), "title": said.title.strip()},
    )
    uow.session.add(round_)
    uow.session.flush()
    about = {"year": round_.year, "title": round_.title, "by": round_.opened_by}
    audit.append(uow, clock, "assessment.planned", f"assessment/{round_.id}", about)
    standing = held(uow, round_.id)
    content = {"units": [_participant(scheme, each) for each in chosen]}
    record(uow, principal, clock, standing, "participants", content, endpoint=MANAGE)
    return round_


def _unit(unit: RosterUnit) -> Unit:
    return Unit(unit.key, unit.kind, frozenset(unit.roles))


def _participant(scheme: Scheme, unit: RosterUnit) -> Plain:
    who = _unit(unit)
    sheet, groups = scheme.sheet_of(who), scheme.groups_of(who)
    return {
        "unit_id": str(unit.id),
        "key": unit.key,
        "name": unit.name,
        "kind": unit.kind,
        "roles": sorted(unit.roles),
        "sheet": sheet.key if sheet else "",
        "group": groups[0].key if groups else "",
    }


def _day_problems(said: Plan) -> Iterator[Problem]:
    if not 0 < len(said.title.strip()) <= _TITLE:
        yield Problem("title", "请写名称，最多 100 个字", "a title of at most 100 characters")
    if said.until < said.since:
        yield Problem("until", "要不早于起始日", "not before the first day")
    if said.freeze_on < said.until:
        yield Problem("freeze_on", "数据冻结日要不早于考核期最后一天", "not before the period ends")
    if said.self_until > said.freeze_on:
        yield Problem("self_until", "自评要在数据冻结日以前结束", "not after the freeze day")
    if said.score_until < said.freeze_on:
        yield Problem("score_until", "评分要在数据冻结日以后结束", "not before the freeze day")


def _require_no_other(uow: UnitOfWork, year: int, key: str) -> None:
    keys = {each.id: each.key for each in queries.list_schemes(uow)}
    for each in queries.list_rounds(uow):
        if each.year == year and keys[each.scheme_id] == key and is_running(uow, each.id):
            raise StepError("这个年度的这套方案已有一轮考核", "there is such a round already")


def is_running(uow: UnitOfWork, round_id: UUID) -> bool:
    """Tell whether a round was not abandoned."""
    return standing_of(uow, round_id).state != "abandoned"


@dataclass(frozen=True)
class Assigned:
    """An evaluator by account, with the units and items that are theirs."""

    account: UUID
    units: Collection[str]
    codes: Collection[str]


def evaluators(uow: UnitOfWork, principal: Principal, clock: Clock) -> list[tuple[UUID, str, str]]:
    """Return who may be given items: account, name, name of the unit.

    Raises:
        ForbiddenError: Only the assessor asks.
    """
    require_assessor(uow, principal)
    return queries.list_evaluators(uow, clock.today())


def assign(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, said: Assigned
) -> AssessmentEvent:
    """Give an evaluator units and items; what was given before is replaced.

    Raises:
        ConflictOfInterestError: It would be the evaluator's own unit.
        InvalidInputError: No such unit or item, or the account is no evaluator.
        StepError: The result is out.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    if standing.state not in {"planned", "noticed", "frozen"}:
        raise StepError
    if uow.session.get(Account, (uow.tenant_id, said.account)) is None:
        raise InvalidInputError([Problem("account", "没有这个账号", "no such account")])
    who = load_principal(uow, clock, said.account)
    problems = [*_assignment_problems(standing, said)]
    if not who.may_call("assessment.mark"):
        problems.append(Problem("account", "这个账号不是考评员", "this account is no evaluator"))
    if problems:
        raise InvalidInputError(problems)
    wrong = related_keys(uow, who) & set(said.units)
    if wrong:
        names = "、".join(standing.member(each).name for each in sorted(wrong))
        zh = f"{who.name}不能给自己所在的单位、它的上级或下级评分：{names}"
        raise ConflictOfInterestError(zh, f"{who.name} cannot score the own unit or one related")
    content = {
        "account": str(said.account),
        "login": who.login,
        "name": who.name,
        "unit": who.unit_name,
        "units": sorted(said.units),
        "codes": sorted(said.codes),
    }
    return record(uow, principal, clock, standing, "assignment", content, endpoint=MANAGE)


def _assignment_problems(standing: Standing, said: Assigned) -> Iterator[Problem]:
    unknown = sorted(set(said.units) - set(standing.participants))
    if unknown:
        yield Problem("units", f"不参加考核：{'、'.join(unknown)}", f"not assessed: {unknown}")
    codes = {each.code for each in standing.scheme.items}
    wrong = sorted(set(said.codes) - codes)
    if wrong:
        yield Problem("codes", f"没有这一项：{'、'.join(wrong)}", f"no such item: {wrong}")


def replace_scheme(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    scheme_id: UUID,
    reason: str,
) -> AssessmentEvent:
    """Go on with another edition in the middle of the year; only before the freeze.

    Raises:
        SchemeError: A unit has no place in it.
        StepError: The figures are frozen.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    if standing.state not in {"planned", "noticed"}:
        raise StepError
    kept = queries.find_scheme(uow, scheme_id)
    if kept is None:
        raise NotFoundError
    scheme, chosen = scorable(kept.content), parts_of(uow).assessed
    refused = check_units(scheme, [_unit(each) for each in chosen])
    if refused:
        raise SchemeError(refused)
    content = {
        "scheme": kept.content,
        "edition": kept.edition,
        "digest": kept.digest,
        "reason": require_reason(reason),
    }
    event = record(uow, principal, clock, standing, "scheme", content, endpoint=MANAGE)
    members = {"units": [_participant(scheme, each) for each in chosen]}
    record(uow, principal, clock, standing, "participants", members, endpoint=MANAGE)
    return event


def take_step(
    uow: UnitOfWork, principal: Principal, clock: Clock, round_id: UUID, step: str, reason: str = ""
) -> AssessmentEvent:
    """Take a round one step on.

    Raises:
        StepError: It does not follow, or something is still missing; the message says what.
        InvalidInputError: There is no such step, or no reason where one is wanted.
    """
    decides = step == "decided"
    (require_confirmer if decides else require_assessor)(uow, principal)
    if step not in FOLLOWS:
        raise InvalidInputError([Problem("step", "没有这一步", "there is no such step")])
    standing = held(uow, round_id)
    if step not in FOLLOWS[standing.state]:
        raise StepError
    content: dict[str, Any] = {"step": step, "on": clock.today().isoformat(), "reason": ""}
    is_back = standing.state in {"preliminary", "reviewed"} and step == "frozen"
    if step == "abandoned" or is_back or decides:
        content["reason"] = require_reason(reason)
    if not is_back:
        _PREPARED.get(step, _nothing)(uow, principal, clock, standing)
    endpoint = DECIDE if decides else MANAGE
    return record(uow, principal, clock, standing, "step", content, endpoint=endpoint)


def _nothing(_: UnitOfWork, __: Principal, ___: Clock, ____: Standing) -> None:
    pass


def _notice(_: UnitOfWork, __: Principal, ___: Clock, standing: Standing) -> None:
    if not standing.participants:
        raise StepError("没有参加考核的单位", "nobody is assessed")


def _freeze(uow: UnitOfWork, principal: Principal, clock: Clock, standing: Standing) -> None:
    today, day = clock.today(), standing.round.freeze_on
    if today < day:
        raise StepError(f"数据冻结日是 {day}，还没到", f"the freeze day is {day}")
    figures = figures_of(uow, standing, day)
    taken = [Saying("figures", each, unit) for unit, each in figures.items()]
    rules = flags.rules_of(standing.raw)
    traces = flags.traces_of(uow, standing, clock)
    odd = flags.found_in(traces, rules, standing.round.since, day)
    taken.append(Saying("flags", {"rules": rules, "flags": [each.dumped() for each in odd]}))
    record_all(uow, principal, clock, standing, taken, endpoint=MANAGE)


def _preliminary(uow: UnitOfWork, principal: Principal, clock: Clock, standing: Standing) -> None:
    unready = [each for each in places(standing) if each.state in {"waiting", "differs"}]
    if unready:
        n, first = len(unready), unready[0]
        zh = f"还有 {n} 项没有评完或有分歧，先看{first.unit.name}的 {first.item.code}"
        en = f"{n} items are not settled, {first.item.code} of {first.unit.key} the first"
        raise StepError(zh, en)
    silent = [each.group.label for each in turnout(standing) if not each.valid]
    if silent:
        zh = f"没有一张有效测评票：{'、'.join(each.zh for each in silent)}"
        raise StepError(zh, f"no valid ballot of {', '.join(each.en for each in silent)}")
    _compute(uow, principal, clock, standing, "preliminary")


def _reviewed(uow: UnitOfWork, principal: Principal, clock: Clock, standing: Standing) -> None:
    day = last_day(standing, current(uow))
    if clock.today() <= day:
        raise StepError(f"申诉到 {day} 为止，还没有结束", f"appeals are open until {day}")
    n = len(standing.open_appeals())
    if n:
        raise StepError(f"还有 {n} 项申诉没有复核", f"{n} appeals wait for a decision")
    _compute(uow, principal, clock, standing, "final")


def _publish(uow: UnitOfWork, principal: Principal, clock: Clock, standing: Standing) -> None:
    freeze_edition(uow, principal, clock, standing)


def _compute(
    uow: UnitOfWork, principal: Principal, clock: Clock, standing: Standing, stage: str
) -> None:
    content = computed(standing.raw, units_of(standing), evidence(standing), standing.awarded())
    content["robustness"] = robustness_of(standing, content["outcome"])
    kept = {"stage": stage, "content": content, "digest": digest(content)}
    record(uow, principal, clock, standing, "result", kept, endpoint=MANAGE)


_PREPARED = {
    "noticed": _notice,
    "frozen": _freeze,
    "preliminary": _preliminary,
    "reviewed": _reviewed,
    "published": _publish,
}
