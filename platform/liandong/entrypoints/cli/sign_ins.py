"""`liandong sign-in`: helping somebody in who is locked out."""

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings


@click.group("sign-in")
def sign_in() -> None:
    """Help somebody in who is locked out; make sure who it is before."""


@sign_in.command("unlock")
@click.argument("login")
@AS_JSON
def unlock(login: str, *, as_json: bool) -> None:
    """Lift the lock of a login."""
    from liandong.entrypoints.letting_in import unlock as lift

    with failures_in_words():
        lift(read_settings(), login)
    say({"unlocked": login}, f"已解锁 / unlocked: {login}", as_json=as_json)


@sign_in.command("forget-factor")
@click.argument("login")
@AS_JSON
def forget_factor(login: str, *, as_json: bool) -> None:
    """Turn the second factor off of somebody who has lost phone and recovery codes."""
    from liandong.entrypoints.letting_in import forget_factor as forget

    with failures_in_words():
        forget(read_settings(), login)
    say({"forgotten": login}, f"两步验证已关闭 / second factor off: {login}", as_json=as_json)
