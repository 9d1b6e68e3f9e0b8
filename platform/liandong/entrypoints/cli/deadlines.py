"""`deadline`: time limits, counted out."""

from datetime import date, datetime
from typing import Any

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say
from liandong.entrypoints.settings import read_settings


class Moment(click.ParamType[datetime | date]):
    """A day, 2026-09-30, or a moment, 2026-09-30T17:30."""

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | date:
        """Read the one or the other; anything else is refused."""
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            found = None
        if found is not None and value == found.date().isoformat():
            return found.date()
        if found is not None and value == f"{found:%Y-%m-%dT%H:%M}":
            return found  # the county adds its zone
        return self.fail(f"{value!r} is neither 2026-09-30 nor 2026-09-30T17:30", param, ctx)


@click.group()
def deadline() -> None:
    """Time limits, counted out."""


@deadline.command("compute")
@click.option("--tenant", required=True, help="Division code of the county, such as 410108.")
@click.option("--limit", required=True, help="Id of the time limit, such as SUG-01.")
@click.option(
    "--event-at",
    required=True,
    type=Moment(),
    help="Day or moment of the start event, in the county's time zone: 2026-09-30T17:30.",
)
@click.option("--stated", type=click.IntRange(1, 3660), help="Days the document itself states.")
@click.option(
    "--opened-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day the case was opened, for the rules whose version goes by it.",
)
@AS_JSON
def deadline_compute(
    tenant: str,
    limit: str,
    event_at: datetime | date,
    stated: int | None,
    opened_on: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Count a limit out as it holds in a county; nothing is stored.

    By what is in force and accepted there; without a database as shipped, which the answer says.
    """
    from liandong.entrypoints.explaining import explain
    from liandong.entrypoints.governing import governing

    with failures_in_words():
        opened = opened_on.date() if opened_on else None
        governs = governing(read_settings(), tenant)
        found = explain(governs, limit, event_at, stated, opened)
    by = f"  {governs.words.zh} / {governs.words.en}"
    say(found, f"{_explained(found)}\n{by}", as_json=as_json)


def _explained(found: dict[str, Any]) -> str:
    lines = [f"{found['limit']} {found['matter']}"]
    lines.append(found["due_at"] or found["due_on"] or "没有规定天数 / no number of days")
    if found["provisional"]:
        lines[-1] += "（预计，放假安排未公布 / provisional）"
    if found["is_target"]:
        lines[-1] += "（目标，不是法定期限 / a target, no period of the law）"
    lines += [f"  {s['on']}  {s['reason_zh']} / {s['reason_en']}" for s in found["steps"]]
    if other := found["other_reading"]:
        lines.append(f"  {other['zh']} / {other['en']}")
    lines.append(f"  {'；'.join(found['basis'])}（{found['evidence']}，{_lateness(found)}）")
    lines += [f"  {_reading(each)}" for each in found["readings"]]
    lines += [f"  {_beside(each)}" for each in found["beside"]]
    return "\n".join(lines)


def _lateness(found: dict[str, Any]) -> str:
    if found["enforceable"]:
        return "可以认定逾期 / may call late"
    never = found["never_late"]
    why = f"：{never['zh']} / {never['en']}" if never and not found["is_target"] else ""
    return f"只作提醒 / reminds only{why}"


def _reading(reading: dict[str, Any]) -> str:
    whose = "本县 / this county's own" if reading["is_own"] else "默认 / default"
    cited = "；".join(reading["cited"])
    basis = f"，{cited}" if cited and reading["is_own"] else ""
    words = f"{reading['zh']} / {reading['en']}"
    return f"口径 {reading['ambiguity']} {reading['key']}：{words}（{whose}{basis}）"


def _beside(other: dict[str, Any]) -> str:
    if "due_on" not in other:
        return f"另有 {other['id']} {other['matter']} / beside it"
    why = f"按 {other['governs']}：{other['why_zh']} / {other['why_en']}"
    return f"另有 {other['id']} {other['matter']}：{other['due_on']}；{why}"


@deadline.command("obligations")
@click.option("--tenant", required=True, help="Division code of the county, such as 320830.")
@click.option("--year", required=True, type=click.IntRange(2020, 2036), help="Year, such as 2026.")
@AS_JSON
def deadline_obligations(tenant: str, year: int, *, as_json: bool) -> None:
    """List what a county's units owe in a year without a case.

    By what is in force and accepted there; without a database as shipped, which the answer says.
    """
    from liandong.entrypoints.explaining import owed_in
    from liandong.entrypoints.governing import governing

    with failures_in_words():
        governs = governing(read_settings(), tenant)
        found = owed_in(governs, year)
    lines = [
        f"{row['due_on']}{'？' if row['provisional'] else ' '} {row['limit']} {row['period']} "
        f"{row['unit']} {row['matter']}"
        for row in found
    ]
    lines = [*(lines or ["没有 / none"]), f"{governs.words.zh} / {governs.words.en}"]
    say(found, "\n".join(lines), as_json=as_json)
