"""Headers of every answer, and the token that proves a form is ours."""

import hashlib
import hmac
import re
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest

from liandong.kernel.errors import LiandongError

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SESSION_COOKIE = "ld_session"
#: The browser came in through the identity provider, and may want to leave there too.
SIGN_ON_COOKIE = "ld_sign_on"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


class FormExpiredError(LiandongError):
    """The form belongs to a session that is over, or to none."""

    code = "form.expired"
    status = 400
    title_zh = "页面已过期，请再提交一次"
    title_en = "The page has expired; please submit it once more"


def form_token(session_token: str) -> str:
    """Return the token a form carries; it follows from the session and says nothing of it."""
    return hmac.new(session_token.encode(), b"form", hashlib.sha256).hexdigest()


def current_form_token() -> str:
    """Return the token for a form of this answer."""
    return form_token(request.cookies.get(SESSION_COOKIE, ""))


def local_path(address: str, otherwise: str = "/") -> str:
    """Return an address of ours, or `otherwise` if it may lead elsewhere."""
    return address if _LOCAL.fullmatch(address) else otherwise


def _same_origin() -> None:
    if request.method in _SAFE:
        return
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        raise BadRequest("origin")
    if not request.cookies.get(SESSION_COOKIE):
        return
    if request.path.startswith("/api/"):
        if not origin and request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise BadRequest("origin")
        return
    sent = request.form.get("form_token", "").encode(errors="replace")
    if not hmac.compare_digest(current_form_token().encode(), sent):
        raise FormExpiredError


def install(app: Flask) -> None:
    """Set the headers of every answer and check where writes come from."""

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.before_request(_same_origin)

    @app.context_processor
    def _token() -> dict[str, str]:
        return {
            "form_token": current_form_token(),
            "request_id": g.get("request_id", ""),
        }
