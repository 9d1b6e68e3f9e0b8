"""Chinese first; another language only for who chose it, never because of a browser's header."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, gettext

LANGUAGES = {"zh-CN": "中文", "en": "English"}
DEFAULT = "zh-CN"
COOKIE = "ld_language"
_YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Give templates `_` in the chosen language."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh_CN")
    Babel(app, locale_selector=lambda: language().replace("-", "_"))


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
    known: str = gettext(words) if words and has_request_context() else words
    return known.format(**values) if values else known


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
