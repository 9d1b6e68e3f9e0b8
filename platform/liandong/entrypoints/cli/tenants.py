"""`tenant`: counties and the packages that define them."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings

PACKAGES = click.argument("packages", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def tenant() -> None:
    """Counties and the packages that define them."""


@tenant.command("apply")
@PACKAGES
@AS_JSON
def apply(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Put tenant packages into force; with none named, all that are shipped.

    Exit 0: nothing to change. Exit 1: something was changed.
    """
    from liandong.entrypoints.administering import apply_packages

    with failures_in_words():
        changed = apply_packages(read_settings(), packages)
    words = "、".join(changed) if changed else "没有变化 / nothing changed"
    say({"changed": changed}, words, as_json=as_json)
    sys.exit(1 if changed else 0)


@tenant.command("plan")
@PACKAGES
@AS_JSON
def plan(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Say what `apply` would change; nothing is written.

    Exit 0: nothing to change. Exit 1: something would change.
    """
    from liandong.entrypoints.planning import in_words, plan_packages

    with failures_in_words():
        found = plan_packages(read_settings(), packages)
    say([asdict(each) for each in found], in_words(found), as_json=as_json)
    sys.exit(1 if found else 0)


@tenant.command("check")
@PACKAGES
@AS_JSON
def check(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Read packages without applying them; every problem with file and line."""
    from liandong.entrypoints.administering import read_packages

    with failures_in_words():
        found = read_packages(packages)
    data = [{"code": p.code, "name": p.name, "digest": p.digest} for p in found]
    text = "\n".join(f"{each['code']} {each['name']} {each['digest'][:12]}" for each in data)
    say(data, text, as_json=as_json)


@tenant.command("list")
@AS_JSON
def list_counties(*, as_json: bool) -> None:
    """List the counties in the database."""
    from liandong.entrypoints.administering import list_tenants

    with failures_in_words():
        found = list_tenants(read_settings())
    text = "\n".join(f"{each['code']} {each['name']} {each['mode']}" for each in found)
    say(found, text, as_json=as_json)
