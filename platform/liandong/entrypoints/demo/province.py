"""An invented administrator of a province, who has been in a county once."""

from datetime import date, datetime, time, timedelta

from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.entrypoints.demo.stage import ZONE
from liandong.features.accounts import service as accounts
from liandong.features.units.service import list_active
from liandong.features.visits import service as visits
from liandong.kernel.clock import FixedClock

HENAN, HUIJI = 41, "410108"
_REASON = "核对该区统计报送的口径和适用的依据"


def enter_once(sessions: Sessions, today: date, password_hash: str) -> None:
    """Give the province its administrator, and let them have entered a county weeks ago."""
    day = today - timedelta(days=20)
    clock = FixedClock(datetime.combine(day, time(10), ZONE))
    with unit_of_work(sessions, HENAN) as uow:
        account_id = accounts.create(
            uow,
            clock,
            login="hn-admin",
            password="",  # nosec B106  # the hash is given
            password_hash=password_hash,
            name="省级管理员",
            unit_id=list_active(uow)[0].id,
            duties=("province_admin",),
            held_from=today - timedelta(days=365),
            by="demo",
        )
        principal = accounts.load_principal(uow, clock, account_id)
    asked = visits.AskedVisit(HUIJI, _REASON, "headers")
    visit_id, token = visits.begin(sessions, clock, principal, asked)
    with unit_of_work(sessions, int(HUIJI)) as uow:
        known = visits.find_session(uow.session, clock, principal, HUIJI, token)
        for page in ("mechanisms", "cases"):
            visits.enter(uow, clock, known, f"/t/{HUIJI}/{page}")
    visits.end(sessions, clock, principal, visit_id)
