"""How sure a rank is: what becomes of it when weights and marks are a little different.

Nothing here changes a published number. Draws are made from a stated seed by a stated algorithm,
each indicator and each unit having its own, so that the same result gives the same intervals.
"""

from liandong.scoring.robustness.again import DRAWS, SAMPLES, WEIGHTS, analysed_again
from liandong.scoring.robustness.analysing import Likeness, Robustness, analyse
from liandong.scoring.robustness.drawing import ALGORITHM
from liandong.scoring.robustness.keeping import dumped, sheets_of
from liandong.scoring.robustness.stating import Sheet, Specification, SpecificationError

__all__ = [
    "ALGORITHM",
    "DRAWS",
    "SAMPLES",
    "WEIGHTS",
    "Likeness",
    "Robustness",
    "Sheet",
    "Specification",
    "SpecificationError",
    "analyse",
    "analysed_again",
    "dumped",
    "sheets_of",
]
