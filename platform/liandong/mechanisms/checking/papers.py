"""Checks papers: one authority approves, its signer fires the move, what is delivered exists."""

from collections.abc import Iterator

from liandong.kernel.errors import Problem
from liandong.mechanisms.checking.graphs import repeated
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.documents import DocumentType


def check_papers(mechanism: Mechanism) -> Iterator[Problem]:
    """Name what is wrong with the papers of a mechanism."""
    for key in repeated(paper.key for paper in mechanism.documents):
        yield Problem(mechanism.key, f"文书“{key}”写了两次", f"document '{key}' is declared twice")
    for paper in mechanism.documents:
        yield from _check_authority(mechanism, paper)
    produced = {move.produces for _, move in mechanism.moves}
    for _, move in mechanism.moves:
        where = f"{mechanism.key}.{move.key}"
        if move.delivers and move.delivers not in produced:
            yield Problem(
                where,
                f"没有步骤制作“{move.delivers.label}”",
                f"no transition produces '{move.delivers.key}', which it delivers",
            )
        approval = move.produces.approval if move.produces else None
        if approval and set(move.actors) != set(approval.signers):
            yield Problem(
                where,
                "须由签发人办理，也只能由签发人办理",
                "the signer of its document, and nobody else, must fire it",
            )


def _check_authority(mechanism: Mechanism, paper: DocumentType) -> Iterator[Problem]:
    if paper.approval is None:
        return
    if len({actor.party for actor in paper.approval.actors}) > 1:
        yield Problem(
            mechanism.key,
            f"“{paper.label}”的拟稿、审核、签发不在同一机关",
            f"the approval of '{paper.key}' leaves its authority",
        )
