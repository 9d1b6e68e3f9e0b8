"""The packages that ship, counted against what the four documents say."""

from collections import Counter

import pytest

from liandong.features.tenants.service.compiling import compile_all
from liandong.features.tenants.service.package import ClauseRegister, load_all, load_clauses
from liandong.features.tenants.service.package_model import TenantPackage

Counties = dict[str, TenantPackage]

COUNTIES = ["141121", "320830", "410108", "620725"]


@pytest.fixture(scope="module")
def register() -> ClauseRegister:
    return load_clauses()


@pytest.fixture(scope="module")
def counties(register: ClauseRegister) -> Counties:
    found = compile_all(load_all(clauses=register))
    return {each.stated.code: each.package for each in found if each.stated.is_county}


def test_every_county_is_there(counties: Counties) -> None:
    assert sorted(counties) == COUNTIES


@pytest.mark.parametrize(
    ("code", "n_mechanisms"), [("320830", 32), ("620725", 31), ("410108", 32), ("141121", 13)]
)
def test_county_enables_the_mechanisms_of_its_document(
    counties: Counties, code: str, n_mechanisms: int
) -> None:
    assert len(counties[code].mechanisms) == n_mechanisms


def test_huiji_has_31_member_seats_and_5_convener_seats(counties: Counties) -> None:
    package = counties["410108"]
    seats = Counter(seat.seat for seat in package.seats)

    assert seats == {"convener": 1, "deputy_convener": 4, "member": 31}
    assert sum(unit.member for unit in package.units) == 31
    assert sum(not unit.partner for unit in package.units) == 32
    assert sum(bool(seat.person) for seat in package.seats) == 5
    assert {str(seat.from_on) for seat in package.seats} == {"2024-01-19"}


def test_only_huiji_names_persons(counties: Counties) -> None:
    named = {code for code, p in counties.items() for seat in p.seats if seat.person}

    assert named == {"410108"}


def test_draft_is_rehearsed_and_the_trial_document_is_live(
    counties: Counties, register: ClauseRegister
) -> None:
    modes = {code: package.tenant.county.mode for code, package in counties.items()}
    trial = register.instruments["141121-cooperation-mechanism-2025"]

    assert modes == {"320830": "rehearsal", "620725": "live", "410108": "live", "141121": "live"}
    assert counties["320830"].tenant.county.effective_from is None
    assert (trial.status, trial.on_trial) == ("in_force", True)


def test_every_mechanism_rests_on_a_clause_of_the_county_document(
    counties: Counties, register: ClauseRegister
) -> None:
    for package in counties.values():
        own = package.tenant.county.instrument
        for mechanism in package.mechanisms:
            assert mechanism.source.basis
            for basis in mechanism.source.basis:
                assert basis.instrument == own
                assert basis in register


def test_county_limits_name_the_national_limit_they_replace(counties: Counties) -> None:
    replaced = {
        limit.id: limit.replaces
        for package in counties.values()
        for limit in package.limits
        if limit.replaces
    }

    assert replaced == {"SEED-WS-01": "SUG-01", "SEED-HJ-01": "REV-04"}
    assert sum(len(package.limits) for package in counties.values()) == 25


def test_shandan_copies_to_its_government_after_a_person_confirmed(counties: Counties) -> None:
    rule = next(r for r in counties["620725"].copy_rules if r.binding == "mandatory")

    assert (rule.to, rule.logic, rule.confirmed_by_person) == (("county_gov",), "any", True)
    assert len(rule.when) == 4
