"""The register that ships, held against the coverage matrix, and what it refuses."""

import shutil
from pathlib import Path

import pytest

from liandong.features.tenants.service.package_clauses import ClauseRegister, load_clauses
from liandong.kernel.errors import ConfigurationError
from liandong.mechanisms import LegalBasis

FIXTURES = Path(__file__).parent / "fixtures"
MATRIX = {
    "320830-linkage-opinion-draft": """
        序言
        一
        二(一)① M01
        二(一)② M05 M37
        二(一)③ M17
        二(二)① M25
        二(二)② M26
        二(二)③ M27
        二(三) M12 M38
        二(三)① M10 M12
        二(三)② M06 M16
        二(三)③ M15
        二(四)① M35
        二(四)② M35
        二(四)③ M36
        二(五)① M28 M29
        二(五)② M30 M31
        二(五)③ L02 M33
        二(六)① M18 M19 M20
        二(六)② M01 M10 M21
        三(一) M06 M12 M16 M35 M37 M38
        三(二) M10 M22 M23
        三(三) M08 M11
        四(一) M01 M03
        四(二) L03
        四(三) M45
    """,
    "620725-linkage-opinion-2025": """
        序言
        一
        二.1 L04
        二.2 L04 M44 M45
        二.3 L04 M42 M44 M45
        二.4 L04
        二.5 M01 M31 M33
        二.6 M31 M33
        二.7 M22 M24
        二.8 M18 M29 M31
        二.9 M01 M06 M31 M33 M34
        二.10 M42 M43
        二.11 M18 M22 M45
        二.12 L01 M40 M41
        二.13 M10 M12 M15
        二.14 M07 M35 M36
        二.15 M10 M13
        二.16 L02
        二.17 M09 M13 M39
        二.18 L02 M33
        三(一) M06 M18 M19 M21
        三(二) M10 M11 M12
        三(三) M10 M22 M23 M39
        三(四) M10 M26
        四(一) M01
        四(二) M08 M11
        四(三) M10
    """,
    "410108-linkage-notice-2024": """
        序言 M16
        一
        二(一) M01 M03
        二(二) M01 M03
        二(三)1 M02 M03 M11
        二(三)2 M01 M02
        二(三)3 M03
        三(一) L04 M45
        三(二) L04 M21 M31
        三(三) M32
        三(四) L02 M18 M20 M44
        三(五) L04 M35 M36
        三(六) M06 M42
        三(七) L01 M40 M41
        三(八) M06 M43
        三(九) M20 M22 M24 M37 M38 M45
        三(十) M37 M38 M45
        三(十一) M04 M11 M18 M19 M20 M21
        三(十二) M06 M07 M08 M22
        三(十三) M06 M18 M22 M45
        三(十四) L02
        三(十五) M10 M13
        四(一) M01
        四(二) M03
        四(三) M06 M07
        五(一) M03
        五(二) M02
        五(三) M04 M11
    """,
    "141121-cooperation-mechanism-2025": """
        第一条
        第二条 M10 M12 M16
        第三条 M01 M06 M16
        第四条 M12 M16
        第五条 M02 M16
        第六条 L03 M01
        第七条一款 M35
        第七条二款 M08
        第七条三款 M35
        第八条 M10 M12
        第九条 M14 M25
        第十条 M15
        第十一条 M37 M38
        第十二条
        第十三条
    """,
}
N_CLAUSES = {
    "320830-linkage-opinion-draft": 26,
    "620725-linkage-opinion-2025": 27,
    "410108-linkage-notice-2024": 28,
    "141121-cooperation-mechanism-2025": 15,
}


@pytest.fixture(scope="module")
def register() -> ClauseRegister:
    return load_clauses()


@pytest.mark.parametrize("instrument", MATRIX)
def test_every_clause_of_the_matrix_is_registered(
    register: ClauseRegister, instrument: str
) -> None:
    rows = [line.split() for line in MATRIX[instrument].split("\n") if line.strip()]
    found = register.instruments[instrument].clauses

    assert len(rows) == N_CLAUSES[instrument] == len(found)
    for clause, *mechanisms in rows:
        assert set(mechanisms) <= set(found[clause].mechanisms), clause


def test_only_drafts_lack_number_and_date(register: ClauseRegister) -> None:
    lacking = [i.id for i in register.instruments.values() if not (i.number and i.date)]

    assert lacking == ["320830-linkage-opinion-draft"]


def test_register_is_asked_by_pair_and_by_basis(register: ClauseRegister) -> None:
    named = ("procuratorial-suggestion-rules-2019", "第十九条")

    assert named in register.pairs
    assert LegalBasis(*named) in register
    assert LegalBasis(named[0], "第九十九条") not in register


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: 990101-example-2025", "id: another", "the id must be the name of the file"),
        ("number: 例政发〔2025〕1号", "number: null", "number"),
        ("mechanisms: [M01]", "mechanisms: [X01]", "mechanisms"),
        ("status: in_force", "status: valid", "unknown status 'valid'"),
    ],
)
def test_clause_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    folder = shutil.copytree(FIXTURES / "clauses", tmp_path / "clauses")
    path = folder / "990101-example-2025.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n") + 1

    with pytest.raises(ConfigurationError) as refused:
        load_clauses(folder)

    (problem,) = refused.value.problems

    assert problem.where.endswith(f"990101-example-2025.yaml:{line}")
    assert says in problem.message_en
