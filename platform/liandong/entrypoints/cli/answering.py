"""How every command answers: words or JSON, failures in words, and the exit code."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from liandong.kernel.errors import InvalidInputError, LiandongError

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
DAY = click.DateTime(["%Y-%m-%d"])


@contextmanager
def failures_in_words() -> Iterator[None]:
    """Say what is wrong, each place on a line; exit 2 for bad input, 3 for a failure."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    try:
        yield
    except LiandongError as error:
        click.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, InvalidInputError) else 3)
    except OperationalError as error:
        click.echo(f"数据库没有回答 / The database does not answer: {error.orig}", err=True)
        sys.exit(3)
    except ProgrammingError as error:
        words = "数据库的结构或权限不对，先运行 liandong db upgrade / Run liandong db upgrade first"
        click.echo(f"{words}: {error.orig}", err=True)
        sys.exit(3)


def say(data: Any, text: str, *, as_json: bool) -> None:
    """Print the result for a person, or as JSON for a machine."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str) if as_json else text)
