"""The store of files at (tenant, digest), on any filesystem that fsspec knows."""

import io
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import IO, Any, BinaryIO, Self, cast

import fsspec

from liandong.features.documents.service.errors import FileNameError, too_big
from liandong.features.documents.service.sniffing import media_type
from liandong.kernel.errors import NotFoundError, Problem
from liandong.kernel.ids import uuid7

DEFAULT_LIMIT_MB = 20
_MEGABYTE = 1024 * 1024
_CHUNK = 256 * 1024
_IN_MEMORY = 2 * _MEGABYTE
_LONGEST_NAME = 120
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class StoredFile:
    """A file that has been taken in; tenant and digest address it."""

    sha256: str
    size: int
    media_type: str
    name: str


class FileStore:
    """Keeps each content once per tenant; a path never names what a user typed."""

    def __init__(self, filesystem: Any, root: str, limit_mb: int = DEFAULT_LIMIT_MB) -> None:
        self._fs = filesystem
        self._root = root.rstrip("/")
        self._limit_mb = limit_mb

    @classmethod
    def at(cls, url: str, limit_mb: int = DEFAULT_LIMIT_MB, **options: Any) -> Self:
        """Return the store at a URL or folder: `/srv/files`, `memory://files`, `s3://bucket`."""
        filesystem, root = fsspec.core.url_to_fs(url, **options)
        return cls(filesystem, root, limit_mb)

    def put(self, tenant_id: int, stream: IO[bytes], declared_name: str) -> StoredFile:
        """Take a file in and return its address; the same content is kept once.

        Raises:
            FileNameError: The name is empty.
            FileTooBigError: The file is over the limit.
            FileRefusedError: Its kind is not taken, whatever its name says.
        """
        name = clean_name(declared_name)
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            digest, size = self._spool(stream, cast("BinaryIO", spool), name)
            kind = media_type(cast("BinaryIO", spool), name, self._limit_mb)
            self._keep(tenant_id, digest, cast("BinaryIO", spool))
        return StoredFile(digest, size, kind, name)

    def put_sealed(
        self,
        tenant_id: int,
        stream: IO[bytes],
        declared_name: str,
        seal: Callable[[bytes], bytes],
    ) -> StoredFile:
        """Take a file in and keep it sealed; the address is the digest of what is kept.

        In clear it is in memory alone.

        Raises:
            FileNameError: The name is empty.
            FileTooBigError: The file is over the limit.
            FileRefusedError: Its kind is not taken, whatever its name says.
        """
        name = clean_name(declared_name)
        with io.BytesIO() as spool:
            _, size = self._spool(stream, spool, name)
            kind = media_type(spool, name, self._limit_mb)
            kept = seal(spool.getvalue())
        return replace(self.put_made(tenant_id, kept, name, kind), size=size)

    def put_made(self, tenant_id: int, content: bytes, name: str, kind: str) -> StoredFile:
        """Keep a file that the platform made itself, such as a rendered letter."""
        digest = sha256(content).hexdigest()
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
            spool.write(content)
            self._keep(tenant_id, digest, cast("BinaryIO", spool))
        return StoredFile(digest, len(content), kind, clean_name(name))

    def open(self, tenant_id: int, digest: str) -> BinaryIO:
        """Return the content for reading; the caller closes it.

        Raises:
            NotFoundError: This tenant has no such file.
        """
        if not _DIGEST.fullmatch(digest):
            raise NotFoundError
        try:
            return cast("BinaryIO", self._fs.open(self._path(tenant_id, digest), "rb"))
        except FileNotFoundError as error:
            raise NotFoundError from error

    def list_digests(self, tenant_id: int) -> list[str]:
        """Return the address of everything that is kept for a tenant."""
        names = (path.rpartition("/")[2] for path in self._fs.find(self._folder(tenant_id)))
        return sorted(name for name in names if _DIGEST.fullmatch(name))

    def remove_all(self, tenant_id: int) -> None:
        """Delete everything that is kept for a tenant; nothing there is done already."""
        folder = self._folder(tenant_id)
        if self._fs.exists(folder):
            self._fs.rm(folder, recursive=True)

    def has_any(self, tenant_id: int) -> bool:
        """Say whether anything at all lies in the place of a tenant."""
        return bool(self._fs.find(self._folder(tenant_id)))

    def _spool(self, stream: IO[bytes], spool: BinaryIO, name: str) -> tuple[str, int]:
        digest, size = sha256(), 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > self._limit_mb * _MEGABYTE:
                raise too_big(name, self._limit_mb)
            digest.update(chunk)
            spool.write(chunk)
        return digest.hexdigest(), size

    def _keep(self, tenant_id: int, digest: str, spool: BinaryIO) -> None:
        """Write beside the place and move: a reader sees the whole file or none."""
        path = self._path(tenant_id, digest)
        if self._fs.exists(path):
            return
        folder = path.rpartition("/")[0]
        self._fs.makedirs(folder, exist_ok=True)
        arriving = f"{folder}/.{uuid7()}"
        spool.seek(0)
        try:
            with self._fs.open(arriving, "wb") as target:
                shutil.copyfileobj(spool, target, _CHUNK)
            self._fs.mv(arriving, path)
        finally:
            if self._fs.exists(arriving):
                self._fs.rm_file(arriving)

    def _path(self, tenant_id: int, digest: str) -> str:
        return f"{self._folder(tenant_id)}/{digest[:2]}/{digest}"

    def _folder(self, tenant_id: int) -> str:
        return f"{self._root}/{int(tenant_id)}"


def clean_name(declared_name: str) -> str:
    """Return the last part of a name without what a terminal or page could be fooled by.

    Raises:
        FileNameError: Nothing is left of it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", declared_name))[-1]
    # Category C holds control characters and those that turn the writing direction round.
    name = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs"}).strip(" .")
    if not name:
        problem = Problem("file", "文件没有名字", "The file has no name")
        raise FileNameError([problem], problem.message_zh, problem.message_en)
    stem, dot, extension = name.rpartition(".")
    room = _LONGEST_NAME - len(dot + extension)
    return f"{stem[:room]}{dot}{extension}" if stem and room > 0 else name[:_LONGEST_NAME]
