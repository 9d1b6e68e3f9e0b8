"""What waits for a person in one case, and whom it waits for else; pure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from liandong.features.cases.pages.paper_steps import is_ours, paper_step
from liandong.features.cases.pages.seen_words import has_left, names_of
from liandong.features.cases.pages.serving import receiving_parts, serving_move
from liandong.features.cases.pages.stopping import hands_of, is_over, stopping, verb_for
from liandong.features.cases.pages.turns import (
    goes_on,
    is_next,
    leading,
    leads_to,
    rows_to_do,
    usual_first,
)
from liandong.features.cases.pages.words import Plain, Setting, chip_of, set_chip, waiting_chip, why
from liandong.features.cases.pages.work_lines import Task, Work
from liandong.features.cases.service import Glance
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import RUNNING
from liandong.mechanisms import Offer
from liandong.web.languages import say

_STEPS: dict[str | None, str] = {
    None: "起草{paper}",
    "draft": "起草{paper}",
    "submitted": "审核{paper}",
    "reviewed": "签发{paper}",
}


def work_of(seen: Glance, offers: tuple[Offer, ...], setting: Setting) -> Work:
    """Return the lines of one case."""
    possible = tuple(offer for offer in offers if offer.refusal is None)
    work = Work()
    for deadline in seen.deadlines:
        if deadline.state not in RUNNING or is_over(deadline, setting.today):
            continue
        task = _clock(seen, deadline, offers, setting)
        is_own = deadline.unit_id == setting.unit_id
        (work.tasks if is_own else work.waiting).append(task)
    work.tasks += _papers(seen, work, setting)
    work.tasks = _merged(work.tasks)
    work.tasks += _rows(seen, possible, work, setting)
    _delivery(seen, possible, work, setting)
    work.tasks += _next(seen, possible, work, setting)
    return work


def _merged(tasks: list[Task]) -> list[Task]:
    """Return the lines, a clock that cannot be met yet together with the paper that leads there."""
    held_up = sorted(
        (task for task in tasks if task.due_on and not task.is_mine),
        key=lambda task: task.due_on or date.max,
    )
    papers = [task for task in tasks if task.move is not None and task.is_mine]
    for clock in held_up:
        for paper in papers:
            if clock.deadline and leads_to(paper.seen, paper.move, clock.deadline):
                return [
                    _with_clock(paper, clock),
                    *(t for t in tasks if t is not paper and t is not clock),
                ]
    return tasks


def _with_clock(paper: Task, clock: Task) -> Task:
    return replace(
        paper,
        chip=clock.chip,
        due_on=clock.due_on,
        why=clock.why,
        deadline=clock.deadline,
        is_draft=False,
    )


def _clock(seen: Glance, deadline: Deadline, offers: tuple[Offer, ...], setting: Setting) -> Task:
    possible = tuple(offer for offer in offers if offer.refusal is None)
    moves = stopping(seen.opened, deadline)
    move = moves[0] if moves else None
    paper = move.produces if move and move.produces and move.produces.approval else None
    chip = chip_of(deadline, setting)
    action, is_mine, waits_for = say("查看"), False, ""
    following = leading(seen, deadline, moves, possible, setting)
    rows = rows_to_do(seen, deadline, moves, offers, setting)
    if following:
        action, is_mine = say(following.label), True
    elif paper and deadline.unit_id == setting.unit_id:
        action, is_mine, waits_for = paper_step(seen.opened, paper, move, chip)
    elif any(offer.transition in moves for offer in possible):
        action, is_mine = say(move.label if move else "查看"), True
    elif rows:
        action, is_mine = say("逐项处理"), True
    elif deadline.is_right:
        action, is_mine = say("看怎么提"), bool(seen.opened.held)
    return Task(
        seen=seen,
        verb=verb_for(seen.opened, deadline),
        chip=chip,
        action=action,
        is_mine=is_mine,
        due_on=deadline.due_on,
        since=deadline.started_on,
        deadline=deadline,
        notes=(say("不提也可以"),) if deadline.is_right else (),
        why=why(deadline, setting),
        rows=rows if action == say("逐项处理") else frozenset(),
        waits_for=waits_for or _whom(seen, deadline, setting),
    )


def _whom(seen: Glance, deadline: Deadline, setting: Setting) -> str:
    """Return the unit that owes it, of our own unit the posts that can do it."""
    hands = hands_of(seen.opened, deadline) if deadline.unit_id == setting.unit_id else []
    unit = setting.name(deadline.unit_id)
    return say("{unit}（{who}）", unit=unit, who=say("、").join(hands)) if hands else unit


def _papers(seen: Glance, work: Work, setting: Setting) -> Iterator[Task]:
    """Return the papers of ours that wait for a step and have no clock of their own."""
    opened, clocked = seen.opened, _clocked(seen, work)
    for move in opened.mechanism.transitions:
        paper = move.produces
        if not (paper and paper.approval and move.leaves(seen.case.state)) or paper.key in clocked:
            continue
        current = opened.paper(paper.key)
        state = current.state if current else None
        is_closed = state == "signed" or (state is None and not is_next(seen, move, work, setting))
        if is_closed or not opened.held or not is_ours(opened, paper):
            continue
        action, is_mine, waits_for = paper_step(opened, paper, move, {"state": ""})
        held = state not in {None, "draft"}
        yield Task(
            seen=seen,
            verb=say(_STEPS[state], paper=say(paper.label)),
            chip=waiting_chip(seen.course.last_on, setting) if held else _no_limit(),
            action=action,
            is_mine=is_mine,
            since=seen.course.last_on,
            is_draft=not held,
            notes=(say("草稿，对方看不到"),),
            waits_for=waits_for,
            move=move,
        )


def _no_limit() -> Plain:
    return {"state": "remind", "label": say("没有期限"), "date_line": ""}


def _clocked(seen: Glance, work: Work) -> set[str]:
    """Return the papers that a line with a clock speaks of already."""
    moves = [m for t in work.tasks if t.deadline for m in stopping(seen.opened, t.deadline)]
    return {move.produces.key for move in moves if move.produces}


def _rows(
    seen: Glance, possible: tuple[Offer, ...], work: Work, setting: Setting
) -> Iterator[Task]:
    """Return what has to be said row by row, once the case has left our own desk."""
    if not has_left(seen, setting):
        return
    clocked = {m for t in work.tasks if t.deadline for m in stopping(seen.opened, t.deadline)}
    covered = {row for task in work.tasks for row in task.rows}
    found: dict[str, set[object]] = {}
    days: dict[str, list[date]] = {}
    for offer in possible:
        if offer.row_type and offer.row_type.told_by_moves:
            continue  # what may be done to a period waits for nobody
        if offer.row_type is None or offer.row_type.key in covered:
            continue
        if offer.row_id and not clocked & {*offer.row_type.transitions}:
            label = say(offer.row_type.label)
            found.setdefault(label, set()).add(offer.row_id)
            days.setdefault(label, []).extend(_set_day(seen, offer))
    for label, rows in found.items():
        due_on = min(days[label], default=None)
        since = seen.course.last_on
        yield Task(
            seen=seen,
            verb=say("逐项处理{label}（{count} 项）", label=label, count=len(rows)),
            chip=set_chip(due_on, setting) if due_on else waiting_chip(since, setting),
            action=say("逐项处理"),
            is_mine=True,
            due_on=due_on,
            since=since,
        )


def _set_day(seen: Glance, offer: Offer) -> Iterator[date]:
    """Yield the day that people set for a row which waits for its holder, who acts here."""
    field = offer.row_type.due if offer.row_type and offer.transition.by_holder else None
    for row in seen.opened.rows if field else ():
        if field and row.id == offer.row_id and row.facts.get(field.key):
            yield date.fromisoformat(str(row.facts[field.key]))


def _next(
    seen: Glance, possible: tuple[Offer, ...], work: Work, setting: Setting
) -> Iterator[Task]:
    """Return what brings a matter on where no clock, paper or row says whose turn it is."""
    if work.tasks or work.waiting:
        return
    moves = [offer.transition for offer in possible if offer.row_type is None]
    onward = [move for move in usual_first(seen, moves) if goes_on(move)]
    if onward:
        since = seen.course.last_on
        yield Task(
            seen=seen,
            verb=say(onward[0].label),
            chip=waiting_chip(since, setting) if has_left(seen, setting) else _no_limit(),
            action=say(onward[0].label),
            is_mine=True,
            since=since,
            is_draft=not has_left(seen, setting),
        )


def _delivery(seen: Glance, possible: tuple[Offer, ...], work: Work, setting: Setting) -> None:
    """A paper on its way waits for its receiver; the sender sees whom it waits for."""
    move = serving_move(seen)
    if move is None or move.delivers is None:
        return
    since = seen.course.last_on
    verb = say("签收{paper}", paper=say(move.delivers.label))
    chip = waiting_chip(since, setting)
    to = receiving_parts(move)
    if to & seen.opened.parts:
        is_mine = any(offer.transition == move for offer in possible)
        action = say("签收") if is_mine else say("查看")
        task = Task(seen, verb, chip, action, is_mine, since=since)
        work.tasks.append(task)
    elif seen.level == "full":
        names = names_of((p.unit_id for p in seen.opened.parties if p.part in to), setting)
        work.waiting.append(
            Task(seen, verb, chip, say("查看"), is_mine=False, since=since, waits_for=names)
        )
