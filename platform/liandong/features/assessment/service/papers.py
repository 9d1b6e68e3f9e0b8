"""The papers of a round as it stands: notice, bulletin, the report of a unit; their files."""

from collections.abc import Mapping
from typing import Any

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service import reports
from liandong.features.assessment.service.appealing import APPEAL_DAYS
from liandong.features.assessment.service.assembling import units_of
from liandong.features.assessment.service.parts import parts_of
from liandong.features.assessment.service.standing import Appeal, Standing
from liandong.features.documents.service import to_docx, to_pdf
from liandong.features.documents.service.letters import Letter
from liandong.features.tenants.service import current
from liandong.features.units import service as units

Plain = Mapping[str, Any]
FILES = {"docx": to_docx, "pdf": to_pdf}


def notice_of(uow: UnitOfWork, standing: Standing) -> Letter:
    """Return the notice that a round begins: who, what, by when."""
    return reports.notice(standing.raw, units_of(standing), _known(uow, standing), _paper(uow))


def bulletin_of(uow: UnitOfWork, standing: Standing, result: Plain) -> Letter:
    """Return the bulletin of a result."""
    return reports.bulletin(dict(result), _known(uow, standing), _paper(uow))


def report_of(uow: UnitOfWork, standing: Standing, result: Plain, unit: str) -> Letter:
    """Return the report of one unit: every item, its sum, its records, its appeals."""
    name = standing.participants[unit].name
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
    return reports.Known(
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
