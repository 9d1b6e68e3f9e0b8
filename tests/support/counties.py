"""Counties in which people act on days of the test's choosing, and suggestions on their way."""

from collections.abc import Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from typing import Any
from unittest.mock import patch
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.outbox import OutboxMessage
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all, read_packages
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Account
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand, RowCommand
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.deadlines import service as deadlines
from liandong.features.deadlines.models import Obligation
from liandong.features.documents.models import FileRecord
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import StatedPackage, TenantPackage, applying, compile_all
from liandong.features.units.service import list_active
from liandong.kernel.clock import FixedClock
from liandong.kernel.ids import uuid7

HUIJI, WENSHUI, SHANDAN, XUYI = 410108, 141121, 620725, 320830
KEY = "procuratorial_suggestion"
MONTHLY_REPORT = "enforcement_case_reporting"
LETTER = {
    "title": "加强校园周边食品经营监管",
    "kind": "governance",
    "facts": "抽查 12 家，5 家未公示许可证",
    "legal_basis": "食品安全法 第三十六条",
    "objection_days": 15,
}


def on(day: str) -> FixedClock:
    return FixedClock(
        datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    )


@dataclass
class County:
    """One county in which people act on days of the test's choosing."""

    sessions: sessionmaker[Session]
    tenant_id: int
    people: dict[str, UUID]
    units: dict[str, UUID]

    def join(self, name: str, unit: str, *duties: str) -> UUID:
        """Give a unit, by its name in the test, one more person with these duties."""
        self.join_all({name: (unit, duties)})
        return self.people[name]

    def join_all(self, people: Mapping[str, tuple[str, tuple[str, ...]]]) -> None:
        """Give units, by their names in the test, people with their duties."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            for name, (unit, duties) in people.items():
                self.people[name] = accounts.create(
                    uow,
                    on("2024-01-01"),
                    login=f"{self.tenant_id}-{name}",
                    password="",
                    password_hash="x",
                    name=name,
                    unit_id=self.units[unit],
                    duties=duties,
                    held_from=date(2024, 1, 1),
                )

    def find_unit(self, role: str) -> UUID:
        """Return the first unit that has a role or is of this kind."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            return next(u.id for u in list_active(uow) if role in u.roles or role == u.kind)

    def lend(self, day: str, holder: str, duty: str, deputy: str) -> None:
        """Let somebody lend a duty to a colleague for one day."""
        days = {"day": date.fromisoformat(day), "until": date.fromisoformat(day)}
        asked = accounts.Act("lend", "出差", duties=(duty,), deputy_id=self.people[deputy], **days)
        with self.acting(holder, day) as (uow, me, clock):
            accounts.lend(uow, me, clock, asked)

    @contextmanager
    def acting(self, who: str, day: str) -> Any:
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            yield uow, accounts.load_principal(uow, on(day), self.people[who]), on(day)

    def open(self, day: str, *, items: int = 1, who: str = "prosecutor", **facts: Any) -> UUID:
        asked = {**LETTER, **facts}
        first = {key: asked.pop(key) for key in ("title", "kind")}
        rows = tuple(
            RowCommand("item", "propose", None, {"text": f"第 {n} 项"}) for n in range(1, items + 1)
        )
        with self.acting(who, day) as (uow, me, clock):
            parties = (PartyCommand(self.units["addressee"], "addressee"),)
            case = service.open_case(
                uow,
                me,
                clock,
                KEY,
                FireTransition("open", date.fromisoformat(day), first, rows, parties),
            )
            service.fire_transition(
                uow, me, clock, case.id, FireTransition("revise", date.fromisoformat(day), asked)
            )
            return case.id

    def consult(self, day: str, case_id: UUID) -> None:
        asked = {"consultation_kind": "expert", "consulted": "县人大代表", "question": "是否妥当"}
        self.fire(
            "prosecutor",
            day,
            case_id,
            None,
            rows=(RowCommand("consultation", "consult", None, asked),),
        )

    def list_copy(self, day: str, case_id: UUID, unit: str = "copied") -> UUID:
        is_due = self.tenant_id == SHANDAN and unit == "copied"
        rule = "suggestion_to_county_government" if is_due else "suggestion_national_optional"
        facts = {"copy_unit": str(self.units[unit]), "copy_rule": rule}
        self.fire("prosecutor", day, case_id, None, rows=(RowCommand("copy", "list", None, facts),))
        return self.row(case_id, "copy", day)

    def move_row(
        self, who: str, day: str, case_id: UUID, kind: str, move: str, **facts: Any
    ) -> None:
        row_id = self.row(case_id, kind, day)
        self.fire(who, day, case_id, None, rows=(RowCommand(kind, move, row_id, facts),))

    def row(self, case_id: UUID, kind: str, day: str = "2026-04-27") -> UUID:
        rows = self.look("prosecutor", case_id, day)["rows"]
        return UUID(next(row["id"] for row in reversed(rows) if row["type"] == kind))

    def file(self, who: str = "prosecutor") -> UUID:
        """Return a file that a person's unit has handed in."""
        with self.acting(who, "2026-01-05") as (uow, me, clock):
            record = FileRecord(
                tenant_id=self.tenant_id,
                id=uuid7(),
                sha256="0" * 64,
                name="送达回证.pdf",
                media_type="application/pdf",
                size=1,
                unit_id=me.unit_id,
                account_id=me.account_id,
                recorded_at=clock.now(),
            )
            uow.session.add(record)
            return record.id

    def sealed_file(self, who: str = "prosecutor", store: FileStore | None = None) -> UUID:
        """Return a file that a person has handed in sealed."""
        kept = store or FileStore.at("memory://files")
        content, name = BytesIO(b"%PDF-1.4\n%%EOF"), "决定书.pdf"
        with self.acting(who, "2026-01-05") as (uow, me, clock):
            return keep_sealed_file(uow, clock, me, kept, content, name).id

    def deadline(self, case_id: UUID, limit: str, who: str = "prosecutor") -> dict[str, Any]:
        found = self.look(who, case_id)["deadlines"]
        stated: dict[str, Any] = next(d for d in reversed(found) if d["stands_for"] == limit)
        return stated

    def tell(self, day: str) -> int:
        """Deliver whatever the outbox holds, as a worker does; return how many were told."""
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            waiting = select(OutboxMessage.id).where(OutboxMessage.tenant_id == uow.tenant_id)
            return sum(service.tell_of_event(uow, on(day), i) for i in uow.session.scalars(waiting))

    def fire(self, who: str, day: str, case_id: UUID, move: str | None, **rest: Any) -> str:
        with self.acting(who, day) as (uow, me, clock):
            occurred_on = rest.pop("occurred_on", date.fromisoformat(day))
            return service.fire_transition(
                uow, me, clock, case_id, FireTransition(move, occurred_on, **rest)
            ).state

    def step(
        self, who: str, day: str, case_id: UUID, step: str, paper: str = "letter", **rest: Any
    ) -> None:
        with self.acting(who, day) as (uow, me, clock):
            service.handle_paper(uow, me, clock, case_id, service.HandlePaper(step, paper, **rest))

    def draft(self, who: str, day: str, case_id: UUID, command: FireTransition) -> None:
        with self.acting(who, day) as (uow, me, clock):
            service.save_draft(uow, me, clock, case_id, command)

    def obligation(self, day: str, limit: str | None = None, unit: str | None = None) -> UUID:
        """Return what is owed in the period of a day: by the limit, or the only one there is."""
        query = select(Obligation.id).where(
            Obligation.tenant_id == self.tenant_id,
            Obligation.period_start <= date.fromisoformat(day),
            Obligation.period_end >= date.fromisoformat(day),
        )
        query = query.where(Obligation.limit_id == limit) if limit else query
        query = query.where(Obligation.unit_id == self.units[unit]) if unit else query
        with unit_of_work(self.sessions, self.tenant_id) as uow:
            return uow.session.scalars(query).one()

    def file_obligation(self, who: str, day: str, obligation_id: UUID, **rest: Any) -> str:
        """File for a period, with a document unless something else is said; return the state."""
        rest.setdefault("occurred_on", date.fromisoformat(day))
        if rest.get("kind", "filed") == "filed":
            rest.setdefault("files", (self.file(who),))
        with self.acting(who, day) as (uow, me, clock):
            filing = deadlines.Filing(**rest)
            return deadlines.file(uow, me, clock, obligation_id, filing).state

    def look(self, who: str, case_id: UUID, day: str = "2026-04-27") -> Any:
        with self.acting(who, day) as (uow, me, clock):
            return service.dump_case(service.look(uow, me, clock, KEY, case_id))

    def issue(self, day: str, **rest: Any) -> UUID:
        case_id = self.open(day, **rest)
        self.step("prosecutor", day, case_id, "submit")
        self.step("reviewer", day, case_id, "review")
        self.fire("chief", day, case_id, "issue")
        return case_id

    def serve(self, day: str, **rest: Any) -> UUID:
        case_id = self.issue(day, **rest)
        self.fire("handler", day, case_id, "serve", facts={"delivery_mode": "electronic"})
        return case_id

    def reply(self, day: str, case_id: UUID) -> None:
        self.submit_reply(day, case_id)
        self.fire("head", day, case_id, "reply")

    def submit_reply(self, day: str, case_id: UUID) -> None:
        rows = [r for r in self.look("handler", case_id, day)["rows"] if r["type"] == "item"]
        adopted = tuple(
            RowCommand("item", "adopt", UUID(r["id"]), {"measures": "已整改", "completion_on": day})
            for r in rows
        )
        self.draft(
            "handler",
            day,
            case_id,
            FireTransition("reply", date.fromisoformat(day), {"measures": "逐项整改"}, adopted),
        )
        self.step("handler", day, case_id, "submit", "reply")


