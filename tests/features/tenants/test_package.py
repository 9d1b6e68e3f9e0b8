import shutil
from datetime import date
from pathlib import Path

import pytest

from liandong.authz import compile_policy
from liandong.features.tenants.service.compiling import compile_package
from liandong.features.tenants.service.configuration import policy_text
from liandong.features.tenants.service.package import load_all, load_clauses, load_package
from liandong.features.tenants.service.package_identity import Division
from liandong.features.tenants.service.package_model import TenantPackage

FIXTURES = Path(__file__).parent / "fixtures"
COUNTY = Path("northland/rivercity/oldtown")
CLAUSES = load_clauses(FIXTURES / "clauses")


def load(tenants: Path) -> TenantPackage:
    return compile_package(load_package(tenants / COUNTY, CLAUSES)).package


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURES / "tenants", tmp_path / "tenants")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_package_says_who_the_tenant_is(tenants: Path) -> None:
    tenant = load(tenants).tenant

    assert (tenant.code, tenant.parent) == ("990101", Division("9901", "河市"))
    assert tenant.county.effective_from == date(2025, 3, 1)
    assert tenant.county.office.unit == "justice_bureau"


def test_unit_holds_the_roles_that_its_kind_brings_along(tenants: Path) -> None:
    roles = {unit.key: unit.roles for unit in load(tenants).units}

    assert roles == {
        "procuratorate": ("procuratorate",),
        "justice_bureau": ("justice_bureau", "supervision_body"),
        "market_regulation": ("competent_unit", "enforcement_unit"),
    }


def test_own_clauses_become_bases_of_the_county_document(tenants: Path) -> None:
    (limit,) = load(tenants).limits

    (basis,) = limit.source.basis
    assert (basis.instrument, basis.clause) == ("990101-example-2025", "二")
    assert basis in CLAUSES


def test_policy_lines_are_read(tenants: Path) -> None:
    (line,) = load(tenants).policy

    assert line.subject == "handler@justice_bureau"


def test_links_between_seats_are_read(tenants: Path) -> None:
    path = tenants / COUNTY / "policy.csv"
    path.write_text(f"{path.read_text('utf-8').rstrip()}\ng,desk@court,liaison@court,,,\n", "utf-8")

    lines = load(tenants).canonical()["policy"]

    assert policy_text(lines).splitlines()[-1] == "g,desk@court,liaison@court,,,"
    assert compile_policy(policy_text(lines)).links[0].where == "policy.csv:3"


def test_every_tenant_comes_after_its_parent() -> None:
    packages = load_all(FIXTURES / "tenants", CLAUSES)

    assert [package.code for package in packages] == ["99", "9901", "990101"]


def test_county_without_policy_file_adds_no_lines(tenants: Path) -> None:
    (tenants / COUNTY / "policy.csv").unlink()

    assert load(tenants).policy == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("limits:", "# a comment\nlimits:"),
        ("{clauses: [一]}", "\n    clauses:\n      - 一"),
        (
            "  joint_meeting: {clauses: [一]}\n  procuratorial_suggestion: {clauses: [二]}\n",
            "  procuratorial_suggestion: {clauses: [二]}\n  joint_meeting: {clauses: [一]}\n",
        ),
    ],
)
def test_digest_does_not_change_with_comments_layout_or_order_of_keys(
    tenants: Path, old: str, new: str
) -> None:
    before = load(tenants).digest
    edit(tenants / COUNTY / "mechanisms.yaml", old, new)

    assert load(tenants).digest == before


def test_digest_changes_with_a_value(tenants: Path) -> None:
    before = load(tenants).digest
    edit(tenants / COUNTY / "mechanisms.yaml", "value: 4", "value: 2")

    assert load(tenants).digest != before


def test_canonical_form_is_plain_data(tenants: Path) -> None:
    canonical = load(tenants).canonical()

    assert canonical["seats"][0]["from_on"] == "2025-03-01"
    assert canonical["tenant"]["county"]["numbering"]["prefixes"] == {
        "procuratorial_suggestion": "例检建"
    }


def test_local_day_off_names_its_document(tenants: Path) -> None:
    day = "{day: 2026-08-08, kind: holiday, name: 建县日, document: 例政发〔2026〕2号}"
    edit(tenants / COUNTY / "calendar.yaml", "days: []", f"days:\n  - {day}")

    (found,) = load(tenants).calendar.days

    assert (found.day, found.kind, found.name) == (date(2026, 8, 8), "holiday", "建县日")
