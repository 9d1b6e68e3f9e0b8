"""试算: a scheme beside the one that was used, unit by unit; pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from liandong.features.assessment.models import AssessmentRound
from liandong.scoring.trying import Changed, Trial, Tried
from liandong.web.languages import language, say

Plain = dict[str, Any]


def trial_view(trial: Trial, round_: AssessmentRound) -> Plain:
    """Return what came of a trial, the units of a peer group together, the first one first."""
    moved = sum(each.before["rank"] != each.after["rank"] for each in trial.units)
    changed = sum(bool(each.changed) for each in trial.units)
    return {
        "title": say("试算：{round}", round=round_.title),
        "sentence": say(
            "{n} 个单位：{changed} 个得分有变，{moved} 个名次有变。没有保存。",
            n=len(trial.units),
            changed=changed,
            moved=moved,
        ),
        "unknown": _unknown(trial),
        "groups": [
            {"label": label, "rows": [_row(each) for each in rows]}
            for label, rows in groupby(trial.units, key=_label)
        ],
    }


def _unknown(trial: Trial) -> list[str]:
    words = [e.message_en if language() == "en" else e.message_zh for e in trial.unknown]
    return [f"{e.where}：{said}" for e, said in zip(trial.unknown, words, strict=True)]


def _label(row: Tried) -> str:
    return "" if row.group is None else row.group.pick(language())


def _row(row: Tried) -> Plain:
    before, after = row.before["total"], row.after["total"]
    return {
        "unit": say(row.name),
        "before": _total(row.before),
        "after": _total(row.after),
        "difference": _difference(before, after),
        "rank": _rank(row.before),
        "new_rank": _rank(row.after),
        "moved": row.before["rank"] != row.after["rank"],
        "changed": [_changed(each) for each in row.changed],
    }


def _total(of: Mapping[str, Any]) -> str:
    return say("待评") if of["total"] is None else f"{of['total']} / {of['full']}"


def _rank(of: Mapping[str, Any]) -> str:
    return "—" if of["rank"] is None else f"{of['rank']} / {of['ranked']}"


def _difference(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return "—"
    by = Decimal(after) - Decimal(before)
    return f"{by:+.2f}".replace("-", "−") if by else "0"


def _changed(item: Changed) -> Plain:
    steps: Sequence[str] = [each.pick(language()) for each in item.words]
    return {
        "label": f"{item.code} {item.label.pick(language())}",
        "points": f"{_points(item.before)} → {_points(item.after)}",
        "words": say("；").join(steps),
    }


def _points(stated: str | None) -> str:
    return "—" if stated is None else stated
