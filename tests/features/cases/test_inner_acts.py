"""What the procuratorate does inside stays inside: event, fact, file and notice."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.service import rebuild
from liandong.features.cases.service.downloads import find_file
from liandong.features.notifications.models import Notice
from liandong.kernel.errors import NotFoundError
from support.counties import County

DAY = "2026-04-27"


def test_the_filing_upward_is_seen_by_the_procuratorate_alone(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(DAY)
    filed = huiji.file()
    huiji.tell(DAY)

    huiji.fire("prosecutor", DAY, case_id, "file_upward", facts={"filing_receipt": str(filed)})
    huiji.tell(DAY)
    huiji.reply(DAY, case_id)  # a paper signed later states nothing of it either

    theirs, ours = huiji.look("handler", case_id), huiji.look("prosecutor", case_id)
    assert "file_upward" not in [event["transition"] for event in theirs["events"]]
    assert "file_upward" in [event["transition"] for event in ours["events"]]
    assert "filing_receipt" not in theirs["facts"]
    assert ours["facts"]["filing_receipt"] == str(filed)
    for who in ("handler", "head", "bystander"):
        with huiji.acting(who, DAY) as (uow, me, _), pytest.raises(NotFoundError):
            find_file(uow, me, filed)
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        query = select(Notice.kind).where(Notice.tenant_id == uow.tenant_id)
        assert "case.file_upward" not in set(uow.session.scalars(query))
        rebuild(uow)
    assert huiji.look("handler", case_id) == theirs
    assert huiji.look("prosecutor", case_id) == ours
