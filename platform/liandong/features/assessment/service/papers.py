"""The papers of a round as it stands: notice, bulletin, the report of a unit; their files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service import reports
from liandong.features.assessment.service.appealing import APPEAL_DAYS
from liandong.features.assessment.service.assembling import units_of
from liandong.features.assessment.service.editions import get_edition
from liandong.features.assessment.service.parts import parts_of
from liandong.features.assessment.service.standing import Appeal, Standing, Task, day_of
from liandong.features.documents.service import to_docx, to_pdf
from liandong.features.documents.service.letters import Letter
from liandong.features.tenants.service import current
from liandong.features.units import service as units

Plain = Mapping[str, Any]
FILES = {"docx": to_docx, "pdf": to_pdf}


def notice_of(uow: UnitOfWork, standing: Standing, head: reports.Paper | None = None) -> Letter:
    """Return the notice that a round begins: who, what, by when; a draft without a number."""
    paper = head or _paper(uow)
    return reports.notice(standing.raw, units_of(standing), _known(uow, standing), paper)


def bulletin_of(
    uow: UnitOfWork, standing: Standing, result: Plain, head: reports.Paper | None = None
) -> Letter:
    """Return the bulletin of a result; a draft without a number."""
    return reports.bulletin(dict(result), _known(uow, standing), head or _paper(uow))


def inspection_notice_of(
    uow: UnitOfWork,
    standing: Standing,
    on: date,
    by: str,
    matters: Sequence[str],
    head: reports.Paper,
) -> Letter:
    """Return the notice that an inspection comes."""
    is_demo = standing.scheme.is_demo
    basis = _basis(uow, standing)
    return reports.inspection_notice(head, basis, on, by, matters, is_demo=is_demo)


def task_notice_of(uow: UnitOfWork, standing: Standing, task: Task, head: reports.Paper) -> Letter:
    """Return the notice of what a unit has to put right."""
    item = standing.item(task.unit, task.code)
    about = "" if item is None else f"{item.code} {item.label.zh}"
    what, due = str(task.content["what"]).splitlines(), day_of(task.content["due"])
    is_demo = standing.scheme.is_demo
    return reports.task_notice(head, _basis(uow, standing), about, what, due, is_demo=is_demo)


def headed(uow: UnitOfWork, number: str, on: date, to: str) -> reports.Paper:
    """Return how a letter is headed and signed: by the assessor, to units by name or to all."""
    paper = reports.Paper(_issuer(uow), number, on)
    return replace(paper, addressee=to) if to else paper


def report_of(uow: UnitOfWork, standing: Standing, result: Plain, unit: str) -> Letter:
    """Return the report of one unit: every item, its sum, its records, its appeals."""
    name = standing.member(unit).name
    paper = reports.Paper(_issuer(uow), addressee=name)
    return reports.unit_report(dict(result), unit, _known(uow, standing), paper)


def _paper(uow: UnitOfWork) -> reports.Paper:
    return reports.Paper(_issuer(uow))


def _issuer(uow: UnitOfWork) -> str:
    names = {each.key: each.full_name for each in units.list_active(uow)}
    return names[min(parts_of(uow).assessors)]


def _known(uow: UnitOfWork, standing: Standing) -> reports.Known:
    round_ = standing.round
    days = reports.Days(
        round_.since,
        round_.until,
        round_.self_until,
        round_.freeze_on,
        round_.score_until,
        int(standing.raw.get("process", {}).get("appeal_days", APPEAL_DAYS)),
    )
    first = standing.results[0].content["content"] if standing.results else None
    edition = get_edition(uow, round_.id) if standing.state == "published" else None
    return reports.Known(
        edition=None if edition is None else edition.number,
        digest="" if edition is None else edition.digest,
        tasks=tuple(
            reports.Task(each.unit, each.code, each.content["what"], day_of(each.content["due"]))
            for each in standing.tasks.values()
            if each.unit in standing.participants
        ),
        title=round_.title,
        basis=_basis(uow, standing),
        days=days,
        appeals=tuple(_appeal(each, first) for each in standing.appeals.values()),
        records={key: said.content["records"] for key, said in standing.figures.items()},
    )


def _basis(uow: UnitOfWork, standing: Standing) -> str:
    register = current(uow).register
    named = []
    for each in standing.raw.get("basis", ()):
        instrument = register.instruments.get(each.get("instrument", ""))
        number = instrument.number if instrument is not None and instrument.number else ""
        named.append(f"{number}{each.get('clause', '')}")
    return "、".join(filter(None, named))


def _appeal(appeal: Appeal, first: Plain | None) -> reports.Appeal:
    decided = appeal.decision
    old = ""
    if first is not None:
        old = first["outcome"]["units"][appeal.unit]["places"][appeal.code]["points"] or ""
    return reports.Appeal(
        appeal.unit,
        appeal.code,
        appeal.content["reason"],
        "" if decided is None else decided.content["outcome"],
        "" if decided is None else decided.content["reason"],
        old,
        "" if decided is None else decided.content["points"] or "",
    )
