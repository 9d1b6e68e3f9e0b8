"""A full export as one ZIP: written part by part, with a manifest at its end."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import orjson

from liandong.kernel.errors import ConflictError, InvalidInputError, Problem

Plain = dict[str, Any]
FORMAT = "liandong-county/1"
MANIFEST = "manifest.json"
CHAIN = "audit/chain.jsonl"
_STAMP = (1980, 1, 1, 0, 0, 0)


class Packer:
    """Writes parts into a ZIP that does not bear its final name yet, and keeps what it wrote."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts: list[Plain] = []

    def add(self, path: str, chunks: Iterable[bytes], **more: Any) -> Plain:
        """Write a part from what comes bit by bit; return what the manifest says of it."""
        found, n_bytes, n_chunks = sha256(), 0, 0
        with self.open(path) as out:
            for chunk in chunks:
                out.write(chunk)
                found.update(chunk)
                n_bytes += len(chunk)
                n_chunks += 1
        part = {"path": path, "bytes": n_bytes, "sha256": found.hexdigest(), **more}
        if more.get("rows") is True:
            part["rows"] = n_chunks
        self.parts.append(part)
        return part

    @contextmanager
    def open(self, path: str) -> Iterator[IO[bytes]]:
        """Open a part for writing; it is no part of the manifest by that."""
        entry = zipfile.ZipInfo(path, _STAMP)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self._archive.open(entry, "w", force_zip64=True) as out:
            yield out


@contextmanager
def packing(file: Path) -> Iterator[tuple[Packer, Path]]:
    """Yield what writes into a file beside; leaving the block well gives it the final name.

    Raises:
        ConflictError: The file is there already.
        InvalidInputError: It cannot be written.
    """
    if file.exists():
        zh, en = f"文件 {file} 已经有了，没有覆盖", f"{file} is there already; nothing was written"
        raise ConflictError(zh, en)
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_CREAT | os.O_RDWR | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
                yield Packer(archive), part
            target.flush()
            os.fsync(target.fileno())
        part.replace(file)
    except OSError as error:
        zh, en = f"写不了：{error}", f"cannot be written: {error}"
        raise InvalidInputError([Problem(str(file), zh, en)]) from error
    finally:
        part.unlink(missing_ok=True)


def seal(packer: Packer, said: Plain) -> str:
    """Write the manifest as the last part; return its digest, by which the export is called."""
    parts = sorted(packer.parts, key=lambda each: str(each["path"]))
    content = orjson.dumps({"format": FORMAT, **said, "parts": parts}, option=orjson.OPT_INDENT_2)
    with packer.open(MANIFEST) as out:
        out.write(content)
    return sha256(content).hexdigest()
