"""Two counties full of rows, committed by the application's own role."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import UnitOfWork, unit_of_work
from liandong.features.accounts import service as accounts
from liandong.features.accounts.service import Act
from liandong.features.assessment.models import (
    AssessmentBallot,
    AssessmentEdition,
    AssessmentEvent,
    AssessmentReport,
    AssessmentRound,
    AssessmentScheme,
)
from liandong.features.cases import service as cases
from liandong.features.cases.models import CaseLine, CaseLink, SealedFact
from liandong.features.cases.service import FireTransition
from liandong.features.cases.service.case_keys import make_key
from liandong.features.clients import service as clients
from liandong.features.dashboards.models import Snapshot, SnapshotStep
from liandong.features.deadlines.service.owed import Owed, announce
from liandong.features.deadlines.service.owing import Owing
from liandong.features.deadlines.service.recording import Happened, record
from liandong.features.notifications import service as notifications
from liandong.features.onboarding.models import OnboardingDraft
from liandong.features.rosters.models import SeatDecision, SeatProposal
from liandong.features.rosters.service import uploads
from liandong.features.tenants import service as tenants
from liandong.features.tenants.service import calendar_of, current, stated_now
from liandong.features.visits.service import open_visit
from liandong.features.visits.service.recording import Entered
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Every
from support.assessing import scheme as assessed_by
from support.counties import HUIJI, SHANDAN, County, build_county, on
from support.declared import limits
from support.http import open_app, opening, sign_in
from support.isolation import Neighbours
from support.ladders import sweep
from support.notices import keep, schedule
from support.rosters import book
from support.transfers import Pair

DAY = "2026-04-27"


@pytest.fixture(scope="module")
def neighbours(server: EmbeddedServer, template: str) -> Iterator[Neighbours]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    app = open_app(sessions, DAY)
    served = {}
    counties = [build_county(sessions, code) for code in (HUIJI, SHANDAN)]
    for county in counties:
        county.join("admin", "office", "tenant_admin")
    imported = keep(sessions, schedule())
    for county in counties:
        served[county.tenant_id] = _fill(app, county)
        with unit_of_work(sessions, county.tenant_id) as uow:
            cases.accept_schedules(uow, on(DAY), imported, "test")
            uow.session.add(
                CaseLink(
                    tenant_id=uow.tenant_id,
                    id=uuid7(),
                    case_id=served[uow.tenant_id],
                    from_case_id=uuid7(),
                    move="follow_up",
                )
            )
            uow.session.add(
                CaseLine(
                    tenant_id=uow.tenant_id,
                    id=uuid7(),
                    case_id=served[uow.tenant_id],
                    table_key="penalty",
                    number=1,
                    position=1,
                    unit_id=county.units["addressee"],
                    is_struck=False,
                    digest="0" * 64,
                    words="",
                    content={"cause": "无照经营"},
                )
            )
            _seal(uow, served[uow.tenant_id])
            _publish(uow)
            _connect(uow, county)
            _look_after(uow, county)
            table = book([["单位", "联络员"], ["县水利局", "王一"]])
            uploads.take_in(uow, on(DAY), BytesIO(table), "名单.xlsx", by="test")
            _plan_ahead(uow)
            _begin_another(uow)
            _propose(uow, county)
            _assess(uow)
    _hand_over(Pair(sessions, *counties))
    yield Neighbours(sessions, app, *counties, served)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def _hand_over(pair: Pair) -> None:
    """Let a matter be on its way to the other county, and known in both."""
    pair.offered(DAY)
    pair.settle(DAY)
    for county in (pair.huiji, pair.shandan):  # and a message waits in each outbox
        with county.acting("prosecutor", DAY) as (uow, me, clock):
            command = FireTransition("open", clock.today(), {"title": "一条线索"})
            cases.open_case(uow, me, clock, "public_interest_clue", command)


def _publish(uow: UnitOfWork) -> None:
    """Let figures be fixed and published."""
    mine = {"tenant_id": uow.tenant_id, "account_id": uuid7()}
    shown = Snapshot(
        **mine,
        id=uuid7(),
        unit_id=uuid7(),
        mechanism="procuratorial_suggestion",
        period="2026",
        counted_on=on(DAY).today(),
        content={"metrics": []},
        digest="0" * 64,
    )
    uow.session.add(shown)
    uow.session.flush()
    step = SnapshotStep(**mine, snapshot_id=shown.id, position=1, step="approved", reason="")
    uow.session.add(step)


def _connect(uow: UnitOfWork, county: County) -> None:
    """Let a program be connected, and the province have entered."""
    unit, last = county.units["addressee"], on(DAY).today()
    asked = clients.NewClient("执法平台", unit, ("handler",), ("read",), last)
    clients.create(uow, on(DAY), None, asked)
    now = on(DAY).now().isoformat()
    told = ("in", 41, "河南省", "hn-admin", "省级管理员", "核对口径", "headers", now, now)
    open_visit(uow, on(DAY), uuid7(), Entered(*told))


def _plan_ahead(uow: UnitOfWork) -> None:
    """Let a package wait for its day, and another have been called off."""
    package = stated_now(uow)
    other = package.with_file("calendar", {"reason": "没有", "days": []})
    for _ in range(2):
        waiting = tenants.schedule(uow, on(DAY), other, date(2027, 1, 1), by="test")
    tenants.cancel(uow, on(DAY), waiting, by="test")


def _begin_another(uow: UnitOfWork) -> None:
    """Let a package of a county to come be begun, as if a county could."""
    said = {"model": "", "stated": {"tenant": {}}, "people": [], "upload": {}, "position": 1}
    when = {"begun_at": on(DAY).now(), "changed_at": on(DAY).now()}
    draft = OnboardingDraft(code="410105", **said, **when, begun_by="test", changed_by="test")
    draft.tenant_id = uow.tenant_id
    uow.session.add(draft)


def _propose(uow: UnitOfWork, county: County) -> None:
    """Let a change of a seat have been proposed and withdrawn."""
    by = {"account": str(county.people["head"]), "login": "x", "name": "x", "unit": "x"}
    said = {"seat": "", "kind": "member", "label": "成员", "replaces": "", "post": ""}
    said |= {"person": "王一", "reason": "换人"}
    proposal = SeatProposal(
        **said, id=uuid7(), unit_id=county.units["addressee"], from_on=on(DAY).today()
    )
    proposal.tenant_id, proposal.proposed_at, proposal.proposed_by = (
        uow.tenant_id,
        on(DAY).now(),
        by,
    )
    uow.session.add(proposal)
    uow.session.flush()
    decided = SeatDecision(proposal_id=proposal.id, outcome="withdrawn", reason="", decided_by=by)
    decided.tenant_id, decided.id, decided.decided_at = uow.tenant_id, uuid7(), on(DAY).now()
    uow.session.add(decided)


def _assess(uow: UnitOfWork) -> None:
    """Let the county have a round, in which something was said and published."""
    owned, by, at = {"tenant_id": uow.tenant_id}, {"login": "test"}, on(DAY).now()
    scheme = AssessmentScheme(
        id=uuid7(), key="linkage", edition="2026-1", year=2026, title="考核方案",
        content=assessed_by(),
        digest="0" * 64, stated_at=at, stated_by=by, **owned,
    )  # fmt: skip
    day = at.date()
    round_ = AssessmentRound(
        id=uuid7(), year=2026, title="年度考核", scheme_id=scheme.id, since=day, until=day,
        freeze_on=day, self_until=day, score_until=day, opened_at=at, opened_by=by, **owned,
    )  # fmt: skip
    for each in (scheme, round_):
        uow.session.add(each)
        uow.session.flush()
    of = {"round_id": round_.id, **owned}
    uow.session.add_all(
        [
            AssessmentEvent(
                id=uuid7(), position=1, kind="step", unit_id=None, code="",
                content={"step": "noticed"}, account_id=None, said_by=by, recorded_at=at, **of,
            ),
            AssessmentBallot(id=uuid7(), rater_group="staff", scores={}, cast_on=day, **of),
            AssessmentReport(
                id=uuid7(), county_id=uow.tenant_id, county_name="县", year=2026, digest="0" * 64,
                content={"scheme": {"key": "linkage"}}, reported_at=at, reported_by=by, **owned,
            ),
            AssessmentEdition(
                id=uuid7(), number=1, content={}, digest="0" * 64, previous="", frozen_at=at,
                frozen_by=by, **of,
            ),
        ]
    )  # fmt: skip


def _look_after(uow: UnitOfWork, county: County) -> None:
    """Let a duty be lent, and an act wait for the other authority."""
    me = accounts.load_principal(uow, on(DAY), county.people["admin"])
    days = {"day": date(2026, 4, 27), "until": date(2026, 5, 6)}
    lent = Act("lend", "出差", duties=("unit_head",), deputy_id=county.people["handler"], **days)
    accounts.act_on(uow, me, on(DAY), county.people["head"], lent)
    asked = Act("close", "调离")
    assert accounts.act_on(uow, me, on(DAY), county.people["reviewer"], asked).is_asked


def _seal(uow: UnitOfWork, case_id: UUID) -> None:
    """Let a case hold a secret, whatever its mechanism seals."""
    fact = SealedFact(case_id=case_id, field="x", ciphertext=b"x", digest="x", event_id=uuid7())
    fact.id = uuid7()
    make_key(uow, fact.id)
    fact.tenant_id = uow.tenant_id
    uow.session.add(fact)


def _owe(county: County) -> None:
    """Let the bureau owe something: 山丹's own document names nothing that comes again."""
    day = on(DAY)
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        config = current(uow)
        limit = limits()["SEED-XY-03a"]
        owing = Owing(limit, Every.QUARTER, "joint_meeting", frozenset(), frozenset())
        owed = Owed(owing, county.units["addressee"], date(2026, 7, 1), date(2026, 9, 30))
        content = announce(config, calendar_of(config), owed)
        assert content is not None
        key = owed.id_in(county.tenant_id)
        record(uow, day, Happened(key, "owed", owed.unit_id, day.today(), content))


def _fill(app: Flask, county: County) -> UUID:
    _owe(county)
    late = county.serve("2025-12-01")
    county.fire("prosecutor", "2025-12-01", late, "file_upward")
    sweep(county, "2026-02-04", "2026-03-10")  # said late, then suggested as a rung
    case_id = county.serve("2026-04-23")
    county.open(DAY)
    county.file()
    county.tell(DAY)
    with county.acting("handler", DAY) as (uow, me, _):
        assert notifications.mark_read(uow, on(DAY), me) > 0
    body = opening(DAY, addressee=county.units["addressee"])
    prosecutor = sign_in(app, county, "prosecutor", DAY)
    opened = prosecutor.post("/procuratorial_suggestion", body, Idempotency_Key="once")
    assert opened.status_code == 201, opened.text
    return case_id
