import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.transfers import Pair, pair_of


@pytest.fixture
def pair(sessions: sessionmaker[Session]) -> Pair:
    """Two counties with their people."""
    return pair_of(sessions)
