"""Chains of the audit to be harmed by somebody who may do anything in the database."""

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.features.audit import service
from support.counties import on

DAY = "2026-04-27"


def write(sessions: sessionmaker[Session], tenant_id: int, n: int, day: str = DAY) -> None:
    """Let a county do n things, each in a transaction of its own."""
    for number in range(n):
        with unit_of_work(sessions, tenant_id) as uow:
            service.append(uow, on(day), "case.issue", f"cases/{number}", {"n": number})


def harm(database: str, *statements: str) -> None:
    """Change stored rows with the rights of the owner, past every fence."""
    owner = create_engine(database.replace("liandong_app", "liandong_migrator"))
    with owner.begin() as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0, statement
    owner.dispose()
