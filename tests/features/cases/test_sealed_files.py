"""A sealed file lies encrypted, goes by a neutral name, and nobody opens it after the purge."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from docx import Document as Docx
from flask.testing import FlaskClient
from sqlalchemy import select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.errors import FactsError, FileDamagedError, FilePurgedError
from liandong.features.cases.service import PurgeSecrets, RowCommand
from liandong.features.cases.service.downloads import take_file
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.kernel.errors import NotFoundError
from support.case_forms import send as press
from support.case_forms import words
from support.counties import XUYI, County
from support.http import open_app, sign_in
from support.secrets import tables_with
from support.stages_of_linkage import begin

KEY = "discipline_clue_transfer"
DAY = "2026-04-27"
MARKER = "欧阳标记某"
NAME = f"{MARKER}的举报信.docx"


@cache
def letter(text: str = f"{MARKER}收受财物") -> bytes:
    target, written = BytesIO(), Docx()
    written.add_paragraph(text)
    written.save(target)
    return target.getvalue()


@pytest.fixture
def xuyi(county: Callable[..., County]) -> County:
    found = county(XUYI)
    found.join("inspector", "discipline", "handler", "unit_head")
    return found


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore.at(str(tmp_path / "store"))


def hand_in(county: County, store: FileStore, who: str = "prosecutor") -> UUID:
    with county.acting(who, DAY) as (uow, me, clock):
        return keep_sealed_file(uow, clock, me, store, BytesIO(letter()), NAME).id


def clue(county: County, file_id: UUID | None = None) -> UUID:
    opening = {"title": "线索一号", "subject_unit": str(county.units["addressee"])}
    case_id = begin(county, KEY, "prosecutor", DAY, "open", opening, ("discipline", "addressee"))
    if file_id:
        add(county, case_id, file_id)
    return case_id


def add(county: County, case_id: UUID, file_id: UUID) -> None:
    facts = {"material": "书证一份", "material_files": [str(file_id)]}
    rows = (RowCommand("material", "list", None, facts),)
    county.fire("prosecutor", DAY, case_id, None, rows=rows)


def take(county: County, store: FileStore, who: str, file_id: UUID) -> tuple[str, bytes]:
    with county.acting(who, DAY) as (uow, me, clock):
        taken = take_file(uow, me, clock, store, file_id)
        return taken.name, taken.content.read()


def record(county: County, file_id: UUID) -> FileRecord:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return uow.session.get_one(FileRecord, (county.tenant_id, file_id))


def send(county: County, case_id: UUID) -> None:
    """Bring a clue to its receiver."""
    facts = {"nature": "duty_crime", "kept": "offline"}
    county.fire("prosecutor", DAY, case_id, "revise", facts={"found_in": "来信", **facts})
    county.step("prosecutor", DAY, case_id, "submit", "clue_letter")
    county.fire("chief", DAY, case_id, "approve")
    county.fire("inspector", DAY, case_id, "transfer", facts={"delivery_mode": "electronic"})


def purge(county: County, case_id: UUID) -> None:
    county.fire("chief", DAY, case_id, "drop", facts={"why": "不属实"})
    with county.acting("chief", DAY) as (uow, me, clock):
        command = PurgeSecrets("行政处罚法 第五十条", "已经办结")
        service.purge_secrets(uow, me, clock, case_id, command)


def test_bytes_and_name_lie_encrypted_and_come_back_as_they_were(
    xuyi: County, store: FileStore, tmp_path: Path, database: str
) -> None:
    file_id = hand_in(xuyi, store)
    case_id = clue(xuyi, file_id)
    xuyi.tell(DAY)

    kept = record(xuyi, file_id)
    assert kept.name == f"涉密附件{file_id.hex[-4:].upper()}.docx"
    assert kept.size == len(letter())
    assert tables_with(database, MARKER) == set()
    stored = [each.read_bytes() for each in (tmp_path / "store").rglob("*") if each.is_file()]
    assert stored
    assert not any(each[:2] == b"PK" or MARKER.encode() in each for each in stored)
    for who in ("prosecutor", "chief"):
        assert take(xuyi, store, who, file_id) == (NAME, letter())
    with xuyi.acting("prosecutor", DAY) as (uow, me, clock):
        shown = service.dump_case(service.look(uow, me, clock, KEY, case_id))
        assert shown["rows"][0]["facts"]["material_files"] == [str(file_id)]


def test_who_does_not_read_the_case_opens_nothing(xuyi: County, store: FileStore) -> None:
    file_id = hand_in(xuyi, store)
    with pytest.raises(NotFoundError):  # handed in, and named by no act: one's own alone
        take(xuyi, store, "chief", file_id)
    case_id = clue(xuyi, file_id)
    for who in ("inspector", "handler", "office", "bystander"):
        with pytest.raises(NotFoundError):
            take(xuyi, store, who, file_id)

    send(xuyi, case_id)

    assert take(xuyi, store, "inspector", file_id) == (NAME, letter())
    for who in ("handler", "office", "bystander"):
        with pytest.raises(NotFoundError):
            take(xuyi, store, who, file_id)


def test_a_sealed_field_takes_sealed_files_and_no_other_place_does(
    xuyi: County, store: FileStore
) -> None:
    case_id, sealed, plain = clue(xuyi), hand_in(xuyi, store), xuyi.file("prosecutor")

    with pytest.raises(FactsError, match="要按涉密文件上传") as refused:
        add(xuyi, case_id, plain)
    assert [each.where for each in refused.value.problems] == ["rows[0].material_files"]
    with pytest.raises(FactsError, match="涉密文件不能放在这里"):
        xuyi.fire("prosecutor", DAY, case_id, "revise", facts={"title": "改"}, proof=(sealed,))
    add(xuyi, case_id, sealed)
    add(xuyi, case_id, sealed)  # the same case may name it again
    with pytest.raises(FactsError, match="另一件"):
        add(xuyi, clue(xuyi), sealed)


def test_what_was_changed_in_the_store_is_not_given_out(
    xuyi: County, store: FileStore, tmp_path: Path
) -> None:
    file_id = hand_in(xuyi, store)
    clue(xuyi, file_id)
    digest = record(xuyi, file_id).sha256
    (place,) = (tmp_path / "store").rglob(digest)
    held = place.read_bytes()
    place.write_bytes(held[:-1] + bytes([held[-1] ^ 1]))

    with pytest.raises(FileDamagedError):
        take(xuyi, store, "prosecutor", file_id)


def test_after_the_purge_the_page_says_so_and_nobody_opens_it(
    xuyi: County, store: FileStore, visit: Callable[..., FlaskClient]
) -> None:
    file_id = hand_in(xuyi, store)
    case_id = clue(xuyi, file_id)
    before = words(visit(xuyi, "chief").get(f"/t/{XUYI}/cases/{KEY}/{case_id}").text)
    assert f"涉密附件{file_id.hex[-4:].upper()}.docx" in before

    purge(xuyi, case_id)
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        service.rebuild(uow)

    with pytest.raises(FilePurgedError):
        take(xuyi, store, "chief", file_id)
    shown = words(visit(xuyi, "chief").get(f"/t/{XUYI}/cases/{KEY}/{case_id}").text)
    assert "材料文件：已清除（4月27日" in shown
    assert shown.count("依据：行政处罚法 第五十条") >= 2  # the name of the material, and its file


def test_the_programs_way_hands_a_file_in_sealed(xuyi: County, database: str) -> None:
    caller = sign_in(open_app(xuyi.sessions, DAY), xuyi, "prosecutor", DAY)
    kept: Any = caller.client.post(
        f"/api/v1/t/{XUYI}/files/sealed",
        data={"file": (BytesIO(letter()), NAME)},
        headers={"Authorization": f"Bearer {caller.token}"},
    )

    assert kept.status_code == 201, kept.text
    assert kept.json["name"].startswith("涉密附件")
    assert tables_with(database, MARKER) == set()
    add(xuyi, clue(xuyi), UUID(kept.json["id"]))


def test_a_form_seals_what_its_field_asks_for(
    xuyi: County, visit: Callable[..., FlaskClient], database: str
) -> None:
    case_id = clue(xuyi)
    material = {"row.new.material": "书证一份"}
    files = {"row.new.material_files": (BytesIO(letter()), NAME)}

    done = press(
        visit(xuyi, "prosecutor"),
        f"/t/{XUYI}/cases/{KEY}/{case_id}",
        "material:list:new",
        **material,
        **files,
    )

    assert done.status_code == 303, words(done.text)
    with unit_of_work(xuyi.sessions, XUYI) as uow:
        (name,) = uow.session.scalars(select(FileRecord.name))
    assert name.startswith("涉密附件")
    assert tables_with(database, MARKER) == set()
