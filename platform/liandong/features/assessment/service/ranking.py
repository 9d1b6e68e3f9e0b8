"""How sure the ranks of a result are: what is varied, and what is kept with the result."""

from typing import Any

from liandong.features.assessment.service.standing import Standing, judged_inputs
from liandong.scoring.editions import digest
from liandong.scoring.robustness import Specification, analyse, dumped, sheets_of

Plain = dict[str, Any]
#: Ours: no regulation says how far weights and marks are in doubt.
WEIGHTS, DRAWS, USUAL_ERROR = 0.1, 1000, 0.5


def robustness_of(standing: Standing, outcome: Plain) -> Plain:
    """Return the analysis of each sheet of a result, by its code.

    Weights go up or down by a tenth, marks by what two evaluators may differ by (half a point
    where the scheme says nothing). The seed follows from the result: the same result, the same
    intervals.
    """
    difference = float(standing.raw.get("process", {}).get("difference", 0)) or USUAL_ERROR
    judged = {each.code for each in standing.scheme.items if judged_inputs(each)}
    seed = int(digest(outcome)[:8], 16)
    found = {}
    for sheet in sheets_of(outcome):
        errors = {code: difference for code in sheet.codes if code in judged}
        stated = Specification(WEIGHTS, errors, DRAWS, seed)
        code = outcome["units"][sheet.units[0]]["sheet"]
        found[code] = dumped(analyse(sheet, stated), stated)
    return found


def interval_of(result: Plain, unit: str) -> tuple[int, int] | None:
    """Return the ranks between which a unit is nine times of ten; nothing where it has none."""
    sheet = result["outcome"]["units"][unit]["sheet"]
    ends = result.get("robustness", {}).get(sheet, {}).get("intervals", {}).get(unit)
    return None if ends is None else (ends[0], ends[1])
