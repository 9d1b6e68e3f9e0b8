"""The application, made once and given a database, a file store and a clock for each test."""

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any
from unittest.mock import sentinel

from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints.app import create_app
from liandong.entrypoints.wiring import wire
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import Clock
from liandong.web.context import Runtime


@cache
def _made(_keys: tuple[str, ...]) -> Flask:
    """Make it once for the mechanisms that are installed: a test may install one more."""
    return create_app(sentinel.sessions, sentinel.files)


def app_over(
    sessions: sessionmaker[Session],
    files: FileStore,
    clock: Callable[[str], Clock],
    **parts: Any,
) -> Flask:
    """Return the application with its own runtime; routes and templates are shared.

    What it does not expect is raised, not answered with 500; `parts` take the place of its own.
    """
    app = copy(_made(wire().registry.keys))
    app.config = copy(app.config)
    app.testing = True
    own = {**app.extensions["liandong"].parts, "files": files, **parts}
    app.extensions = {**app.extensions, "liandong": Runtime(sessions, clock, own)}
    return app
