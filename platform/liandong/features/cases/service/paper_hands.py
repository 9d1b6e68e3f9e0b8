"""Who has a hand in a step of a paper."""

from liandong.mechanisms import DocumentType
from liandong.mechanisms.parties import Actor


def hands_of(kind: DocumentType, step: str) -> tuple[Actor, ...]:
    """Return who may draft, submit, review or return a paper."""
    if kind.approval is None:
        return ()
    if step in {"draft", "submit"}:
        return kind.approval.drafters
    if step == "review":
        return kind.approval.reviewers
    return (*kind.approval.reviewers, *kind.approval.signers)
