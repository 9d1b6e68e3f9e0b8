import io
from hashlib import sha256
from pathlib import Path

import fsspec
import pytest

from liandong.features.documents.service import FileNameError, FileStore, FileTooBigError
from liandong.features.documents.service.files import clean_name
from liandong.kernel.errors import NotFoundError

PDF = b"%PDF-1.7\n%synthetic\n"
HUIJI, SHANDAN = 410108, 620725


def test_a_file_comes_back_as_it_went_in(store: FileStore) -> None:
    stored = store.put(HUIJI, io.BytesIO(PDF), "台账.pdf")

    assert (stored.sha256, stored.size) == (sha256(PDF).hexdigest(), len(PDF))
    assert (stored.media_type, stored.name) == ("application/pdf", "台账.pdf")
    with store.open(HUIJI, stored.sha256) as content:
        assert content.read() == PDF


def test_another_county_has_no_such_file(store: FileStore) -> None:
    stored = store.put(HUIJI, io.BytesIO(PDF), "台账.pdf")

    with pytest.raises(NotFoundError):
        store.open(SHANDAN, stored.sha256)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_an_address_that_is_no_digest_is_simply_not_found(store: FileStore, digest: str) -> None:
    with pytest.raises(NotFoundError):
        store.open(HUIJI, digest)


def test_the_same_content_is_kept_once_and_nothing_half_is_left(tmp_path: Path) -> None:
    store = FileStore.at(str(tmp_path))

    one = store.put(HUIJI, io.BytesIO(PDF), "甲.pdf")
    two = store.put(HUIJI, io.BytesIO(PDF), "乙.pdf")

    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert one.sha256 == two.sha256
    assert [path.name for path in kept] == [one.sha256]
    assert kept[0].is_relative_to(tmp_path / str(HUIJI))


def test_a_write_that_breaks_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filesystem = fsspec.filesystem("file")
    store = FileStore(filesystem, str(tmp_path))

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(filesystem, "mv", fail)
    with pytest.raises(OSError, match="disk full"):
        store.put(HUIJI, io.BytesIO(PDF), "台账.pdf")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_over_the_limit_is_refused_before_it_is_read_to_the_end(store: FileStore) -> None:
    stream = io.BytesIO(PDF + bytes(5 * 1024 * 1024))

    with pytest.raises(FileTooBigError, match="每个文件不超过 1 MB") as refused:
        store.put(HUIJI, stream, "台账.pdf")

    assert refused.value.code == "file.too_big"
    assert stream.tell() < 2 * 1024 * 1024


def test_a_file_of_exactly_the_limit_is_taken(store: FileStore) -> None:
    content = PDF.ljust(1024 * 1024, b"\0")

    assert store.put(HUIJI, io.BytesIO(content), "台账.pdf").size == 1024 * 1024


def test_what_the_platform_made_is_kept_as_it_is(store: FileStore) -> None:
    stored = store.put_made(HUIJI, b"made", "检察建议书.docx", "application/x-made")

    with store.open(HUIJI, stored.sha256) as content:
        assert content.read() == b"made"
    assert stored.name == "检察建议书.docx"


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        ("C:\\桌面\\台账.pdf", "台账.pdf"),
        ("../../etc/台账.pdf", "台账.pdf"),
        ("张䶮\x00的\u202efdp.材料.pdf", "张䶮的fdp.材料.pdf"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_path_and_tricks(declared: str, kept: str) -> None:
    assert clean_name(declared) == kept


@pytest.mark.parametrize("declared", ["", "  ", "..", "a/"])
def test_a_file_without_a_name_is_refused(declared: str) -> None:
    with pytest.raises(FileNameError) as refused:
        clean_name(declared)

    assert refused.value.code == "file.name"
