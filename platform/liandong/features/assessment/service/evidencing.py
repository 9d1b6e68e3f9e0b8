"""佐证: files a unit handed in, its own letters as they were signed; picked or uploaded, kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment import queries
from liandong.features.assessment.service.sources import PRIVILEGED
from liandong.features.assessment.service.standing import Standing
from liandong.features.assessment.service.viewing import Sight, see
from liandong.features.cases.service import PaperRequest, open_stored, render_paper, sealed_among
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_made
from liandong.features.tenants.service import installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem

Plain = Mapping[str, Any]
MOST = 30


@dataclass(frozen=True)
class Paper:
    """A file of one's own unit; where it is the picture of a letter, of which."""

    file: UUID
    letter: UUID | None = None


@dataclass(frozen=True)
class Pickable:
    """What of a unit lies in the platform already: files it handed in, letters it signed."""

    files: Sequence[FileRecord]
    letters: Sequence[queries.SignedLetter]


def pickable(uow: UnitOfWork, principal: Principal, since: date) -> Pickable:
    """Return what a unit may show as evidence without handing it in again, the newest first.

    Sealed files and letters of confidential mechanisms are never among it.
    """
    files = queries.list_own_files(uow, principal.unit_id, since)
    sealed = sealed_among(uow, [each.id for each in files])
    letters = queries.list_own_letters(uow, principal, _open_mechanisms(principal), since)
    return Pickable([each for each in files if each.id not in sealed], letters)


def _open_mechanisms(principal: Principal) -> list[str]:
    keys = installed().registry.keys
    return [key for key in keys if key not in PRIVILEGED and principal.read_scopes(key)]


def keep_letter(
    uow: UnitOfWork, principal: Principal, clock: Clock, store: FileStore, letter: UUID
) -> Paper:
    """Keep a signed letter of one's own unit as it reads now, to be shown as evidence.

    Raises:
        InvalidInputError: It is no signed letter of this unit that may be shown.
    """
    found = queries.find_own_letter(uow, principal, _open_mechanisms(principal), letter)
    if found is None:
        raise InvalidInputError([Problem("picked", "没有这份文书", "there is no such letter")])
    wanted = PaperRequest(found.mechanism, found.case_id, found.id, "pdf")
    made = render_paper(uow, principal, clock, wanted)
    kept = keep_made(uow, clock, principal, store, made.content, made.name, made.media_type)
    return Paper(kept.id, letter)


def contents_of(
    uow: UnitOfWork, principal: Principal, papers: Sequence[Paper], before: Iterable[Plain] = ()
) -> list[Plain]:
    """Return papers as an event names them: file, name, sha256, media_type, size, origin.

    The origin is `letter`, `case` where a case names the file already, or `upload`.

    Raises:
        InvalidInputError: A file is unknown, another unit's or sealed, or there are too many.
    """
    known = {each["file"]: each for each in before}
    chosen = {each.file: each for each in papers}
    if len(chosen) > MOST:
        zh, en = f"一项最多 {MOST} 份材料", f"{MOST} papers at most"
        raise InvalidInputError([Problem("papers", zh, en)])
    fresh = [file for file in chosen if str(file) not in known]
    records = {each.id: each for each in queries.find_own_files(uow, principal.unit_id, fresh)}
    sealed = sealed_among(uow, fresh)
    wrong = [file for file in fresh if file not in records or file in sealed]
    if wrong:
        zh, en = "没有这个文件，或者是涉密文件", "there is no such file, or it is sealed"
        raise InvalidInputError([Problem("papers", zh, en) for _ in wrong])
    named = queries.named_by_acts(uow, principal.unit_id, fresh)
    return [known.get(str(each.file)) or _content(each, records, named) for each in chosen.values()]


def _content(paper: Paper, records: Mapping[UUID, FileRecord], named: set[UUID]) -> Plain:
    record = records[paper.file]
    origin = "letter" if paper.letter else "case" if paper.file in named else "upload"
    return {
        "file": str(record.id),
        "name": record.name,
        "sha256": record.sha256,
        "media_type": record.media_type,
        "size": record.size,
        "origin": origin,
        "letter": str(paper.letter or ""),
    }


def papers_of(standing: Standing, unit: str) -> dict[str, set[str]]:
    """Return the files that show what concerns a unit, each with the items it was given for.

    What stands in inspections and in the answers to tasks is given for the empty code.
    """
    found: dict[str, set[str]] = {}
    for (about, code), said in standing.statements.items():
        if about == unit:
            for paper in said.content.get("papers", ()):
                found.setdefault(paper["file"], set()).add(code)
    shown = [each for each in standing.checks if each.unit == unit]
    steps = [s for task in standing.tasks.values() if task.unit == unit for s in task.steps]
    for said in (*(each.said for each in shown), *steps):
        for paper in said.content.get("papers", ()):
            found.setdefault(paper["file"], set()).add("")
    return found


def open_paper(
    uow: UnitOfWork, principal: Principal, store: FileStore, round_id: UUID, file: UUID
) -> Any:
    """Return a paper of a round in clear: name, media_type and content.

    The assessor opens all, a unit its own, an evaluator those of items that are theirs.

    Raises:
        NotFoundError: It is none of the round, or it is not for this person.
    """
    sight = see(uow, principal, round_id)
    if not any(_opens(sight, unit, str(file)) for unit in sight.standing.participants):
        raise NotFoundError
    record = queries.find_file(uow, file)
    if record is None:
        raise NotFoundError
    return open_stored(uow, store, record)


def _opens(sight: Sight, unit: str, file: str) -> bool:
    codes = papers_of(sight.standing, unit).get(file)
    if codes is None:
        return False
    if sight.sees_unit(unit) or ("" in codes and sight.hears_of(unit)):
        return True
    mine = sight.standing.assignments.get(sight.account)
    if mine is None or unit not in mine.units or (sight.account, unit) in sight.standing.recusals:
        return False
    return "" in codes or bool(codes & mine.codes)
