"""Every form of a rule gives the points that were worked out by hand."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from liandong.features.assessment.service.scheme_files import read_scheme, shipped_schemes
from liandong.kernel import yamlfile
from liandong.kernel.resources import data_root
from liandong.scoring.checking import check
from liandong.scoring.evidence import voided
from liandong.scoring.fixed import fixed
from liandong.scoring.grading import Placed, grades
from liandong.scoring.outcome import dumped, evaluate
from liandong.scoring.tree import Unit

FORMS = yamlfile.load(Path(__file__).with_name("forms.yaml")).data
(PATH,) = [path for path in shipped_schemes() if path.stem == "every_form"]
LOADED, CHECKED = read_scheme(PATH)
RAW: dict[str, Any] = LOADED.data


def raw_with(**changes: Any) -> dict[str, Any]:
    return deepcopy(RAW) | changes


def unit_of(i: int, stated: dict[str, Any]) -> Unit:
    return Unit(f"u{i}", stated.get("kind", "department"), frozenset(stated.get("roles", ())))


def facts_of(code: str, facts: dict[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in facts.items() if key != "kind"}
    return {key if "/" in key else f"{code}/{key}": value for key, value in own.items()}


@pytest.mark.parametrize(
    "case", FORMS["cases"], ids=lambda each: f"{each['at']}: {each['working']}"
)
def test_points_worked_by_hand(case: dict[str, Any]) -> None:
    assert CHECKED.scheme is not None
    stated = [case["facts"], *case.get("others", ())]
    units = [unit_of(0, case), *(unit_of(i, each) for i, each in enumerate(stated) if i)]
    evidence = {u.key: facts_of(case["at"], f) for u, f in zip(units, stated, strict=True)}

    outcome, problems = evaluate(CHECKED.scheme, units, evidence)
    unit = dumped(outcome)["units"]["u0"]
    place = unit["places"][case["at"]]

    assert [case["refused"] in each.message_zh for each in problems] == (
        [True] if "refused" in case else []
    )
    assert place["standing"] == case.get("standing", "scored")
    assert place["points"] == case.get("points")
    if "failed" in case:
        assert outcome.result("u0").failed is case["failed"]
    for language in {"zh", "en"} & set(case):
        mark = "；" if language == "zh" else "; "
        assert mark.join(each[language] for each in place["sum"]) == case[language]


def test_every_form_stands_in_the_sheet_and_is_worked_twice() -> None:
    worked = [each["at"] for each in FORMS["cases"]]
    elsewhere = {"F27": "parents", "F44": "grades"}

    for form in (f"F{n}" for n in range(1, 47)):
        said = [at for at in worked if at.rstrip("abcd") == form] + FORMS.get(
            elsewhere.get(form, ""), []
        )
        assert len(said) >= 2, form
        assert form in PATH.read_text("utf-8")
        assert f"\n| {form} | " in (data_root() / "docs/reference/scoring.md").read_text("utf-8")


@pytest.mark.parametrize("case", FORMS["parents"])
def test_share_in_the_parent_assessment(case: dict[str, Any]) -> None:
    parent = {"title": "综合考核", "weight": case["weight"], "at_least": case["at_least"]}

    assert (not check(raw_with(parent=parent)).problems) is case["ok"]


@pytest.mark.parametrize("case", FORMS["codes"])
def test_an_indicator_is_dropped_by_mapping_it_to_nothing(case: dict[str, Any]) -> None:
    codes = [{"old": case["old"], "new": case["new"], "note": "取消"}]
    replaces = {"edition": "demo-0", "codes": codes}

    assert (not check(raw_with(replaces=replaces)).problems) is case["ok"]


@pytest.mark.parametrize("case", FORMS["grades"], ids=lambda each: each["working"])
def test_grades_by_threshold_quota_and_decision(case: dict[str, Any]) -> None:
    changes = {key: case[key] for key in ("ties", "by_decision") if key in case}
    scheme = check(raw_with(grading=RAW["grading"] | changes)).scheme
    assert scheme is not None
    group = [Placed(f"u{i}", fixed(t), fixed(100)) for i, t in enumerate(case["totals"])]

    found = grades(scheme.grading, group)

    assert [each and each.label.zh for each in found] == case["grades"]


@pytest.mark.parametrize("case", FORMS["ballots"], ids=lambda each: each["working"])
def test_a_ballot_counts_only_within_its_rules(case: dict[str, Any]) -> None:
    ballot = {f"u{i}": score for i, score in enumerate(case["scores"])}

    assert (voided(ballot, RAW["process"]["ballots"]["leaders"]) is None) is case["ok"]
