"""What a filing must bring: a document or a confirmed nil, a possible day, files of one's own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service.entered_days import day_problem
from liandong.features.deadlines.service.owing import Owing
from liandong.features.documents.models import FileRecord
from liandong.features.tenants.service import Configuration
from liandong.kernel.errors import Problem

LONGEST_NOTE = 2000


@dataclass(frozen=True)
class Filing:
    """What a unit files for a period; a nil return must be confirmed."""

    occurred_on: date
    kind: str = "filed"
    note: str = ""
    files: tuple[UUID, ...] = ()
    proof: tuple[UUID, ...] = ()
    confirmed: bool = False
    seen: int | None = None


@dataclass(frozen=True)
class Return:
    """A receiver sends a filing back."""

    reason: str
    seen: int | None = None


def takes_nil(owing: Owing | None) -> bool:
    """Say whether there can be nothing to report: only where something is reported to somebody."""
    return owing is not None and bool(owing.received_by)


def missing(filing: Filing, owing: Owing | None) -> list[Problem]:
    problems = []
    if filing.kind == "filed" and not filing.files:
        problems.append(Problem("files", "要附报送的文件", "attach the document that is filed"))
    if filing.kind == "nil" and not takes_nil(owing):
        zh, en = "这一项不能零报告", "there is no nil return for this"
        problems.append(Problem("kind", zh, en))
    elif filing.kind == "nil" and not filing.confirmed:
        zh, en = "要确认本期没有需要报送的事项", "confirm that there is nothing to report"
        problems.append(Problem("confirmed", zh, en))
    if len(filing.note) > LONGEST_NOTE:
        problems.append(Problem("note", "最多 2000 字", "2000 characters at most"))
    return problems


def day_of(
    config: Configuration,
    obligation: Obligation,
    filing: Filing,
    owing: Owing | None,
    today: date,
) -> list[Problem]:
    """Hold the day to B1–B3, and to the period; what is sent to nobody proves its own day."""
    returns = obligation.inputs.get("returns", [])
    begins = obligation.period_start
    if filing.occurred_on < begins:
        zh = f"本期从 {begins.month}月{begins.day}日开始，日期不能更早"
        return [Problem("occurred_on", zh, f"the period begins on {begins}")]
    wrong = day_problem(
        config,
        filing.occurred_on,
        not_before=date.fromisoformat(returns[-1]["on"]) if returns else begins,
        today=today,
        is_proven=bool(filing.proof) or (bool(filing.files) and not takes_nil(owing)),
    )
    return [wrong] if wrong else []


def foreign_files(uow: UnitOfWork, principal: Principal, filing: Filing) -> list[Problem]:
    named = [("files", n, each) for n, each in enumerate(filing.files)]
    named += [("proof", n, each) for n, each in enumerate(filing.proof)]
    query = select(FileRecord.id).where(
        FileRecord.tenant_id == uow.tenant_id,
        FileRecord.id.in_([each for _, _, each in named]),
        FileRecord.unit_id == principal.unit_id,
    )
    known = set(uow.session.scalars(query)) if named else set()
    return [
        Problem(f"{where}[{n}]", "没有这个文件", "there is no such file")
        for where, n, each in named
        if each not in known
    ]
