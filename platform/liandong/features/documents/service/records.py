"""Files as facts: who handed in which content, under which name."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import IO
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service.errors import too_big
from liandong.features.documents.service.files import FileStore, StoredFile
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

_MEGABYTE = 1024 * 1024
_MOST_TEXT = 20 * _MEGABYTE
_EXTENSION = 5


def keep_file(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    store: FileStore,
    stream: IO[bytes],
    name: str,
) -> FileRecord:
    """Take a file in and put on record who handed it in.

    Raises:
        FileNameError: The name is empty.
        FileTooBigError: The file is over the limit.
        FileRefusedError: Its kind is not taken.
    """
    return _record(uow, clock, principal, store.put(principal.tenant_id, stream, name))


def keep_sealed(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    store: FileStore,
    stream: IO[bytes],
    name: str,
    file_id: UUID,
    seal: Callable[[bytes], bytes],
) -> FileRecord:
    """Take a file in sealed; its record states neither its name nor a digest of what it says.

    Raises:
        FileNameError: The name is empty.
        FileTooBigError: The file is over the limit.
        FileRefusedError: Its kind is not taken.
    """
    kept = store.put_sealed(principal.tenant_id, stream, name, seal)
    told = replace(kept, name=neutral_name(file_id, kept.name))
    return _record(uow, clock, principal, told, file_id)


def neutral_name(file_id: UUID, name: str) -> str:
    """Return the name by which lists call a sealed file: a mark that tells it from others."""
    extension = name.rpartition(".")[2] if "." in name else ""
    known = extension.lower() if extension.isalnum() and len(extension) <= _EXTENSION else ""
    return f"涉密附件{file_id.hex[-4:].upper()}{'.' if known else ''}{known}"


def keep_table(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    store: FileStore,
    stream: IO[bytes],
    name: str,
) -> FileRecord:
    """Take in a table that came as text with commas; whoever reads it sees what it is.

    Raises:
        FileNameError: The name is empty.
        FileTooBigError: The file is over the limit.
    """
    content = stream.read(_MOST_TEXT + 1)
    if len(content) > _MOST_TEXT:
        raise too_big(name, _MOST_TEXT // _MEGABYTE)
    kept = store.put_made(principal.tenant_id, content, name, "text/csv")
    return _record(uow, clock, principal, kept)


def keep_made(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    store: FileStore,
    content: bytes,
    name: str,
    media_type: str,
) -> FileRecord:
    """Keep a file that the platform made itself for somebody, such as a rendered letter."""
    kept = store.put_made(principal.tenant_id, content, name, media_type)
    return _record(uow, clock, principal, kept)


def _record(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    kept: StoredFile,
    file_id: UUID | None = None,
) -> FileRecord:
    record = FileRecord(
        tenant_id=principal.tenant_id,
        id=file_id or uuid7(int(clock.now().timestamp() * 1000)),
        sha256=kept.sha256,
        name=kept.name,
        media_type=kept.media_type,
        size=kept.size,
        unit_id=principal.unit_id,
        account_id=principal.account_id,
        recorded_at=clock.now(),
    )
    uow.session.add(record)
    uow.session.flush()
    return record


def names_of(uow: UnitOfWork, file_ids: Collection[str]) -> dict[str, str]:
    """Return the names of files by their ids; who may know of them is the caller's to ask."""
    if not file_ids:
        return {}
    query = select(FileRecord.id, FileRecord.name).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id.in_([UUID(each) for each in file_ids])
    )
    return {str(row.id): row.name for row in uow.session.execute(query)}


def addresses_of(uow: UnitOfWork, file_ids: Collection[str]) -> dict[str, dict[str, str | int]]:
    """Return name, kind, digest and size of those ids that are files; who may know: the caller."""
    if not file_ids:
        return {}
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id.in_([UUID(each) for each in file_ids])
    )
    return {
        str(each.id): {
            "name": each.name,
            "media_type": each.media_type,
            "sha256": each.sha256,
            "size": each.size,
        }
        for each in uow.session.scalars(query.order_by(FileRecord.id))
    }
