"""What a seat has through another one: chains of `g` lines, as long as Casbin follows them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from liandong.authz.rules import Lines, Link
from liandong.authz.vocabulary import ANY_UNIT

#: Casbin looks ten levels deep; the account and its own seat are the first two.
MOST_LINKS = 8

Chain = tuple[Link, ...]
LinksOf = Mapping[str, tuple[Link, ...]]


def links_of(links: Iterable[Link]) -> LinksOf:
    """Return the links of each seat that has some."""
    found: dict[str, tuple[Link, ...]] = {}
    for link in dict.fromkeys(links):
        found[link.seat] = (*found.get(link.seat, ()), link)
    return found


def sources_of(seat: str, links: LinksOf) -> dict[str, Chain]:
    """Return every other seat whose lines a seat has too, each with the shortest chain to it."""
    reached: dict[str, Chain] = {seat: ()}
    newest = [seat]
    for _ in range(MOST_LINKS):
        following = []
        for name in newest:
            for link in links.get(name, ()):
                if link.source not in reached:
                    reached[link.source] = (*reached[name], link)
                    following.append(link.source)
        newest = following
    del reached[seat]
    return reached


def widened(lines: Lines) -> Lines:
    """Return the lines with what every link to a seat implies: what that duty has in any unit.

    Whoever sits on `liaison@court` sits on `liaison@any_unit`; who inherits the one has both.
    """
    implied = [
        replace(link, seat=link.source, source=f"{duty}@{ANY_UNIT}")
        for link in lines.links
        for duty, _, holder in (link.source.partition("@"),)
        if holder != ANY_UNIT
    ]
    return Lines(lines.rules, tuple(dict.fromkeys((*lines.links, *implied))))
