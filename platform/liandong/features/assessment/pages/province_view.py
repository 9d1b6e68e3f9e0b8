"""考核上报: what counties reported, side by side where they scored by the same scheme; pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Any

from liandong.features.assessment.models import AssessmentReport
from liandong.features.assessment.pages.wording import day_text
from liandong.features.assessment.service.upward import standing_reports
from liandong.web.languages import language, say

Plain = dict[str, Any]
_SHORT = 12  # of a digest, enough to tell editions apart by eye


def reported_page(
    reports: Sequence[AssessmentReport],
    counties: Mapping[int, str],
    asked: str,
    base: str,
    zone: tzinfo | None,
) -> Plain:
    """Return the page of a province.

    Args:
        reports: All that was reported, the oldest first.
        counties: The names of those below, by id; who reported nothing is named and no more.
        asked: The year that was asked for; anything else: the newest.
        base: Where the pages of the tenant begin.
        zone: In which a day is told.
    """
    years = sorted({each.year for each in reports}, reverse=True)
    year = next((each for each in years if str(each) == asked), years[0] if years else None)
    of_year = [each for each in reports if each.year == year]
    latest = standing_reports(of_year)
    silent = _silent(counties, {each.county_id for each in latest})
    here = f"{base}/province/assessment"
    export = {"label": say("导出 Excel"), "href": f"{here}.xlsx?year={year}", "icon": "download"}
    return {
        "title": say("考核上报"),
        "sentence": say("各区县自己上报的考核结果，不含任何单位的得分。"),
        "breadcrumb": [
            {"label": say("区县"), "href": f"{base}/province"},
            {"label": say("考核上报"), "href": None},
        ],
        "segments": [
            {"label": str(each), "href": f"{here}?year={each}", "current": each == year}
            for each in years
        ],
        "actions": [export] if latest else [],
        "groups": [*_groups(latest, zone)],
        "replaced": [row_of(each, zone) for each in of_year if each not in latest],
        "silent": say("、").join(silent),
        "empty": None if latest else _nothing(),
    }


def _silent(counties: Mapping[int, str], told: Collection[int]) -> list[str]:
    return [name for key, name in counties.items() if key not in told]


def _nothing() -> Plain:
    text = say("区县公布结果后自己上报，省级不进入区县取数。")
    return {"icon": "award", "title": say("还没有区县上报"), "text": text, "link": None}


def _groups(latest: Sequence[AssessmentReport], zone: tzinfo | None) -> Iterator[Plain]:
    """By scheme: only who was scored by the very same one is drawn beside the others."""
    for digest in dict.fromkeys(each.content["scheme"]["digest"] for each in latest):
        members = [each for each in latest if each.content["scheme"]["digest"] == digest]
        scheme = members[0].content["scheme"]
        means = [(e.county_name, float(e.content["mean"])) for e in members if e.content["mean"]]
        yield {
            "key": digest[:_SHORT],
            "label": f"{scheme['title'][_tongue()]} {scheme['edition']}",
            "rows": [row_of(each, zone) for each in members],
            "chart": _chart(means) if len(means) > 1 else None,
        }


def _chart(means: Sequence[tuple[str, float]]) -> Plain:
    return {
        "kind": "bars",
        "head": say("区县"),
        "labels": [name for name, _ in reversed(means)],
        "values": [mean for _, mean in reversed(means)],
        "name": say("平均得分"),
    }


def row_of(report: AssessmentReport, zone: tzinfo | None) -> Plain:
    """Return what was reported as the cells of a table, its day in the reader's zone."""
    said = report.content
    return {
        "county": report.county_name,
        "year": str(report.year),
        "units": str(said["units"]),
        "mean": said["mean"] or "—",
        "deviation": said["deviation"] or "—",
        "grades": say("，").join(f"{each[_tongue()]} {each['units']}" for each in said["grades"]),
        "appeals": str(said["appeals"]),
        "upheld": str(said["upheld"]),
        "automatic": "—" if said["automatic"] is None else f"{said['automatic']}%",
        "digest": report.digest[:_SHORT],
        "full_digest": report.digest,
        "on": day_text(report.reported_at.astimezone(zone).date()),
    }


def table_of(page: Plain) -> tuple[list[str], list[list[str]]]:
    """Return the head and the lines of the export: what the page shows, with whole digests."""
    head = {
        "county": say("区县"),
        "year": say("年度"),
        "units": say("单位数"),
        "mean": say("平均得分"),
        "deviation": say("标准差"),
        "grades": say("等次"),
        "appeals": say("申诉"),
        "upheld": say("申诉成立"),
        "automatic": say("自动计分占比"),
        "on": say("上报日期"),
        "full_digest": say("结果校验值"),
    }
    rows = [
        [group["label"], *(row[key] for key in head)]
        for group in page["groups"]
        for row in group["rows"]
    ]
    return [say("考核方案"), *head.values()], rows


def report_page(
    preview: AssessmentReport,
    reports: Sequence[AssessmentReport],
    province: str,
    crumbs: Sequence[Plain],
    form: Plain,
) -> Plain:
    """Return the county's page: exactly what the province would see, and what it was told.

    `preview` is what would be reported, `form` holds action, hidden and errors.
    """
    zone = preview.reported_at.tzinfo
    is_told = any(each.digest == preview.digest for each in reports)
    return {
        "title": say("上报省级"),
        "sentence": say("{province}只看得到下面这一行，看不到任何单位的得分。", province=province),
        "breadcrumb": [*crumbs],
        "rows": [row_of(preview, zone)],
        "form": None if is_told else form,
        "errors": form["errors"],
        "reported": [row_of(each, zone) for each in reversed(reports)],
    }


def _tongue() -> str:
    return "en" if language() == "en" else "zh"
