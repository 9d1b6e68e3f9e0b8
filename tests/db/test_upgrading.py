"""A migration that rewrites rows reaches those of every county, wall or no wall."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.embedded.roles import MIGRATOR
from liandong.db.migrate import upgrade

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
COUNTIES = (410108, 620725)
DEADLINE = """INSERT INTO deadlines (tenant_id, id, case_id, limit_id, stands_for, started_on,
    due_on, is_right, is_provisional, is_enforceable, state, inputs, next_fire_at, position)
VALUES (:tenant, gen_random_uuid(), gen_random_uuid(), 'SUG-01', 'SUG-01', '2026-03-02',
    '2026-05-06', false, false, true, 'open',
    '{"fires": ["2026-04-28T09:00:00+08:00", "2026-05-06T09:00:00+08:00"], "stated": null}',
    '2026-04-28 09:00+08', 1)"""


@pytest.fixture
def empty(server: EmbeddedServer) -> str:
    return clone(server, "template0").replace("liandong_app", MIGRATOR)


def test_the_moments_of_every_countys_deadlines_move_into_their_column(
    server: EmbeddedServer, empty: str
) -> None:
    upgrade(empty, FOLDER, to="0004")
    engine = sa.create_engine(empty, poolclass=sa.NullPool)
    with engine.begin() as connection:
        for tenant in COUNTIES:
            connection.execute(sa.text(DEADLINE), {"tenant": tenant})

    upgrade(empty, FOLDER)

    with engine.begin() as connection:
        found = connection.execute(
            sa.text("SELECT tenant_id, cardinality(fires), inputs FROM deadlines ORDER BY 1")
        ).all()
    assert [tuple(row) for row in found] == [(each, 2, {"stated": None}) for each in COUNTIES]
    drop(server, empty.partition("@/")[2].partition("?")[0])
