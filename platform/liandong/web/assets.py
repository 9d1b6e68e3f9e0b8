"""Static files under addresses that change with their content, so that they may be kept."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request

_KEEP = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    """Give templates `asset(name)` and let what carries a fingerprint be kept."""
    folder = Path(app.static_folder or "")

    def asset(name: str) -> str:
        path = folder / name
        return f"/static/{name}?v={_fingerprint(path, path.stat().st_mtime_ns)}"

    app.jinja_env.globals["asset"] = asset

    @app.after_request
    def _keep(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v"):
            response.headers["Cache-Control"] = _KEEP
        return response


@lru_cache(maxsize=256)
def _fingerprint(path: Path, _changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
