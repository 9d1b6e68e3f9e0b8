"""From the upload to the acceptance: all of it in one revision, or nothing."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.documents.service import FileRefusedError, FileTooBigError
from liandong.features.rosters.errors import (
    RosterFileError,
    RosterProcedureError,
    RosterRowsError,
)
from liandong.features.rosters.service import uploads
from liandong.features.rosters.service.accepting import accept
from liandong.features.rosters.service.books import template
from liandong.features.rosters.service.correcting import Correction, choose, correct
from liandong.features.rosters.service.uploads import Preview
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import current
from liandong.features.units.models import Seat
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from liandong.kernel.errors import InvalidInputError, NotFoundError, StaleError
from support.counties import HUIJI, on
from support.rosters import book

DAY = on("2026-04-27")
HEAD = ("单位", "联络员", "职务", "联系方式")


@pytest.fixture
def uow(sessions: sessionmaker[Session]) -> Iterator[UnitOfWork]:
    with unit_of_work(sessions, HUIJI) as found:
        yield found


def _take(uow: UnitOfWork, *rows: Any, data: bytes = b"") -> Preview:
    table = data or book([HEAD, *rows])
    return uploads.look(uow, DAY, uploads.take_in(uow, DAY, BytesIO(table), "名单.xlsx", by="x"))


def _accept(uow: UnitOfWork, preview: Preview) -> Any:
    return accept(uow, DAY, preview.upload.id, preview.version, by="x")


def _revisions(uow: UnitOfWork) -> int:
    mine = TenantRevision.tenant_id == uow.tenant_id
    return uow.session.scalar(select(func.count()).select_from(TenantRevision).where(mine)) or 0


def test_accepting_is_one_revision_and_the_upload_is_gone(uow: UnitOfWork) -> None:
    before = _revisions(uow)
    preview = _take(uow, ["区水利局", "王一", "科长", 13800000001.0], ["区财政局", "王二", "", ""])

    done = _accept(uow, preview)

    assert _revisions(uow) == before + 1
    assert [each.what for each in done.changes] == ["unit_added", "seat_begun", "seat_begun"]
    assert "区水利局" in [unit.name for unit in list_active(uow)]
    mine = select(Seat.person).where(Seat.tenant_id == HUIJI, Seat.kind == "liaison")
    assert set(uow.session.scalars(mine)) == {"王一", "王二"}
    assert not uploads.list_uploads(uow)
    with pytest.raises(NotFoundError):
        uploads.look(uow, DAY, preview.upload.id)


def test_a_phone_number_is_stated_and_stands_in_no_package(uow: UnitOfWork) -> None:
    _accept(uow, _take(uow, ["区财政局", "王二", "", "13800000001"]))
    stated = uploads.roster_of(uow).files["roster"]
    assert "13800000001" in str(stated["seats"])
    assert "13800000001" not in str(current(uow).package)


def test_accepting_the_same_table_again_changes_nothing(uow: UnitOfWork) -> None:
    rows = (
        ["惠济区水利局", "王一", "科长", "6612"],
        ["区人力资源和社会保障局", "王二", "", ""],
    )
    _accept(uow, _take(uow, *rows))
    stated, n = uploads.roster_of(uow).files["roster"], _revisions(uow)

    again = _take(uow, *rows)
    assert again.outcome.counts["same"] == len(rows)
    assert not _accept(uow, again).changes
    assert (uploads.roster_of(uow).files["roster"], _revisions(uow)) == (stated, n)


def test_one_wrong_row_and_nothing_is_accepted(uow: UnitOfWork) -> None:
    preview, n = (
        _take(uow, ["区水利局", "王一", "", ""], ["甲乙丙", "", "", "电话"]),
        _revisions(uow),
    )
    with pytest.raises(RosterRowsError):
        _accept(uow, preview)
    assert (_revisions(uow), len(uploads.list_uploads(uow))) == (n, 1)
    assert "区水利局" not in [unit.name for unit in list_active(uow)]


def test_a_row_is_put_right_in_the_preview_or_left_out(uow: UnitOfWork) -> None:
    preview = _take(uow, ["甲乙丙", "王一", "", ""], ["丁戊己", "王二", "", ""])
    assert preview.outcome.counts["failed"] == 2
    right = Correction(2, {"kind": "企业", "person": "王一", "name": "甲乙丙公司"})
    out = Correction(3, {}, is_out=True)
    fixed = correct(uow, DAY, preview.upload.id, preview.version, [right, out])
    assert fixed.version > preview.version
    assert (fixed.outcome.counts["new"], fixed.outcome.counts["out"]) == (1, 1)
    _accept(uow, fixed)
    assert {unit.kind for unit in list_active(uow) if unit.name == "甲乙丙公司"} == {"enterprise"}


def test_who_saw_an_older_preview_or_an_older_roster_is_told(uow: UnitOfWork) -> None:
    first = _take(uow, ["区财政局", "王一", "", ""])
    second = _take(uow, ["区审计局", "王二", "", ""])
    _accept(uow, first)
    with pytest.raises(StaleError):
        _accept(uow, second)
    now = uploads.look(uow, DAY, second.upload.id)
    choose(uow, DAY, second.upload.id, now.version, ["expropriation"], [])
    with pytest.raises(StaleError):
        _accept(uow, now)


def test_a_unit_leaves_only_when_it_was_ticked(uow: UnitOfWork) -> None:
    preview = _take(uow, ["区财政局", "王一", "", ""])
    chosen = choose(uow, DAY, preview.upload.id, preview.version, ["expropriation"], [])
    _accept(uow, chosen)
    keys = {unit.key for unit in list_active(uow)}
    assert "expropriation" not in keys
    assert "audit" in keys


def test_a_roster_that_does_not_fit_the_rest_is_refused_with_the_reason(uow: UnitOfWork) -> None:
    preview, n = _take(uow, ["区财政局", "王一", "", ""]), _revisions(uow)
    chosen = choose(uow, DAY, preview.upload.id, preview.version, ["justice_bureau"], [])
    with pytest.raises(InvalidInputError) as refused:
        _accept(uow, chosen)
    assert "justice_bureau" in str(refused.value)
    assert _revisions(uow) == n


def test_the_whole_roster_comes_back_unchanged(uow: UnitOfWork) -> None:
    roster = uploads.roster_of(uow).files["roster"]
    preview = _take(uow, data=template(roster, DAY.today()))
    assert preview.outcome.roster == roster


@pytest.mark.parametrize(
    ("cells", "unit", "number"),
    [({"colour": "red"}, "", 2), ({"person_7": "王"}, "", 2), ({}, "nobody", 2), ({}, "", 99)],
)
def test_what_no_row_has_cannot_be_put_right(
    uow: UnitOfWork, cells: dict[str, str], unit: str, number: int
) -> None:
    preview = _take(uow, ["区财政局", "王一", "", ""])
    put = Correction(number, cells, unit or None)
    with pytest.raises(InvalidInputError):
        correct(uow, DAY, preview.upload.id, preview.version, [put])


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"x" * (5 * 1024 * 1024 + 1), "a.xlsx", FileTooBigError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", RosterFileError),
        (b"%PDF-1.7", "a.xlsx", FileRefusedError),
    ],
    ids=["too big", "old", "pdf"],
)
def test_a_file_that_is_no_workbook_is_refused(
    uow: UnitOfWork, data: bytes, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        uploads.take_in(uow, DAY, BytesIO(data), name, by="x")


def test_an_upload_is_put_aside_or_dropped_after_a_month(uow: UnitOfWork) -> None:
    kept = _take(uow, ["区财政局", "王一", "", ""]).upload.id
    uploads.put_aside(uow, DAY, kept)
    assert not uploads.list_uploads(uow)
    with pytest.raises(NotFoundError):
        uploads.put_aside(uow, DAY, uuid4())

    old = _take(uow, ["区财政局", "王一", "", ""]).upload.id
    later = FixedClock(DAY.now() + timedelta(days=31))
    table = BytesIO(book([HEAD, ["区财政局", "王一", "", ""]]))
    new: UUID = uploads.take_in(uow, later, table, "名单.xlsx", by="x")
    assert [each.id for each in uploads.list_uploads(uow)] == [new] != [old]


def test_whom_a_convener_approves_no_workbook_changes(uow: UnitOfWork) -> None:
    n = _revisions(uow)
    table = book([("单位", "席位", "姓名"), ["区政府", "召集人", "王一"]])
    with pytest.raises(RosterProcedureError, match="召集人李伟光"):
        _accept(uow, _take(uow, data=table))
    assert _revisions(uow) == n
