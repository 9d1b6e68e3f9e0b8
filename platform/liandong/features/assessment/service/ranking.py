"""How sure the ranks of a result are: what is varied, and what is kept with the result."""

from collections.abc import Mapping
from typing import Any

from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.scoring.editions import digest
from liandong.scoring.robustness import (
    DRAWS,
    SAMPLES,
    WEIGHTS,
    Specification,
    analyse,
    dumped,
    sheets_of,
)

Plain = dict[str, Any]
#: Ours: no regulation says how far marks are in doubt.
USUAL_ERROR = 0.5


def robustness_of(standing: Standing, outcome: Plain) -> Plain:
    """Return the analysis of those who are ranked together, by the first sheet of theirs.

    Weights go up or down by a tenth, marks by what two evaluators may differ by (half a point
    where the scheme says nothing). The seed follows from the round: a unit or a score more changes
    no draw of the others.
    """
    difference = float(standing.raw.get("process", {}).get("difference", 0)) or USUAL_ERROR
    judged = {each.code for each in standing.scheme.items if judged_inputs(each)}
    seed = int(digest(str(standing.round.id))[:8], 16)
    found = {}
    for name, sheet in sheets_of(standing.scheme, outcome).items():
        errors = {code: difference for code in sheet.codes if code in judged}
        stated = Specification(WEIGHTS, errors, DRAWS, seed, SAMPLES)
        found[name] = dumped(analyse(sheet, stated), stated)
    return found


def interval_of(result: Mapping[str, Any], unit: str) -> tuple[int, int] | None:
    """Return the ranks between which a unit is nine times of ten; nothing where it has none."""
    for found in result.get("robustness", {}).values():
        if unit in found["intervals"]:
            low, high = found["intervals"][unit]
            return low, high
    return None
