"""Accounts as plain data."""

from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import AccountAsk, AccountRecord
from liandong.features.accounts.service.people.asking import lapses_at
from liandong.features.accounts.service.people.lending import Loan
from liandong.features.accounts.service.people.roster import Listed, Seen

Plain = dict[str, Any]


def dump_listed(found: Listed) -> Plain:
    """Return an account with its duties."""
    account = found.account
    return {
        "id": str(account.id),
        "login": account.login,
        "name": account.name,
        "unit_id": str(found.unit.id),
        "unit": found.unit.name,
        "desk": account.desk,
        "state": found.state,
        "duties": [
            {
                "duty": duty.duty,
                "held_from": duty.held_from.isoformat(),
                "held_until": duty.held_until.isoformat() if duty.held_until else None,
            }
            for duty in found.duties
        ],
    }


def dump_seen(seen: Seen) -> Plain:
    """Return an account with its record and its loans."""
    return {
        **dump_listed(seen.listed),
        "records": [_record(record) for record in seen.records],
        "loans": [dump_loan(loan) for loan in seen.loans],
        "programs": list(seen.programs),
        "link_expires_at": seen.link.expires_at.isoformat() if seen.link else None,
    }


def dump_loan(loan: Loan) -> Plain:
    """Return a loan with both persons."""
    lent = loan.delegation
    return {
        "id": str(lent.id),
        "duty": lent.duty,
        "holder_id": str(loan.holder.id),
        "holder": loan.holder.name,
        "deputy_id": str(loan.deputy.id),
        "deputy": loan.deputy.name,
        "lent_from": lent.lent_from.isoformat(),
        "lent_until": lent.lent_until.isoformat(),
        "reason": lent.reason,
    }


def dump_ask(uow: UnitOfWork, ask: AccountAsk) -> Plain:
    """Return an act that waits for a confirmation."""
    return {
        "id": str(ask.id),
        "account_id": str(ask.account_id),
        "unit_id": str(ask.unit_id),
        "act": ask.act,
        "content": ask.content,
        "asked_by": ask.asked_by,
        "asked_at": ask.asked_at.isoformat(),
        "lapses_at": lapses_at(uow, ask).isoformat(),
    }


def _record(record: AccountRecord) -> Plain:
    return {
        "position": record.position,
        "kind": record.kind,
        "recorded_at": record.recorded_at.isoformat(),
        "recorded_by": record.recorded_by,
        "content": record.content,
    }
