"""满意度测评: who is called to rate the units, ballots nobody can trace, which of them count."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from liandong.authz import Principal
from liandong.calendars import Text
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.errors import StepError, VotedError
from liandong.features.assessment.models import AssessmentBallot, AssessmentEvent
from liandong.features.assessment.service.parts import require_assessor
from liandong.features.assessment.service.recording import held, record
from liandong.features.assessment.service.saying import require_day, require_state
from liandong.features.assessment.service.standing import Standing
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.kernel.reasons import require_reason
from liandong.scoring.evidence import voided
from liandong.scoring.fixed import SCALE, fixed

Scores = Mapping[str, str]
MOST = 500


@dataclass(frozen=True)
class RaterGroup:
    """Those whose ratings count together: their name, and the most one may give a unit."""

    key: str
    label: Text
    highest: int
    units: frozenset[str]


@dataclass(frozen=True)
class Turnout:
    """How many of a group were called, how many ballots came in, which do not count, and why."""

    group: RaterGroup
    called: int
    cast: int
    void: Mapping[Text, int]

    @property
    def valid(self) -> int:
        """How many ballots count."""
        return self.cast - sum(self.void.values())


def rater_groups(standing: Standing) -> dict[str, RaterGroup]:
    """Return the groups that a scheme asks to rate, each with the units that they rate."""
    names = standing.raw.get("process", {}).get("raters", {})
    found: dict[str, RaterGroup] = {}
    for unit in standing.participants:
        for item in standing.items_of(unit):
            for input_, source in item.inputs:
                if source.kind != "ballots":
                    continue
                reader = standing.scheme.readers[input_.key]
                asked = reader.raw.get("groups") or [input_.key.partition("/")[2]]
                out_of = int(reader.raw.get("out_of", 100)) * SCALE
                highest = out_of if reader.kind == "ballots" else input_.highest
                for key in asked:
                    named = names.get(key, {})
                    label = Text(named.get("label", key), named.get("label_en", key))
                    before = found.get(key)
                    units = {unit} | (before.units if before else frozenset())
                    found[key] = RaterGroup(key, label, highest, frozenset(units))
    return found


def list_people(uow: UnitOfWork, principal: Principal) -> list[queries.Person]:
    """Return who may be called to rate the units: every active account, by unit and name.

    Raises:
        NotYoursError: Only the assessor calls.
    """
    require_assessor(uow, principal)
    return queries.list_people(uow)


def call_raters(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    group: str,
    accounts: Collection[UUID],
) -> AssessmentEvent:
    """Say who rates the units in a group; what was said before is replaced.

    Raises:
        NotFoundError: The scheme asks no such group.
        InvalidInputError: Nobody is chosen, an account is unknown, or one is left out who voted.
        StepError: The result is out.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    require_state(standing, "planned", "noticed", "frozen")
    if group not in rater_groups(standing):
        raise NotFoundError
    known = {each.account: each for each in queries.list_people(uow, accounts)}
    problems = []
    if not accounts or set(accounts) - known.keys():
        problems.append(Problem("accounts", "请选参加测评的人", "choose who rates the units"))
    voted = {account for account, of in standing.voters if of == group}
    if voted - {str(each) for each in accounts}:
        zh, en = "已经投票的人不能去掉", "who voted already stays"
        problems.append(Problem("accounts", zh, en))
    if problems:
        raise InvalidInputError(problems)
    people = [
        {"account": str(each.account), "name": each.name, "unit": each.unit, "key": each.key}
        for each in known.values()
    ]
    content = {"group": group, "people": people}
    return record(
        uow, principal, clock, standing, "electorate", content, endpoint="assessment.manage"
    )


def asked_of(standing: Standing, account: str) -> list[RaterGroup]:
    """Return the groups in which somebody is called and has not voted yet."""
    groups = rater_groups(standing)
    return [
        groups[key]
        for key, people in standing.electorates.items()
        if key in groups and account in people and (account, key) not in standing.voters
    ]


def rated_by(standing: Standing, group: RaterGroup, own: str) -> list[str]:
    """Return the units that somebody rates, by key: all of the group's but their own."""
    return [key for key in standing.participants if key in group.units and key != own]


