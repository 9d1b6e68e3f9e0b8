"""Whose step a paper waits for inside its authority; pure."""

from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Actor, DocumentType, Transition
from liandong.web.languages import say

VERBS = {None: "起草", "draft": "起草", "submitted": "审核", "reviewed": "签发"}


def _holders(paper: DocumentType, state: str | None) -> tuple[Actor, ...]:
    approval = paper.approval
    if approval is None:
        return ()
    by_state = {"submitted": approval.reviewers, "reviewed": approval.signers}
    return by_state.get(state or "", approval.drafters)


def paper_step(
    opened: Opened, paper: DocumentType, move: Transition | None, chip: Plain
) -> tuple[str, bool, str]:
    """Return the action, whether it is this person's, and else whose it is."""
    current = opened.paper(paper.key)
    state = current.state if current else None
    holders = _holders(paper, state)
    if not any(actor.held in opened.held for actor in holders):
        posts = say("、").join(dict.fromkeys(say(actor.duty.label) for actor in holders))
        return say("查看"), False, say("本单位 {posts}", posts=posts)
    label = say(move.label if move else paper.label)
    if current is None:
        is_late = chip["state"] == "late"
        return (
            (say("补交{label}", label=label) if is_late else say("填写{label}", label=label)),
            True,
            "",
        )
    return (say("继续填写") if state == "draft" else say(VERBS[state])), True, ""


def is_ours(opened: Opened, paper: DocumentType) -> bool:
    """Say whether our unit has a hand in the paper."""
    actors = paper.approval.actors if paper.approval else ()
    return any(actor.party.key in opened.parts for actor in actors)