PEOPLE = {
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "reviewer": ("procuratorate", ("reviewer",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "handler": ("addressee", ("handler", "liaison")),
    "head": ("addressee", ("unit_head",)),
    "bystander": ("bystander", ("handler", "liaison", "unit_head")),
    "reader": ("copied", ("handler", "liaison", "unit_head")),
    "office": ("office", ("office_clerk",)),
}


def build_county(sessions: sessionmaker[Session], tenant_id: int = HUIJI) -> County:
    """Give a county its people."""
    with unit_of_work(sessions, tenant_id) as uow:
        listed = list_active(uow)
        ours = next(u for u in listed if u.kind == "procuratorate")
        bureaus = [
            u for u in listed if u.kind in {"enforcement_department", "department", "township"}
        ]
        justice = next(u for u in listed if u.kind == "justice_bureau")
        units = {
            "procuratorate": ours.id,
            "addressee": bureaus[0].id,
            "bystander": [*bureaus, justice][1].id,
            "copied": next(u.id for u in listed if "county_gov" in u.roles),
            "office": justice.id,
        } | {u.kind: u.id for u in listed if u.kind in {"discipline", "congress"}}
    county = County(sessions, tenant_id, _joined(sessions, tenant_id), units)
    if not county.people:
        county.join_all(PEOPLE)
    return county


def _joined(sessions: sessionmaker[Session], tenant_id: int) -> dict[str, UUID]:
    """Return the people of the stories who are there already."""
    logins = {f"{tenant_id}-{name}": name for name in PEOPLE}
    with unit_of_work(sessions, tenant_id) as uow:
        mine = (Account.tenant_id == tenant_id, Account.login.in_(logins))
        found = uow.session.execute(select(Account.login, Account.id).where(*mine))
        return {logins[login]: account_id for login, account_id in found}


@cache
def packages() -> tuple[StatedPackage, ...]:
    """Return the packages as shipped, read once."""
    return tuple(read_packages())


@cache
def compiled() -> tuple[TenantPackage, ...]:
    """Return what governs each tenant by the packages as shipped."""
    return tuple(each.package for each in compile_all(packages()))


def shipped(code: str | int) -> StatedPackage:
    """Return the package of a tenant as shipped."""
    return next(each for each in packages() if each.code == str(code))


def without(stated: StatedPackage, *mechanisms: str) -> StatedPackage:
    """Return a package that says nothing any more of mechanisms."""
    files = deepcopy(dict(stated.files))
    rules, prefixes = files["mechanisms"], files["tenant"]["numbering"]["prefixes"]
    for key in mechanisms:
        rules["enabled"].pop(key, None)
        prefixes.pop(key, None)
    rules["copy_rules"] = [e for e in rules["copy_rules"] if e["mechanism"] not in mechanisms]
    for rung in rules["escalation"]:
        if named := rung.get("mechanisms"):
            rung["mechanisms"] = [key for key in named if key not in mechanisms]
    rules["escalation"] = [e for e in rules["escalation"] if e.get("mechanisms", True)]
    rows = files["policy"]["rows"]
    files["policy"]["rows"] = [row for row in rows if row["mechanism"] not in mechanisms]
    return StatedPackage(files)


def build_without(sessions: sessionmaker[Session], tenant_id: int, mechanism: str) -> County:
    """Give a county its people, after it has switched a mechanism off."""
    package = shipped(tenant_id)
    rules = package.files["mechanisms"]
    kept = {key: each for key, each in rules["enabled"].items() if key != mechanism}
    package = package.with_file("mechanisms", {**rules, "enabled": kept})
    with patch.object(applying, "require_right"):  # its other rules still speak of the mechanism
        apply_all(sessions, on("2026-01-05"), [package])
    return build_county(sessions, tenant_id)


def add_receiver(county: County) -> County:
    """Give the justice bureau somebody who receives what others file."""
    county.join("receiver", "office", "handler", "liaison")
    return county
