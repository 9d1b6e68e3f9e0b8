from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.browsing import visit
from support.counties import HUIJI, County, build_county

__all__ = ["county", "visit"]


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> Callable[..., County]:
    """Return the maker of a county with its people."""
    return lambda tenant_id=HUIJI: build_county(sessions, tenant_id)
