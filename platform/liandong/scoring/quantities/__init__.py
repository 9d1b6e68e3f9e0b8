"""What a rule counts: inputs, rates, gaps to a target, tests, tables, and places among peers.

Each quantity is one number per unit at four decimal places. It says its bounds before anything is
scored, so that a rule that can overflow or never reach its points is refused, and it says in words
how it came about.
"""

from liandong.scoring.quantities.base import (
    PERCENT,
    Bounds,
    Evaluation,
    Given,
    Input,
    Number,
    Quantity,
    fitting,
    inputs_of,
)
from liandong.scoring.quantities.flags import Not, Several, Test
from liandong.scoring.quantities.folds import Bands, Choice, Fold, Times, When
from liandong.scoring.quantities.peers import Peers
from liandong.scoring.quantities.rates import Gap, Ratio

__all__ = [
    "PERCENT",
    "Bands",
    "Bounds",
    "Choice",
    "Evaluation",
    "Fold",
    "Gap",
    "Given",
    "Input",
    "Not",
    "Number",
    "Peers",
    "Quantity",
    "Ratio",
    "Several",
    "Test",
    "Times",
    "When",
    "fitting",
    "inputs_of",
]
