"""The readable API reference, made from the OpenAPI document itself, and the list of problems."""

from collections.abc import Callable
from typing import Any

from flask import Flask, render_template
from markupsafe import Markup

from liandong.kernel.resources import data_root
from liandong.web.languages import language, say

_WORDS = frozenset({"title", "description", "summary"})
_METHODS = ("get", "post", "put", "patch", "delete")


def install(app: Flask, describe: Callable[[], dict[str, Any]]) -> None:
    """Serve the reference at /api/v1/reference, and what a problem's `type` leads to.

    `describe` returns the OpenAPI document.
    """
    bodies: dict[str, dict[str, Any]] = {}

    @app.get("/api/v1/reference")
    def reference() -> str:
        """Return the page; what does not depend on who asks is made once in each language."""
        if language() not in bodies:
            bodies[language()] = reference_page(describe())
        return render_template("pages/reference.html", page=bodies[language()])

    @app.get("/api/v1/problems")
    def problems() -> str:
        return render_template("pages/problems.html", page=problems_page())


def reference_page(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the page: what there is, and the document to download."""
    operations = sum(method in path for path in spec["paths"].values() for method in _METHODS)
    version = spec["info"]["version"]
    return {
        "title": say("接口说明"),
        "sentence": say(
            "版本 {version}，{count} 个操作。改动要带 Idempotency-Key 和 If-Match。",
            version=version,
            count=operations,
        ),
        "body": Markup(render_template("pages/reference_body.html", page={"spec": _said(spec)})),  # noqa: S704  # nosec B704  # our own template
        "download": {"label": say("下载 OpenAPI"), "href": "/api/v1/openapi.json"},
    }


def _said(part: Any) -> Any:
    """Return a part of the document with its words in the language of this answer."""
    if isinstance(part, list):
        return [_said(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: say(inner) if key in _WORDS and isinstance(inner, str) else _said(inner)
        for key, inner in part.items()
    }


def problems_page() -> dict[str, Any]:
    """Return every code that a problem document may carry, as the reference lists them."""
    text = (data_root() / "docs" / "reference" / "problems.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| `")]
    words = 3 if language() == "en" else 2
    found = [
        {"code": row[0].strip(" `"), "status": row[1].strip(), "text": row[words].strip()}
        for row in rows
    ]
    return {
        "title": say("错误代码"),
        "sentence": say("{count} 个。代码的意思不会改变。", count=len(found)),
        "problems": found,
    }
