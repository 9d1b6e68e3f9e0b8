"""The invented disputes and mediations, and what a county's shape changes in them."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from plugins.test_stories import play
from support.counties import HUIJI, SHANDAN, WENSHUI, XUYI
from support.declared import registry

DISPUTES = {
    XUYI: {"closed", "pushed", "in_procedure", "not_started", "opinion_issued"},
    HUIJI: {"in_procedure", "not_started", "resolving"},
    SHANDAN: {"in_procedure", "not_started", "resolving"},
    WENSHUI: {"copied", "not_started", "joint"},
}
MEDIATIONS = {
    XUYI: {"followed_up", "accepted", "finished", "failed", "not_accepted"},
    HUIJI: {"accepted", "finished", "failed", "not_accepted"},
    SHANDAN: {"accepted", "finished", "failed", "not_accepted"},
}
PLAYED = [
    *((tenant, "dispute_resolution", states) for tenant, states in DISPUTES.items()),
    *((tenant, "diversified_mediation", states) for tenant, states in MEDIATIONS.items()),
]


@pytest.mark.parametrize(("tenant_id", "mechanism", "states"), PLAYED)
def test_the_stories_end_where_they_were_told_to(
    sessions: sessionmaker[Session],
    tmp_path: Path,
    tenant_id: int,
    mechanism: str,
    states: set[str],
) -> None:
    assert play(sessions, tmp_path, tenant_id, {mechanism}) == states


def test_no_court_can_be_shown_what_was_said_in_mediation() -> None:
    for key in ("dispute_resolution", "diversified_mediation"):
        statement = registry().current(key).row("statement")

        shown = statement.shown_to

        assert shown is not None
        assert "court" in {role.key for role in shown.closed_to}
