"""席位: who sits where since when, what was proposed of it, and what became of it; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from liandong.calendars.words import dated_words
from liandong.features.rosters.service.seats import FORMER, NOW, TO_COME, Held, Proposed
from liandong.features.rosters.service.wording import wording
from liandong.features.tenants.service import ClauseRegister, RosterChange, citation
from liandong.web.languages import language, say

Plain = dict[str, Any]
_STANDINGS = {NOW: ("在任", "green"), TO_COME: ("将任", "amber"), FORMER: ("离任", None)}
OUTCOMES = {
    "waiting": ("等召集人批准", "amber"),
    "approved": ("已批准", "green"),
    "declined": ("没有批准", "red"),
    "withdrawn": ("已撤回", None),
}


@dataclass(frozen=True)
class Sight:
    """Who looks, at what moment, and by which procedure seats change."""

    rule: RosterChange
    register: ClauseRegister
    now: datetime
    base: str
    may_propose: bool
    may_decide: bool
    oversees: bool
    unit_id: UUID
    account: str
    hidden: Mapping[str, str]


def seats_page(held: Sequence[Held], proposed: Sequence[Proposed], sight: Sight) -> Plain:
    """Return the seats with their holders of all days, and the changes that were proposed."""
    may_propose = sight.may_propose and bool(sight.rule.approved)
    new = {"label": say("提请调整"), "href": f"{sight.base}/new", "primary": True, "icon": "plus"}
    return {
        "title": say("席位与任职"),
        "sentence": procedure_words(sight),
        "actions": [new] if may_propose else [],
        "proposed": [_proposal_row(each, sight) for each in proposed],
        "seats": [_seat_row(each, sight, may_propose=may_propose) for each in held],
        "empty": None if held else _nobody(),
    }


def _nobody() -> Plain:
    text = say("名册里还没有席位。")
    return {"icon": "users", "title": say("没有席位"), "text": text, "link": None}


def procedure_words(sight: Sight) -> str:
    """Return by which procedure people change, with the clause."""
    rule, known = sight.rule, sight.register
    basis = "、".join(citation(known, e["instrument"], e["clause"]) for e in rule.basis)
    if not rule.approved:
        said = say("席位上的人由办公室登记，用单位名册的 Excel 调整。")
    else:
        kinds = (kind for kind in wording().seat_labels if rule.needs_approval(kind))
        seats = say("、").join(say(wording().seat_labels[kind]) for kind in kinds)
        words = "{seats}由所在单位提出调整，召集人批准后从写明的日子起在任。"
        said = say(words, seats=seats)
    return say("{said}依据：{basis}。", said=said, basis=basis) if basis else said


def _proposal_row(found: Proposed, sight: Sight) -> Plain:
    proposal = found.proposal
    return {
        "key": str(proposal.id),
        "href": f"{sight.base}/{proposal.id}",
        "unit": say(found.unit_name),
        "label": say(proposal.label),
        "person": " ".join(filter(None, (proposal.person, proposal.post))),
        "replaces": proposal.replaces,
        "from": day_words(proposal.from_on),
        "by": proposal.proposed_by["name"],
        "at": moment(proposal.proposed_at, sight.now),
        "badge": badge_of(found),
    }


def badge_of(found: Proposed) -> Plain:
    """Return what became of a proposal."""
    label, tone = OUTCOMES[found.outcome]
    return {"label": say(label), "tone": tone}


def _seat_row(held: Held, sight: Sight, *, may_propose: bool) -> Plain:
    stated, place, (word, tone) = held.stated, held.label, _STANDINGS[held.standing]
    is_ours = held.unit_id == sight.unit_id
    can_change = may_propose and is_ours and held.needs_approval and held.standing != FORMER
    return {
        "key": stated["key"],
        "unit": say(held.unit_name),
        "label": say(place),
        "person": stated["person"],
        "post": stated["title"],
        "from": _stated_day(stated["from_on"]),
        "to": _stated_day(stated["to_on"]),
        "badge": {"label": say(word), "tone": tone} if stated["person"] else None,
        "change": f"{sight.base}/new?seat={stated['key']}" if can_change else None,
    }


def proposal_page(found: Proposed, sight: Sight, reason: str) -> Plain:
    """Return one proposal: what changes, who said so when, and what the reader may do."""
    proposal, waits = found.proposal, found.decision is None
    is_mine = proposal.proposed_by["account"] == sight.account
    hidden, here = dict(sight.hidden), f"{sight.base}/{proposal.id}"
    return {
        "breadcrumb": [
            {"label": say("席位与任职"), "href": sight.base},
            {"label": f"{say(found.unit_name)} {say(proposal.label)}", "href": None},
        ],
        "title": say("席位调整"),
        "badge": badge_of(found),
        "sentence": procedure_words(sight),
        "facts": _facts(found),
        "history": _history(found, sight.now),
        "action": here,
        "hidden": hidden,
        "decide": {"reason": _reason(reason)}
        if waits and sight.may_decide and not is_mine
        else None,
        "withdraw": waits and sight.may_propose and proposal.unit_id == sight.unit_id,
    }


def _reason(typed: str) -> Plain:
    help_ = say("不批准时填写，单位会看到。")
    shown = {"name": "reason", "label": say("不批准的理由"), "kind": "long_text", "value": typed}
    return {**shown, "required": False, "help": help_, "maximum": 500}


def _facts(found: Proposed) -> list[Plain]:
    proposal, decision = found.proposal, found.decision
    first = decision.seated_from if decision else None
    said = [
        (say("单位"), say(found.unit_name)),
        (say("席位"), say(proposal.label)),
        (say("现任"), proposal.replaces or say("没有写明姓名")),
        (say("接任"), " ".join(filter(None, (proposal.person, proposal.post)))),
        (say("起任日期"), day_words(first or proposal.from_on)),
        (say("理由"), proposal.reason),
    ]
    return [{"label": label, "text": text} for label, text in said]


def _history(found: Proposed, now: datetime) -> list[Plain]:
    proposal, decision = found.proposal, found.decision
    steps = [(say("已提出"), proposal.proposed_by, proposal.proposed_at, "")]
    if decision is not None:
        words = {key: say(OUTCOMES[key][0]) for key in ("approved", "declined", "withdrawn")}
        done = words[decision.outcome]
        steps.append((done, decision.decided_by, decision.decided_at, decision.reason))
    return [
        {
            "what": what,
            "who": " ".join(filter(None, (by["unit"], by["name"]))),
            "at": moment(at, now),
            "text": text,
        }
        for what, by, at, text in steps
    ]


def day_words(day: date) -> str:
    """Return a day in the language of this answer."""
    return dated_words(day).pick(language())


def _stated_day(text: str | None) -> str:
    return day_words(date.fromisoformat(text)) if text else ""


def moment(at: datetime, now: datetime) -> str:
    """Return an instant in the county's zone."""
    local = at.astimezone(now.tzinfo)
    return f"{day_words(local.date())} {local:%H:%M}"
