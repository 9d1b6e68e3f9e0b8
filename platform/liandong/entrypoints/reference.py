"""The readable API reference, made from the OpenAPI document itself."""

from typing import Any

from flask import Flask, render_template
from flask_smorest import Api

_METHODS = ("get", "post", "put", "patch", "delete")


def install(app: Flask, api: Api) -> None:
    """Serve the reference at /api/v1/reference."""

    @app.get("/api/v1/reference")
    def reference() -> str:
        return render_template("pages/reference.html", page=reference_page(api.spec.to_dict()))


def reference_page(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the page: what there is, and the document to download."""
    operations = sum(method in path for path in spec["paths"].values() for method in _METHODS)
    version = spec["info"]["version"]
    return {
        "title": "接口说明",
        "sentence": f"版本 {version}，{operations} 个操作。改动要带 Idempotency-Key 和 If-Match。",
        "spec": spec,
        "download": {"label": "下载 OpenAPI", "href": "/api/v1/openapi.json"},
    }
