"""Rounds as machines read them; what of them, the sight decides."""

from typing import Any

from liandong.features.assessment.models import AssessmentRound
from liandong.features.assessment.service.viewing import Sight
from liandong.scoring.editions import digest

Plain = dict[str, Any]


def dump_head(round_: AssessmentRound) -> Plain:
    """Return a round by its head."""
    return {"id": str(round_.id), "year": round_.year, "title": round_.title}


def dump_round(sight: Sight) -> Plain:
    """Return where a round stands, and who is scored in it as far as one sees them."""
    standing, round_ = sight.standing, sight.standing.round
    names = ("since", "until", "self_until", "freeze_on", "score_until")
    return {
        **dump_head(round_),
        "state": standing.state,
        "scheme": {
            "key": standing.raw["key"],
            "edition": standing.raw["edition"],
            "digest": digest(standing.raw),
        },
        "days": {name: getattr(round_, name).isoformat() for name in names},
        "steps": [
            {"step": each.content["step"], "on": each.content["on"]} for each in standing.steps
        ],
        "units": [
            {"key": each.key, "name": each.name, "sheet": each.sheet, "group": each.group}
            for each in standing.participants.values()
            if sight.sees_ranks or sight.evaluates or each.key == sight.unit
        ],
    }


def dump_results(sight: Sight) -> Plain:
    """Return the newest result: totals and ranks, the items too for who sees all."""
    newest = sight.standing.results[-1].content
    units = newest["content"]["outcome"]["units"]
    if not sight.sees_all:
        units = {
            key: {name: part for name, part in unit.items() if name != "places"}
            for key, unit in units.items()
        }
    return {"stage": newest["stage"], "digest": newest["digest"], "units": units}
