"""统计: the figures of a mechanism per unit, each opening onto the records it is made of."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.pages.todo import setting_of
from liandong.features.dashboards import service
from liandong.features.dashboards.pages.figure_view import (
    Asked,
    figures_page,
    figures_table,
    records_page,
)
from liandong.features.dashboards.service.periods import named_period, period_of
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Mechanism
from liandong.web.answers import file_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work
from liandong.web.languages import say
from liandong.web.security import current_form_token
from liandong.web.spreadsheets import MEDIA_TYPE, workbook

blp = Blueprint("figures", __name__, url_prefix="/t/<code>")


@blp.get("/figures")
def show() -> str:
    current_principal().require_page("figures")
    with current_unit_of_work() as uow:
        asked = _asked(uow)
        found = _measured(uow, asked)
        may = service.may_take(current_principal())
        hidden = {"form_token": current_form_token(), "idempotency_key": str(uuid7())}
        page = figures_page(asked, found, setting_of(uow), hidden if may else None)
    return render_template("pages/figures.html", page=page)


@blp.get("/figures.xlsx")
def table() -> Response:
    current_principal().require_page("figures")
    with current_unit_of_work() as uow:
        asked = _asked(uow)
        if asked.mechanism is None:
            raise NotFoundError
        head, rows = figures_table(_measured(uow, asked), setting_of(uow))
        content = workbook(say(asked.mechanism.label), head, rows)
    name = f"{say('统计')} {say(asked.mechanism.label)} {asked.period}.xlsx"
    return file_answer(content, name, MEDIA_TYPE)


@blp.get("/figures/<mechanism>/<metric>")
def records(mechanism: str, metric: str) -> str:
    current_principal().require_page("figures")
    with current_unit_of_work() as uow:
        asked = _asked(uow, mechanism)
        found = [each for each in _measured(uow, asked) if each.metric.key == metric]
        if not found:
            raise NotFoundError
        unit_id = _unit()
        measured = found[0].of(unit_id) if unit_id else found[0]
        page = records_page(asked, measured, unit_id, setting_of(uow))
    return render_template("pages/figure_records.html", page=page)


def _asked(uow: UnitOfWork, key: str | None = None) -> Asked:
    """Return what is asked for; a mechanism that is not to be read is as unknown as any."""
    known = service.measured_mechanisms(uow, current_principal())
    wanted = key or request.args.get("mechanism", "")
    chosen = next((each for each in known if each.key == wanted), None)
    if key is not None and chosen is None:
        raise NotFoundError
    first: Mechanism | None = chosen or next(iter(known), None)
    today = current_clock().today()
    period = request.args.get("period", "")
    return Asked(f"/t/{g.tenant_code}", known, first, named_period(period, today), today)


def _measured(uow: UnitOfWork, asked: Asked) -> list[service.Measured]:
    if asked.mechanism is None:
        return []
    period = _period(asked.period, asked.today)
    return service.measure(uow, current_principal(), asked.mechanism, period, asked.today)


def _period(name: str, today: date) -> service.Period:
    return service.Period(*period_of(name, today))


def _unit() -> UUID | None:
    try:
        return UUID(request.args.get("unit", ""))
    except ValueError:
        return None
