"""The figures of the mechanisms for machines, with the records they are made of."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import RAISE

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.dashboards import service
from liandong.features.dashboards.schemas import (
    FiguresQuerySchema,
    FiguresSchema,
    RecordsQuerySchema,
    RecordsSchema,
)
from liandong.features.dashboards.service import Measured, Period
from liandong.features.dashboards.service.periods import period_of
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem
from liandong.web.answers import json_answer
from liandong.web.context import current_clock, current_principal, current_unit_of_work

blp = Blueprint(
    "metrics", __name__, url_prefix="/api/v1/t/<code>/metrics", description="统计 Metrics"
)


@blp.route("/<string:mechanism>", methods=["GET"])
@blp.doc(summary="一个机制的各项指标", operationId="metrics.get")
@blp.arguments(FiguresQuerySchema, location="query", unknown=RAISE)
@blp.response(200, FiguresSchema)
def get_figures(query: dict[str, Any], mechanism: str) -> Response:
    current_principal().require_call("metrics.read")
    period = _period(query)
    with current_unit_of_work() as uow:
        metrics = [_dump(each) for each in _measure(uow, mechanism, period)]
    days = {"since": period.since, "until": period.until}
    data = {"mechanism": mechanism, **days, "metrics": metrics}
    return json_answer(data)


@blp.route("/<string:mechanism>/<string:metric>/records", methods=["GET"])
@blp.doc(summary="一项指标由哪些记录得出", operationId="metrics.records")
@blp.arguments(RecordsQuerySchema, location="query", unknown=RAISE)
@blp.response(200, RecordsSchema)
def get_records(query: dict[str, Any], mechanism: str, metric: str) -> Response:
    current_principal().require_call("metrics.read")
    with current_unit_of_work() as uow:
        found = _measure(uow, mechanism, _period(query))
        measured = next((each for each in found if each.metric.key == metric), None)
        if measured is None:
            raise NotFoundError
        kept = measured.of(query["unit"]) if query["unit"] else measured
        data = {
            "numerator": [service.dumped(each) for each in kept.numerator],
            "denominator": [service.dumped(each) for each in kept.denominator],
            "left_out": [
                {**service.dumped(each), "why": each.left.why, "act": each.left.act}
                for each in kept.left
                if each.left
            ],
        }
    return json_answer(data)


def _period(query: dict[str, Any]) -> Period:
    """Return the period asked for.

    Raises:
        InvalidInputError: It ends before it begins.
    """
    since, until = period_of("", current_clock().today())
    period = Period(query["since"] or since, query["until"] or until)
    if period.until < period.since:
        raise InvalidInputError([Problem("until", "不能早于开始的日子", "lies before `since`")])
    return period


def _measure(uow: UnitOfWork, key: str, period: Period) -> list[Measured]:
    principal = current_principal()
    known = service.measured_mechanisms(uow, principal)
    mechanism = next((each for each in known if each.key == key), None)
    if mechanism is None:
        raise NotFoundError
    return service.measure(uow, principal, mechanism, period, current_clock().today())


def _dump(measured: Measured) -> dict[str, Any]:
    metric = measured.metric
    units = [(unit_id, measured.of(unit_id)) for unit_id in sorted(measured.units)]
    return {
        "key": metric.key,
        "label": metric.label,
        "neutral": metric.neutral,
        "in_days": metric.in_days,
        "units": [
            {
                "unit_id": unit_id,
                "numerator": each.part,
                "denominator": each.whole,
                "rate": each.rate,
            }
            for unit_id, each in units
        ],
    }
