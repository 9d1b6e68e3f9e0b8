import pytest
from sqlalchemy.orm import Session, sessionmaker

from support.browsing import visit
from support.joint import Joint, joint_of
from support.transfers import Pair, pair_of

__all__ = ["pair", "visit"]


@pytest.fixture
def pair(sessions: sessionmaker[Session]) -> Pair:
    """Two counties with their people."""
    return pair_of(sessions)


@pytest.fixture
def joint(sessions: sessionmaker[Session]) -> Joint:
    """A dispute that one county leads, and another one."""
    return joint_of(sessions)
