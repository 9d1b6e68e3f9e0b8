"""Whose step a paper waits for inside its authority; pure."""

from liandong.features.cases.pages.words import Plain
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Actor, DocumentType, Transition

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
        posts = "、".join(dict.fromkeys(actor.duty.label for actor in holders))
        return "查看", False, f"本单位 {posts}"
    label = move.label if move else paper.label
    if current is None:
        return (f"补交{label}" if chip["state"] == "late" else f"填写{label}"), True, ""
    return ("继续填写" if state == "draft" else VERBS[state]), True, ""


def is_ours(opened: Opened, paper: DocumentType) -> bool:
    """Say whether our unit has a hand in the paper."""
    actors = paper.approval.actors if paper.approval else ()
    return any(actor.party.key in opened.parts for actor in actors)
