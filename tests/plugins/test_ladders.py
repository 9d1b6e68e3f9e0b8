"""Whom a county's ladder reaches: each mechanism by a clause, or it is said why none does."""

from datetime import date
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.kernel.yamlfile import load
from liandong.mechanisms import why_never_late
from support.declared import REPO, county_limits, register, registry

COUNTIES = {
    "huiji": "henan/zhengzhou/huiji",
    "shandan": "gansu/zhangye/shandan",
    "wenshui": "shanxi/lvliang/wenshui",
    "xuyi": "jiangsu/huaian/xuyi",
}
DAY = date(2026, 9, 1)
OWN = {"procuratorate", "procuratorate_upper", "issuer"}


def rules(county: str) -> Any:
    return load(REPO / "tenants" / COUNTIES[county] / "mechanisms.yaml").data


def document(county: str) -> str:
    data = load(REPO / "tenants" / COUNTIES[county] / "tenant.yaml").data
    return str(data["document"]["instrument"])


def reached(county: str, key: str) -> list[str]:
    """Return the rungs that a person confirms and that reach a mechanism."""
    return [
        rung["key"]
        for rung in rules(county)["escalation"]
        if rung.get("confirmed_by") and key in rung.get("mechanisms", [key])
    ]


def may_call_others_late(county: str, mechanism: lm.Mechanism) -> bool:
    """Say whether a limit of the mechanism may call somebody late but the procuratorate itself."""
    local = county_limits()[REPO / "tenants" / COUNTIES[county]]
    governs = {limit.in_place_of: limit for limit in local.values() if limit.in_place_of}
    started = {limit for _, move in mechanism.moves for limit in move.starts}
    for limit in (governs.get(each.id, each) for each in started):
        value = limit.value_on(DAY)
        if value is None or value.evidence != "text" or why_never_late(limit, value):
            continue
        if set(map(str, limit.owed_by)) - OWN:
            return True
    return False


@pytest.mark.parametrize("county", COUNTIES)
def test_who_may_be_late_climbs_a_ladder_or_it_is_said_why_not(county: str) -> None:
    silent = []
    for key, entry in rules(county)["enabled"].items():
        if key not in registry().keys or registry().current(key).is_confidential:
            continue  # what is confidential climbs nowhere: nobody else may know of it
        needed = may_call_others_late(county, registry().current(key))
        if needed and not reached(county, key) and "no_ladder" not in entry:
            silent.append(key)

    assert silent == []


@pytest.mark.parametrize("county", COUNTIES)
def test_a_reason_for_no_ladder_stands_only_where_it_is_needed(county: str) -> None:
    given = {key for key, entry in rules(county)["enabled"].items() if "no_ladder" in entry}

    assert {key for key in given if reached(county, key)} == set()
    assert all(may_call_others_late(county, registry().current(key)) for key in given)


@pytest.mark.parametrize("county", COUNTIES)
def test_a_rung_rests_on_a_clause_that_is_assigned_to_its_mechanisms(county: str) -> None:
    """A default of the county reaches every mechanism and is always to be confirmed.

    What a clause says of following up (M11) it says of the suggestions that are followed up (M10).
    """
    for rung in rules(county)["escalation"]:
        named = rung.get("mechanisms")
        if named is None:
            assert rung["to_confirm"], rung["key"]
            continue
        clauses = [register().find(document(county), clause) for clause in rung["clauses"]]
        codes = {code for clause in clauses if clause for code in clause.mechanisms}
        codes |= {"M10"} if "M11" in codes else set()
        found = {CATALOGUE[key][0] for key in named}
        assert found <= codes, (rung["key"], found - codes)


@pytest.mark.parametrize("county", COUNTIES)
def test_a_move_that_is_a_rung_exists_in_a_mechanism_of_the_rung(county: str) -> None:
    for rung in rules(county)["escalation"]:
        if rung.get("move"):
            moves = [
                move
                for key in rung["mechanisms"]
                if key in registry().keys
                for move in registry().current(key).transitions
                if move.key == rung["move"]
            ]
            assert any(move.produces for move in moves), rung["key"]


def test_only_the_clause_of_suggestions_lets_the_police_or_a_court_party_be_urged() -> None:
    assert reached("shandan", "responsible_person_appearance") == []
    assert reached("shandan", "procuratorial_suggestion") == [
        "urge",
        "bulletin",
        "talk",
        "government",
    ]
    assert reached("shandan", "reverse_linkage") == ["urge_opinion"]
    assert reached("xuyi", "procuratorial_suggestion") == []
    assert reached("wenshui", "procuratorial_suggestion") == []


@pytest.mark.parametrize("county", COUNTIES)
def test_the_page_of_a_mechanism_says_its_ladder(county: str) -> None:
    enabled = rules(county)["enabled"]
    pages = REPO / "docs/reference/mechanisms"
    said = {key: entry["no_ladder"] for key, entry in enabled.items() if "no_ladder" in entry}
    told = list(said.items())
    for rung in rules(county)["escalation"]:
        named = [key for key in rung.get("mechanisms", ()) if key in registry().keys]
        told += [(key, rung["label"]) for key in named if key != "follow_up_escalation"]

    missing = [(k, t) for k, t in told if t not in (pages / f"{k}.md").read_text("utf-8")]
    assert missing == []
