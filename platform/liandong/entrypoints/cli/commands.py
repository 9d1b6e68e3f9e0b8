"""The commands; each does its imports late, so that `--help` answers at once."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from liandong.entrypoints.settings import read_settings
from liandong.kernel.errors import InvalidInputError, LiandongError

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
DAY = click.DateTime(["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="liandong")
def main() -> None:
    """府检联动 — the platform for the joint work of county governments and procuratorates."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for noisy in ("alembic", "granian", "_granian", "dramatiq", "fontTools", "weasyprint"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@contextmanager
def failures_in_words() -> Iterator[None]:
    """Say what is wrong, each place on a line; exit 2 for bad input, 3 for a failure."""
    try:
        yield
    except LiandongError as error:
        click.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, InvalidInputError) else 3)


def say(data: Any, text: str, *, as_json: bool) -> None:
    """Print the result for a person, or as JSON for a machine."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str) if as_json else text)


@main.command()
@click.option("--demo/--no-demo", default=False, help="Load the four counties and a demo year.")
def serve(*, demo: bool) -> None:
    """Set up what is missing and serve: database, web, worker and scheduler."""
    from liandong.entrypoints.serving import serve as run

    with failures_in_words():
        run(read_settings(), demo=demo)


@main.group()
def db() -> None:
    """The schema."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Run the migrations that are missing, with the owner's login."""
    from liandong.entrypoints.administering import upgrade

    with failures_in_words():
        upgrade(read_settings())


@main.group()
def tenant() -> None:
    """Counties and the packages that define them."""


@tenant.command("apply")
@click.argument("packages", nargs=-1, type=click.Path(exists=True, path_type=Path))
@AS_JSON
def tenant_apply(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Put tenant packages into force; with none named, all that are shipped.

    Exit 0: nothing to change. Exit 1: something was changed.
    """
    from liandong.entrypoints.administering import apply_packages

    with failures_in_words():
        changed = apply_packages(read_settings(), packages)
    words = "、".join(changed) if changed else "没有变化 / nothing changed"
    say({"changed": changed}, words, as_json=as_json)
    sys.exit(1 if changed else 0)


@tenant.command("check")
@click.argument("packages", nargs=-1, type=click.Path(exists=True, path_type=Path))
@AS_JSON
def tenant_check(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Read packages without applying them; every problem with file and line."""
    from liandong.entrypoints.administering import read_packages

    with failures_in_words():
        found = read_packages(packages)
    data = [{"code": p.tenant.code, "name": p.tenant.name, "digest": p.digest} for p in found]
    text = "\n".join(f"{each['code']} {each['name']} {each['digest'][:12]}" for each in data)
    say(data, text, as_json=as_json)


@tenant.command("list")
@AS_JSON
def tenant_list(*, as_json: bool) -> None:
    """List the counties in the database."""
    from liandong.entrypoints.administering import list_tenants

    with failures_in_words():
        found = list_tenants(read_settings())
    text = "\n".join(f"{each['code']} {each['name']} {each['mode']}" for each in found)
    say(found, text, as_json=as_json)


@main.group()
def calendar() -> None:
    """Working days and periods."""


@calendar.command("add")
@click.option("--from", "start", type=DAY, help="Day of the start event; not counted itself.")
@click.option("--length", type=int)
@click.option("--counted-in", type=click.Choice(["day", "working_day", "month"]))
@click.option("--backwards", is_flag=True)
@click.option(
    "--roll",
    type=click.Choice(["none", "next_working_day", "previous_working_day"]),
    default="none",
)
@click.option("--input", "lines", type=click.File("r", encoding="utf-8"), help="JSON lines.")
@AS_JSON
def calendar_add(lines: Any, *, as_json: bool, **asked: Any) -> None:
    """Count a period and say why it ends on that day."""
    from liandong.calendars.command import add_period

    with failures_in_words():
        if lines is not None:
            for line in lines:
                click.echo(json.dumps(add_period(json.loads(line)), ensure_ascii=False))
            return
        found = add_period(_plain(asked))
    steps = "\n".join(f"  {s['on']}  {s['reason_zh']} / {s['reason_en']}" for s in found["steps"])
    mark = "（预计，放假安排未公布 / provisional）" if found["provisional"] else ""
    say(found, f"{found['due_on']}{mark}\n{steps}", as_json=as_json)


def _plain(asked: dict[str, Any]) -> dict[str, Any]:
    start = asked.pop("start")
    day: date | None = start.date() if start else None
    known = {key: value for key, value in asked.items() if value is not None}
    return {**known, "from": day.isoformat()} if day else known


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
