"""Headers of every answer, and the token that proves a form is ours."""

import hashlib
import hmac
import re
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import BadRequest, SecurityError

from liandong.kernel.errors import LiandongError

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
#: Of a file that is taken away: were it ever shown, nothing in it could run or be sent.
FILE_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"
#: What a browser may be asked for on our pages: nothing.
PERMISSIONS = ", ".join(
    f"{each}=()"
    for each in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "publickey-credentials-get",
        "usb",
    )
)
#: Two years, as the preload lists ask; of this name alone, others are not ours to decide on.
HSTS = "max-age=63072000"
#: By which names an installation is reached unless it says by which others.
LOOPBACK_NAMES = ("127.0.0.1", "localhost")
SESSION_COOKIE = "ld_session"
#: The browser came in through the identity provider, and may want to leave there too.
SIGN_ON_COOKIE = "ld_sign_on"
_SAFE = {"GET", "HEAD", "OPTIONS"}
#: What a browser says of a request that one of our pages, or the person, began.
_OURS = {"same-origin", "none"}
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


def cookie_name(name: str) -> str:
    """Return what a cookie that lets somebody in is called.

    Over HTTPS a browser takes it from this very host alone, for all of it, and encrypted.
    """
    return f"__Host-{name}" if current_app.config["SECURE_COOKIES"] else name


def cookie_path(path: str) -> str:
    """Return to which addresses such a cookie goes; what is of this host alone goes to all."""
    return "/" if current_app.config["SECURE_COOKIES"] else path


def _cookie() -> str:
    return cookie_name(SESSION_COOKIE)


def session_token() -> str:
    """Return the token of the session that the browser carries; empty: none."""
    return request.cookies.get(_cookie(), "")


def keep_session(response: Response, token: str) -> Response:
    """Let the browser carry a session."""
    secure = bool(current_app.config["SECURE_COOKIES"])
    response.set_cookie(_cookie(), token, secure=secure, httponly=True, samesite="Lax")
    return response


def forget_session(response: Response) -> Response:
    """Let the browser carry none any more."""
    secure = bool(current_app.config["SECURE_COOKIES"])
    response.delete_cookie(_cookie(), secure=secure, httponly=True, samesite="Lax")
    return response


def bearer_token() -> str:
    """Return the token in the header of a request of the interface; empty without one."""
    header = request.headers.get("Authorization", "")
    is_one = request.path.startswith("/api/") and header.startswith("Bearer ")
    return header.removeprefix("Bearer ") if is_one else ""


def current_form_token() -> str:
    """Return the token for a form of this answer."""
    return form_token(session_token())


def local_path(address: str, otherwise: str = "/") -> str:
    """Return an address of ours, or `otherwise` if it may lead elsewhere."""
    return address if _LOCAL.fullmatch(address) else otherwise


def _known_host() -> None:
    """Refuse a name that is not ours before anything is looked up or an address is written."""
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception


def _same_origin() -> None:
    if request.method in _SAFE:
        return
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        raise BadRequest("origin")
    if not origin and request.headers.get("Sec-Fetch-Site", "none") not in _OURS:
        raise BadRequest("origin")
    if not session_token() or request.path.startswith("/api/"):
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
        response.headers["X-Frame-Options"] = "DENY"  # for browsers that read no policy
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = PERMISSIONS
        if app.config["SECURE_COOKIES"]:
            response.headers["Strict-Transport-Security"] = HSTS
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.before_request(_known_host)
    app.before_request(_same_origin)

    @app.context_processor
    def _token() -> dict[str, str]:
        return {
            "form_token": current_form_token(),
            "request_id": g.get("request_id", ""),
        }
