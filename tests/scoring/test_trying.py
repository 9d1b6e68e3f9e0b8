"""Another scheme tried on a result: what each unit would have, what has no figures."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from liandong.scoring.editions import UnscorableError, computed
from liandong.scoring.trying import tried
from scoring.test_shipped import JUDGED, METRICS, VOTES, flat, scheme_of

Plain = dict[str, Any]
RAW: Plain = dict(scheme_of("huiji_linkage").content)
FRESH = {"label": "新增", "label_en": "New", "to": 5, "source": {"judged": True}}


def result(awarded: dict[str, dict[str, str]] | None = None) -> Plain:
    kind = "enforcement_department"
    units = [{"key": key, "name": key, "kind": kind, "roles": []} for key in ("first", "second")]
    facts = flat(METRICS, JUDGED, VOTES)
    better = {**facts, "4.1/quality": "5", "4.1/late": "2"}
    return computed(RAW, units, {"first": facts, "second": better}, awarded or {})


def other(change: Callable[[Plain], None], code: str = "4.1") -> Plain:
    raw = deepcopy(RAW)
    change(next(e for b in raw["sheets"][0]["items"] for e in b["items"] if e["code"] == code))
    return raw


def test_the_same_scheme_changes_nothing() -> None:
    found = tried(result(), RAW)

    assert all(each.before == each.after and not each.changed for each in found.units)
    assert not found.unknown


def test_another_rule_moves_points_and_ranks_and_says_the_new_sum() -> None:
    harder = other(lambda item: item["terms"].__setitem__(1, {"per": "late", "each": -1}))
    first, second = tried(result(), harder).units

    assert (first.unit, first.before["rank"], first.after["rank"]) == ("first", 2, 1)
    assert (second.before["total"], second.after["total"]) == ("45.30", "43.70")
    assert not first.changed
    (item,) = second.changed
    assert (item.code, item.before, item.after) == ("4.1", "4.60", "3.00")
    assert item.words[-1].zh == "5 − 2 = 3.00 分"


def test_what_nobody_stated_is_missing_and_never_zero() -> None:
    def ask(item: Plain) -> None:
        item["inputs"]["fresh"] = FRESH
        item["terms"].append({"per": "fresh", "each": -1})

    found = tried(result(), other(ask))

    assert [(e.where, "新增" in e.message_zh) for e in found.unknown] == [("4.1", True)]
    assert {each.after["total"] for each in found.units} == {None}
    assert all(e.changed[0].after is None for e in found.units)


def test_figures_follow_a_metric_and_words_follow_a_code() -> None:
    """An item with a new code takes what was counted; what was judged only where it says so."""

    def rename(code: str) -> Callable[[Plain], None]:
        return lambda item: item.__setitem__("code", code)

    counted = other(rename("2.9"), "2.1")
    judged = other(rename("4.9"))
    mapped = {
        **judged,
        "replaces": {"edition": "2026-1", "codes": [{"old": "4.1", "new": ["4.9"]}]},
    }

    assert {e.after["total"] for e in tried(result(), counted).units} == {"45.20", "45.30"}
    assert {e.where for e in tried(result(), judged).unknown} == {"4.9"}
    assert not tried(result(), mapped).unknown
    assert {e.after["total"] for e in tried(result(), mapped).units} == {"45.20", "45.30"}


@pytest.mark.parametrize(("points", "kept"), [(6, "6.00"), (5, "4.50")])
def test_what_an_appeal_gave_stays_where_the_item_is_worth_the_same(points: int, kept: str) -> None:
    raw = deepcopy(RAW)
    transfers, material = raw["sheets"][0]["items"][2:4]
    material["items"][0]["points"] = material["points"] = points
    transfers["items"][0]["points"] += 6 - points
    transfers["points"] += 6 - points
    found = tried(result({"first": {"4.1": "6"}}), raw)
    (first,) = [each for each in found.units if each.unit == "first"]
    now = {each.code: each.after for each in first.changed}

    assert now.get("4.1", "6.00") == kept
    assert [each.where for each in found.unknown] == ([] if points == 6 else ["first.4.1"])


def test_a_scheme_without_a_place_for_a_unit_is_refused() -> None:
    raw = deepcopy(RAW)
    raw["sheets"][0]["for"] = {"kinds": ["township"]}

    with pytest.raises(UnscorableError):
        tried(result(), raw)
