"""A body sent to the API is JSON, or carries files; anything else is refused with 415."""

from flask import Flask, request
from werkzeug.exceptions import UnsupportedMediaType

_UPLOADS = "multipart/form-data"


def install(app: Flask) -> None:
    """Look at every request before its view does."""
    app.before_request(_check)


def _check() -> None:
    if not request.path.startswith("/api/") or request.url_rule is None:
        return
    if request.method not in {"POST", "PUT", "PATCH"} or not request.content_length:
        return
    if not (request.is_json or request.mimetype == _UPLOADS):
        raise UnsupportedMediaType
