"""A table of units and people from its upload to its acceptance; the county may do it alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import IO
from uuid import UUID

from sqlalchemy import delete, select

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.documents.service.errors import too_big
from liandong.features.documents.service.sniffing import media_type
from liandong.features.rosters.errors import RosterFileError
from liandong.features.rosters.models import RosterUpload
from liandong.features.rosters.service.judging import Asked, Outcome, judge
from liandong.features.rosters.service.sheets import Row, Sheet, read_sheet
from liandong.features.tenants.service import StatedPackage, find_tenant, stated_now
from liandong.kernel.clock import Clock
from liandong.kernel.errors import (
    NotFoundError,
    Problem,
    StaleError,
)
from liandong.kernel.ids import uuid7

_MOST_MEGABYTES = 5
#: A preview that nobody took further is dropped with the next upload after so long.
_KEPT = timedelta(days=30)
_MOST_WAITING = 20


@dataclass(frozen=True)
class Preview:
    """An upload as it would change the roster now; `version` moves with either of them."""

    upload: RosterUpload
    outcome: Outcome
    stated: StatedPackage
    version: int


def read_workbook(stream: IO[bytes], name: str) -> Sheet:
    """Read the rows of a roster.

    Raises:
        FileTooBigError: It is over the limit.
        FileRefusedError: It is no workbook, carries macros or unpacks to too much.
        RosterFileError: No roster can be read from it.
    """
    data = stream.read(_MOST_MEGABYTES * 1024 * 1024 + 1)
    if len(data) > _MOST_MEGABYTES * 1024 * 1024:
        raise too_big(name, _MOST_MEGABYTES)
    if not name.lower().endswith(".xlsx"):
        zh = "请传 Excel 工作簿（.xlsx）。旧的 .xls 要先另存为 .xlsx"
        en = "send a workbook (.xlsx); save an old .xls as .xlsx first"
        raise RosterFileError([Problem("file", zh, en)])
    media_type(BytesIO(data), name, _MOST_MEGABYTES)
    return read_sheet(data)


def take_in(uow: UnitOfWork, clock: Clock, stream: IO[bytes], name: str, *, by: str) -> UUID:
    """Read a workbook once and keep its rows; nothing of the roster changes.

    Raises:
        FileTooBigError: It is over the limit.
        FileRefusedError: It is no workbook, carries macros or unpacks to too much.
        RosterFileError: No roster can be read from it, or too many wait already.
    """
    sheet = read_workbook(stream, name)
    lock(uow, "roster uploads")
    _drop_old(uow, clock)
    upload = RosterUpload(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        name=name[:200],
        uploaded_at=clock.now(),
        uploaded_by=by,
        position=1,
        rows=[row.dump() for row in sheet.rows],
        aside=[list(each) for each in sheet.aside],
        unused=list(sheet.unused),
        is_partial=sheet.is_partial,
        leaving=[],
        staying=[],
    )
    uow.session.add(upload)
    uow.session.flush()
    return upload.id


def _drop_old(uow: UnitOfWork, clock: Clock) -> None:
    mine = RosterUpload.tenant_id == uow.tenant_id
    old = RosterUpload.uploaded_at < clock.now() - _KEPT
    uow.session.execute(delete(RosterUpload).where(mine, old))
    if len(list_uploads(uow)) >= _MOST_WAITING:
        zh = f"已有 {_MOST_WAITING} 份名册等着接受，先接受或者作废几份"
        raise RosterFileError([Problem("file", zh, "too many uploads wait; put some aside")])


def list_uploads(uow: UnitOfWork) -> Sequence[RosterUpload]:
    """Return the uploads that wait, the newest first."""
    query = select(RosterUpload).where(RosterUpload.tenant_id == uow.tenant_id)
    return uow.session.scalars(query.order_by(RosterUpload.uploaded_at.desc())).all()


def look(uow: UnitOfWork, clock: Clock, upload_id: UUID) -> Preview:
    """Judge an upload against the roster as it stands now.

    Raises:
        NotFoundError: There is no such upload, or the tenant has no roster.
    """
    mine = RosterUpload.tenant_id == uow.tenant_id
    query = select(RosterUpload).where(mine, RosterUpload.id == upload_id)
    upload = uow.session.scalar(query)
    if upload is None:
        raise NotFoundError
    stated = roster_of(uow)
    asked = Asked(
        [Row.load(each) for each in upload.rows],
        frozenset(upload.leaving),
        frozenset(upload.staying),
        is_partial=upload.is_partial,
    )
    outcome = judge(asked, stated.files["roster"], stated.tenant, clock.today())
    version = upload.position + find_tenant(uow.session, uow.tenant_id).position
    return Preview(upload, outcome, stated, version)


def roster_of(uow: UnitOfWork) -> StatedPackage:
    """Return what the tenant states, its roster in it.

    Raises:
        NotFoundError: The tenant is no county, or has no package.
    """
    stated = stated_now(uow)
    if not stated.is_county:
        raise NotFoundError
    return stated


def put_aside(uow: UnitOfWork, clock: Clock, upload_id: UUID) -> None:
    """Drop an upload; nothing of it is kept.

    Raises:
        NotFoundError: There is no such upload.
    """
    uow.session.delete(look(uow, clock, upload_id).upload)
    uow.session.flush()


def look_as_seen(uow: UnitOfWork, clock: Clock, upload_id: UUID, seen: int) -> Preview:
    """Judge an upload that is about to change.

    Raises:
        NotFoundError: There is no such upload.
        StaleError: It, or the roster, changed since it was seen.
    """
    lock(uow, "roster uploads")
    found = look(uow, clock, upload_id)
    if found.version != seen:
        raise StaleError
    return found
