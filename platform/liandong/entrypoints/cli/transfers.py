"""`liandong transfers`: both counties' records of what went between them, side by side."""

import sys

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings


@click.group()
def transfers() -> None:
    """Matters that go from one county to another."""


@transfers.command("verify")
@AS_JSON
def verify(*, as_json: bool) -> None:
    """Compare packages, digests, audit entries and results of every transfer in both counties.

    Exit 0: all agree. Exit 1: something is still on its way, or does not fit.
    """
    from liandong.entrypoints.looking_after import verify_transfers

    with failures_in_words():
        found = verify_transfers(read_settings())
    lines = [f"{each.where}: {each.message_zh} / {each.message_en}" for each in found]
    plain = [{"where": each.where, "zh": each.message_zh, "en": each.message_en} for each in found]
    say(plain, "\n".join(lines) or "两县记录一致 / the records agree", as_json=as_json)
    sys.exit(1 if found else 0)
