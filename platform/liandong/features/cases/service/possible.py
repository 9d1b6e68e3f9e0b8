"""One thing a person can do in a case, and how far down a page it stands."""

from dataclasses import dataclass
from uuid import UUID

from liandong.features.documents.models import Document
from liandong.mechanisms import SAME, DocumentType, Mechanism, Offer

_USUAL, _ONWARD, _ROWS, _BESIDE, _STAYS, _TAKES_BACK = range(6)


@dataclass(frozen=True)
class Act:
    """One thing to do: `kind` says how it is sent.

    fire: the offer's move. rows: rows of one type, each with a move of its own. draft: what is
    typed towards a move that somebody else signs. step: a paper's approval without anything typed.
    """

    key: str
    kind: str
    label: str
    offers: tuple[Offer, ...] = ()
    paper: DocumentType | None = None
    document: Document | None = None
    steps: tuple[str, ...] = ()

    @property
    def offer(self) -> Offer:
        """Return the one offer of a move or draft."""
        return self.offers[0]

    @property
    def row_id(self) -> UUID | None:
        """Return the row it is about, if it is about one."""
        found = self.offers[0].row_id if self.offers else None
        return found if isinstance(found, UUID) else None


def place_of(act: Act, mechanism: Mechanism) -> int:
    """Return how far down an act stands: the first one is what a page suggests.

    First what waits for a hand and the usual way, then what else brings the matter on, its rows,
    other ends and what a clock waits for, what leaves it where it is; what takes a paper back comes
    last.
    """
    if not act.offers or act.kind == "rows":
        return _ROWS if act.offers else _USUAL
    move, row_type = act.offers[0].transition, act.offers[0].row_type
    if act.document is not None and act.document.content.get("transition") == move.key:
        return _USUAL  # it is drafted, and waits
    if move.revokes is not None:
        return _TAKES_BACK
    if row_type is None and any(move.key in way for way in mechanism.ways):
        return _USUAL
    if move.target is SAME:
        return _BESIDE if move.stops else _STAYS
    is_end = row_type is None and any(mechanism.is_final(s.key) for s in move.targets_from(None))
    return _BESIDE if is_end or row_type is not None else _ONWARD
