"""A county's pools of people: read, refused where they are wrong, and shown in a plan."""

from pathlib import Path

import pytest

from liandong.features.tenants.service import compile_package, load_clauses, load_package
from liandong.features.tenants.service.planning import changes
from liandong.kernel.errors import ConfigurationError
from liandong.kernel.resources import data_root

XUYI = "tenants/jiangsu/huaian/xuyi"
PERSON = "{key: r08, name: 公职律师, kind: 律师, organisation: 律师事务所, expertise: [行政诉讼]}"


def package(folder: Path, old: str = "", new: str = "") -> dict[str, object]:
    for file in (data_root() / XUYI).iterdir():
        text = file.read_text("utf-8")
        if file.name == "roster.yaml" and old:
            assert old in text
            text = text.replace(old, new, 1)
        (folder / file.name).write_text(text, "utf-8")
    return compile_package(load_package(folder, load_clauses())).package.canonical()


def test_a_pool_is_part_of_the_package(tmp_path: Path) -> None:
    pools = {pool["key"]: pool for pool in package(tmp_path)["pools"]}  # type: ignore[attr-defined]  # plain data

    lawyer = pools["reviewers"]["persons"][-1]
    assert (lawyer["name"], lawyer["unit"], lawyer["organisation"]) == (
        "公职律师",
        "",
        "律师事务所",
    )
    assert pools["reviewers"]["source"]["basis"][0]["clause"] == "二(一)③"


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("{key: r07, name: 甲, kind: 律师, organisation: 某所}", "'r07' stands here twice"),
        ("{key: r08, name: 甲, kind: 律师}", "a person needs a unit or an organisation"),
        ("{key: r08, name: 甲, kind: 律师, unit: nowhere}", "unknown unit 'nowhere'"),
        (
            (
                "{key: r08, name: 甲, kind: 律师, unit: police,"
                " conflicts: [{unit: nowhere, reason: 亲属}]}"
            ),
            "unknown unit 'nowhere'",
        ),
        (
            "{key: r08, name: 甲, kind: 律师, unit: police, from: 2026-02-01, to: 2026-01-01}",
            "the person leaves before the start",
        ),
        ("{key: r08, name: 甲, kind: 律师, unit: police, age: 40}", "unknown key 'age'"),
    ],
)
def test_a_wrong_person_is_refused(tmp_path: Path, new: str, words: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        package(tmp_path, PERSON, new)

    assert words in {problem.message_en for problem in refused.value.problems}


def test_a_plan_says_who_comes_and_goes(tmp_path: Path) -> None:
    before = package(tmp_path)
    after = package(tmp_path, f"      - {PERSON}\n", "")

    (change,) = changes(before, after)
    assert (change.part, change.key, change.path) == ("pools", "reviewers", "persons")
