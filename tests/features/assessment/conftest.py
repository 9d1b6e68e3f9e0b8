"""A county with rounds of the assessment at several steps; nothing of a test stays."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from uuid import UUID

import pytest

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from support.assessing import FROZEN, PEOPLE, SELF, UNITS, Assessing, scheme
from support.casework import staff
from support.counties import HUIJI, County


class _UndoneError(Exception):
    """Nothing of a test stays."""


@contextmanager
def _staffed(server: EmbeddedServer, template: str) -> Iterator[County]:
    url = clone(server, template)
    engine = open_engine(url)
    yield staff(open_sessions(engine), HUIJI, UNITS, PEOPLE)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


@pytest.fixture(scope="package")
def county(server: EmbeddedServer, template: str) -> Iterator[County]:
    with _staffed(server, template) as county:
        yield county


@pytest.fixture(scope="module")
def own_county(server: EmbeddedServer, template: str) -> Iterator[County]:
    """A county whose changes stay until the file is done."""
    with _staffed(server, template) as county:
        yield county


@pytest.fixture(scope="package")
def rounds(county: County) -> dict[str, UUID]:
    """A round that was noticed, one whose figures are frozen, and one that is all marked."""
    found = {}
    for name in ("noticed", "frozen", "marked"):
        with unit_of_work(county.sessions, HUIJI) as uow:
            play = Assessing(uow, county)
            found[name] = play.plan(raw=scheme(name))
            play.step("clerk", SELF, "noticed")
            play.assign()
            if name != "noticed":
                play.step("clerk", FROZEN, "frozen")
            if name == "marked":
                play.mark_all()
    return found


@pytest.fixture
def play(county: County) -> Iterator[Assessing]:
    with suppress(_UndoneError), unit_of_work(county.sessions, HUIJI) as uow:
        yield Assessing(uow, county)
        raise _UndoneError


@pytest.fixture
def noticed(play: Assessing, rounds: dict[str, UUID]) -> Assessing:
    return replace(play, round_id=rounds["noticed"])


@pytest.fixture
def frozen(play: Assessing, rounds: dict[str, UUID]) -> Assessing:
    return replace(play, round_id=rounds["frozen"])


@pytest.fixture
def marked(play: Assessing, rounds: dict[str, UUID]) -> Assessing:
    return replace(play, round_id=rounds["marked"])
