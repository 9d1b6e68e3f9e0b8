"""`liandong identity`: who may sign in through the identity provider, and to which account."""

from uuid import UUID

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.cli.clients import TENANT
from liandong.entrypoints.settings import read_settings


@click.group()
def identity() -> None:
    """Identities of a single sign-on, linked to accounts."""


@identity.command("link")
@TENANT
@click.option("--login", required=True)
@click.option("--subject", required=True, help="As the provider calls the person.")
@AS_JSON
def link(tenant: str, login: str, subject: str, *, as_json: bool) -> None:
    """Let a subject of the provider sign in to an account."""
    from liandong.entrypoints.identity_keeping import link_identity

    with failures_in_words():
        made = link_identity(read_settings(), tenant, login, subject)
    say(made, f"已绑定 / linked: {login} {made['id']}", as_json=as_json)


@identity.command("list")
@TENANT
@AS_JSON
def list_all(tenant: str, *, as_json: bool) -> None:
    """List the linked accounts of a county."""
    from liandong.entrypoints.identity_keeping import list_identities

    with failures_in_words():
        found = list_identities(read_settings(), tenant)
    lines = [f"{each['id']} {each['login']} {each['subject']}" for each in found]
    say(found, "\n".join(lines) or "没有 / none", as_json=as_json)


@identity.command("unlink")
@TENANT
@click.argument("identity_id", type=click.UUID)
@AS_JSON
def unlink(tenant: str, identity_id: UUID, *, as_json: bool) -> None:
    """Take a link away."""
    from liandong.entrypoints.identity_keeping import unlink_identity

    with failures_in_words():
        unlink_identity(read_settings(), tenant, identity_id)
    say({"unlinked": str(identity_id)}, f"已解除 / unlinked: {identity_id}", as_json=as_json)
