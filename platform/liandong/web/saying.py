"""What the frame says once, above or below the page that is being answered."""

from typing import Any

from flask import g


def toast(text: str, undo: dict[str, Any] | None = None) -> None:
    """Say that something was done; never an error. `undo`: action, label, hidden."""
    g.toast = {"text": text, "undo": undo}


def message(tone: str, title: str, text: str = "", link: dict[str, str] | None = None) -> None:
    """Say something above the page; tone: red, amber or green."""
    g.message = {"tone": tone, "title": title, "text": text, "link": link}
