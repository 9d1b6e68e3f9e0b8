"""A part a template may ask for need not be there; a part it prints has to be."""

from typing import Any

from flask import Flask
from jinja2 import Undefined


class Missing(Undefined):
    """Something that was not given: false when asked for, an error when shown or walked."""

    def __str__(self) -> str:
        """Refuse to be shown."""
        raise self._undefined_exception(self._undefined_message)

    def __iter__(self) -> Any:
        """Refuse to be walked."""
        raise self._undefined_exception(self._undefined_message)


def install(app: Flask) -> None:
    """Let a forgotten part of a page fail loudly instead of leaving a hole."""
    app.jinja_env.undefined = Missing
