"""What a file really is, from its own bytes: a name's extension proves nothing."""

import re
import zipfile
from typing import BinaryIO

from liandong.features.documents.service.errors import FileRefusedError, refusal, wrong_type
from liandong.kernel.zips import UNREADABLE

_HEAD = 8
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"PK\x03\x04": "zip",
    _OLE: "ole",
}
_ZIP_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
# Streams of an OLE file carry their names in UTF-16.
_OLE_STREAMS = {"doc": ("WordDocument",), "xls": ("Workbook", "Book")}
_OLE_MACROS = ("_VBA_PROJECT", "Macros")

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MACRO_EXTENSIONS = {"docm", "dotm", "xlsm", "xltm", "xlam", "xlsb"}
_XML_PARTS = (".xml", ".rels", ".vml")
#: A part of a document that has not begun by then is none that an office program wrote.
_PROLOG = 64 * 1024
_BESIDE = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ROOT = re.compile(rb"<[A-Za-z_]")
MAX_MEMBERS = 5_000
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200


def media_type(stream: BinaryIO, name: str, limit_mb: int) -> str:
    """Return the media type of a file whose bytes and name agree.

    Raises:
        FileRefusedError: The kind is not taken, bytes and name differ (`file.type`), it carries
            macros (`file.macros`), or it unpacks to too much (`file.archive`).
    """
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension in MACRO_EXTENSIONS:
        raise _macros(name)
    if extension not in MEDIA_TYPES:
        raise wrong_type(name, limit_mb)
    stream.seek(0)
    head = stream.read(_HEAD)
    family = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
    if family == "zip":
        family = _zip_kind(stream, name)
    elif family == "ole":
        family = _ole_kind(stream, name, extension)
    if MEDIA_TYPES.get(family) != MEDIA_TYPES[extension]:
        raise _differs(name, extension)
    return MEDIA_TYPES[extension]


def _zip_kind(stream: BinaryIO, name: str) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if _is_too_much(members):
                raise _bomb(name)
            if any(_defines_entities(archive, each) for each in members):
                raise _differs(name, name.rpartition(".")[2])
    except UNREADABLE as error:
        raise _damaged(name) from error
    names = {member.filename for member in members}
    if any(part.lower().endswith("vbaproject.bin") for part in names):
        raise _macros(name)
    return next((kind for kind, part in _ZIP_PARTS.items() if part in names), "archive")


def _is_too_much(members: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    too_tight = unpacked > _CHUNK and unpacked > packed * MAX_RATIO
    return len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or too_tight


def _defines_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Say whether a part has a DOCTYPE before its root: entities grow, and the formats have none.

    What has no root within the prolog could hide one, and counts as well.
    """
    if not member.filename.lower().endswith(_XML_PARTS) or not member.file_size:
        return False
    with archive.open(member) as part:
        head = part.read(_PROLOG).replace(b"\0", b"")  # UTF-16 as ASCII
    begun = _ROOT.search(_BESIDE.sub(b"", head)) is not None
    return not begun or b"<!DOCTYPE" in head.upper()


def _ole_kind(stream: BinaryIO, name: str, extension: str) -> str:
    streams = {word for words in _OLE_STREAMS.values() for word in words}
    found = _words_in(stream, {*streams, *_OLE_MACROS})
    if found & set(_OLE_MACROS):
        raise _macros(name)
    kinds = [kind for kind, words in _OLE_STREAMS.items() if found & set(words)]
    # A Word file may hold an Excel table and the other way round.
    return extension if extension in kinds else "".join(kinds[:1]) or "ole"


def _words_in(stream: BinaryIO, words: set[str]) -> set[str]:
    """Return which of the words stand in the stream, as whole stream names in UTF-16."""
    wanted = {word: word.encode("utf-16-le") + b"\0\0" for word in words}
    overlap = max(map(len, wanted.values()))
    found: set[str] = set()
    stream.seek(0)
    tail = b""
    while chunk := stream.read(_CHUNK):
        window = tail + chunk
        found |= {word for word, needle in wanted.items() if needle in window}
        tail = window[-overlap:]
    return found


def _macros(name: str) -> FileRefusedError:
    return refusal(
        zh=f"“{name}”带宏，不能上传。请另存为不带宏的文件（docx、xlsx）再传",
        en=f"“{name}” carries macros and cannot be uploaded; save it as docx or xlsx without them",
        code="file.macros",
    )


def _differs(name: str, extension: str) -> FileRefusedError:
    return refusal(
        zh=f"“{name}”不能上传。名字是 .{extension}，内容不是这种文件，或者加了密码",
        en=f"“{name}” cannot be uploaded: its content is not .{extension}, or has a password",
        code="file.type",
    )


def _damaged(name: str) -> FileRefusedError:
    return refusal(
        zh=f"“{name}”打不开，可能已损坏。请重新导出后再传",
        en=f"“{name}” cannot be opened, it may be damaged; export it again",
        code="file.type",
    )


def _bomb(name: str) -> FileRefusedError:
    return refusal(
        zh=f"“{name}”不能上传。解压后过大，请拆成几个文件",
        en=f"“{name}” cannot be uploaded: it unpacks to too much; split it",
        code="file.archive",
    )
