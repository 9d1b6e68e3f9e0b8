"""Archives that grow, and parts that could: refused before anything opens them."""

import io
import zipfile
from collections.abc import Callable

import pytest

from liandong.features.documents.service import FileRefusedError, FileStore
from liandong.web.spreadsheets import read_cells, workbook

TENANT = 410108
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
LATE = b"<!-- <x " + b" " * 70_000 + b"--><!DOCTYPE x><x/>"
AFTER_A_COMMENT = b"<!-- <x> --><!DOCTYPE x><x/>"
Zips = Callable[[dict[str, bytes]], bytes]


def _put(store: FileStore, content: bytes, name: str) -> str:
    try:
        store.put(TENANT, io.BytesIO(content), name)
    except FileRefusedError as refused:
        return refused.code
    return ""


@pytest.mark.parametrize(
    "part", [LAUGHS, LAUGHS.decode().encode("utf-16"), LATE, AFTER_A_COMMENT], ids=repr
)
@pytest.mark.parametrize("where", ["xl/workbook.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_a_part_that_declares_entities_is_refused(
    store: FileStore, create_zip: Zips, part: bytes, where: str
) -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", where: part}

    assert _put(store, create_zip(parts), "台账.xlsx") == "file.type"


def test_what_an_office_program_writes_is_taken(store: FileStore) -> None:
    assert not _put(store, workbook("台账", ["文号"], [["<!-- <!DOCTYPE"]]), "台账.xlsx")


def test_a_picture_with_a_page_behind_it_stays_a_picture(store: FileStore) -> None:
    polyglot = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>"

    assert store.put(TENANT, io.BytesIO(polyglot), "图.png").media_type == "image/png"
    assert _put(store, polyglot, "图.html") == "file.type"
    assert _put(store, b"<svg onload='alert(1)'/>", "图.png") == "file.type"
    assert _put(store, b"GIF89a" + polyglot, "图.png") == "file.type"


def test_a_broken_archive_is_a_refusal_and_no_failure(store: FileStore, create_zip: Zips) -> None:
    whole = create_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>" * 90})
    for at in range(30, len(whole), 23):
        broken = whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]
        assert _put(store, broken, "台账.xlsx") in {"", "file.type"}, at


def test_a_sheet_that_unpacks_to_too_much_is_not_opened() -> None:
    file = io.BytesIO(workbook("台账", ["文号"], [["一"]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/media/{number}.bin", bytes(40 * 1024 * 1024))

    assert read_cells(workbook("台账", ["文号"], [["一"]])) == [("文号",), ("一",)]
    assert read_cells(file.getvalue()) is None
