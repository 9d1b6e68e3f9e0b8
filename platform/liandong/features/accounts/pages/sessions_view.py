"""The part of one's account that says where one is signed in; pure."""

from datetime import date
from uuid import UUID

from liandong.features.accounts.models import SessionToken
from liandong.features.accounts.pages.feeds_view import moment_words
from liandong.features.accounts.pages.views import Plain
from liandong.web.languages import say

#: The first mark that is found names it; most browsers also call themselves those further down.
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("QQBrowser", "QQ 浏览器"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("HarmonyOS", "鸿蒙"),
    ("Android", "Android"),
    ("Kylin", "麒麟"),
    ("UOS", "统信 UOS"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def sessions_section(
    sessions: list[SessionToken], this: UUID | None, token: str, base: str, today: date
) -> Plain:
    """Return where one is signed in, this session marked, and the forms to end the others."""
    return {
        "hidden": {"form_token": token},
        "rows": [_row(each, this, base, today) for each in sessions],
        "revoke_others": f"{base}/account/sessions/revoke-others" if len(sessions) > 1 else None,
    }


def _row(session: SessionToken, this: UUID | None, base: str, today: date) -> Plain:
    is_this = session.public_id == this
    return {
        "agent": agent_words(session.agent),
        "address": session.address or "—",
        "created": moment_words(session.created_at, today),
        "seen": moment_words(session.seen_at, today),
        "is_this": is_this,
        "revoke": None if is_this else f"{base}/account/sessions/{session.public_id}/revoke",
    }


def agent_words(agent: str) -> str:
    """Return browser and device by what a browser calls itself; a guess, shown to its owner."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    device = next((name for mark, name in _DEVICES if mark in agent), "")
    found = " · ".join(say(each) for each in (browser, device) if each)
    return found or (say("程序") if agent else say("不知道是什么设备"))
