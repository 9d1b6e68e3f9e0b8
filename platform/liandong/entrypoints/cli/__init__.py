"""`liandong`: what an administrator does from a terminal. Exit 0 done, 1 findings, 2 bad input."""

import json
import logging
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError, LiandongError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="liandong")
def main() -> None:
    """府检联动 — the platform for the joint work of county governments and procuratorates."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for noisy in ("alembic", "granian", "_granian", "dramatiq"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def fail(error: LiandongError) -> NoReturn:
    """Say what is wrong, each place on a line, and leave with the code for bad input."""
    click.echo(str(error), err=True)
    sys.exit(2 if isinstance(error, InvalidInputError) else 3)


def say(data: dict[str, Any], text: str, *, as_json: bool) -> None:
    """Print the result for a person, or as JSON for a machine."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str) if as_json else text)


@main.command()
@click.option("--demo/--no-demo", default=False, help="Load the four counties and a demo year.")
def serve(*, demo: bool) -> None:
    """Set up what is missing and serve: database, web, worker and scheduler."""
    from liandong.entrypoints.serving import serve as run

    try:
        run(read_settings(), demo=demo)
    except LiandongError as error:
        fail(error)


@main.group()
def tenant() -> None:
    """Counties and the packages that define them."""


@tenant.command("apply")
@click.argument("packages", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def tenant_apply(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Put tenant packages into force; with none named, all that are shipped."""
    from liandong.entrypoints.administering import apply_packages

    try:
        changed = apply_packages(read_settings(), packages)
    except LiandongError as error:
        fail(error)
    words = "、".join(changed) or "没有变化 / nothing changed"
    say({"changed": changed}, words, as_json=as_json)
    sys.exit(1 if changed else 0)


@main.group()
def calendar() -> None:
    """Working days and periods."""


@main.group()
def db() -> None:
    """The schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Run the migrations that are missing, with the owner's login."""
    from liandong.entrypoints.administering import upgrade

    try:
        upgrade(read_settings())
    except LiandongError as error:
        fail(error)
