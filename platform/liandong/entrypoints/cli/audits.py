"""`liandong audit`: verify a chain, export it, anchor it."""

import sys
from pathlib import Path
from typing import Any

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def audit() -> None:
    """The chained record of who did what."""


@audit.command("verify")
@click.option(
    "--tenant", help="Division code of a county, city or province; without it, every one."
)
@click.option("--file", type=FILE, help="An export instead of the database.")
@click.option("--anchors", default="", help="Address of the anchors; else that of the settings.")
@AS_JSON
def verify(*, tenant: str | None, file: Path | None, anchors: str, as_json: bool) -> None:
    """Walk chains, and name the first entry that does not fit.

    Exit 0: all is as it was written. Exit 1: it is not. An export is held against anchors only
    if their address is given.
    """
    from liandong.entrypoints.auditing import verify_chains, verify_file

    with failures_in_words():
        found = (
            verify_file(file, anchors) if file else verify_chains(read_settings(), tenant, anchors)
        )
    say(found, "\n".join(map(chain_words, found)), as_json=as_json)
    sys.exit(1 if any(each["fault"] for each in found) else 0)


@audit.command("export")
@click.option("--tenant", required=True, help="Division code of the county, city or province.")
@click.argument("file", type=FILE)
@AS_JSON
def export(*, tenant: str, file: Path, as_json: bool) -> None:
    """Write a whole chain into FILE as JSON lines, to be verified anywhere."""
    from liandong.entrypoints.auditing import export_chain

    with failures_in_words():
        entries = export_chain(read_settings(), tenant, file)
    words = f"已导出 / exported: {entries} → {file}"
    say({"file": str(file), "entries": entries}, words, as_json=as_json)


@audit.command("anchor")
@click.option(
    "--tenant", help="Division code of a county, city or province; without it, every one."
)
@AS_JSON
def anchor(*, tenant: str | None, as_json: bool) -> None:
    """Anchor chains now, besides the daily anchor: before a backup, say.

    Exit 1: some could not be anchored; the others are.
    """
    from liandong.entrypoints.auditing import anchor_now

    with failures_in_words():
        found = anchor_now(read_settings(), tenant)
    failed = {code: str(error) or type(error).__name__ for code, error in found.failed.items()}
    words = [f"已写锚点 / anchored: {'、'.join(found.done)}"] if found.done else []
    words += [f"✗ {code}: 没有写成 / failed: {said}" for code, said in failed.items()]
    say({"anchored": found.done, "failed": failed}, "\n".join(words), as_json=as_json)
    sys.exit(1 if failed else 0)


def chain_words(found: dict[str, Any]) -> str:
    """Return what was found of one chain, in words."""
    head = f"{found['tenant']} {found['name']}: {found['entries']} 条 / entries"
    if found["fault"]:
        return f"✗ {head}; {found['fault']['zh']} / {found['fault']['en']}"
    said = f"锚点核对到 / anchored up to {found['anchored_at']}"
    if not found["anchored_at"]:
        said = "没有锚点，末尾被截去看不出 / no anchor: a cut-off end would not be seen"
    if found["anchors_after_export"]:
        said += "；导出以后又有锚点，这份导出较早 / older than the last anchors: an earlier state"
    if found["lacks_anchors"]:
        said += (
            "\n⚠ 两天以上没有新锚点，看看定时任务 / no anchor for two days: look at the scheduler"
        )
    return f"✓ {head}; {said}"
