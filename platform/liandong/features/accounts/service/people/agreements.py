"""Loans between colleagues and asks between authorities, as they follow from the records."""

from datetime import date, timedelta
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import AccountAsk, AccountRecord, Delegation


def lent(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let a loan begin."""
    said = record.content
    uow.session.add(
        Delegation(
            tenant_id=uow.tenant_id,
            id=UUID(said["delegation"]),
            account_id=record.account_id,
            deputy_id=UUID(said["deputy_id"]),
            duty=said["duty"],
            lent_from=date.fromisoformat(said["from"]),
            lent_until=date.fromisoformat(said["until"]),
            reason=said["reason"],
        )
    )


def taken_back(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let a loan end before its day."""
    lent = uow.session.get_one(Delegation, (uow.tenant_id, UUID(record.content["delegation"])))
    until = date.fromisoformat(record.content["ends_on"]) - timedelta(days=1)
    lent.lent_until = min(lent.lent_until, until)


def asked(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let an act wait for the other authority."""
    said = record.content
    uow.session.add(
        AccountAsk(
            tenant_id=uow.tenant_id,
            id=UUID(said["ask"]),
            account_id=record.account_id,
            unit_id=UUID(said["unit_id"]),
            act=said["act"],
            content=said["content"],
            asked_by=said["by"],
            asked_at=record.recorded_at,
            state="asked",
        )
    )


def answered(uow: UnitOfWork, record: AccountRecord) -> None:
    """Let an act wait no longer."""
    ask = uow.session.get_one(AccountAsk, (uow.tenant_id, UUID(record.content["ask"])))
    ask.state = record.kind
