"""`tenant`: counties and the packages that define them."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings

if TYPE_CHECKING:
    from liandong.entrypoints.applying_many import Waiting

MANY = 20  # codes are counted instead of listed
PACKAGES = click.argument("packages", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def tenant() -> None:
    """Counties and the packages that define them."""


@tenant.command("apply")
@PACKAGES
@AS_JSON
def apply(packages: tuple[Path, ...], *, as_json: bool) -> None:
    """Put tenant packages into force; with none named, all that are shipped.

    A folder without a tenant.yaml stands for all packages below it. Each is applied by itself; one
    that fails is named at the end. Run again, it goes on with what is left.

    Exit 0: nothing to change. Exit 1: something was changed. Exit 2 or 3: something failed.
    """
    from liandong.entrypoints.administering import apply_packages

    with failures_in_words():
        run = apply_packages(read_settings(), packages, partial(_watched, is_quiet=as_json))
    failed = {str(folder): str(error) for folder, error in run.failed.items()}
    for folder, said in failed.items():
        click.echo(f"{folder}: {said}", err=True)
    say({"changed": run.changed, "failed": failed}, _words_of(run.changed), as_json=as_json)
    sys.exit(run.exit_code)


def _watched(waiting: "list[Waiting]", *, is_quiet: bool) -> "Iterator[Waiting]":
    """Yield what waits; on a terminal a bar says how far it is."""
    hidden = is_quiet or len(waiting) == 1 or not sys.stderr.isatty()
    with click.progressbar(waiting, file=sys.stderr, show_pos=True, hidden=hidden) as bar:
        yield from bar


def _words_of(changed: list[str]) -> str:
    if len(changed) > MANY:
        return f"{len(changed)} 个有变化 / {len(changed)} were changed"
    return "、".join(changed) if changed else "没有变化 / nothing changed"


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
def list_all(*, as_json: bool) -> None:
    """List provinces, cities and counties: revision, what waits above them, and how they fare."""
    from liandong.entrypoints.administering import list_tenants
    from liandong.entrypoints.tenant_words import standing_in_words

    with failures_in_words():
        found = list_tenants(read_settings())
    say(found, "\n".join(map(standing_in_words, found)), as_json=as_json)


TENANT = click.argument("tenant_named", metavar="T")


@tenant.command("export")
@TENANT
@click.argument("folder", type=click.Path(path_type=Path))
@AS_JSON
def export(tenant_named: str, folder: Path, *, as_json: bool) -> None:
    """Write what a tenant states into a folder, the same bytes each time."""
    from liandong.entrypoints.tenant_keeping import export_tenant

    with failures_in_words():
        names = export_tenant(read_settings(), tenant_named, folder)
    say({"folder": str(folder), "files": names}, "\n".join(names), as_json=as_json)


@tenant.command("rollback")
@TENANT
@click.option("--to", type=int, help="The revision; without it the one before.")
@AS_JSON
def rollback(tenant_named: str, to: int | None, *, as_json: bool) -> None:
    """Let a tenant state again what it stated in an earlier revision, as a new one.

    Exit 0: it stated that already. Exit 1: something was changed.
    """
    from liandong.entrypoints.tenant_keeping import roll_back_tenant

    with failures_in_words():
        position, after, is_new = roll_back_tenant(read_settings(), tenant_named, to)
    data = {"stated_again": position, "revision": after}
    words = f"已恢复第 {position} 版的内容，现为第 {after} 版 / states revision {position} again"
    say(data, words, as_json=as_json)
    sys.exit(1 if is_new else 0)


@tenant.command("history")
@TENANT
@AS_JSON
def history(tenant_named: str, *, as_json: bool) -> None:
    """List the revisions of a tenant's configuration, the newest first."""
    from liandong.entrypoints.tenant_keeping import history_of

    with failures_in_words():
        found = history_of(read_settings(), tenant_named)
    lines = [
        f"{each['position']:>4}  {each['applied_at'][:16]}  {each['cause']:<9}  "
        f"{each['digest'][:12]}  {each['applied_by']}"
        for each in found
    ]
    say(found, "\n".join(lines), as_json=as_json)


@tenant.command("explain")
@TENANT
@click.argument("path")
@AS_JSON
def explain(tenant_named: str, path: str, *, as_json: bool) -> None:
    """Say which layer, document and clause an effective value comes from, and since when."""
    from liandong.entrypoints.tenant_keeping import explain_value
    from liandong.entrypoints.tenant_words import provenance_in_words
    from liandong.features.tenants.service import dump_provenance

    with failures_in_words():
        found = explain_value(read_settings(), tenant_named, path)
    say(dump_provenance(found), provenance_in_words(found), as_json=as_json)


@tenant.command("drift")
@TENANT
@AS_JSON
def drift(tenant_named: str, *, as_json: bool) -> None:
    """Say what is in force and not in the folder; T a folder, or a code: the last one applied.

    Exit 0: they agree. Exit 1: something was changed since.
    """
    from liandong.entrypoints.tenant_keeping import drift_of
    from liandong.entrypoints.tenant_words import drift_in_words

    with failures_in_words():
        found = drift_of(read_settings(), tenant_named)
    say(asdict(found), drift_in_words(found), as_json=as_json)
    sys.exit(1 if found.changes else 0)


@tenant.command("compare")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@AS_JSON
def compare(left: str, right: str, *, as_json: bool) -> None:
    """Say where what governs two counties differs, without their documents and people.

    Exit 0: nowhere. Exit 1: somewhere.
    """
    from liandong.entrypoints.tenant_keeping import compare_tenants
    from liandong.entrypoints.tenant_words import comparison_in_words

    with failures_in_words():
        found = compare_tenants(read_settings(), left, right)
    data = {"left": found.left.code, "right": found.right.code}
    differences = [asdict(each) for each in found.differences]
    say({**data, "differences": differences}, comparison_in_words(found), as_json=as_json)
    sys.exit(1 if found.differences else 0)
