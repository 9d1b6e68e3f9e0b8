"""A package as one file to take along, and one that was handed in."""

import io
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service import StatedPackage, export_files, stated_now
from liandong.features.tenants.service.package_schema import check_form, read_rows, read_yaml
from liandong.features.tenants.service.stated import FILES
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.kernel.yamlfile import Loaded
from liandong.kernel.zips import UNREADABLE

_STAMP = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES = 2 * 1024 * 1024
_MOST_ENTRIES = 20


def zipped(uow: UnitOfWork) -> tuple[str, bytes]:
    """Return the name and the bytes of a ZIP of the package; the same package, the same bytes.

    Raises:
        NotFoundError: No package was ever applied.
    """
    return zip_of(stated_now(uow))


def zip_of(stated: StatedPackage) -> tuple[str, bytes]:
    """Return the name and the bytes of a ZIP of a package."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in export_files(stated).items():
            archive.writestr(zipfile.ZipInfo(f"{stated.code}/{name}", _STAMP), content)
    return f"{stated.code}.zip", out.getvalue()


def unzipped(stream: IO[bytes]) -> dict[str, Any]:
    """Return what the package in a ZIP states, by file; its form is right.

    Raises:
        InvalidInputError: It is no ZIP of a package, or too big, or the form of a file is wrong.
    """
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise _refusal("文件太大", "the file is too big")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            contents = dict(_contents(archive))
    except UNREADABLE as wrong:
        raise _refusal("请传资料包的 ZIP", "send the ZIP of a package") from wrong
    if "tenant.yaml" not in contents:
        raise _refusal("里面没有 tenant.yaml", "there is no tenant.yaml in it")
    return _read(contents)


def _contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a package; all of one folder, none larger than it says."""
    known = {"policy.csv" if kind == "policy" else f"{kind}.yaml" for kind in FILES}
    entries = [each for each in archive.infolist() if not each.is_dir()]
    folders = {entry.filename.rpartition("/")[0] for entry in entries}
    names = {entry.filename.rpartition("/")[2] for entry in entries}
    if len(entries) > _MOST_ENTRIES or len(folders) > 1 or not names <= known:
        zh = "ZIP 里要正好是一个资料包的文件"
        raise _refusal(zh, "the ZIP must hold the files of one package and nothing else")
    for entry in entries:
        with archive.open(entry) as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise _refusal("文件太大", "the file is too big")
        yield entry.filename.rpartition("/")[2], content


def _read(contents: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents.items():
            (Path(folder) / name).write_bytes(content)
        for name in contents:
            kind = name.partition(".")[0]
            read = read_rows if kind == "policy" else read_yaml
            loaded, wrong = read(Path(folder) / name, kind)
            problems += [_within(each, folder) for each in wrong]
            found[kind] = loaded.data
    if problems:
        raise InvalidInputError(problems)
    return found


def require_form(files: Mapping[str, Any]) -> None:
    """Let pass what has the form of a package, whatever else may be wrong with it.

    Raises:
        InvalidInputError: A file is unknown, or its form is wrong; every problem is listed.
    """
    unknown = [Problem(kind, "没有这种文件", "no such file") for kind in files if kind not in FILES]
    known = [Loaded(kind, data, {}) for kind, data in files.items() if kind in FILES]
    problems = unknown + [each for file in known for each in check_form(file, file.file)]
    if problems:
        raise InvalidInputError(problems)


def _within(problem: Problem, folder: str) -> Problem:
    where = problem.where.removeprefix(f"{folder}/")
    return Problem(where, problem.message_zh, problem.message_en)


def _refusal(zh: str, en: str) -> InvalidInputError:
    return InvalidInputError([Problem("package", zh, en)])
