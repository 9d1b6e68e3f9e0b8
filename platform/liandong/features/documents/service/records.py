"""Files as facts: who handed in which content, under which name."""

from collections.abc import Collection
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


def _record(uow: UnitOfWork, clock: Clock, principal: Principal, kept: StoredFile) -> FileRecord:
    record = FileRecord(
        tenant_id=principal.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
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
    """Return name, digest and size of those ids that are files; who may know is the caller's."""
    if not file_ids:
        return {}
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id.in_([UUID(each) for each in file_ids])
    )
    return {
        str(each.id): {"name": each.name, "sha256": each.sha256, "size": each.size}
        for each in uow.session.scalars(query.order_by(FileRecord.id))
    }
