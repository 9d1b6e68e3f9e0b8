"""Who wrote a paper: whoever drafted it, and whose words in the case itself it states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.lettering import structure_of
from liandong.features.documents.models import Document
from liandong.features.documents.service import placeholders
from liandong.kernel.sealing import SealedText
from liandong.mechanisms import DocumentType, Mechanism

Plain = dict[str, Any]
_OF_ROW = "row."


@dataclass(frozen=True)
class Draft:
    """A paper that is passed or signed: the fields and rows it names, and what it says of them."""

    id: str
    names: frozenset[str]
    facts: Mapping[str, Any]
    row_id: str | None

    def is_by(self, event: CaseEvent) -> bool:
        """Say whether an event drafted the paper, or stated words that stand in it."""
        if event.kind in {"draft", "approval"}:
            return self.id in {stated["id"] for stated in event.payload.get("documents", ())}
        said = event.payload.get("facts", {})
        is_stated = any(_is(said[key], self.facts.get(key)) for key in self.names & said.keys())
        return is_stated or any(self._states(row) for row in event.payload.get("rows", ()))

    def _states(self, row: Plain) -> bool:
        if row["type"] in self.names:
            return any(row["facts"].values())
        asked = {name.removeprefix(_OF_ROW) for name in self.names if name.startswith(_OF_ROW)}
        return row["id"] == self.row_id and any(row["facts"].get(key) for key in asked)


def draft_of(uow: UnitOfWork, mechanism: Mechanism, event: CaseEvent, stated: Plain) -> Draft:
    """Return the paper that an event passes or signs."""
    kind = next(each for each in mechanism.documents if each.key == stated["type"])
    paper = uow.session.get(Document, (uow.tenant_id, stated["id"]))
    facts = stated["content"]["facts"] if "content" in stated else _typed(uow, event, paper)
    row_id = stated.get("row_id") or (paper.row_id if paper else None)
    names = _names(mechanism, kind) if kind.approval else frozenset()
    return Draft(stated["id"], names, facts, str(row_id) if row_id else None)


def _names(mechanism: Mechanism, kind: DocumentType) -> frozenset[str]:
    own = {field.key for field in kind.fields}
    return placeholders(structure_of(mechanism, kind.key)) | own


def _typed(uow: UnitOfWork, event: CaseEvent, paper: Document | None) -> Plain:
    """Return what an unsigned paper states: the case, and over it what was drafted."""
    case = uow.session.get_one(Case, (uow.tenant_id, event.case_id))
    return {**case.facts, **((paper.content or {}).get("facts", {}) if paper else {})}


def _is(then: object, now: object) -> bool:
    """Say whether words still stand as they were stated; of a secret, both keep the reference."""
    return bool(then) and then == (now.reference if isinstance(now, SealedText) else now)
