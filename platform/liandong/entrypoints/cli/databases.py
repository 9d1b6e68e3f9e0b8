"""`db`: the schema, and the database as a whole."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.cli.audits import chain_words
from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError, Problem

FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group()
def db() -> None:
    """The schema, its state, backup and restore."""


@db.command("upgrade")
def upgrade() -> None:
    """Run the migrations that are missing, with the owner's login."""
    from liandong.entrypoints.administering import upgrade as run

    with failures_in_words():
        run(read_settings())


@db.command("check")
@AS_JSON
def check(*, as_json: bool) -> None:
    """Look at the role, the schema, the wall between counties and the outbox.

    Exit 0: all is right. Exit 1: something is not.
    """
    from liandong.entrypoints.looking_after import inspect_database

    with failures_in_words():
        found = inspect_database(read_settings())
    text = "\n".join(
        f"{'✓' if each.is_right else '✗'} {each.key}: {each.message_zh} / {each.message_en}"
        for each in found
    )
    say([asdict(each) for each in found], text, as_json=as_json)
    sys.exit(0 if all(each.is_right for each in found) else 1)


@db.command("backup")
@FILE
@AS_JSON
def backup(file: Path, *, as_json: bool) -> None:
    """Write the whole database into FILE, with the owner's login; uploads lie elsewhere."""
    from liandong.entrypoints.looking_after import back_up

    with failures_in_words():
        settings = read_settings()
        back_up(settings, file)
    n_bytes = file.stat().st_size
    words = f"{file} {n_bytes} B；上传的文件另存 / save the uploads too: {settings.files_address}"
    say({"file": str(file), "bytes": n_bytes, "uploads": settings.files_address}, words,
        as_json=as_json)  # fmt: skip


@db.command("restore")
@FILE
@AS_JSON
def restore(file: Path, *, as_json: bool) -> None:
    """Bring FILE back into an empty database, with the owner's login; all or nothing.

    Then the audit chains are held against their anchors. Exit 1: it is restored, and they differ:
    what was done after the backup is missing in it.
    """
    from liandong.entrypoints.looking_after import bring_back

    with failures_in_words():
        if not file.is_file():
            raise InvalidInputError([Problem(str(file), "没有这个文件", "no such file")])
        chains = bring_back(read_settings(), file)
    lines = [f"已恢复 / restored: {file}；下一步 / next: liandong db check"]
    if chains is None:
        lines += ["审计链没有核对，先运行 / chains not verified, run first: liandong db upgrade"]
    lines += [chain_words(each) for each in chains or ()]
    say({"restored": str(file), "chains": chains}, "\n".join(lines), as_json=as_json)
    sys.exit(1 if any(each["fault"] for each in chains or ()) else 0)
