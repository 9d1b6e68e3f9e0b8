"""Rounds as machines read them; what of them, the sight decides."""

from typing import Any

from liandong.features.assessment.models import AssessmentRound, AssessmentScheme
from liandong.features.assessment.service.balloting import turnout
from liandong.features.assessment.service.burden import burdens
from liandong.features.assessment.service.flags import SeenFlag
from liandong.features.assessment.service.standing import Standing
from liandong.features.assessment.service.viewing import Sight
from liandong.scoring.editions import digest

Plain = dict[str, Any]


def dump_head(round_: AssessmentRound) -> Plain:
    """Return a round by its head."""
    return {"id": str(round_.id), "year": round_.year, "title": round_.title}


def dump_scheme(scheme: AssessmentScheme) -> Plain:
    """Return an edition by its head."""
    names = ("key", "edition", "year", "title", "digest")
    return {"id": str(scheme.id), **{name: getattr(scheme, name) for name in names}}


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


def dump_daybook(sight: Sight) -> Plain:
    """Return the entries of the day book of the units that somebody hears of."""
    return {
        "deductions": [
            {
                "id": str(key),
                "unit": each.unit,
                "code": each.code,
                **each.said.content,
                "cancelled": None if each.cancelled is None else each.cancelled.content["reason"],
            }
            for key, each in sight.standing.daybook.items()
            if sight.hears_of(each.unit)
        ]
    }


def dump_inspections(sight: Sight) -> Plain:
    """Return inspections and tasks of the units that somebody hears of."""
    standing = sight.standing
    return {
        "inspections": [
            {"id": str(each.said.id), "unit": each.unit, "code": each.code, **each.said.content}
            for each in standing.checks
            if sight.hears_of(each.unit)
        ],
        "tasks": [
            {
                "id": str(each.id),
                "unit": each.unit,
                "code": each.code,
                **each.content,
                "state": each.state,
                "steps": [
                    {
                        "step": said.content["step"],
                        "text": said.content["text"],
                        "papers": said.content["papers"],
                        "at": said.at.isoformat(),
                    }
                    for said in each.steps
                ],
            }
            for each in standing.tasks.values()
            if sight.hears_of(each.unit)
        ],
    }


def dump_flag(seen: SeenFlag) -> Plain:
    """Return a flag as somebody sees it."""
    return {
        "key": seen.raw["key"],
        "kind": seen.raw["kind"],
        "unit": seen.raw["unit"],
        "zh": seen.raw["zh"],
        "en": seen.raw["en"],
        "verdict": seen.verdict,
        "records": [dict(each) for each in seen.records],
        "said": [
            {
                "verdict": each.content.get("verdict", ""),
                "text": each.content.get("reason") or each.content.get("text", ""),
                "at": each.at.isoformat(),
            }
            for each in seen.said
        ],
    }


def dump_burdens(sight: Sight) -> Plain:
    """Return what each unit that somebody sees had to do itself."""
    names = ("unit", "typed", "letters", "uploaded", "picked", "counted")
    return {
        "units": [
            {name: getattr(each, name) for name in names}
            for key, each in burdens(sight.standing).items()
            if sight.sees_unit(key)
        ]
    }


def dump_turnout(standing: Standing) -> Plain:
    """Return how each group of raters has voted."""
    return {
        "groups": [
            {
                "group": each.group.key,
                "units": sorted(each.group.units),
                "called": each.called,
                "cast": each.cast,
                "valid": each.valid,
                "void": [{"zh": why.zh, "en": why.en, "n": n} for why, n in each.void.items()],
            }
            for each in turnout(standing)
        ]
    }
