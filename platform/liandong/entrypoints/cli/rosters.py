"""`roster`: the units and people of a county, from a workbook."""

import sys
from pathlib import Path

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def roster() -> None:
    """The units and people of a county, from a workbook."""


@roster.command("template")
@click.argument("out", type=FILE)
@click.option("--tenant", default=None, help="Division code: its roster stands in the file.")
def write(out: Path, tenant: str | None) -> None:
    """Write the template into a new file."""
    from liandong.entrypoints.roster_keeping import write_template

    with failures_in_words():
        write_template(read_settings(), out, tenant)
    click.echo(f"已写 / written: {out}")


@roster.command("import")
@click.argument("tenant")
@click.argument("file", type=FILE)
@click.option("--accept", "is_accepted", is_flag=True, help="Take it over if no row fails.")
@click.option("--errors", type=FILE, default=None, help="New file for the rows that fail.")
@AS_JSON
def take_in(
    tenant: str, file: Path, errors: Path | None, *, is_accepted: bool, as_json: bool
) -> None:
    """Judge a workbook row by row; with --accept everything or nothing is taken over.

    Exit 0: the roster is so already. Exit 1: it changes, or changed. Exit 2: rows are wrong.
    """
    from liandong.entrypoints.roster_keeping import import_roster, in_words

    with failures_in_words():
        found = import_roster(read_settings(), tenant, file, is_accepted=is_accepted, errors=errors)
    say(found, in_words(found), as_json=as_json)
    sys.exit(2 if found["counts"]["failed"] else int(bool(found["changes"])))
