"""`tenant suspend` to `unschedule`: a county stops or goes on, a package waits for its day."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import click

from liandong.entrypoints.cli.answering import AS_JSON, DAY, failures_in_words, say
from liandong.entrypoints.cli.tenants import TENANT
from liandong.entrypoints.settings import read_settings

REASON = click.option("--reason", required=True, help="Why; the county's audit keeps it.")


def _change_mode(tenant_named: str, mode: str, reason: str, *, as_json: bool) -> None:
    from liandong.entrypoints.tenant_keeping import change_mode_of

    with failures_in_words():
        now = change_mode_of(read_settings(), tenant_named, mode, reason)
    say({"tenant": tenant_named, "mode": now}, f"{tenant_named}: {now}", as_json=as_json)


@click.command("suspend")
@TENANT
@REASON
@AS_JSON
def suspend(tenant_named: str, reason: str, *, as_json: bool) -> None:
    """Stop a county for a while: everything can be read, nothing is written or reminded of."""
    _change_mode(tenant_named, "suspended", reason, as_json=as_json)


@click.command("resume")
@TENANT
@REASON
@AS_JSON
def resume(tenant_named: str, reason: str, *, as_json: bool) -> None:
    """Let a suspended county go on, live or in rehearsal as it was."""
    _change_mode(tenant_named, "", reason, as_json=as_json)


@click.command("archive")
@TENANT
@REASON
@AS_JSON
def archive(tenant_named: str, reason: str, *, as_json: bool) -> None:
    """Close a county for good: its administrators and auditors read it, nobody writes."""
    _change_mode(tenant_named, "archived", reason, as_json=as_json)


@click.command("schedule")
@click.argument("package", type=click.Path(path_type=Path))
@click.option("--on", "active_on", type=DAY, required=True, help="The day it takes effect.")
@AS_JSON
def schedule(package: Path, active_on: datetime, *, as_json: bool) -> None:
    """Let a package take effect on a day to come, at its first moment in the tenant's time."""
    from liandong.entrypoints.tenant_keeping import schedule_package

    with failures_in_words():
        found = schedule_package(read_settings(), package, active_on.date())
    words = f"{active_on:%Y-%m-%d} 生效 / takes effect then: {found}"
    say({"id": found, "active_on": active_on.date()}, words, as_json=as_json)


@click.command("scheduled")
@TENANT
@AS_JSON
def scheduled(tenant_named: str, *, as_json: bool) -> None:
    """List the packages of a tenant that wait for their day."""
    from liandong.entrypoints.tenant_keeping import waiting_of

    with failures_in_words():
        found = waiting_of(read_settings(), tenant_named)
    lines = [f"{each['active_on']}  {each['id']}  {each['scheduled_by']}" for each in found]
    say(found, "\n".join(lines), as_json=as_json)


@click.command("unschedule")
@TENANT
@click.argument("package_id", type=click.UUID)
@AS_JSON
def unschedule(tenant_named: str, package_id: UUID, *, as_json: bool) -> None:
    """Call off a package that waits for its day."""
    from liandong.entrypoints.tenant_keeping import cancel_package

    with failures_in_words():
        cancel_package(read_settings(), tenant_named, package_id)
    say({"cancelled": str(package_id)}, "已取消 / called off", as_json=as_json)
