"""Chinese first; another language only for who chose it, never because of a browser's header."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, gettext, ngettext

LANGUAGES = {"zh-CN": "中文", "en": "English"}
DEFAULT = "zh-CN"
COOKIE = "ld_language"
_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Give templates `_` in the chosen language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh_CN")
    Babel(app, locale_selector=lambda: language().replace("-", "_"))
    i18n: Any = app.jinja_env  # its extension for translations adds the method
    i18n.install_gettext_callables(_told, ngettext, newstyle=True)


def language() -> str:
    """Return the language of this answer; outside of one, the first language."""
    if not has_request_context():
        return DEFAULT
    asked = g.get("language") or request.cookies.get(COOKIE, "")
    return asked if asked in LANGUAGES else DEFAULT


def say(words: str, **values: object) -> str:
    """Return words in the language of this answer, with `values` put where `{name}` stands.

    What the catalogue does not know, such as the title of a matter, stays as it is written.
    """
    known = _told(words) if words and has_request_context() else words
    return known.format(**values) if values else known


def _told(words: str) -> str:
    """Return words in the language of this answer, and as the county of the reader says them.

    Only what the platform itself says is put into the words of the county: what somebody wrote,
    and what a law says, is in no catalogue.
    """
    known: str = gettext(words)
    wording: Callable[[str], str] | None = g.get("wording")
    is_ours = wording is not None and known == words and english(words) != words
    return wording(known) if is_ours and wording is not None else known


def english(words: str) -> str:
    """Return the English of words that the catalogue knows, whatever the language of the answer."""
    return _catalogue().gettext(words) if words else words


@cache
def _catalogue() -> NullTranslations:
    return Translations.load(Path(__file__).parent / "translations", ["en"])


def choose(asked: str) -> None:
    """Answer this request in a language, if it is one of ours."""
    if asked in LANGUAGES:
        g.language = asked


def remember(response: Response) -> Response:
    """Let the browser keep the language that was chosen in this request."""
    if g.get("language"):
        secure = bool(current_app.config.get("SECURE_COOKIES"))
        response.set_cookie(
            COOKIE, g.language, max_age=_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    return response
