"""Headers of every answer, and the token that proves a form is ours."""

import hashlib
import hmac

from flask import Flask, Response, g, request
from werkzeug.exceptions import BadRequest

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SESSION_COOKIE = "ld_session"
_SAFE = {"GET", "HEAD", "OPTIONS"}


def form_token(session_token: str) -> str:
    """Return the token a form carries; it follows from the session and says nothing of it."""
    return hmac.new(session_token.encode(), b"form", hashlib.sha256).hexdigest()


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

    @app.before_request
    def _same_origin() -> None:
        if request.method in _SAFE or not request.cookies.get(SESSION_COOKIE):
            return
        origin = request.headers.get("Origin")
        if origin and origin != request.host_url.rstrip("/"):
            raise BadRequest("origin")
        if request.path.startswith("/api/"):
            if not origin and request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
                raise BadRequest("origin")
            return
        expected = form_token(request.cookies[SESSION_COOKIE])
        if not hmac.compare_digest(expected, request.form.get("form_token", "")):
            raise BadRequest("form token")

    @app.context_processor
    def _token() -> dict[str, str]:
        return {
            "form_token": form_token(request.cookies.get(SESSION_COOKIE, "")),
            "request_id": g.get("request_id", ""),
        }
