import io
from collections.abc import Callable

import pytest

from liandong.features.documents.service import FileRefusedError, FileStore

TENANT = 410108
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
TYPES = b"<Types/>"


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + bytes(8) for name in streams)


def refuse(store: FileStore, content: bytes, name: str) -> FileRefusedError:
    with pytest.raises(FileRefusedError) as refused:
        store.put(TENANT, io.BytesIO(content), name)
    return refused.value


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.PDF", b"%PDF-1.4\n"),
        ("a.png", b"\x89PNG\r\n\x1a\n0000"),
        ("a.jpg", b"\xff\xd8\xff\xe0JFIF"),
        ("a.jpeg", b"\xff\xd8\xff\xe0JFIF"),
        ("a.doc", ole("WordDocument")),
        ("a.xls", ole("Workbook")),
        ("a.xls", ole("Book")),
        ("a.doc", ole("Workbook", "WordDocument")),
    ],
    ids=repr,
)
def test_offices_papers_and_pictures_are_taken(store: FileStore, name: str, content: bytes) -> None:
    assert store.put(TENANT, io.BytesIO(content), name).size == len(content)


@pytest.mark.parametrize(
    ("name", "part"), [("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml")]
)
def test_word_and_excel_are_known_by_their_parts(
    store: FileStore, create_zip: Callable[[dict[str, bytes]], bytes], name: str, part: str
) -> None:
    content = create_zip({"[Content_Types].xml": TYPES, part: b"<x/>"})

    assert "openxmlformats" in store.put(TENANT, io.BytesIO(content), name).media_type


@pytest.mark.parametrize(
    "name", ["台账.exe", "台账.txt", "台账.html", "台账.svg", "台账.zip", "台账"]
)
def test_other_kinds_are_refused_in_the_words_of_the_design(store: FileStore, name: str) -> None:
    refused = refuse(store, b"MZ", name)

    assert refused.code == "file.type"
    assert refused.message_zh == (
        f"“{name}”不能上传。可以传 PDF、Word、Excel、图片，每个不超过 1 MB"
    )
    assert "1 MB at most" in refused.message_en


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90"),
        ("a.pdf", b""),
        ("a.pdf", b"\x89PNG\r\n\x1a\n"),
        ("a.doc", ole("Workbook")),
        ("a.docx", ole("EncryptedPackage")),
        ("a.docx", b"PK\x03\x04broken"),
    ],
    ids=repr,
)
def test_a_name_that_differs_from_the_content_is_refused(
    store: FileStore, name: str, content: bytes
) -> None:
    assert refuse(store, content, name).code == "file.type"


def test_an_archive_in_the_clothes_of_word_is_refused(
    store: FileStore, create_zip: Callable[[dict[str, bytes]], bytes]
) -> None:
    assert refuse(store, create_zip({"virus.exe": b"MZ"}), "a.docx").code == "file.type"


@pytest.mark.parametrize("name", ["a.docm", "a.xlsm", "a.xlsb"])
def test_files_with_macros_are_refused_by_name(store: FileStore, name: str) -> None:
    assert refuse(store, b"PK\x03\x04", name).code == "file.macros"


def test_macros_are_found_behind_a_harmless_name(
    store: FileStore, create_zip: Callable[[dict[str, bytes]], bytes]
) -> None:
    members = {"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}

    refused = refuse(store, create_zip(members), "a.docx")

    assert refused.code == "file.macros"
    assert "另存为不带宏的文件" in refused.message_zh


def test_macros_are_found_in_old_word_files(store: FileStore) -> None:
    assert refuse(store, ole("WordDocument", "_VBA_PROJECT"), "a.doc").code == "file.macros"


def test_an_archive_that_swells_is_refused(
    store: FileStore, create_zip: Callable[[dict[str, bytes]], bytes]
) -> None:
    members = {"word/document.xml": b"<x/>", "word/media/a.bin": bytes(8 * 1024 * 1024)}

    assert refuse(store, create_zip(members), "a.docx").code == "file.archive"


def test_an_archive_of_too_many_parts_is_refused(
    store: FileStore, create_zip: Callable[[dict[str, bytes]], bytes]
) -> None:
    members = {"xl/workbook.xml": b"<x/>"} | {str(n): b"" for n in range(5001)}

    assert refuse(store, create_zip(members), "a.xlsx").code == "file.archive"
