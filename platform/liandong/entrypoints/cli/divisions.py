"""`division`: the division codes of the country."""

from dataclasses import asdict

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say


@click.group()
def division() -> None:
    """Division codes: provinces, cities, counties."""


@division.command("list")
@click.option("--under", metavar="CODE", default="", help="Only what lies below this division.")
@AS_JSON
def list_divisions(under: str, *, as_json: bool) -> None:
    """List divisions with code, name and, of a county, its kind."""
    from liandong.features.tenants.service import divisions

    with failures_in_words():
        found = list(divisions().beneath(under))
    words = "\n".join(f"{each.code:<6} {each.name} {each.kind}".rstrip() for each in found)
    say([asdict(each) for each in found], words, as_json=as_json)
