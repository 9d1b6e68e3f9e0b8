"""`liandong client`: the programs that may call a county's interface."""

from datetime import datetime
from typing import Any
from uuid import UUID

import click

from liandong.entrypoints.cli.answering import AS_JSON, DAY, failures_in_words, say
from liandong.entrypoints.settings import read_settings

TENANT = click.option("--tenant", required=True, help="Division code.")


@click.group()
def client() -> None:
    """Programs that may call the interface of a county."""


@client.command("create")
@TENANT
@click.option("--name", required=True, help="Which system it is; the audit chain names it.")
@click.option("--unit", required=True, help="Key of the unit in the roster.")
@click.option("--duty", "duties", multiple=True, required=True)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    help="read, platform:ENDPOINT or MECHANISM:ACTION.",
)
@click.option("--expires-on", type=DAY, required=True, help="Its last day, a year ahead at most.")
@AS_JSON
def create(*, expires_on: datetime, as_json: bool, **asked: Any) -> None:
    """Make a client; its token is printed this once."""
    from liandong.entrypoints.client_keeping import AskedClient, create_client

    with failures_in_words():
        new = AskedClient(expires_on=expires_on.date(), **asked)
        made = create_client(read_settings(), new)
    text = f"{made['id']} {made['name']}\n{made['token']}"
    say(made, text, as_json=as_json)


@client.command("list")
@TENANT
@AS_JSON
def list_all(tenant: str, *, as_json: bool) -> None:
    """List the clients of a county; never their tokens."""
    from liandong.entrypoints.client_keeping import list_clients

    with failures_in_words():
        found = list_clients(read_settings(), tenant)
    lines = [
        f"{each['id']} {each['hint']}… {each['name']} · {each['unit']} · {each['expires_on']}"
        f"{' · 已停用 / revoked' if each['revoked_at'] else ''}"
        for each in found
    ]
    say(found, "\n".join(lines) or "没有 / none", as_json=as_json)


@client.command("revoke")
@TENANT
@click.argument("client_id", type=click.UUID)
@AS_JSON
def revoke(tenant: str, client_id: UUID, *, as_json: bool) -> None:
    """Close a client for good, from its next request on."""
    from liandong.entrypoints.client_keeping import revoke_client

    with failures_in_words():
        revoke_client(read_settings(), tenant, client_id)
    say({"revoked": str(client_id)}, f"已停用 / revoked: {client_id}", as_json=as_json)
