"""`liandong account list`, `link` and `close`: what an operator does where nobody else can."""

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings


@click.command("list")
@click.option("--tenant", required=True, help="Division code.")
@AS_JSON
def account_list(tenant: str, *, as_json: bool) -> None:
    """List the accounts of a county with unit, state and duties."""
    from liandong.entrypoints.people import list_accounts

    with failures_in_words():
        found = list_accounts(read_settings(), tenant)
    lines = [
        f"{each['login']}\t{each['name']}\t{each['unit']}\t{each['state']}\t"
        + ", ".join(duty["duty"] for duty in each["duties"])
        for each in found
    ]
    say(found, "\n".join(lines), as_json=as_json)


@click.command("link")
@click.option("--tenant", required=True, help="Division code.")
@click.option("--login", required=True)
@click.option("--reason", required=True)
def account_link(tenant: str, login: str, reason: str) -> None:
    """Make a one-time link to set a password, and print its path this once."""
    from liandong.entrypoints.people import act_on_account
    from liandong.features.accounts.service import Act

    with failures_in_words():
        done = act_on_account(read_settings(), tenant, login, Act("link", reason))
    click.echo(f"/invitation/{done.token}")


@click.command("close")
@click.option("--tenant", required=True, help="Division code.")
@click.option("--login", required=True)
@click.option("--reason", required=True)
def account_close(tenant: str, login: str, reason: str) -> None:
    """Close an account: whatever opens it ends at once; programs it made are named."""
    from liandong.entrypoints.people import act_on_account
    from liandong.features.accounts.service import Act

    with failures_in_words():
        done = act_on_account(read_settings(), tenant, login, Act("close", reason))
    click.echo(f"已停用 / closed: {login}")
    for name in done.programs:
        click.echo(f"接口凭证还在用 / still comes in: {name}")
