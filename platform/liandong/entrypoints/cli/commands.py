"""The commands; each does its imports late, so that `--help` answers at once."""

import logging
import subprocess
import sys
from typing import Any

import click

from liandong.entrypoints.cli.access import access
from liandong.entrypoints.cli.accounts import account_close, account_link, account_list
from liandong.entrypoints.cli.answering import DAY, failures_in_words
from liandong.entrypoints.cli.assessment import assessment
from liandong.entrypoints.cli.audits import audit
from liandong.entrypoints.cli.calendars import calendar
from liandong.entrypoints.cli.clients import client
from liandong.entrypoints.cli.databases import db
from liandong.entrypoints.cli.deadlines import deadline
from liandong.entrypoints.cli.divisions import division
from liandong.entrypoints.cli.identities import identity
from liandong.entrypoints.cli.leaving import export_all, removals, remove, verify_export
from liandong.entrypoints.cli.processes import scheduler, serve, worker
from liandong.entrypoints.cli.rosters import roster
from liandong.entrypoints.cli.secrets import secrets
from liandong.entrypoints.cli.sign_ins import sign_in
from liandong.entrypoints.cli.tenant_turns import (
    archive,
    resume,
    schedule,
    scheduled,
    suspend,
    unschedule,
)
from liandong.entrypoints.cli.tenants import tenant
from liandong.entrypoints.cli.transfers import transfers
from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.kernel.resources import data_root


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="liandong")
@click.pass_context
def main(context: click.Context) -> None:
    """府检联动 — the platform for the joint work of county governments and procuratorates."""
    from liandong.entrypoints.originating import from_terminal

    context.with_resource(from_terminal(context.invoked_subcommand or ""))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for noisy in ("alembic", "granian", "_granian", "dramatiq", "fontTools", "weasyprint"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


for command in (
    serve,
    worker,
    scheduler,
    db,
    tenant,
    roster,
    calendar,
    deadline,
    division,
    transfers,
    secrets,
    audit,
    client,
    identity,
    access,
    sign_in,
    assessment,
):
    main.add_command(command)
for command in (
    suspend,
    resume,
    archive,
    schedule,
    scheduled,
    unschedule,
    export_all,
    verify_export,
    remove,
    removals,
):
    tenant.add_command(command)


@main.command()
@click.argument("name", required=False)
def bench(name: str | None) -> None:
    """Run one measurement of a checkout's `bench/`; without a name, list them.

    Exit 0: within its limit. Exit 1: beyond it.
    """
    scripts = {path.stem: path for path in sorted((data_root() / "bench").glob("*.py"))}
    if name is None:
        click.echo("\n".join(scripts))
        return
    with failures_in_words():
        if name not in scripts:
            known = "、".join(scripts) or "–"
            zh, en = f"没有“{name}”，只有：{known}", f"no such bench; known are: {known}"
            raise InvalidInputError([Problem(name, zh, en)])
    done = subprocess.run([sys.executable, scripts[name]], check=False)  # noqa: S603  # nosec B603  # our own script
    sys.exit(done.returncode)


@main.group()
def demo() -> None:
    """Invented matters, to look at."""


@demo.command("load")
@click.option("--as-of", type=DAY, default=None, help="The day that counts as today.")
def demo_load(as_of: Any) -> None:
    """Load the four counties with a demo year, into an empty database only."""
    from liandong.entrypoints.administering import load_demo_year

    with failures_in_words():
        load_demo_year(read_settings(), as_of.date() if as_of else None)


@main.group()
def account() -> None:
    """People who sign in."""


for command in (account_list, account_link, account_close):
    account.add_command(command)


@account.command("create")
@click.option("--tenant", required=True, help="Division code.")
@click.option("--login", required=True)
@click.option("--name", required=True, help="The post, or the person.")
@click.option("--unit", required=True, help="Key of the unit in the roster.")
@click.option("--duty", "duties", multiple=True, required=True)
@click.password_option(help="Asked for if not given.")
def account_create(**asked: Any) -> None:
    """Create an account with its duties, held from today."""
    from liandong.entrypoints.administering import NewAccount, create_account

    with failures_in_words():
        create_account(read_settings(), NewAccount(**asked))
    click.echo(f"已建 / created: {asked['login']}")
