"""Whoever is shown a secret goes on record, and the unit that entered it is told who."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit import service as audit
from liandong.features.audit.models import AuditEntry
from liandong.features.cases import service
from liandong.features.cases.service.auditing import AuditFilter, list_entries
from liandong.features.cases.service.downloads import take_file
from liandong.features.cases.service.secret_reads import list_reads
from liandong.features.documents.service import FileStore
from support.counties import HUIJI, County, on
from support.http import sign_in
from support.secrets import tables_with
from support.stages_of_linkage import begin

KEY = "reverse_linkage"
DAY = "2026-04-27"
MARKER = "欧阳标记某"
DECISION = {
    "decision_number": "惠检刑不诉〔2026〕12号",
    "decision_kind": "discretionary",
    "decided_on": "2026-02-27",
    "person": MARKER,
    "is_sealed": False,
    "criminal_opinion": "需要给予行政处罚",
}


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county(HUIJI)


@pytest.fixture
def case_id(huiji: County) -> UUID:
    found = begin(huiji, KEY, "prosecutor", DAY, "open", {"title": "不起诉案"})
    huiji.fire("prosecutor", DAY, found, "state_decision", facts=DECISION)
    return found


def _reads(county: County) -> list[AuditEntry]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = AuditEntry.tenant_id == uow.tenant_id, AuditEntry.action.startswith("secret.")
        return list(uow.session.scalars(select(AuditEntry).where(*mine).order_by("position")))


def _look(county: County, who: str, case_id: UUID, times: int = 1) -> None:
    with county.acting(who, DAY) as (uow, me, clock):
        for _ in range(times):
            service.look(uow, me, clock, KEY, case_id)


def test_every_look_at_a_secret_is_an_entry_without_the_secret(
    huiji: County, case_id: UUID, database: str
) -> None:
    before = len(_reads(huiji))

    _look(huiji, "prosecutor", case_id, times=2)
    _look(huiji, "chief", case_id)

    found = _reads(huiji)[before:]
    assert [each.account_id for each in found] == [
        huiji.people["prosecutor"],
        huiji.people["chief"],
    ]
    assert {each.subject for each in found} == {f"cases/{case_id}"}
    fields = {secret["field"] for secret in found[0].content["secrets"]}
    assert "person" in fields
    assert tables_with(database, MARKER) == set()
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        assert audit.verify(uow) is None


def test_a_case_without_secrets_leaves_no_entry(huiji: County) -> None:
    plain = huiji.serve(DAY)

    huiji.look("prosecutor", plain)

    assert _reads(huiji) == []


def test_a_look_that_failed_to_be_recorded_shows_nothing(
    huiji: County, case_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise RuntimeError("no record")

    monkeypatch.setattr("liandong.features.cases.service.secret_reads.audit.append", failing)

    with pytest.raises(RuntimeError, match="no record"):
        _look(huiji, "prosecutor", case_id)


def test_a_sealed_file_that_is_taken_away_is_recorded(huiji: County, tmp_path: Path) -> None:
    store = FileStore.at(str(tmp_path))
    file_id = huiji.sealed_file("prosecutor", store)

    with huiji.acting("prosecutor", DAY) as (uow, me, clock):
        take_file(uow, me, clock, store, file_id)

    (entry,) = _reads(huiji)
    assert (entry.action, entry.subject) == ("secret.taken", f"files/{file_id}")
    assert entry.account_id == huiji.people["prosecutor"]


def test_the_unit_that_entered_a_secret_is_told_who_was_shown_it(
    huiji: County, case_id: UUID, visit: Callable[..., FlaskClient]
) -> None:
    caller = sign_in(visit(huiji, "prosecutor").application, huiji, "chief", DAY)
    assert caller.get(f"/{KEY}/{case_id}").status_code == 200

    ours, theirs = huiji.units["procuratorate"], huiji.units["addressee"]
    with unit_of_work(huiji.sessions, HUIJI) as uow:
        newest = list_reads(uow, ours, case_id)[0]
        assert (newest.unit_id, newest.name) == (ours, "chief")
        assert "person" in newest.fields
        assert list_reads(uow, theirs, case_id) == []
    page = visit(huiji, "prosecutor").get(f"/t/{HUIJI}/cases/{KEY}/{case_id}/visibility").text
    assert "谁看过本单位填的涉密内容" in page
    assert MARKER not in page


def test_reads_of_the_secrets_of_others_push_no_read_of_ones_own_out_of_the_list(
    huiji: County, case_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.features.cases.service.secret_reads.MOST", 2)
    _look(huiji, "chief", case_id)
    others = {"secrets": [{"id": str(huiji.units["addressee"]), "field": "person"}]}
    for _ in range(3):
        with unit_of_work(huiji.sessions, HUIJI) as uow:
            audit.append(uow, on(DAY), "secret.read", f"cases/{case_id}", others)

    with unit_of_work(huiji.sessions, HUIJI) as uow:
        (found,) = list_reads(uow, huiji.units["procuratorate"], case_id)
    assert found.unit_id == huiji.units["procuratorate"]


def test_auditors_find_it_in_their_own_units_audit(huiji: County, case_id: UUID) -> None:
    huiji.join_all({"inner": ("procuratorate", ("auditor",)), "outer": ("addressee", ("auditor",))})
    _look(huiji, "chief", case_id)

    for who, expected in (("inner", True), ("outer", False)):
        with huiji.acting(who, DAY) as (uow, me, _):
            found = list_entries(uow, me, AuditFilter(action="secret."))
            assert bool(found) is expected
