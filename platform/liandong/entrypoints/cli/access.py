"""`access`: why an account may do something, and what another policy would change."""

import sys

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings


@click.group()
def access() -> None:
    """Why an account may do something, and what another policy would change."""


@access.command("explain")
@click.option("--tenant", required=True, help="Division code.")
@click.option("--account", required=True, help="Login.")
@click.option("--mechanism", required=True, help="Its key; page, platform or obligation.")
@click.option("--action", required=True, help="As policy lines name it.")
@click.option("--case", "case", default="", help="Number or id of a case.")
@AS_JSON
def explain(
    tenant: str, account: str, mechanism: str, action: str, case: str, *, as_json: bool
) -> None:
    """Say whether an account may do something, by which line and through which seat.

    Exit 0: it may. Exit 1: it may not.
    """
    from liandong.entrypoints.access import explain_access
    from liandong.features.access.service import Asked, dump_answer, sentences

    with failures_in_words():
        asked = Asked(account, mechanism, action, case)
        answer = explain_access(read_settings(), tenant, asked)
        lines = [f"{each.zh}\n  {each.en}" for each in sentences(answer)]
    say(dump_answer(answer), "\n".join(lines), as_json=as_json)
    sys.exit(0 if answer.allowed else 1)


@access.command("diff")
@click.argument("before")
@click.argument("after")
@AS_JSON
def diff(before: str, after: str, *, as_json: bool) -> None:
    """Say who can do more or less under AFTER than under BEFORE.

    Each is a policy.csv, the folder of a package, CODE of a county, CODE@REVISION, or - for the
    templates alone. Exit 0: no difference. Exit 1: differences.
    """
    from liandong.entrypoints.access import diff_policies
    from liandong.features.access.service import change_words

    with failures_in_words():
        found = diff_policies(read_settings(), before, after)
        words = change_words(found)
    lines = [f"{each.zh}\n  {each.en}" for each in words] or ["没有差别 / no difference"]
    data = [{"zh": each.zh, "en": each.en} for each in words]
    say(data, "\n".join(lines), as_json=as_json)
    sys.exit(1 if found else 0)
