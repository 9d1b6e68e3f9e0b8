"""People by their part in the story, and a suggestion on its way."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.browsing import visit
from support.counties import HUIJI, KEY, LETTER, PEOPLE, SHANDAN, WENSHUI, XUYI, County, on
from support.counties import build_county as build

__all__ = [
    "HUIJI",
    "KEY",
    "LETTER",
    "PEOPLE",
    "SHANDAN",
    "WENSHUI",
    "XUYI",
    "County",
    "county",
    "on",
    "visit",
]


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> Callable[..., County]:
    """Return the maker of a county with its people: whoever is asked for is created once."""
    return lambda tenant_id=HUIJI: build(sessions, tenant_id)
