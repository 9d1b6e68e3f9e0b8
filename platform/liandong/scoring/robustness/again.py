"""A kept analysis made again, as it was stated or otherwise."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from liandong.scoring.editions import scorable
from liandong.scoring.robustness.analysing import analyse
from liandong.scoring.robustness.intervals import Told
from liandong.scoring.robustness.keeping import dumped, sheets_of
from liandong.scoring.robustness.stating import Sheet, Specification

Plain = dict[str, Any]
#: Where a result says nothing: ours, no regulation says how far weights and marks are in doubt.
WEIGHTS, DRAWS, SAMPLES = 0.1, 1000, 512


def analysed_again(content: Mapping[str, Any], told: Told, **changed: float | None) -> Plain:
    """Return the analysis of a computed result, by the first sheet of who is ranked together.

    Args:
        content: What `editions.computed` returned, with its analysis or without.
        told: Is called with how many ranks of how many are drawn.
        changed: `weights`, `draws`, `samples`, `seed`: in place of what was kept; none: as kept.

    Raises:
        SpecificationError: It cannot be varied so.
        UnscorableError: The scheme of the result is none by which units can be scored.
    """
    kept = content.get("robustness", {})
    sheets = sheets_of(scorable(content["scheme"]), content["outcome"])
    stated = {n: _stated(kept.get(n, {}), each, changed) for n, each in sheets.items()}
    many = {name: len(each.units) * stated[name].draws for name, each in sheets.items()}
    found: Plain = {}
    for name, sheet in sheets.items():
        before = sum(many[each] for each in found)
        own = analyse(sheet, stated[name], partial(_told_of_all, told, before, sum(many.values())))
        found[name] = dumped(own, stated[name])
    return found


def _told_of_all(told: Told, before: int, all_: int, done: int, _of: int) -> None:
    told(before + done, all_)


def _stated(kept: Plain, sheet: Sheet, changed: Mapping[str, float | None]) -> Specification:
    usual: Plain = {"weights": WEIGHTS, "draws": DRAWS, "samples": SAMPLES, "seed": 0, "errors": {}}
    now = usual | kept | {name: each for name, each in changed.items() if each is not None}
    errors = {code: float(e) for code, e in now["errors"].items() if code in sheet.codes}
    numbers = int(now["draws"]), int(now["seed"]), int(now["samples"])
    return Specification(float(now["weights"]), errors, *numbers)
