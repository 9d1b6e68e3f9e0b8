"""The schemes that come with the product score: real metrics, real clauses, every unit once."""

from typing import Any

import pytest

from liandong.entrypoints.wiring import wire
from liandong.features.assessment.service.measuring import metrics_of
from liandong.features.assessment.service.scheme_files import read_scheme, shipped_schemes
from liandong.features.tenants.service.shelf import Shelf
from liandong.kernel import yamlfile
from liandong.kernel.resources import data_root
from liandong.scoring.checking import check_units
from liandong.scoring.outcome import dumped, evaluate
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Unit

SHIPPED = {path.stem: path for path in shipped_schemes()}
HUIJI = data_root() / "tenants/henan/zhengzhou/huiji"
PRIVILEGED = {"investigation_cooperation", "discipline_clue_transfer", "employment_screening"}


def scheme_of(name: str) -> Scheme:
    scheme = read_scheme(SHIPPED[name])[1].scheme
    assert scheme is not None
    return scheme


def huiji(kind: str) -> Any:
    return yamlfile.load(HUIJI / f"{kind}.yaml").data


def assessed() -> list[Unit]:
    """The units that the county assesses: its members but the assessor."""
    excepted = huiji("assessment")["assignment"]["assessed"]["except"]
    return [
        Unit(each["key"], each["kind"], frozenset(each.get("roles", ())))
        for each in huiji("roster")["units"]
        if each["member"] and each["key"] not in excepted
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_scheme_is_right(name: str) -> None:
    _, checked = read_scheme(SHIPPED[name])

    assert not checked.problems
    assert all("待本地" in each.message_zh for each in checked.remarks)


@pytest.mark.parametrize("name", SHIPPED)
def test_invented_points_are_marked_and_every_clause_exists(name: str) -> None:
    raw = read_scheme(SHIPPED[name])[0].data
    has_points = any("points" in each for each in raw["sheets"])
    clauses = wire().register.pairs

    assert not has_points or raw["demo"] is True
    for basis in found(raw, "basis"):
        for each in basis:
            assert "url" in each or (each["instrument"], each["clause"]) in clauses


def found(part: Any, key: str) -> list[Any]:
    """Every value of a key inside a part and below."""
    if isinstance(part, list):
        return [value for each in part for value in found(each, key)]
    if not isinstance(part, dict):
        return []
    own = [part[key]] if key in part else []
    return own + [value for each in part.values() for value in found(each, key)]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_metric_exists_and_may_be_counted(name: str) -> None:
    registry, enabled = wire().registry, huiji("mechanisms")["enabled"]
    named = {
        (source.name, source.take)
        for item in scheme_of(name).items
        for _, source in item.inputs
        if source.kind == "metric"
    }

    for each, take in named:
        key, _, metric = each.partition(".")
        assert key in enabled
        assert key not in PRIVILEGED
        known = {m.key: m for m in metrics_of(registry.current(key))}
        assert metric in known, each
        assert not known[metric].neutral or take == "whole", each


def test_every_member_of_the_county_is_scored_once_and_ranked_once() -> None:
    scheme, units = scheme_of("huiji_linkage"), assessed()

    assert len(units) > 20
    assert not check_units(scheme, units)
    assert scheme.sheet_of(Unit("justice_bureau", "justice_bureau")) is None


def scored(facts: dict[str, Any]) -> dict[str, Any]:
    scheme = scheme_of("huiji_linkage")
    unit = Unit("market_regulation", "enforcement_department")
    outcome, problems = evaluate(scheme, [unit], {unit.key: facts})
    assert not problems
    found: dict[str, Any] = dumped(outcome)["units"][unit.key]
    return found


METRICS = {
    "1.1": {"resolutions": "4", "resolved": "3", "tasks": "2", "tasks_done": "2"},
    "2.1": {"suggestions": "6", "suggestions_met": "5", "opinions": "4", "opinions_met": "4"},
    "2.2": {"answered": "9"},
    "2.3": {"checked": "7"},
    "3.1": {"due": "3", "met": "3"},
    "3.2": {"due": "3", "sent": "3"},
}
JUDGED: dict[str, dict[str, Any]] = {
    "1.1": {"not_done": "0"},
    "2.2": {"unreasoned": "0", "incomplete": "1"},
    "2.3": {"partly": "1", "not_done": "0", "refused": False},
    "4.1": {"quality": "4.5", "late": "0", "wrong": "0"},
    "5.1": {"practices": "1"},
}
VOTES: dict[str, dict[str, Any]] = {"6.1": {"votes": {"leaders": ["100"], "members": ["100"]}}}


def flat(*parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        f"{code}/{name}": value
        for part in parts
        for code, inputs in part.items()
        for name, value in inputs.items()
    }


def test_a_unit_gets_the_points_of_the_picture() -> None:
    unit = scored(flat(METRICS, JUDGED, VOTES))

    points = {code: place["points"] for code, place in unit["places"].items() if "." in code}
    assert points == {
        "1.1": "7.50", "2.1": "7.20", "2.2": "5.50", "2.3": "5.50",
        "3.1": "8.00", "3.2": "4.00", "4.1": "4.50", "5.1": "1.00", "6.1": "2.00",
    }  # fmt: skip
    assert (unit["total"], unit["full"]) == ("45.20", "50")
    assert unit["grade"]["zh"] == "优秀"
    words = [each["zh"] for each in unit["places"]["2.1"]["sum"]]
    assert words[-4:] == [
        "9 ÷ 10 = 90%",
        "目标 100%，低 10 个百分点",
        "每低 1 个百分点扣 0.08 分",
        "8 − 10 × 0.08 = 7.20 分",
    ]


@pytest.mark.parametrize(
    ("late", "wrong", "points"), [("1", "0", "4.30"), ("2", "1", "4.00"), ("5", "3", "3.50")]
)
def test_what_was_late_or_wrong_costs_a_point_at_most(late: str, wrong: str, points: str) -> None:
    booked = {"4.1": JUDGED["4.1"] | {"late": late, "wrong": wrong}}

    assert scored(flat(METRICS, JUDGED | booked, VOTES))["places"]["4.1"]["points"] == points


def test_what_never_happened_is_made_up_for_and_what_nobody_judged_is_awaited() -> None:
    nothing = {key: dict.fromkeys(each, "0") for key, each in METRICS.items()}
    waiting = scored(flat(nothing))
    judged = {code: JUDGED[code] for code in ("4.1", "5.1")}
    done = scored(flat(nothing, judged, VOTES))

    standings = {place: waiting["places"][place]["standing"] for place in ("2.2", "2.3", "4.1")}
    assert standings == {"2.2": "not_applicable", "2.3": "not_applicable", "4.1": "missing"}
    assert waiting["total"] is None
    # 7.5 of the 10 points that apply, as if they were 50: 7.5 × 50 ÷ 10 = 37.5
    assert (done["total"], done["full"]) == ("37.50", "50")


def test_the_folder_of_schemes_is_no_package_of_a_tenant() -> None:
    (folder,) = {path.parent for path in SHIPPED.values()}

    assert folder not in Shelf(folder.parent, wire().register).folders()
