"""The part of one's account that holds the addresses of one's calendar; pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from liandong.calendars.words import day_words
from liandong.features.accounts.models import FeedToken
from liandong.features.accounts.pages.views import Plain
from liandong.web.languages import language, say

_ZONE = ZoneInfo("Asia/Shanghai")


def feeds_section(feeds: list[FeedToken], token: str, base: str, today: date) -> Plain:
    """Return the addresses that still open, and the forms to add and to close one."""
    return {
        "action": f"{base}/account/feeds",
        "hidden": {"form_token": token},
        "rows": [_row(feed, base, today) for feed in feeds],
    }


def _row(feed: FeedToken, base: str, today: date) -> Plain:
    read = moment_words(feed.seen_at, today) if feed.seen_at else say("还没有读取过")
    return {
        "created": moment_words(feed.created_at, today),
        "seen": read,
        "revoke": f"{base}/account/feeds/{feed.public_id}/revoke",
    }


def moment_words(moment: datetime, today: date) -> str:
    """Return a moment in the words of the page."""
    local = moment.astimezone(_ZONE)
    return f"{day_words(local.date(), today).pick(language())} {local:%H:%M}"


def told_page(address: str, base: str) -> Plain:
    """Return the page that tells a new address, this once."""
    account = {"label": say("我的账号"), "href": f"{base}/account"}
    return {
        "breadcrumb": [account, {"label": say("订阅地址"), "href": None}],
        "title": say("订阅地址"),
        "sentence": say("地址只在这里显示一次。离开这一页就看不到了，丢了可以另建一个。"),
        "address": address,
        "back": account,
    }
