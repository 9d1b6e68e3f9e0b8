"""`serve`, and its worker and scheduler alone."""

import click

from liandong.entrypoints.cli.answering import failures_in_words
from liandong.entrypoints.settings import read_settings


@click.command()
@click.option("--demo/--no-demo", default=False, help="Load the four counties and a demo year.")
def serve(*, demo: bool) -> None:
    """Set up what is missing and serve: database, web, worker and scheduler."""
    from liandong.entrypoints.serving import serve as run

    with failures_in_words():
        run(read_settings(), demo=demo)


@click.command()
def worker() -> None:
    """Run the worker alone, against LIANDONG_DATABASE_URL, until Ctrl-C."""
    from liandong.entrypoints.serving import run_alone, work

    with failures_in_words():
        run_alone(read_settings(), work)


@click.command()
def scheduler() -> None:
    """Run relay and scheduler alone, against LIANDONG_DATABASE_URL, until Ctrl-C."""
    from liandong.entrypoints.serving import run_alone, schedule

    with failures_in_words():
        run_alone(read_settings(), schedule)
