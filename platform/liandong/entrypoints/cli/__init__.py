"""`liandong`: what an administrator does from a terminal. Exit 0 done, 1 findings, 2 bad input."""

from liandong.entrypoints.cli.commands import main

__all__ = ["main"]
