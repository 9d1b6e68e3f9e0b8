"""A file of lines: read and judged first, taken in once the clerk has seen what becomes of it."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import IO
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.line_checking import Checked, Judged, check_sheet
from liandong.features.cases.service.line_digests import NewLine
from liandong.features.cases.service.line_keeping import (
    KIND,
    Entry,
    keep_lines,
    opened_for_lines,
)
from liandong.features.cases.service.line_sheets import Sheet, SheetError, read_rows, sheet_of
from liandong.features.cases.service.line_versions import last_number
from liandong.features.cases.service.viewing import Opened
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file, keep_table
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError, Problem
from liandong.mechanisms import Table

UPLOAD = "upload"


@dataclass(frozen=True)
class LineFile:
    """A file of lines in one case; `mapping` says by heading what a column holds.

    With `again`, rows that were reported in an earlier case are taken too.
    """

    case_id: UUID
    table: str
    file_id: UUID
    mapping: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    seen: int | None = None


@dataclass(frozen=True)
class Reading:
    """A file that was read: what each column holds, and the verdict on each row.

    Without `checked`, required columns were not found; the clerk says which they are.
    """

    opened: Opened
    table: Table
    file: FileRecord
    sheet: Sheet
    checked: Checked | None


def keep_upload(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    store: FileStore,
    case_id: UUID,
    table: str,
    stream: IO[bytes],
    name: str,
) -> FileRecord:
    """Take a file of lines in; nothing is read yet.

    Raises:
        FileRefusedError: It is no workbook and no CSV file.
    """
    opened_for_lines(uow, principal, case_id, table)
    lower = name.lower()
    if not lower.endswith((".xlsx", ".csv")):
        zh = "请传 Excel 工作簿（.xlsx）或者 CSV 文件。旧的 .xls 要先另存为 .xlsx"
        en = "send a workbook (.xlsx) or a CSV file; save an old .xls as .xlsx first"
        raise SheetError([Problem("file", zh, en)])
    keep = keep_table if lower.endswith(".csv") else keep_file
    return keep(uow, clock, principal, store, stream, name)


def read_upload(
    uow: UnitOfWork, principal: Principal, clock: Clock, store: FileStore, asked: LineFile
) -> Reading:
    """Read and judge a file; nothing is changed.

    Raises:
        NotFoundError: The case, the table or the file is unknown, or the file another unit's.
        SheetError: It holds no table.
    """
    opened, table = opened_for_lines(uow, principal, asked.case_id, asked.table, asked.seen)
    record = _own_file(uow, principal, asked.file_id)
    with closing(store.open(uow.tenant_id, record.sha256)) as stream:
        rows = read_rows(stream.read(), record.name)
    known = {**remembered(uow, principal, opened, table), **asked.mapping}
    sheet = sheet_of(table, rows, known)
    if sheet.missing(table):
        return Reading(opened, table, record, sheet, None)
    checked = check_sheet(uow, principal, opened, table, sheet, clock.today())
    return Reading(opened, table, record, sheet, checked)


def accept_upload(
    uow: UnitOfWork, principal: Principal, clock: Clock, store: FileStore, asked: LineFile
) -> tuple[Case, Checked]:
    """Take in the rows of a file that are in order, all in one act.

    The file is judged again, so that what is taken fits the case as it stands now.

    Raises:
        SheetError: Columns are missing, or no row can be taken.
        NotFoundError: As for reading it.
    """
    reading = read_upload(uow, principal, clock, store, asked)
    opened, table, checked = reading.opened, reading.table, reading.checked
    if checked is None:
        names = "、".join(each.label for each in reading.sheet.missing(table))
        zh, en = f"没有找到这些列：{names}", "required columns are missing"
        raise SheetError([Problem("file", zh, en)])
    taken = checked.of("new", "changed", *(("earlier",) if asked.again else ()))
    if not taken:
        raise SheetError([Problem("file", "没有可以导入的行", "there is no row to take in")])
    told = {
        "file": {
            "id": str(reading.file.id),
            "sha256": reading.file.sha256,
            "name": reading.file.name,
        },
        "counts": dict(checked.counts),
        "mapping": reading.sheet.mapping,
    }
    lines = _numbered(taken, last_number(uow, opened.case.id, table.key))
    entry = Entry(UPLOAD, lines, told)
    return keep_lines(uow, principal, clock, opened, table, entry), checked


def _numbered(taken: tuple[Judged, ...], last: int) -> list[NewLine]:
    found = []
    for row in taken:
        number = row.known.number if row.verdict == "changed" and row.known else None
        if number is None:
            last += 1
        found.append(NewLine(number or last, row.content))
    return found


def remembered(
    uow: UnitOfWork, principal: Principal, opened: Opened, table: Table
) -> dict[str, str]:
    """Return which heading held which field when the unit last took lines in."""
    query = select(CaseEvent.payload["mapping"]).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.kind == KIND,
        CaseEvent.unit_id == principal.unit_id,
        CaseEvent.transition == f"{table.key}.{UPLOAD}",
    )
    found = uow.session.scalar(query.order_by(CaseEvent.id.desc()).limit(1))
    known = {each.key for each in opened.mechanism.table(table.key).fields}
    return {heading: key for heading, key in (found or {}).items() if key in known}


def _own_file(uow: UnitOfWork, principal: Principal, file_id: UUID) -> FileRecord:
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id,
        FileRecord.id == file_id,
        FileRecord.unit_id == principal.unit_id,
    )
    found = uow.session.scalar(query)
    if found is None:
        raise NotFoundError
    return found
