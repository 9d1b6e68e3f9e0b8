"""From everything that was said and done in a round to where it stands; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from liandong.features.assessment.models import AssessmentBallot, AssessmentEvent, AssessmentRound
from liandong.features.assessment.service.standing.parts import (
    Appeal,
    Assignment,
    Entry,
    Letter,
    Participant,
    Placed,
    Said,
    Task,
)
from liandong.features.assessment.service.standing.standing import Standing
from liandong.scoring.checking import check
from liandong.scoring.scheme import Scheme

Plain = Mapping[str, Any]


def project(
    round_: AssessmentRound,
    raw: Plain,
    events: Iterable[AssessmentEvent],
    ballots: Sequence[AssessmentBallot] = (),
) -> Standing:
    """Return where a round stands after these events, in their order.

    Args:
        round_: The round as it was opened.
        raw: The scheme it was opened with.
        events: Everything said and done since.
        ballots: As they were cast.
    """
    standing = Standing(round_, raw, _scheme(raw))
    standing.ballots = list(ballots)
    keys: dict[UUID, str] = {}
    told = [*events]
    undone = {each.content["cancels"] for each in told if each.kind == "mark_cancelled"}
    for event in told:
        if event.kind == "mark_cancelled" or str(event.id) in undone:
            continue
        said = Said(
            event.id, event.content, str(event.account_id or ""), event.said_by, event.recorded_at
        )
        if event.kind == "participants":
            standing.participants = {p.key: p for p in map(_participant, said.content["units"])}
            standing.once |= standing.participants
            keys |= {each.unit_id: each.key for each in standing.participants.values()}
            continue
        unit = keys.get(event.unit_id, "") if event.unit_id else ""
        _TAKEN[event.kind](standing, unit, event.code, said)
    return standing


def _scheme(raw: Plain) -> Scheme:
    found = check(raw).scheme
    if found is None:
        raise AssertionError(raw["key"])
    return found


def _participant(raw: Plain) -> Participant:
    return Participant(
        UUID(raw["unit_id"]),
        raw["key"],
        raw["name"],
        raw["kind"],
        tuple(raw["roles"]),
        raw["sheet"],
        raw["group"],
    )


def _step(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.steps.append(said)


def _replace(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.raw = said.content["scheme"]
    standing.scheme = _scheme(standing.raw)
    to = carried(standing.raw)
    standing.statements = {
        (unit, code): each
        for (unit, old), each in standing.statements.items()
        for code in to.get(old, (old,))[:1]
    }
    standing.daybook = {
        key: replace(each, code=code)
        for key, each in standing.daybook.items()
        for code in to.get(each.code, (each.code,))[:1]
    }
    standing.assignments = {
        account: replace(
            each, codes=frozenset(code for old in each.codes for code in to.get(old, (old,)))
        )
        for account, each in standing.assignments.items()
    }


def carried(raw: Plain) -> dict[str, tuple[str, ...]]:
    """Return the codes that take the place of those of the edition before, as a scheme says.

    What is said of an old item goes to the first of them; of a dropped one it stays in the history
    alone.
    """
    stated = raw.get("replaces", {}).get("codes", ())
    return {str(each["old"]): tuple(str(code) for code in each["new"]) for each in stated}


def _assign(standing: Standing, _: str, __: str, said: Said) -> None:
    raw = said.content
    standing.assignments[raw["account"]] = Assignment(
        raw["account"],
        raw["name"],
        raw["unit"],
        frozenset(raw["units"]),
        frozenset(raw["codes"]),
    )


def _recuse(standing: Standing, unit: str, _: str, said: Said) -> None:
    standing.recusals[said.content["account"], unit] = said


def _figures(standing: Standing, unit: str, _: str, said: Said) -> None:
    standing.figures[unit] = said


def _flag(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.flags = {each["key"]: each for each in said.content["flags"]}


def _speak_of_flag(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.flag_words.setdefault(said.content["flag"], []).append(said)


def _deduct(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.daybook[said.id] = Entry(unit, code, said)


def _take_back(standing: Standing, _: str, __: str, said: Said) -> None:
    entry = UUID(said.content["cancels"])
    standing.daybook[entry] = replace(standing.daybook[entry], cancelled=said)


def _state(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.statements[unit, code] = said


def _mark(standing: Standing, unit: str, code: str, said: Said) -> None:
    of = standing.marks.setdefault((unit, code), {})
    of.setdefault(said.account, []).append(said)
    standing.marked.append(Placed(unit, code, said))
    standing.adjudications.pop((unit, code), None)


def _adjudicate(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.adjudications[unit, code] = said


def _check(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.checks.append(Placed(unit, code, said))


def _call(standing: Standing, _: str, __: str, said: Said) -> None:
    people = said.content["people"]
    standing.electorates[said.content["group"]] = {each["account"]: each for each in people}


def _ballot(standing: Standing, _: str, __: str, said: Said) -> None:
    group, papers = said.content["group"], said.content.get("papers")
    if papers is None:
        standing.voters.add((said.account, group))
    else:
        standing.paper_ballots[group] = standing.paper_ballots.get(group, 0) + papers


def _appeal(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.appeals[said.id] = Appeal(said.id, unit, code, said.content, said.by, said.at)


def _post(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.appeals[UUID(said.content["appeal"])].posts.append(said)


def _decide(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.appeals[UUID(said.content["appeal"])].decision = said


def _result(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.results.append(said)


def _task(standing: Standing, unit: str, code: str, said: Said) -> None:
    standing.tasks[said.id] = Task(said.id, unit, code, said.content, said.by, said.at)


def _task_step(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.tasks[UUID(said.content["task"])].steps.append(said)


def _send(standing: Standing, _: str, __: str, said: Said) -> None:
    standing.letters[said.id] = Letter(said.id, said.content, said.by, said.at)
    if said.content["replaces"]:
        standing.letters[UUID(said.content["replaces"])].replaced_by = said.id


def _receive(standing: Standing, unit: str, _: str, said: Said) -> None:
    standing.letters[UUID(said.content["letter"])].receipts[unit] = said


_TAKEN = {
    "step": _step,
    "scheme": _replace,
    "assignment": _assign,
    "recusal": _recuse,
    "figures": _figures,
    "flags": _flag,
    "flag_verdict": _speak_of_flag,
    "flag_answer": _speak_of_flag,
    "deduction": _deduct,
    "deduction_cancelled": _take_back,
    "statement": _state,
    "mark": _mark,
    "adjudication": _adjudicate,
    "check": _check,
    "electorate": _call,
    "ballot": _ballot,
    "appeal": _appeal,
    "appeal_post": _post,
    "appeal_decision": _decide,
    "result": _result,
    "task": _task,
    "task_step": _task_step,
    "letter": _send,
    "letter_receipt": _receive,
}
