"""The sheet of a kind of unit: items with rules, blocks that add them up, one total."""

from liandong.scoring.tree.blocks import WHOLE, Block, Losses, Place, score
from liandong.scoring.tree.items import Item
from liandong.scoring.tree.units import Selector, Source, Sums, Unit

__all__ = [
    "WHOLE",
    "Block",
    "Item",
    "Losses",
    "Place",
    "Selector",
    "Source",
    "Sums",
    "Unit",
    "score",
]
