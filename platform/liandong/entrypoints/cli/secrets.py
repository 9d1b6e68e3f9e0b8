"""`liandong secrets`: the installation's key for secrets."""

from dataclasses import asdict

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings


@click.group()
def secrets() -> None:
    """The key under which the secrets of cases lie."""


@secrets.command("rotate")
@AS_JSON
def rotate(*, as_json: bool) -> None:
    """Wrap every secret's key anew under a new key of the installation; may be run again.

    Embedded: the new key is made here. Else LIANDONG_SECRETS_KEY is the new one and
    LIANDONG_SECRETS_KEY_OLD the former; every process runs with both before this is called.
    """
    from liandong.entrypoints.rotating import rotate_secrets

    with failures_in_words():
        done = rotate_secrets(read_settings())
    lines = [
        f"{each.county}: 重新加密 / rewrapped {each.n_rewrapped}，原已是新密钥 / already"
        f" {each.n_current}"
        for each in done
    ]
    say([asdict(each) for each in done], "\n".join(lines), as_json=as_json)
