from collections.abc import Callable
from contextlib import suppress
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit.models import AuditEntry
from liandong.features.cases import service
from liandong.features.cases.errors import (
    FactsError,
    OccurredOnError,
    PartiesError,
    TransitionNotAllowedError,
)
from liandong.features.cases.models import Case, CaseEvent, CaseRow
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.kernel.errors import LiandongError
from support.counties import KEY, County

ISSUED, TODAY = "2026-04-13", "2026-04-20"


def _serve(county: County, case_id: UUID, occurred_on: str, *, proof: tuple[UUID, ...] = ()) -> str:
    facts = {"delivery_mode": "paper", "delivery_proof": str(county.file())}
    day = date.fromisoformat(occurred_on)
    return county.fire(
        "prosecutor", TODAY, case_id, "serve", occurred_on=day, facts=facts, proof=proof
    )


@pytest.mark.parametrize("mode", ["paper", "announced"])
def test_service_on_paper_or_by_announcement_needs_its_proof(
    county: Callable[..., County], mode: str
) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)

    with pytest.raises(TransitionNotAllowedError):
        huiji.fire("prosecutor", ISSUED, case_id, "serve", facts={"delivery_mode": mode})
    for nobodys in (str(uuid4()), str(huiji.file("handler"))):
        facts = {"delivery_mode": mode, "delivery_proof": nobodys}
        with pytest.raises(FactsError):
            huiji.fire("prosecutor", ISSUED, case_id, "serve", facts=facts)
    facts = {"delivery_mode": mode, "delivery_proof": str(huiji.file())}
    assert huiji.fire("prosecutor", ISSUED, case_id, "serve", facts=facts) == "served"


def test_the_bureau_confirms_and_cannot_record_service_on_paper(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)
    facts = {"delivery_mode": "paper", "delivery_proof": str(huiji.file("handler"))}

    with pytest.raises(LiandongError) as refused:
        huiji.fire("handler", ISSUED, case_id, "serve", facts=facts)
    assert refused.value.status == 422


def test_the_procuratorate_cannot_confirm_for_the_bureau(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)

    with pytest.raises(LiandongError) as refused:
        huiji.fire("prosecutor", ISSUED, case_id, "serve", facts={"delivery_mode": "electronic"})
    assert refused.value.status == 422


def test_an_electronic_confirmation_happens_on_the_day_it_is_given(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)

    huiji.fire(
        "handler",
        TODAY,
        case_id,
        "serve",
        occurred_on=date.fromisoformat(ISSUED),
        facts={"delivery_mode": "electronic"},
    )

    assert huiji.deadline(case_id, "SUG-01")["started_on"] == TODAY


@pytest.mark.parametrize("day", ["2026-04-21", "2026-04-12", "2026-04-14"])
def test_a_day_in_the_future_before_the_last_step_or_long_past_is_refused(
    county: Callable[..., County], day: str
) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)

    with pytest.raises(OccurredOnError):
        _serve(huiji, case_id, day)


@pytest.mark.parametrize("day", ["2026-04-15", "2026-04-18", TODAY])
def test_a_day_up_to_three_working_days_ago_needs_no_further_proof(
    county: Callable[..., County], day: str
) -> None:
    huiji = county()

    assert _serve(huiji, huiji.issue(ISSUED), day) == "served"


def test_an_older_day_counts_with_a_document_that_proves_it(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.issue(ISSUED)

    with pytest.raises(FactsError):
        _serve(huiji, case_id, "2026-04-14", proof=(uuid4(),))
    assert _serve(huiji, case_id, "2026-04-14", proof=(huiji.file(),)) == "served"
    assert huiji.deadline(case_id, "SUG-01")["started_on"] == "2026-04-14"


def test_a_case_is_not_opened_long_ago_with_a_file_that_nobody_handed_in(
    county: Callable[..., County],
) -> None:
    huiji = county()
    past = date(2026, 4, 1)

    def opened(*proof: UUID) -> FireTransition:
        stated = {"title": "一件", "kind": "other"}
        bureau = PartyCommand(huiji.units["addressee"], "addressee")
        return FireTransition("open", past, stated, parties=(bureau,), proof=proof)

    for command, refusal in ((opened(), OccurredOnError), (opened(uuid4()), FactsError)):
        with pytest.raises(refusal), huiji.acting("prosecutor", TODAY) as (uow, me, clock):
            service.open_case(uow, me, clock, KEY, command)
    proved = opened(huiji.file())
    with huiji.acting("prosecutor", TODAY) as (uow, me, clock):
        assert service.open_case(uow, me, clock, KEY, proved).opened_on == past


def test_a_draft_saved_today_does_not_forbid_an_act_of_yesterday(
    county: Callable[..., County],
) -> None:
    huiji = county()
    case_id = huiji.serve(ISSUED)
    told = FireTransition("reply", date(2026, 4, 20), {"measures": "整改"})
    huiji.draft("handler", TODAY, case_id, told)

    assert (
        huiji.fire("prosecutor", TODAY, case_id, "file_upward", occurred_on=date(2026, 4, 17))
        == "served"
    )


def _counts(county: County) -> tuple[int, ...]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return tuple(
            uow.session.scalar(
                select(func.count()).select_from(t).where(t.tenant_id == uow.tenant_id)
            )
            for t in (Case, CaseEvent, CaseRow, AuditEntry)
        )


def test_one_bad_row_leaves_nothing_of_the_whole_act(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.open(ISSUED)
    before = _counts(huiji)
    good = RowCommand("item", "propose", None, {"text": "第二项"})
    bad = RowCommand("item", "propose", None, {"text": ""})

    with pytest.raises(FactsError) as refused:
        huiji.fire("prosecutor", ISSUED, case_id, None, rows=(good, bad))
    assert [p.where for p in refused.value.problems] == ["rows[1].facts.text"]
    stated = {"title": "一件", "kind": "other"}
    bureau = PartyCommand(huiji.units["addressee"], "addressee")
    opened = FireTransition("open", date.fromisoformat(ISSUED), stated, (good, bad), (bureau,))
    with pytest.raises(FactsError), huiji.acting("prosecutor", ISSUED) as (uow, me, clock):
        service.open_case(uow, me, clock, KEY, opened)
    assert _counts(huiji) == before


def test_what_fails_after_the_fact_takes_the_fact_with_it(county: Callable[..., County]) -> None:
    huiji = county()
    case_id = huiji.open(ISSUED)
    before = _counts(huiji)
    more = RowCommand("item", "propose", None, {"text": "第二项"})
    command = FireTransition(None, date.fromisoformat(ISSUED), rows=(more,))

    with suppress(ZeroDivisionError), huiji.acting("prosecutor", ISSUED) as (uow, me, clock):
        service.fire_transition(uow, me, clock, case_id, command)
        assert uow.session.scalar(select(func.count(CaseEvent.id))) > before[1]
        raise ZeroDivisionError
    assert _counts(huiji) == before


def test_a_unit_takes_only_a_part_that_its_roles_allow(county: Callable[..., County]) -> None:
    huiji = county()
    bureau = PartyCommand(huiji.units["bystander"], "issuer")
    command = FireTransition(
        "open", date.fromisoformat(ISSUED), {"title": "一件", "kind": "other"}, (), (bureau,)
    )

    with pytest.raises(PartiesError), huiji.acting("prosecutor", ISSUED) as (uow, me, clock):
        service.open_case(uow, me, clock, KEY, command)
