"""What the command line does with a county's roster: a template out, a workbook in."""

import os
from pathlib import Path
from typing import Any

from liandong.entrypoints.client_keeping import inside
from liandong.entrypoints.settings import Settings
from liandong.features.rosters.service import uploads
from liandong.features.rosters.service.accepting import accept
from liandong.features.rosters.service.books import refused_book, template
from liandong.features.rosters.service.dumping import dump
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import InvalidInputError, Problem

_BY = "command line"


def write_template(settings: Settings, out: Path, tenant: str | None = None) -> None:
    """Write the template into a new file; with a county, its roster in it.

    Raises:
        InvalidInputError: The file is there already, or cannot be made; or no division code.
        NotFoundError: No such county.
    """
    content = template()
    if tenant is not None:
        with inside(settings, tenant) as uow:
            roster = uploads.roster_of(uow).files["roster"]
            content = template(roster, SystemClock().today())
    _write(out, content)


def import_roster(
    settings: Settings, tenant: str, file: Path, *, is_accepted: bool, errors: Path | None = None
) -> dict[str, Any]:
    """Judge a workbook, and accept it if asked to and no row fails; return what was found.

    `taken` says whether the roster changed. Refused rows go into the new file `errors`.

    Raises:
        InvalidInputError: The file cannot be read, or what follows from it does not fit the rest.
        NotFoundError: No such county.
    """
    clock = SystemClock()
    try:
        stream = file.open("rb")
    except OSError as error:
        problem = Problem(str(file), "文件读不了", f"cannot be read: {error.strerror}")
        raise InvalidInputError([problem]) from error
    with stream, inside(settings, tenant) as uow:
        kept = uploads.take_in(uow, clock, stream, file.name, by=_BY)
        preview = uploads.look(uow, clock, kept)
        found = dump(preview)
        failed = preview.outcome.failed
        takes = is_accepted and not failed
        if takes:
            accept(uow, clock, kept, preview.version, by=_BY)
        else:
            uploads.put_aside(uow, clock, kept)
        if errors is not None and failed:
            _write(errors, refused_book(failed))
    return {**found, "taken": takes and bool(found["changes"])}


def in_words(found: dict[str, Any]) -> str:
    """Return the verdicts that need a look, and what changes, a line each."""
    rows = [
        f"{row['number']}  {row['cells'].get('name', '—')}: {said['zh']} / {said['en']}"
        for row in found["rows"]
        for said in (*row["wrong"], *row["notes"])
    ]
    changes = [f"  {each['unit']}  {each['zh']} / {each['en']}" for each in found["changes"]]
    absent = [each["words"] for each in found["absent_units"]]
    counts = "  ".join(f"{verdict} {n}" for verdict, n in found["counts"].items() if n)
    lines = [counts, *rows, *changes]
    if absent:
        lines.append(f"表里没有，留在名册里 / not in the table, stay: {'、'.join(absent)}")
    if found["counts"]["failed"]:
        lines.append("有行要改，没有接受 / rows have to be changed; nothing was accepted")
    elif found["taken"]:
        lines.append("已接受 / accepted")
    elif found["changes"]:
        lines.append("还没有接受，加 --accept / not accepted; give --accept")
    else:
        lines.append("没有变化 / nothing changes")
    return "\n".join(lines)


def _write(out: Path, content: bytes) -> None:
    """Write a new file that its owner alone can read: it may hold phone numbers."""
    try:
        descriptor = os.open(out, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    except OSError as error:
        problem = Problem(str(out), "不能新建这个文件", f"cannot be made: {error.strerror}")
        raise InvalidInputError([problem]) from error
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
