"""A plugin that lies in a folder of its own adds a mechanism; nothing of the platform is touched.

The sample is written as docs/guides/write-a-mechanism.md says; its duties stand in the county's own
`policy.csv`.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism
from support.browsing import Visit, visit
from support.counties import County
from support.plugins import KEY, installed_from, lay_out, linked

__all__ = ["linked", "visit"]
DAY = "2026-04-27"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Mechanism]:
    """Here it comes and goes: it is installed for one test alone."""
    with installed_from(lay_out(tmp_path / "plugins")) as mechanism:
        yield mechanism


def test_it_is_found_by_its_entry_point_and_only_while_it_is_there(tmp_path: Path) -> None:
    with installed_from(lay_out(tmp_path / "plugins")) as mechanism:
        assert installed().registry.current(KEY) is mechanism
        assert "procuratorial_suggestion" in installed().registry.keys

    assert KEY not in installed().registry.keys


def test_a_case_of_it_is_opened_moved_told_and_counted(linked: County, visit: Visit) -> None:
    facts = {
        "title": "跨区销售假药线索",
        "summary": "群众举报",
        "found_on": DAY,
        "lead": str(linked.units["police"]),
        "is_urgent": True,
    }
    clue = RowCommand(
        "clue", "list", None, {"text": "进货单据", "held_by": str(linked.units["police"])}
    )
    with linked.acting("asker", DAY) as (uow, me, clock):
        named = (PartyCommand(linked.units["police"], "respondent"),)
        command = FireTransition("open", date.fromisoformat(DAY), facts, (clue,), named)
        case_id = service.open_case(uow, me, clock, KEY, command).id

    assert linked.fire("officer", DAY, case_id, "take") == "taken"
    with linked.acting("asker", DAY) as (uow, me, clock):
        seen = service.dump_case(service.look(uow, me, clock, KEY, case_id))
    assert [(d["limit_id"], d["due_on"]) for d in seen["deadlines"]] == [
        ("SAMPLE-01", "2026-05-07")
    ]
    answer = visit(linked, "officer").get(f"/t/{linked.tenant_id}/cases/{KEY}/{case_id}")
    assert answer.status_code == 200
    assert "跨区销售假药线索" in answer.text
