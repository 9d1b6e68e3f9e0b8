"""The letters of a case, composed from what its plugin declares and what the case states."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service import stating
from liandong.features.cases.service.paper_texts import compose_paper
from liandong.features.cases.service.stating import Stated, StatedRow
from liandong.features.cases.service.viewing import Opened
from liandong.features.cases.service.wording import Wording, named_files, period_words
from liandong.features.documents.models import Document, FileRecord
from liandong.features.documents.service import Letter, StructureError, open_number
from liandong.features.tenants.service import Configuration
from liandong.features.units import service as units
from liandong.kernel.errors import NotFoundError
from liandong.kernel.yamlfile import load
from liandong.mechanisms import DocumentType, Mechanism, State, TimeLimit, resolve


def letter_of(uow: UnitOfWork, opened: Opened, paper: Document) -> Letter:
    """Return a paper of a case as a letter: signed as it was signed, else as it stands now.

    Raises:
        NotFoundError: The plugin declares no such paper.
    """
    kind = next((d for d in opened.mechanism.documents if d.key == paper.type), None)
    if kind is None:
        raise NotFoundError
    is_draft = not paper.digest
    stated = stating.drafted(opened, kind, paper) if is_draft else stating.signed(opened, paper)
    by = paper.unit_id if is_draft else None
    return _letter(uow, opened.config, opened.mechanism, kind, stated, drafted_by=by)


def preview_letter(
    uow: UnitOfWork,
    config: Configuration,
    mechanism: Mechanism,
    issuer_unit_id: UUID,
    addressee_unit_id: UUID | None,
    facts: Mapping[str, Any],
    items: Sequence[str],
    copies: Sequence[UUID],
    today: date,
) -> Letter:
    """Return the letter that a case which is not there yet would make.

    Raises:
        NotFoundError: The mechanism serves no letter.
    """
    kinds = stating.delivered_kinds(mechanism)
    if not kinds:
        raise NotFoundError
    stated = Stated(
        on=today,
        facts=facts,
        rows=_first_rows(mechanism, items),
        parties={
            "issuer": [issuer_unit_id],
            "addressee": [addressee_unit_id] if addressee_unit_id else [],
        },
        copies=[str(each) for each in copies],
    )
    return _letter(uow, config, mechanism, kinds[0], stated, drafted_by=issuer_unit_id)


def _first_rows(mechanism: Mechanism, items: Sequence[str]) -> list[StatedRow]:
    for kind in (row for row in mechanism.rows if not row.internal):
        for move in kind.transitions:
            if move.creates and move.asks and isinstance(move.target, State):
                key, state = move.asks[0].key, move.target.key
                return [StatedRow(kind.key, state, {key: text}) for text in items if text.strip()]
    return []


def _letter(
    uow: UnitOfWork,
    config: Configuration,
    mechanism: Mechanism,
    kind: DocumentType,
    stated: Stated,
    *,
    drafted_by: UUID | None,
) -> Letter:
    structure = structure_of(mechanism, kind.key)
    is_draft = drafted_by is not None
    if drafted_by is not None and kind in stating.delivered_kinds(mechanism):
        organ = units.get(uow, drafted_by).key
        word = config.prefix(mechanism.key, mechanism.number_word, organ)
        stated = replace(stated, own_number=open_number(word, stated.on.year))
    wording = Wording(
        {unit_id: unit.full_name for unit_id, unit in units.names(uow).items()},
        _files(uow, mechanism, stated),
    )
    period = _period(config, mechanism, kind, stated)
    return compose_paper(structure, mechanism, kind, wording, stated, period, is_draft=is_draft)


def _files(uow: UnitOfWork, mechanism: Mechanism, stated: Stated) -> dict[str, str]:
    named = named_files(mechanism, [stated.facts, *(row.facts for row in stated.rows)])
    if not named:
        return {}
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id.in_([UUID(each) for each in named])
    )
    return {str(record.id): record.name for record in uow.session.scalars(query)}


def _period(
    config: Configuration, mechanism: Mechanism, kind: DocumentType, stated: Stated
) -> object:
    """Return the period in which whoever receives the paper has to answer."""
    variant = mechanism.variant(stated.facts.get("variant"))
    moves = [move for move in mechanism.transitions if move.delivers]
    serving = [move for move in moves if move.delivers == kind] or moves
    limits = [limit for move in serving[:1] for limit in move.starts]
    if not limits:
        return None
    governing = resolve(limits[0], variant, config.replacements_on(stated.on))
    return period_words(governing, stated.on, _stated_period(mechanism, governing, stated))


def _stated_period(mechanism: Mechanism, governing: TimeLimit, stated: Stated) -> object:
    by_id = {limit.id: field for limit, field in mechanism.stated.items()}
    field = by_id.get(governing.id)
    return stated.facts.get(field.key) if field else None


def structure_of(mechanism: Mechanism, kind: str) -> Mapping[str, object]:
    """Return how the mechanism's plugin declares a paper.

    Raises:
        NotFoundError: It declares none of this name.
        StructureError: The file cannot be read.
    """
    package = mechanism.home
    if not package:
        raise NotFoundError
    return _read(package, kind)


@cache
def _read(package: str, kind: str) -> Mapping[str, object]:
    path = Path(str(files(package))) / "documents" / f"{kind}.yaml"
    if not path.is_file():
        raise NotFoundError
    loaded = load(path, name=f"{package.replace('.', '/')}/documents/{kind}.yaml")
    if loaded.problems:
        raise StructureError(loaded.problems)
    declared: Mapping[str, object] = loaded.data
    return declared
