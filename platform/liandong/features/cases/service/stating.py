"""What a paper states: the signed content, or for a draft what the case holds now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from liandong.features.cases.service.copies import COPY_ROWS, COPY_UNIT
from liandong.features.cases.service.row_sight import may_see
from liandong.features.cases.service.viewing import Opened
from liandong.features.documents.models import Document
from liandong.mechanisms import DocumentType, Mechanism, Part, RowType, State


@dataclass(frozen=True)
class StatedRow:
    """A row as a paper states it."""

    type: str
    state: str
    facts: Mapping[str, Any]
    id: str = ""


@dataclass(frozen=True)
class Stated:
    """Everything a paper is composed from."""

    on: date
    facts: Mapping[str, Any]
    rows: Sequence[StatedRow] = ()
    parties: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    copies: Sequence[str] = ()
    row: StatedRow | None = None
    signed_on: date | None = None
    own_number: object = None
    number: str | None = None
    served_paper: str | None = None
    maker: UUID | None = None
    case_number: str | None = None


def signed(opened: Opened, paper: Document) -> Stated:
    """Return what a signed paper states, whatever became of the case since."""
    content = paper.content
    rows = [StatedRow(r["type"], r["state"], r["facts"], r["id"]) for r in content["rows"]]
    signed_on = date.fromisoformat(content["signed_on"])

    number, served_paper = _spoken_of(opened, paper)

    def units(part: str) -> list[UUID]:
        return [UUID(p["unit_id"]) for p in content["parties"] if p["part"] == part]

    return Stated(
        on=signed_on,
        facts=content["facts"],
        rows=rows,
        parties={part: units(part) for part in Part},
        copies=copied_units(opened),
        row=next((row for row in rows if row.id == content["row_id"]), None),
        signed_on=signed_on,
        own_number=paper.number,
        number=number,
        served_paper=served_paper,
        maker=paper.unit_id,
        case_number=opened.case.number,
    )


def drafted(opened: Opened, kind: DocumentType, paper: Document) -> Stated:
    """Return what a draft states: the case as it stands, and over it what was typed so far."""
    typed = paper.content or {}
    moves = {row["row_id"]: row for row in typed.get("rows", ())}
    rows = [
        _moved(opened.mechanism.row(row.type), row.state, row.facts, str(row.id), moves)
        for row in opened.rows
        if may_see(opened.mechanism, row, paper.unit_id)
        and (row.id == paper.row_id or not opened.mechanism.row(row.type).shown_to)
    ]
    about = next((row for row in rows if row.id == str(paper.row_id)), None)
    own = {field.key for field in kind.fields}
    number, served_paper = _spoken_of(opened, paper)
    if about is not None:
        now = moves.get(about.id, {}).get("facts", {})
        kept = {key: value for key, value in about.facts.items() if key not in own}
        about = StatedRow(about.type, about.state, {**kept, **now}, about.id)
    return Stated(
        on=opened.case.last_occurred_on,
        facts={**opened.case.facts, **typed.get("facts", {})},
        rows=rows,
        parties={part: opened.units(part) for part in Part},
        copies=copied_units(opened),
        row=about,
        number=number,
        served_paper=served_paper,
        maker=paper.unit_id,
        case_number=opened.case.number,
    )


def _moved(
    kind: RowType, state: str, facts: Mapping[str, Any], row_id: str, moves: Mapping[str, Any]
) -> StatedRow:
    typed = moves.get(row_id)
    if typed is None:
        return StatedRow(kind.key, state, facts, row_id)
    target = next((m.target for m in kind.transitions if m.key == typed["transition"]), None)
    landed = target.key if isinstance(target, State) else state
    return StatedRow(kind.key, landed, {**facts, **typed["facts"]}, row_id)


def _spoken_of(opened: Opened, paper: Document) -> tuple[str | None, str | None]:
    """Return number and name of the paper the case was about when this one was last touched."""
    served = {kind.key for kind in delivered_kinds(opened.mechanism)}
    numbered = [p for p in opened.papers if p.number and (not served or p.type in served)]
    earlier = [p for p in numbered if p.id != paper.id and p.position <= paper.position]
    if not earlier:
        return opened.case.number, None
    labels = {kind.key: kind.label for kind in opened.mechanism.documents}
    return earlier[-1].number, labels.get(earlier[-1].type)


def copied_units(opened: Opened) -> list[str]:
    """Return the units whose copy is listed, chosen or sent; not those that were left out."""
    kinds = [kind for kind in opened.mechanism.rows if kind.key == COPY_ROWS]
    dead = {state for kind in kinds for state in _left_out(kind)}
    rows = [row for row in opened.rows if row.type == COPY_ROWS and row.state not in dead]
    return [str(row.facts[COPY_UNIT]) for row in rows if row.facts.get(COPY_UNIT)]


def _left_out(kind: RowType) -> set[str]:
    """Return the states in which a copy is over without a paper."""
    left = {state.key for move in kind.transitions for state in move.sources}
    papers = [move.target for move in kind.transitions if move.produces]
    sent = {target.key for target in papers if isinstance(target, State)}
    return {state.key for state in kind.states} - left - sent


def delivered_kinds(mechanism: Mechanism) -> tuple[DocumentType, ...]:
    """Return the papers that are served: those that are numbered at the signature."""
    return tuple(dict.fromkeys(m.delivers for m in mechanism.transitions if m.delivers))
