import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.package import (
    ClauseRegister,
    load_all,
    load_clauses,
    load_package,
)
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.mechanisms import TimeLimit

FIXTURES = Path(__file__).parent / "fixtures"
COUNTY = Path("northland/rivercity/oldtown")
KNOWN = Known(
    mechanisms=["joint_meeting", "procuratorial_suggestion"],
    limits={key: TimeLimit(key) for key in ("SUG-01", "SUG-02", "NLE-02")},
    settings={
        "meetings.min_per_year": "integer",
        "roster.change": "string",
        "roster.change_seats": "array",
    },
    triggers={"procuratorial_suggestion": ["large_impact", "high_concern"]},
)

TWICE = """days:
  - {day: 2026-08-08, kind: holiday, name: 建县日, document: 例政发〔2026〕2号}
  - {day: 2026-08-08, kind: makeup, name: 补班, document: 例政发〔2026〕3号}"""
APPROVED = "{value: unit_proposes_convener_approves, clauses: [一]}"
REFUSALS = {
    "unknown key": ("tenant", "mode: live", "modus: live\nmode: live", "unknown key 'modus'"),
    "missing key": ("calendar", "days: []", "", "the key 'days' is missing"),
    "missing clause": ("mechanisms", "{clauses: [二]}", "{clauses: [九]}", "no clause '九'"),
    "unknown instrument": (
        "tenant",
        "instrument: 990101-example-2025",
        "instrument: unheard-of",
        "unknown instrument 'unheard-of'",
    ),
    "duplicate key": ("roster", "key: justice_bureau", "key: procuratorate", "duplicate unit"),
    "duplicate name": ("roster", "name: 例县司法局", "name: 例县人民检察院", "duplicate unit"),
    "duplicate alias": ("roster", "[司法行政部门]", "[县检察院]", "duplicate unit: '县检察院'"),
    "seat of nobody": ("roster", "unit: market_regulation,", "unit: tax,", "unknown unit 'tax'"),
    "office nowhere": ("tenant", "office: {unit: justice_bureau", "office: {unit: tax", "'tax'"),
    "half an office": (
        "tenant",
        "office: {unit: justice_bureau",
        "office: {units: [justice_bureau, procuratorate]",
        "the unit 'procuratorate' does not have the role office",
    ),
    "office beside offices": (
        "tenant",
        "office: {unit: justice_bureau",
        "office: {unit: justice_bureau, units: [justice_bureau, procuratorate]",
        "write either unit or units",
    ),
    "no office in it": (
        "tenant",
        "office: {unit: justice_bureau, ",
        "office: {",
        "'unit' is missing",
    ),
    "seat twice": ("roster", "key: member_1", "key: convener", "'convener' stands here twice"),
    "undated person": ("roster", ", from: 2025-03-01", "", "a person needs the day"),
    "backward seat": (
        "roster",
        "from: 2025-03-01",
        "from: 2025-03-01, to: 2025-02-01",
        "ends before it begins",
    ),
    "unknown kind": ("roster", "kind: enforcement_department", "kind: bureau", "kind 'bureau'"),
    "unknown role": ("roster", "[supervision_body]", "[boss]", "unknown roles 'boss'"),
    "unexplained other": ("roster", "kind: enforcement_department", "kind: other", "needs a note"),
    "both sides": ("roster", "partner: false", "partner: true", "no partner unit"),
    "member without a vote": (
        "roster",
        "[supervision_body]",
        "[supervision_body, attendee]",
        "a member unit is no standing attendee",
    ),
    "unknown mechanism": (
        "mechanisms",
        "  joint_meeting:",
        "  jointmeeting:",
        "unknown mechanism 'jointmeeting'; known are: joint_meeting, procuratorial_suggestion",
    ),
    "unknown replaced limit": (
        "mechanisms",
        "replaces: SUG-01",
        "replaces: SUG-99",
        "unknown time limit 'SUG-99'; known are: SUG-01, SUG-02",
    ),
    "unknown reminder": (
        "mechanisms",
        "  SEED-EX-01: {days",
        "  ABC-01: {days",
        "unknown time limit 'ABC-01'; known are: SUG-01, SUG-02, NLE-02, SEED-EX-01",
    ),
    "unknown trigger": (
        "mechanisms",
        "key: large_impact",
        "key: large_impakt",
        "unknown copy trigger 'large_impakt'; known are: large_impact, high_concern",
    ),
    "unknown setting": (
        "mechanisms",
        "  meetings.min_per_year",
        "  meetings.max_per_year",
        "unknown setting 'meetings.max_per_year'; known are: meetings.min_per_year, roster.change",
    ),
    "setting of another kind": (
        "mechanisms",
        "{value: 4",
        "{value: vier",
        "the value of setting 'meetings.min_per_year' must be of kind integer",
    ),
    "unknown procedure": (
        "mechanisms",
        "  meetings.min_per_year",
        "  roster.change: {value: anybody, clauses: [一]}\n  meetings.min_per_year",
        "'roster.change' can be: office_decides, unit_proposes_convener_approves",
    ),
    "unknown seats": (
        "mechanisms",
        "  meetings.min_per_year",
        "  roster.change_seats: {value: [member, guest], clauses: [一]}\n  meetings.min_per_year",
        "'roster.change_seats' can be: convener, deputy_convener, member, liaison, attendee",
    ),
    "nobody to approve": (
        "mechanisms",
        "  meetings.min_per_year",
        f"  roster.change: {APPROVED}\n  meetings.min_per_year",
        "no unit of the roster has the role convener",
    ),
    "own day twice": ("calendar", "days: []", TWICE, "2026-08-08 stands twice"),
    "own day beyond": (
        "calendar",
        "days: []",
        "days:\n  - {day: 2040-08-08, kind: holiday, name: 建县日, document: 例政发〔2026〕2号}",
        "no schedule covers 2040-08-08",
    ),
    "malformed limit": ("mechanisms", "  SEED-EX-01:\n", "  SEED:\n", "key 'SEED'"),
    "groundless rule": ("mechanisms", "4, clauses: [一]}", "4}", "a local rule needs a clause"),
    "disabled target": (
        "mechanisms",
        "mechanism: procuratorial_suggestion",
        "mechanism: hotline_exchange",
        "'hotline_exchange' is not enabled",
    ),
    "rung twice": (
        "mechanisms",
        "reminders:",
        "  - {key: urge, label: 督促, clauses: [二]}\nreminders:",
        "'urge' stands here twice",
    ),
    "rung in spite of a reason": (
        "mechanisms",
        "  procuratorial_suggestion: {clauses",
        "  procuratorial_suggestion: {no_ladder: 文件没有写督促, clauses",
        "a rung reaches what says it has no ladder",
    ),
    "number of nobody": (
        "tenant",
        "numbering:\n",
        "numbering:\n  organs: {nobody: 例某}\n",
        "unknown unit 'nobody'",
    ),
    "trap": ("calendar", "days: []", "on: []\ndays: []", "YAML reads 'on' as a boolean"),
    "impossible day": ("tenant", "day: 2025-03-01", "day: 2025-02-30", "cannot read '2025-02-30'"),
    "quoted bad day": ("roster", "from: 2025-03-01", 'from: "2025-3-1"', "is not a date"),
    "draft gone live": (
        "tenant",
        "instrument: 990101-example-2025",
        "instrument: 990101-example-draft",
        "the document is a draft",
    ),
    "foreign code": ("tenant", '"9901", name', '"9902", name', "not under its parent's '9902'"),
    "unknown zone": ("tenant", "Asia/Shanghai", "Asia/Nowhere", "unknown time zone"),
    "effective never": (
        "tenant",
        "effective_from: {day: 2025-03-01, clauses: [一]}",
        "effective_from: null",
        "it takes effect on some day",
    ),
}

