"""A county's own readings: each on a basis, of the right kind, for a limit that takes it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from features.tenants.test_package_refusals import COUNTY, FIXTURES, KNOWN, edit, problems_of
from liandong.features.tenants.service import TenantPackage, compile_package
from liandong.features.tenants.service.ambiguities import settable
from liandong.features.tenants.service.package import load_clauses, load_package
from support.declared import registry

LIMITS = [limit for file in registry().files for limit in file.limits.values()]
WHOLE = replace(KNOWN, limits={each.id: each for each in LIMITS}, readings=settable(LIMITS))
SETTINGS = "settings:\n"
BASIS = ", clauses: [一]}"

REFUSED = {
    "no basis": ("hours.rule: {value: next_hour}", "a local rule needs a clause"),
    "wrong choice": (
        "hours.rule: {value: noon" + BASIS,
        "the value of 'hours.rule' must be: exact_moment, next_hour",
    ),
    "wrong kind": (
        "hours.stop_on_holiday: {value: 1" + BASIS,
        "the value of 'hours.stop_on_holiday' must be: true or false",
    ),
    "text for a number": (
        "delivery.contest_days: {value: five" + BASIS,
        "must be: a whole number from 1 to 366",
    ),
    "no days": ("delivery.contest_days: {value: 0" + BASIS, "must be: a whole number"),
    "truth for a number": ("delivery.contest_days: {value: true" + BASIS, "a whole number"),
    "no time": ("delivery.cutoff: {value: '24:00'" + BASIS, "must be: a time of day"),
    "no date": ("rule.effective_to.PIL-01: {value: '2026-02-30'" + BASIS, "must be: a date"),
    "unknown limit": (
        "limits.SUG-99.roll: {value: none" + BASIS,
        "unknown time limit 'SUG-99'; known are: SUG-01",
    ),
    "unknown limit of a target": (
        "target.SUG-99: {value: 3" + BASIS,
        "unknown time limit 'SUG-99'",
    ),
    "target on a number": (
        "target.SUG-01: {value: 3" + BASIS,
        "the rule or the document gives 'SUG-01' its number: there is no target for it",
    ),
    "target on a stated period": ("target.SUG-02: {value: 3" + BASIS, "there is no target"),
    "roll of working days": (
        "limits.PEN-02.roll: {value: none" + BASIS,
        "time limit 'PEN-02' takes no setting 'limits.PEN-02.roll'; known are: rule",
    ),
    "day kind that is not open": (
        "limits.SUG-01.counted_in: {value: working_day" + BASIS,
        "time limit 'SUG-01' takes no setting 'limits.SUG-01.counted_in'",
    ),
    "arrival without consent": (
        "delivery.electronic_effect: {value: arrival" + BASIS,
        "'delivery.electronic_effect' cannot be 'arrival': arrival counts only with",
    ),
    "precedence turned round": (
        "rule.precedence: {value: general_first" + BASIS,
        "special rules prevail over general ones",
    ),
    "mode set here": ("tenant.mode: {value: live" + BASIS, "is not set here but in tenant.yaml"),
    "December begins too late": (
        "calendar.december_from: {value: 30" + BASIS,
        "a whole number from 1 to 29: the 29th has been changed before",
    ),
    "unknown setting": ("hours.rules: {value: x" + BASIS, "unknown setting 'hours.rules'; known"),
}


def read(county: Path) -> TenantPackage:
    return compile_package(load_package(county, load_clauses(FIXTURES / "clauses"), WHOLE)).package


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "tenants", tmp_path / "tenants")) / COUNTY


@pytest.mark.parametrize(("line", "says"), REFUSED.values(), ids=REFUSED)
def test_a_reading_that_cannot_be_is_refused_with_file_and_line(
    county: Path, line: str, says: str
) -> None:
    path = county / "mechanisms.yaml"
    at = edit(path, SETTINGS, f"{SETTINGS}  {line}\n")

    (problem,) = problems_of(load_package, county, load_clauses(FIXTURES / "clauses"), WHOLE)

    assert problem.where == f"{path.as_posix()}:{at}"
    assert says in problem.message_en
    assert any("\u4e00" <= character <= "\u9fff" for character in problem.message_zh)


@pytest.mark.parametrize(
    "line",
    [
        "hours.rule: {value: next_hour" + BASIS,
        "delivery.cutoff: {value: '17:30'" + BASIS,
        "rule.effective_to.PIL-01: {value: 2026-12-31" + BASIS,
        "calendar.december_from: {value: 25" + BASIS,
        "limits.TRF-02.counted_in: {value: working_day, from: 2026-01-01" + BASIS,
        "target.SUG-05: {value: 5" + BASIS,
        "suggestions.objection_pauses: {value: true" + BASIS,
    ],
)
def test_a_reading_with_a_basis_is_taken(county: Path, line: str) -> None:
    edit(county / "mechanisms.yaml", SETTINGS, f"{SETTINGS}  {line}\n")

    package = compile_package(
        load_package(county, load_clauses(FIXTURES / "clauses"), WHOLE)
    ).package

    assert line.partition(":")[0] in {each.key for each in package.settings}


def test_the_logic_of_copies_follows_the_county_unless_a_rule_says_its_own(county: Path) -> None:
    edit(
        county / "mechanisms.yaml",
        SETTINGS,
        f"{SETTINGS}  copy.trigger_logic: {{value: all{BASIS}\n",
    )

    package = compile_package(
        load_package(county, load_clauses(FIXTURES / "clauses"), WHOLE)
    ).package

    assert [rule.logic for rule in package.copy_rules] == ["all"]
