"""What a tenant states goes out as a folder and comes back as it was, byte for byte."""

from pathlib import Path

import pytest
import yaml
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.tenants.service import (
    StatedPackage,
    export_files,
    export_to,
    roll_back,
    stated_now,
)
from liandong.features.tenants.service.package import load_clauses, load_package
from liandong.kernel.errors import InvalidInputError
from support.counties import HUIJI, on, packages, shipped

CODES = [each.code for each in packages()]
NOW = on("2026-04-27")


@pytest.mark.parametrize("code", CODES)
def test_an_export_read_again_states_the_same_and_exports_the_same_bytes(
    code: str, tmp_path: Path
) -> None:
    package = shipped(code)
    written = export_files(package)
    for name, content in written.items():
        (tmp_path / name).write_bytes(content)

    read = load_package(tmp_path, load_clauses())

    assert read.files == package.files
    assert export_files(read) == written


def test_the_layout_of_a_file_does_not_matter() -> None:
    package = shipped(HUIJI)
    turned = {kind: turn(data) for kind, data in package.files.items()}

    assert export_files(StatedPackage(turned)) == export_files(package)


def turn(data: object) -> object:
    if isinstance(data, dict):
        return {key: turn(data[key]) for key in reversed(data)}
    return [turn(each) for each in data] if isinstance(data, list) else data


def test_days_codes_and_words_that_yaml_reads_otherwise_stay_what_they_are() -> None:
    text = export_files(shipped(HUIJI))["tenant.yaml"].decode()

    assert "code: '410108'\n" in text
    assert "  day: 2024-01-19\n" in text
    assert yaml.safe_load(text)["timezone"] == "Asia/Shanghai"


def test_what_is_in_force_is_exported_alike_from_another_database(
    sessions: sessionmaker[Session],
) -> None:
    for code in CODES:
        with unit_of_work(sessions, int(code)) as uow:
            assert export_files(stated_now(uow)) == export_files(shipped(code))


def test_going_back_states_and_exports_what_was_stated_before(
    sessions: sessionmaker[Session],
) -> None:
    package = shipped(HUIJI)
    tenant = {**package.tenant, "short_name": "惠济区里"}
    with unit_of_work(sessions, HUIJI) as uow:
        before = export_files(stated_now(uow))
    apply_all(sessions, NOW, [package.with_file("tenant", tenant)])
    with unit_of_work(sessions, HUIJI) as uow:
        assert export_files(stated_now(uow)) != before

        assert roll_back(uow, NOW, by="cli") == 1

    with unit_of_work(sessions, HUIJI) as uow:
        assert export_files(stated_now(uow)) == before
        assert roll_back(uow, NOW, by="cli") == 2
        with pytest.raises(InvalidInputError, match="1 to 4"):
            roll_back(uow, NOW, 9, by="cli")


def test_an_export_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    package = shipped(HUIJI)
    export_to(package, tmp_path / "huiji")
    fewer = {kind: data for kind, data in package.files.items() if kind != "policy"}

    assert "policy.csv" not in export_to(StatedPackage(fewer), tmp_path / "huiji")

    assert not (tmp_path / "huiji" / "policy.csv").exists()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.docx").write_bytes(b"")
    with pytest.raises(InvalidInputError, match=r"letter\.docx"):
        export_to(package, tmp_path / "other")
