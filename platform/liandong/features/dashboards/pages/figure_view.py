"""The pages of 统计, made of what was counted; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from liandong.features.assessment.pages.record_view import why_words
from liandong.features.cases.pages.words import Plain, Setting, case_href
from liandong.features.dashboards.service import Measured, Record
from liandong.features.dashboards.service.periods import recent_periods
from liandong.mechanisms import Mechanism
from liandong.web.languages import say

FEWEST = 5  # below, a rate says nothing
_OUTCOMES = {"in_time": "按期", "late": "逾期"}


@dataclass(frozen=True)
class Asked:
    """Which mechanism and period somebody looks at, of those they may."""

    base: str
    known: Sequence[Mechanism]
    mechanism: Mechanism | None
    period: str
    today: date

    @property
    def key(self) -> str:
        """The key of the mechanism, nothing where there is none."""
        return self.mechanism.key if self.mechanism else ""

    def href(self, path: str = "/figures", **rest: str) -> str:
        """Return an address that keeps what is asked for."""
        asked = {"mechanism": self.key, "period": self.period, **rest}
        return f"{self.base}{path}?{urlencode(asked)}"


def figures_page(
    asked: Asked, found: Sequence[Measured], setting: Setting, hidden: Plain | None = None
) -> Plain:
    """Return the table unit × metric, or why there is nothing in it.

    `hidden` are the fields of the form that submits the figures; None: not this person's to do.
    """
    units = _units(found, setting)
    return {
        "title": say("统计"),
        "sentence": say("按您能看到的案件统计；点数字看由哪些事项得出。"),
        "action": f"{asked.base}/figures",
        "mechanisms": [
            {"value": each.key, "label": say(each.label), "current": each.key == asked.key}
            for each in asked.known
        ],
        "periods": [
            {"value": name, "label": period_words(name), "current": name == asked.period}
            for name in dict.fromkeys((asked.period, *recent_periods(asked.today)))
        ],
        "head": [_heading(each) for each in found],
        "rows": [
            {
                "unit": setting.name(unit_id),
                "cells": [_cell(asked, each.of(unit_id), unit_id) for each in found],
            }
            for unit_id in units
        ],
        "total": [_cell(asked, each, None) for each in found],
        "export": asked.href("/figures.xlsx") if units else None,
        "published": f"{asked.base}/figures/published",
        "fix": hidden and {**hidden, "mechanism": asked.key, "period": asked.period}
        if units
        else None,
        "empty": None if units else _nothing(),
    }


def period_words(name: str) -> str:
    """Return a period as people say it."""
    year, _, rest = name.partition("-")
    if not rest:
        return say("{year}年", year=year)
    if rest.startswith("Q"):
        return say("{year}年第{quarter}季度", year=year, quarter=rest[1])
    return say("{year}年{month}月", year=year, month=int(rest))


def _units(found: Sequence[Measured], setting: Setting) -> list[UUID]:
    named = {unit_id for each in found for unit_id in each.units}
    return [unit_id for unit_id in setting.units if unit_id in named]


def _heading(measured: Measured) -> Plain:
    note = say("高低都不说明好坏") if measured.metric.neutral else ""
    return {"label": say(measured.metric.label), "note": note}


def _cell(asked: Asked, measured: Measured, unit_id: UUID | None) -> Plain:
    part, whole = plain_number(measured.part), plain_number(measured.whole)
    rest = {"unit": str(unit_id)} if unit_id else {}
    path = f"/figures/{asked.key}/{measured.metric.key}"
    href = asked.href(path, **rest) if measured.whole else None
    return {"text": rate_words(measured), "note": f"{part} ÷ {whole}", "href": href}


def rate_words(measured: Measured) -> str:
    """Return a share in percent, or a mean in days; of too few, only the numbers speak."""
    return figure_words(measured.part, measured.whole, in_days=measured.metric.in_days)


def figure_words(part: float, whole: float, *, in_days: bool) -> str:
    """Return what a part makes of a whole, in words."""
    if not whole:
        return "—"
    if whole < FEWEST:
        return say("太少，不算")
    return (
        say("平均 {days} 天", days=f"{part / whole:.1f}")
        if in_days
        else f"{100 * part / whole:.1f}%"
    )


def plain_number(value: float) -> str:
    """Return a number with all its digits: whole, or with one place."""
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}"


def _nothing() -> Plain:
    text = say("这个期间没有到期或者办到相应状态的事项，或者不在您能看到的范围内。")
    return {"icon": "calendar-event", "title": say("没有可统计的"), "text": text, "link": None}


def figures_table(found: Sequence[Measured], setting: Setting) -> tuple[list[str], list[list[str]]]:
    """Return the figures as a table of text: three columns for each metric."""
    head = [say("单位")]
    for each in found:
        label = say(each.metric.label)
        head += [label, say("{label}：分子", label=label), say("{label}：分母", label=label)]
    rows = []
    for unit_id in _units(found, setting):
        row = [setting.name(unit_id)]
        for each in (measured.of(unit_id) for measured in found):
            row += [rate_words(each), plain_number(each.part), plain_number(each.whole)]
        rows.append(row)
    return head, rows


def records_page(asked: Asked, measured: Measured, unit_id: UUID | None, setting: Setting) -> Plain:
    """Return what a figure is made of, number, day and outcome of each, and what it leaves out."""
    unit = setting.name(unit_id) if unit_id else say("全部单位")
    part, whole = plain_number(measured.part), plain_number(measured.whole)
    period = period_words(asked.period)
    said = {"rate": rate_words(measured), "part": part, "whole": whole, "unit": unit}
    said["period"] = period
    listed = measured.numerator if measured.metric.in_days else measured.denominator
    return {
        "title": say(measured.metric.label),
        "sentence": say("{unit}，{period}：{rate}（{part} ÷ {whole}）。", **said),
        "breadcrumb": [
            {"label": say("统计"), "href": asked.href()},
            {"label": say(measured.metric.label)},
        ],
        "rows": [
            *(_record(each, measured, setting, asked.base) for each in listed),
            *(_left(each, measured, setting, asked.base) for each in measured.left),
        ],
        "empty": None if listed or measured.left else _nothing(),
    }


def _record(record: Record, measured: Measured, setting: Setting, base: str) -> Plain:
    case = record.case
    return {
        "number": (case.number or case.title) if case else say("报送任务"),
        "href": case_href(base, case) if case else None,
        "unit": setting.name(record.unit_id),
        "matter": say(record.matter),
        "day": record.on.isoformat(),
        "outcome": say(_OUTCOMES.get(record.outcome, record.outcome)),
        "counts": _counts(record, measured),
    }


def _left(record: Record, measured: Measured, setting: Setting, base: str) -> Plain:
    """Return what stands on neither side, with the reason in place of its outcome."""
    row = _record(record, measured, setting, base)
    why = why_words(record.left.why, record.left.act) if record.left else ""
    return {**row, "outcome": why, "counts": say("不计")}


def _counts(record: Record, measured: Measured) -> str:
    """Return what a record counts: its days, or its weight if it is of the part."""
    if measured.metric.in_days:
        return say("{n} 天", n=plain_number(record.weight))
    counts = [
        each.weight
        for each in measured.numerator
        if each.case is record.case and (each.on, each.matter) == (record.on, record.matter)
    ]
    return say("计 {weight}", weight=plain_number(counts[0])) if counts else say("不计")
