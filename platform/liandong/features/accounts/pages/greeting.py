"""What is said once after signing in: when one signed in last, and what failed since."""

from flask import g

from liandong.features.accounts.pages.feeds_view import moment_words
from liandong.features.accounts.service import LastSignIn
from liandong.web.context import current_clock
from liandong.web.languages import say
from liandong.web.saying import message, toast

#: A cookie that says nothing but that somebody has just signed in.
ENTERED = "ld_entered"


def greet() -> None:
    """Say it above the page that is being answered; failures so that nobody overlooks them."""
    last: LastSignIn | None = g.get("last_sign_in")
    if last is None:
        return
    g.is_greeted = True
    if last.n_failed:
        title = say("上次登录以后，有 {count} 次登录没有成功", count=last.n_failed)
        text = say("不是您本人，就改密码，并告诉管理员。")
        message("amber", f"{title}。", f"{last_words(last)} {text}")
    elif last.at is not None:
        toast(last_words(last))


def last_words(last: LastSignIn) -> str:
    """Return the sign-in before this session in words."""
    if last.at is None:
        return say("这是第一次登录。")
    when = moment_words(last.at, current_clock().today())
    if not last.address:
        return say("上次登录：{when}。", when=when)
    return say("上次登录：{when}，从 {address}。", when=when, address=last.address)
