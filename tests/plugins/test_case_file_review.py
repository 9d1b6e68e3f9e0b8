"""How two reviewers' scores become one, and a grade."""

import pytest

from liandong_plugins.enforcement_supervision import review_standard as standard


def test_the_items_make_a_hundred() -> None:
    assert sum(full for _, full in standard.ITEMS.values()) == 100
    assert standard.total_of({f.key: f.maximum for f in standard.scores}) == 100


@pytest.mark.parametrize(
    ("totals", "score"),
    [((80, 85), 82.5), ((70, 90, 88), 89), ((60, 80, 100), 70), ((81, 81), 81)],
)
def test_the_two_nearest_count(totals: tuple[float, ...], score: float) -> None:
    assert standard.score_of(totals) == score


@pytest.mark.parametrize(
    ("score", "grade"),
    [(90, "excellent"), (89.9, "qualified"), (75, "qualified"), (60, "basic"), (59.9, "failed")],
)
def test_a_grade_begins_at_its_score(score: float, grade: str) -> None:
    assert standard.grade_of(score) == grade


def test_ten_points_between_two_call_for_a_third() -> None:
    assert standard.is_far_apart((80, 90))
    assert not standard.is_far_apart((80, 89.5))
    assert not standard.is_far_apart((80, 90, 85))
