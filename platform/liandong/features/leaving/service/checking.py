"""Whether a full export is what its manifest says, without a database."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from liandong.features.audit import service as audit
from liandong.features.audit.service import AnchorStore
from liandong.features.leaving.service.packing import CHAIN, FORMAT, MANIFEST
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.kernel.zips import UNREADABLE

Plain = dict[str, Any]
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class CheckedExport:
    """An export that was read through: its manifest, and what does not fit it."""

    digest: str
    manifest: Plain
    faults: tuple[Problem, ...]

    @property
    def tenant_code(self) -> str:
        """Return the division code of whose export it is."""
        return str(self.manifest["tenant"]["code"])

    @property
    def tables(self) -> dict[str, Plain]:
        """Return what the manifest says of each table."""
        return {part["table"]: part for part in self.manifest["parts"] if "table" in part}


def check_file(file: Path) -> CheckedExport:
    """Read an export through and hold every part against the manifest, and the chain in itself.

    Raises:
        InvalidInputError: It is no full export, or cannot be read.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            content = archive.read(MANIFEST)
            manifest = _manifest(content)
            faults = tuple(_faults(archive, manifest))
        return CheckedExport(sha256(content).hexdigest(), manifest, faults)
    except (*UNREADABLE, KeyError, TypeError) as error:
        problem = Problem(
            str(file), "不是全量导出文件，或者损坏了", "is no full export, or damaged"
        )
        raise InvalidInputError([problem]) from error


def _manifest(content: bytes) -> Plain:
    said: Plain = orjson.loads(content)
    if said["format"] != FORMAT:
        raise ValueError(said["format"])
    return said


def _faults(archive: zipfile.ZipFile, manifest: Plain) -> Iterator[Problem]:
    known = {part["path"]: part for part in manifest["parts"]}
    there = [each for each in archive.namelist() if each != MANIFEST]
    for path in sorted({*there} - known.keys()):
        yield Problem(path, "清单里没有", "the manifest does not name it")
    for path in sorted(known.keys() - {*there}):
        yield Problem(path, "缺少", "is missing")
    for path in sorted(known.keys() & {*there}):
        found, n_bytes, n_lines = _read(archive, path)
        part = known[path]
        rows = part.get("rows", n_lines)
        if (found, n_bytes, n_lines) != (part["sha256"], part["bytes"], rows):
            yield Problem(path, "和清单不符", "differs from the manifest")
        elif path.startswith("files/") and not path.startswith(f"files/{found}"):
            yield Problem(path, "内容和编号不符", "is not the file of its name")
    if CHAIN in known and CHAIN in there:
        yield from _faults_of_chain(archive, manifest)


def _read(archive: zipfile.ZipFile, path: str) -> tuple[str, int, int]:
    digest, n_bytes, n_lines = sha256(), 0, 0
    with archive.open(path) as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            n_bytes += len(chunk)
            n_lines += chunk.count(b"\n")
    return digest.hexdigest(), n_bytes, n_lines


def _faults_of_chain(archive: zipfile.ZipFile, manifest: Plain) -> Iterator[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        anchors = [each for each in archive.namelist() if each.startswith("audit/")]
        for name in anchors:
            _take_out(archive, name, Path(folder) / name)
        found = audit.read_export(Path(folder) / CHAIN)
        known = AnchorStore.at(f"{folder}/audit/anchors").read(found.tenant_id)
        checked = audit.check_export(found, known)
    said = manifest["chain"]
    if checked.fault is not None:
        yield Problem(CHAIN, checked.fault.message_zh, checked.fault.message_en)
    elif (checked.n_entries, found.head) != (said["entries"], said["head"]):
        yield Problem(CHAIN, "和清单不符", "differs from the manifest")
    if str(found.tenant_id) != manifest["tenant"]["code"]:
        yield Problem(CHAIN, "是另一个区县的", "is that of another county")


def _take_out(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as content, target.open("wb") as out:
        shutil.copyfileobj(content, out, _CHUNK)