def cast(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    group: str,
    scores: Scores,
) -> AssessmentEvent:
    """Rate the units, once; that somebody voted is kept, what they gave is kept without them.

    Raises:
        NotFoundError: One is not called in this group.
        VotedError: One voted already.
        InvalidInputError: A score is no number or out of range, a unit is not to be rated by one,
            or none is rated.
        StepError: The figures are not frozen yet, or the result is out.
        TooLateError: The last day of scoring is over.
    """
    principal.require_call("assessment.read")
    standing, me = held(uow, round_id), str(principal.account_id)
    chosen = rater_groups(standing).get(group)
    person = standing.electorates.get(group, {}).get(me)
    if chosen is None or person is None:
        raise NotFoundError
    if (me, group) in standing.voters:
        raise VotedError
    _require_open(standing, clock)
    given = _checked(chosen, rated_by(standing, chosen, person["key"]), scores)
    _keep(uow, clock, round_id, group, given)
    content = {"group": group}
    return record(uow, principal, clock, standing, "ballot", content, endpoint="assessment.read")


def enter_papers(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    round_id: UUID,
    group: str,
    ballots: Sequence[Scores],
    reason: str,
) -> AssessmentEvent:
    """Enter ballots that were filled in on paper: all of them, or none.

    Args:
        uow: Of the county.
        principal: The assessor.
        clock: When.
        round_id: Of which round.
        group: Whose ballots they are.
        ballots: Scores by unit, one for each ballot.
        reason: Where and when they were collected and counted, by whom.

    Raises:
        NotFoundError: The scheme asks no such group.
        InvalidInputError: A score is wrong; ballot and unit are named; or there is no reason.
        StepError: The figures are not frozen yet, or the result is out.
        TooLateError: The last day of scoring is over.
    """
    require_assessor(uow, principal)
    standing = held(uow, round_id)
    chosen = rater_groups(standing).get(group)
    if chosen is None:
        raise NotFoundError
    _require_open(standing, clock)
    units = rated_by(standing, chosen, "")
    found, problems = [], []
    for number, scores in enumerate(ballots, start=1):
        try:
            found.append(_checked(chosen, units, scores))
        except InvalidInputError as error:
            problems += [replace(e, where=f"{number}.{e.where}") for e in error.problems]
    if not 0 < len(ballots) <= MOST:
        zh, en = f"一次录入 1 至 {MOST} 张", f"1 to {MOST} ballots at once"
        problems.append(Problem("ballots", zh, en))
    if problems:
        raise InvalidInputError(problems)
    for given in found:
        _keep(uow, clock, round_id, group, given)
    content = {"group": group, "papers": len(found), "reason": require_reason(reason)}
    return record(uow, principal, clock, standing, "ballot", content, endpoint="assessment.manage")


def _require_open(standing: Standing, clock: Clock) -> None:
    if standing.state != "frozen":
        raise StepError("测评在数据冻结以后、出初步结果以前进行", "ballots are cast while scoring")
    require_day(clock.today(), standing.round.score_until)


def _checked(group: RaterGroup, units: Collection[str], scores: Scores) -> dict[str, str]:
    given = {unit: str(score).strip() for unit, score in scores.items() if str(score).strip()}
    problems = [*_score_problems(group, units, given)]
    if not given:
        problems.append(Problem("scores", "一个单位也没有评", "no unit is rated"))
    if problems:
        raise InvalidInputError(problems)
    return given


def _score_problems(group: RaterGroup, units: Collection[str], given: Scores) -> Iterator[Problem]:
    high = f"{group.highest / SCALE:g}"
    for unit, score in given.items():
        if unit not in units:
            yield Problem(unit, "这个单位不由您测评", "this unit is not yours to rate")
            continue
        try:
            value = fixed(score)
        except ValueError:
            value = -1
        if not 0 <= value <= group.highest:
            yield Problem(unit, f"要在 0 至 {high} 分之间", f"from 0 to {high} points")


def _keep(uow: UnitOfWork, clock: Clock, round_id: UUID, group: str, given: Scores) -> None:
    """Keep a ballot under an id that tells neither when it came nor after which other."""
    uow.session.add(
        AssessmentBallot(
            tenant_id=uow.tenant_id,
            id=uuid4(),
            round_id=round_id,
            rater_group=group,
            scores=dict(given),
            cast_on=clock.today(),
        )
    )
    uow.session.flush()


def turnout(standing: Standing) -> list[Turnout]:
    """Return how each group has voted so far."""
    rules: Mapping[str, Any] = standing.raw.get("process", {}).get("ballots", {})
    found = []
    for key, group in rater_groups(standing).items():
        cast_ = [each for each in standing.ballots if each.rater_group == key]
        why = [voided(each.scores, rules.get(key, ())) for each in cast_]
        void = Counter(Text(each.message_zh, each.message_en) for each in why if each is not None)
        papers = standing.paper_ballots.get(key, 0)
        called = len(standing.electorates.get(key, ())) + papers
        found.append(Turnout(group, called, len(cast_), void))
    return found
