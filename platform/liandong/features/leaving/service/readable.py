"""What people open in a full export: files, tables of Excel, papers; and secrets, if asked for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

import orjson
from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service import whole
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.files import clean_name
from liandong.features.leaving.service.packing import Packer
from liandong.web.spreadsheets import workbook

Plain = dict[str, Any]
FILES = ("名称", "收到时间", "字节", "文件")
_CHUNK = 256 * 1024
_ROWS_OF_A_BOOK = 50_000


def write_files(uow: UnitOfWork, store: FileStore, packer: Packer) -> list[str]:
    """Write what the store keeps; return the digests that are on record and not in it."""
    query = select(FileRecord).where(FileRecord.tenant_id == uow.tenant_id)
    records = uow.session.scalars(query.order_by(FileRecord.recorded_at, FileRecord.id)).all()
    paths = {each.sha256: f"files/{each.sha256}{_kind(each)}" for each in records}
    kept = set(store.list_digests(uow.tenant_id))
    for digest in sorted(kept):
        with store.open(uow.tenant_id, digest) as content:
            chunks = iter(partial(content.read, _CHUNK), b"")
            packer.add(paths.get(digest, f"files/{digest}"), chunks)
    rows = [_row(each, paths) for each in records if each.sha256 in kept]
    packer.add("read/附件.xlsx", [workbook("附件", FILES, rows)])
    return sorted(paths.keys() - kept)


def _kind(record: FileRecord) -> str:
    return PurePosixPath(clean_name(record.name)).suffix


def _row(record: FileRecord, paths: Mapping[str, str]) -> tuple[str, ...]:
    at = record.recorded_at.isoformat(timespec="seconds")
    return record.name, at, str(record.size), paths[record.sha256]


def write_readable(uow: UnitOfWork, packer: Packer) -> list[Plain]:
    """Write what a clerk opens; return the papers that could not be written, with the reason."""
    _write_books(packer, "案件", whole.CASES, whole.case_rows(uow))
    _write_books(packer, "经过", whole.EVENTS, whole.event_rows(uow))
    unwritten = []
    for each in whole.letters(uow):
        if each.why_not:
            unwritten.append({"paper": each.name, "why": each.why_not})
        else:
            packer.add(f"read/文书/{clean_name(each.name.replace('/', '-'))}", [each.content])
    return unwritten


def _write_books(
    packer: Packer, title: str, head: Sequence[str], rows: Iterator[Sequence[str]]
) -> None:
    number = 1
    while (some := list(islice(rows, _ROWS_OF_A_BOOK))) or number == 1:
        name = f"read/{title}.xlsx" if number == 1 else f"read/{title}-{number}.xlsx"
        packer.add(name, [workbook(title, head, some)])
        number += 1


def write_secrets(uow: UnitOfWork, store: FileStore, packer: Packer) -> None:
    """Write what is sealed in clear, as far as its keys are there."""
    lines = (orjson.dumps(each) + b"\n" for each in whole.secret_texts(uow))
    packer.add("secrets/texts.jsonl", lines)
    for each in whole.secret_files(uow, store):
        packer.add(f"secrets/files/{each.id}-{each.name}", [each.content])