# What is missing has no line of its own, and a draft is refused where the mode stands.
ELSEWHERE = {
    "the key 'days' is missing": 1,
    "the document is a draft": 9,
    "2026-08-08 stands twice": 4,
    "no schedule covers 2040-08-08": 3,
}


@pytest.fixture
def tenants(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURES / "tenants", tmp_path / "tenants")


@pytest.fixture(scope="module")
def clauses() -> ClauseRegister:
    return load_clauses(FIXTURES / "clauses")


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence and return the first line that differs."""
    before = path.read_text("utf-8")
    assert old in before
    after = before.replace(old, new, 1)
    path.write_text(after, "utf-8")
    pairs = zip(before.splitlines(), [*after.splitlines(), ""], strict=False)
    return next(i for i, (was, now) in enumerate(pairs, 1) if was != now)


def problems_of(load: Callable[..., object], *arguments: object) -> list[Problem]:
    with pytest.raises(ConfigurationError) as refused:
        load(*arguments)
    return refused.value.problems


@pytest.mark.parametrize(("file", "old", "new", "says"), REFUSALS.values(), ids=REFUSALS)
def test_package_is_refused_with_file_and_line(
    tenants: Path, clauses: ClauseRegister, file: str, old: str, new: str, says: str
) -> None:
    path = tenants / COUNTY / f"{file}.yaml"
    line = edit(path, old, new)

    problems = problems_of(load_package, tenants / COUNTY, clauses, KNOWN)

    found = [problem for problem in problems if says in problem.message_en]
    assert found, problems
    name, _, number = found[0].where.rpartition(":")
    assert name == path.as_posix()
    assert int(number) == ELSEWHERE.get(says, line)
    assert any("\u4e00" <= character <= "\u9fff" for character in found[0].message_zh)


def test_all_problems_come_at_once(tenants: Path, clauses: ClauseRegister) -> None:
    edit(tenants / COUNTY / "roster.yaml", "kind: enforcement_department", "kind: bureau")
    edit(tenants / COUNTY / "calendar.yaml", "reason:", "grund:")
    edit(tenants / "northland/tenant.yaml", "level: province", "level: region")

    problems = problems_of(load_all, tenants, clauses)

    wheres = {Path(problem.where.rpartition(":")[0]).name for problem in problems}
    assert {"roster.yaml", "calendar.yaml"} <= wheres
    assert any("northland/tenant.yaml:4" in problem.where for problem in problems)


# One of each defect; that some stand in one file, or that another file is no YAML, hides none.
TOGETHER = [
    ("tenant", "mode: live", "modus: live", "unknown key 'modus'"),
    ("tenant", "office: {unit: justice_bureau", "office: {unit: tax", "unknown unit 'tax'"),
    ("roster", "kind: enforcement_department", "kind: bureau", "unknown kind 'bureau'"),
    ("roster", "name: 例县司法局", "name: 例县人民检察院", "duplicate unit"),
    ("roster", "unit: market_regulation,", "unit: butchers,", "unknown unit 'butchers'"),
    ("mechanisms", "{clauses: [一]}\n", "{clauses: [九]}\n", "no clause '九'"),
    ("mechanisms", "  joint_meeting:", "  jointmeeting:", "unknown mechanism 'jointmeeting'"),
    ("mechanisms", "4, clauses: [一]}", "4}", "a local rule needs a clause"),
    ("mechanisms", "when:", "wenn:", "unknown key 'wenn'"),
    ("calendar", "days: []", "days: [", "not YAML"),
]


def test_no_defect_hides_another(tenants: Path, clauses: ClauseRegister) -> None:
    for file, old, new, _ in TOGETHER:
        edit(tenants / COUNTY / f"{file}.yaml", old, new)

    problems = problems_of(load_package, tenants / COUNTY, clauses, KNOWN)

    for file, _, _, says in TOGETHER:
        found = [each for each in problems if says in each.message_en]
        assert found, says
        name, _, line = found[0].where.rpartition(":")
        assert Path(name).stem == file
        assert int(line) > 0
    consequences = {"the key 'mode' is missing", "mechanism 'joint_meeting' is not enabled"}
    told = {each.message_en for each in problems}
    assert len(told) == len(TOGETHER) + len(consequences)
    assert consequences < told


@pytest.mark.parametrize("file", ["tenant", "roster", "mechanisms", "calendar"])
def test_file_that_is_no_yaml_is_one_problem(
    tenants: Path, clauses: ClauseRegister, file: str
) -> None:
    path = tenants / COUNTY / f"{file}.yaml"
    line = path.read_text("utf-8").count("\n") + 1
    path.write_text(path.read_text("utf-8") + "broken: [", "utf-8")

    (problem,) = problems_of(load_all, tenants, clauses)

    assert problem.where == f"{path.as_posix()}:{line}"


@pytest.mark.parametrize("file", ["roster.yaml", "policy.csv"])
def test_file_in_another_encoding_is_one_problem(
    tenants: Path, clauses: ClauseRegister, file: str
) -> None:
    path = tenants / COUNTY / file
    path.write_bytes(path.read_bytes() + "名".encode("gb18030"))

    (problem,) = problems_of(load_package, tenants / COUNTY, clauses)

    assert "UTF-8" in problem.message_zh


def test_wrong_parent_file_is_not_held_against_its_children(
    tenants: Path, clauses: ClauseRegister
) -> None:
    edit(tenants / "northland/tenant.yaml", "level: province", "level: province\nmodus: x")

    (problem,) = problems_of(load_all, tenants, clauses)

    assert problem.message_en == "unknown key 'modus'"


def test_missing_keys_are_named_beside_a_trap_in_the_first_line(
    tenants: Path, clauses: ClauseRegister
) -> None:
    (tenants / COUNTY / "calendar.yaml").write_text("on: []\nreason: 无\n", "utf-8")

    told = [each.message_en for each in problems_of(load_package, tenants / COUNTY, clauses)]

    assert "the key 'days' is missing" in told


def test_child_without_parent_is_refused(tenants: Path, clauses: ClauseRegister) -> None:
    (tenants / "northland/rivercity/tenant.yaml").unlink()

    (problem,) = problems_of(load_all, tenants, clauses)

    assert problem.where.endswith("oldtown/tenant.yaml:8")
    assert "is not the tenant of the folder above" in problem.message_en


def test_code_is_used_once(tenants: Path, clauses: ClauseRegister) -> None:
    shutil.copytree(tenants / COUNTY, tenants / "northland/rivercity/newtown")

    (problem,) = problems_of(load_all, tenants, clauses)

    assert "code '990101' is taken by newtown" in problem.message_en


def test_county_stands_at_the_depth_of_counties(tenants: Path, clauses: ClauseRegister) -> None:
    shutil.move(tenants / COUNTY, tenants / "oldtown")

    problems = problems_of(load_all, tenants, clauses)

    assert any("a county does not belong at this depth" in each.message_en for each in problems)


def test_folder_without_tenant_file_is_refused(tenants: Path, clauses: ClauseRegister) -> None:
    (tenants / COUNTY / "tenant.yaml").unlink()

    (problem,) = problems_of(load_package, tenants / COUNTY, clauses)

    assert problem.where.endswith("oldtown/tenant.yaml:1")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("own,allow", "own,perhaps", 2),
        ("handler@", "butler@", 2),
        ("ptype,subject", "kind,subject", 1),
        ("joint_meeting", "hotline_exchange", 2),
    ],
)
def test_policy_line_is_refused(
    tenants: Path, clauses: ClauseRegister, old: str, new: str, line: int
) -> None:
    path = tenants / COUNTY / "policy.csv"
    edit(path, old, new)

    wheres = [each.where for each in problems_of(load_package, tenants / COUNTY, clauses)]

    assert f"{path.as_posix()}:{line}" in wheres


@pytest.mark.parametrize(
    "line",
    [
        "g,desk@court,liaison@moon,,,",
        "g,desk@moon,liaison@court,,,",
        "g,desk@court,liaison@court,own,,",
        "g,desk@court,liaison@court,,,allow",
        "g,desk@court,desk@court,,,",
        "p,handler@justice_bureau,joint_meeting,open,own,allow",
    ],
)
def test_a_link_or_a_second_line_is_refused(
    tenants: Path, clauses: ClauseRegister, line: str
) -> None:
    path = tenants / COUNTY / "policy.csv"
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n{line}\n", "utf-8")

    wheres = [each.where for each in problems_of(load_package, tenants / COUNTY, clauses)]

    assert f"{path.as_posix()}:3" in wheres
