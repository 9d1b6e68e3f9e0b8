"""Files that state secrets: kept encrypted, opened for whoever may read them, gone with a purge."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO, BinaryIO
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import FileDamagedError, FilePurgedError
from liandong.features.cases.models import CaseKey, SealedFact
from liandong.features.cases.service.case_keys import find_key, make_key
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.files import clean_name
from liandong.features.documents.service.records import keep_sealed
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7
from liandong.kernel.sealing import decrypt, encrypt

_LENGTH = 2
#: Under this name a session knows the sealed file that its transaction took in.
HANDED_IN = "handed_in"


@dataclass(frozen=True)
class Taken:
    """A file as it is taken away."""

    name: str
    media_type: str
    content: BinaryIO


def keep_sealed_file(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    store: FileStore,
    stream: IO[bytes],
    name: str,
) -> FileRecord:
    """Take a file in under a key of its own; the name it came with lies under that key too.

    Raises:
        FileNameError: The name is empty.
        FileTooBigError: The file is over the limit.
        FileRefusedError: Its kind is not taken.
    """
    file_id = uuid7(int(clock.now().timestamp() * 1000))
    key, own_name = make_key(uow, file_id), clean_name(name).encode()
    uow.session.info[HANDED_IN] = file_id

    def seal(content: bytes) -> bytes:
        packed = len(own_name).to_bytes(_LENGTH) + own_name + content
        return encrypt(key, packed, _place(file_id))

    return keep_sealed(uow, clock, principal, store, stream, name, file_id, seal)


def open_stored(uow: UnitOfWork, store: FileStore, record: FileRecord) -> Taken:
    """Return a file in clear; who may read it is the caller's to ask.

    Raises:
        NotFoundError: The store does not have it.
        FilePurgedError: It was purged.
        FileDamagedError: What is stored is not what was handed in.
        SecretsKeyError: Its key cannot be read.
    """
    content = store.open(uow.tenant_id, record.sha256)
    if not sealed_among(uow, [record.id]):
        return Taken(record.name, record.media_type, content)
    with content:
        kept = content.read()
    key = find_key(uow, record.id)
    if key is None:
        raise FilePurgedError
    if sha256(kept).hexdigest() != record.sha256:
        raise FileDamagedError
    packed = decrypt(key, kept, _place(record.id))
    end = _LENGTH + int.from_bytes(packed[:_LENGTH])
    return Taken(packed[_LENGTH:end].decode(), record.media_type, BytesIO(packed[end:]))


def sealed_among(uow: UnitOfWork, ids: Collection[UUID]) -> set[UUID]:
    """Return which of these files were handed in sealed, purged ones too."""
    kept = select(CaseKey.id).where(CaseKey.tenant_id == uow.tenant_id, CaseKey.id.in_(ids))
    used = select(SealedFact.id).where(
        SealedFact.tenant_id == uow.tenant_id, SealedFact.id.in_(ids), SealedFact.is_file
    )
    return set(uow.session.scalars(kept.union(used))) if ids else set()


def case_of(uow: UnitOfWork, file_id: UUID) -> UUID | None:
    """Return the case that holds a sealed file; None where no act has named it yet."""
    query = select(SealedFact.case_id).where(
        SealedFact.tenant_id == uow.tenant_id, SealedFact.id == file_id, SealedFact.is_file
    )
    return uow.session.scalar(query)


def _place(file_id: UUID) -> str:
    return f"{file_id}/bytes"
