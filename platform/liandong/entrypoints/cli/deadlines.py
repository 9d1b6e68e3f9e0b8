"""`deadline`: time limits, counted out."""

from datetime import datetime
from typing import Any

import click

from liandong.entrypoints.cli.answering import AS_JSON, failures_in_words, say


@click.group()
def deadline() -> None:
    """Time limits, counted out."""


@deadline.command("compute")
@click.option("--tenant", required=True, help="Division code of the county, such as 410108.")
@click.option("--limit", required=True, help="Id of the time limit, such as SUG-01.")
@click.option(
    "--event-at",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="Day or moment of the start event, in the county's time zone.",
)
@click.option("--stated", type=click.IntRange(1, 3660), help="Days the document itself states.")
@AS_JSON
def deadline_compute(
    tenant: str, limit: str, event_at: datetime, stated: int | None, *, as_json: bool
) -> None:
    """Count a limit out as it holds in a county, from the shipped packages; nothing is stored."""
    from liandong.entrypoints.explaining import explain

    with failures_in_words():
        found = explain(tenant, limit, event_at, stated)
    say(found, _explained(found), as_json=as_json)


def _explained(found: dict[str, Any]) -> str:
    lines = [f"{found['limit']} {found['matter']}"]
    lines.append(found["due_at"] or found["due_on"] or "没有规定天数 / no number of days")
    if found["provisional"]:
        lines[-1] += "（预计，放假安排未公布 / provisional）"
    lines += [f"  {s['on']}  {s['reason_zh']} / {s['reason_en']}" for s in found["steps"]]
    late = "可以认定逾期 / may call late" if found["enforceable"] else "只作提醒 / reminds only"
    lines.append(f"  {'；'.join(found['basis'])}（{found['evidence']}，{late}）")
    return "\n".join(lines)
