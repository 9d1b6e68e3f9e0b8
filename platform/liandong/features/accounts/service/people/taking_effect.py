"""What an act puts on record, and what ends or begins with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.events import Closed, announce_closed
from liandong.features.accounts.models import Account, Delegation, Login
from liandong.features.accounts.service.people.acts import Act
from liandong.features.accounts.service.people.records import append_record
from liandong.features.accounts.service.signing_in.links import end_access, issue_link, revoke_links
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """Who acted and, where another authority was asked, who confirmed."""

    by: Plain
    login: str
    confirmed_by: Plain | None = None


@dataclass(frozen=True)
class _Writer:
    """Writes the records of one act about one account."""

    uow: UnitOfWork
    clock: Clock
    account_id: UUID
    act: Act
    said: Said

    @property
    def account(self) -> Account:
        return self.uow.session.get_one(Account, (self.uow.tenant_id, self.account_id))

    def write(self, kind: str, content: Plain | None = None, of: UUID | None = None) -> None:
        known: Plain = {"reason": self.act.reason, "by": self.said.by}
        if self.said.confirmed_by:
            known["confirmed_by"] = self.said.confirmed_by
        about = of or self.account_id
        append_record(
            self.uow, self.clock, about, kind, {**known, **(content or {})}, self.said.login
        )


def take_effect(
    uow: UnitOfWork, clock: Clock, account_id: UUID, act: Act, said: Said
) -> str | None:
    """Put an act on record and let all follow; return the secret of a link, if it made one."""
    writer = _Writer(uow, clock, account_id, act, said)
    return _EFFECTS[act.kind](writer)


def _invite(writer: _Writer) -> str:
    uow, act = writer.uow, writer.act
    unit = units.get(uow, _known(act.unit_id))
    uow.session.add(
        Login(
            login=act.login,
            tenant_id=uow.tenant_id,
            account_id=writer.account_id,
            password_hash="",  # nosec B106  # no password opens it yet
            failures=0,
        )
    )
    content = {
        "login": act.login,
        "name": act.name,
        "unit_id": str(unit.id),
        "unit": unit.name,
        "desk": act.desk,
        "invited": True,
    }
    writer.write("created", content)
    _give(writer)
    return _link(writer)


def _give(writer: _Writer) -> None:
    act = writer.act
    until = act.until.isoformat() if act.until else None
    for duty in act.duties:
        given = {"duty": duty, "from": _day(act).isoformat(), "until": until}
        writer.write("duty_given", given)


def _end(writer: _Writer) -> None:
    last = (_day(writer.act) - timedelta(days=1)).isoformat()
    for duty in writer.act.duties:
        writer.write("duty_ended", {"duty": duty, "until": last})


def _move(writer: _Writer) -> None:
    before = units.get(writer.uow, writer.account.unit_id)
    unit = units.get(writer.uow, _known(writer.act.unit_id))
    moved = {"unit_id": str(unit.id), "unit": unit.name, "from_unit": before.name}
    writer.write("moved", {**moved, "until": _yesterday(writer)})


def _rename(writer: _Writer) -> None:
    writer.write("renamed", {"name": writer.act.name, "was": writer.account.name})


def _close(writer: _Writer) -> None:
    writer.write("closed", {"until": _yesterday(writer)})
    end_access(writer.uow, writer.clock, writer.account)
    by = writer.said.confirmed_by or writer.said.by
    who = UUID(by["account"]) if by["account"] else None
    announce_closed(writer.uow, writer.clock, Closed(writer.account_id, writer.said.login, who))


def _reopen(writer: _Writer) -> str:
    writer.write("reopened")
    return _link(writer)


def _link(writer: _Writer) -> str:
    link, token = issue_link(writer.uow, writer.clock, writer.account)
    lasts = {"purpose": link.purpose, "expires_at": link.expires_at.isoformat()}
    writer.write("link_issued", lasts)
    return token


def _unlink(writer: _Writer) -> None:
    revoke_links(writer.uow, writer.clock, writer.account_id)
    writer.write("link_revoked")


def _lend(writer: _Writer) -> None:
    act, uow = writer.act, writer.uow
    deputy = uow.session.get_one(Account, (uow.tenant_id, _known(act.deputy_id)))
    lent = {
        "delegation": str(uuid7()),
        "duty": act.duties[0],
        "from": _day(act).isoformat(),
        "until": act.until.isoformat() if act.until else None,
    }
    writer.write("lent", {**lent, "deputy_id": str(deputy.id), "deputy": deputy.name})
    writer.write("covers", {**lent, "holder": writer.account.name}, of=deputy.id)


def _take_back(writer: _Writer) -> None:
    uow, today = writer.uow, writer.clock.today()
    found = uow.session.get_one(Delegation, (uow.tenant_id, _known(writer.act.delegation_id)))
    deputy = uow.session.get_one(Account, (uow.tenant_id, found.deputy_id))
    back = {"delegation": str(found.id), "duty": found.duty, "ends_on": today.isoformat()}
    writer.write("taken_back", {**back, "deputy": deputy.name})
    writer.write("covers_no_more", {**back, "holder": writer.account.name}, of=deputy.id)


def _day(act: Act) -> date:
    if act.day is None:
        raise AssertionError  # an act without its day is refused before
    return act.day


def _known(found: UUID | None) -> UUID:
    if found is None:
        raise AssertionError  # an act without its unit or person is refused before
    return found


def _yesterday(writer: _Writer) -> str:
    """Return the last day of what ends now."""
    return (writer.clock.today() - timedelta(days=1)).isoformat()


_EFFECTS: dict[str, Callable[[_Writer], str | None]] = {
    "invite": _invite,
    "give": _give,
    "end": _end,
    "move": _move,
    "rename": _rename,
    "close": _close,
    "reopen": _reopen,
    "link": _link,
    "unlink": _unlink,
    "lend": _lend,
    "take_back": _take_back,
}
