"""The standard by which a case file is scored: items with full marks, and how a grade follows.

The sum of the full marks is a hundred. The rules are the platform's default; a county that has a
standard of its own names it in the round (`standard`).
"""

import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from liandong.mechanisms import Field, FieldKind

#: Item: (what is scored, full marks)
ITEMS: Mapping[str, tuple[str, int]] = {
    "subject": ("执法主体和执法资格", 10),
    "evidence": ("事实和证据", 25),
    "procedure": ("执法程序", 25),
    "law": ("法律适用和裁量", 20),
    "document": ("文书制作", 10),
    "archive": ("归档和执行", 10),
}
THIRD_LOOK_FROM = 10  # points between two reviewers from which a third one looks
GRADES = ((90, "excellent"), (75, "qualified"), (60, "basic"))  # from this score on
LOWEST = "failed"
PASSING = tuple(grade for _, grade in GRADES)

scores = tuple(
    Field(f"score_{key}", FieldKind.NUMBER, label=label, help=f"满分 {full} 分", minimum=0,
          maximum=full)
    for key, (label, full) in ITEMS.items()
)  # fmt: skip


def total_of(sheet: Mapping[str, Any]) -> float:
    """Return the sum of the item scores of a sheet."""
    return sum(sheet.get(field.key) or 0 for field in scores)


def is_far_apart(totals: Iterable[float]) -> bool:
    """Tell whether two reviewers differ by so much that a third one looks."""
    known = list(totals)
    return len(known) == 2 and max(known) - min(known) >= THIRD_LOOK_FROM  # noqa: PLR2004  # of two


def score_of(totals: Iterable[float]) -> float:
    """Return the score of a file: the mean of two, of three that of the two nearest to each other.

    Where both pairs of three are equally near, the lower pair counts.
    """
    known = sorted(totals)
    pairs = list(itertools.pairwise(known)) or [(known[0], known[0])]
    low, high = min(pairs, key=lambda pair: pair[1] - pair[0])
    return round((low + high) / 2, 1)


def grade_of(score: float) -> str:
    """Return the grade of a score."""
    return next((grade for least, grade in GRADES if score >= least), LOWEST)
