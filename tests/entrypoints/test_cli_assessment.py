"""Schemes on the terminal: checked by line, tried on facts, turned into a workbook and back."""

import json
from itertools import pairwise
from pathlib import Path

from click.testing import CliRunner, Result
from openpyxl import Workbook

from liandong.entrypoints.cli import main
from liandong.features.assessment.service.scheme_files import shipped_schemes

(HUIJI,) = [path for path in shipped_schemes() if path.stem == "huiji_linkage"]
FACTS = """units:
  - key: market_regulation
    name: 区市场监管局
    kind: enforcement_department
    facts:
      1.1/resolutions: 2
      1.1/resolved: 2
      1.1/tasks: 0
      1.1/tasks_done: 0
      1.1/not_done: 0
      2.1/suggestions: 10
      2.1/suggestions_met: 9
      2.1/opinions: 0
      2.1/opinions_met: 0
      2.2/answered: 0
      2.3/checked: 0
      3.1/due: 0
      3.1/met: 0
      3.2/due: 0
      3.2/sent: 0
      4.1/quality: 4.5
      4.1/late: 0
      4.1/wrong: 0
      5.1/practices: 1
      6.1/votes: {leaders: [100], members: [100]}
"""


def _cell(stated: str) -> float | str:
    return stated if stated.startswith("{") else float(stated)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["assessment", *map(str, arguments)])


def test_a_right_scheme_may_be_used() -> None:
    done = run("check", HUIJI)

    assert (done.exit_code, done.output) == (0, "可以使用 / It can be used\n")


def test_a_wrong_scheme_is_refused_by_line(tmp_path: Path) -> None:
    text = HUIJI.read_text("utf-8").replace("points: 50", "points: 49")
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    line = next(i for i, each in enumerate(text.splitlines(), 1) if "points: 49" in each)

    done = run("check", tmp_path / "x.yaml")

    assert done.exit_code == 2
    assert f"x.yaml:{line}: 下级合计 50 分，写的满分是 49 分" in done.output


def test_units_are_scored_alike_from_yaml_and_from_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(FACTS, "utf-8")
    facts = [line.strip().split(": ", 1) for line in FACTS.splitlines()[5:]]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["key", "kind", *(key for key, _ in facts)])
    sheet.append(["market_regulation", "enforcement_department", *(_cell(v) for _, v in facts)])
    book.save(tmp_path / "f.xlsx")

    one, two = (
        run("score", HUIJI, "--facts", tmp_path / f"f.{x}", "--json") for x in ("yaml", "xlsx")
    )
    words = run("score", HUIJI, "--facts", tmp_path / "f.yaml")

    # 8 + 7.2 + 4.5 + 1 + 2 = 22.7 of 26 points that apply: 22.7 × 50 ÷ 26 = 43.6538
    assert json.loads(one.output)["market_regulation"]["total"] == "43.65"
    assert json.loads(one.output) == json.loads(two.output)
    assert "区市场监管局  43.65 / 50  名次 1 / 1  良好" in words.output
    assert "8 − 10 × 0.08 = 7.20 分" in words.output


def test_facts_that_say_nothing_usable_are_refused(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(FACTS.replace("quality: 4.5", "quality: 7"), "utf-8")
    (tmp_path / "g.yaml").write_text(FACTS + "  - key: market_regulation\n", "utf-8")
    (tmp_path / "h.yaml").write_text(FACTS.replace("enforcement_department", "bureau"), "utf-8")

    for name, words in (("f", "超出 0 至 6"), ("g", "写了两次"), ("h", "比较组")):
        done = run("score", HUIJI, "--facts", tmp_path / f"{name}.yaml")
        assert done.exit_code == 2
        assert words in done.output


def test_there_and_back_again_nothing_changes(tmp_path: Path) -> None:
    steps = [HUIJI, *(tmp_path / name for name in ("a.yaml", "b.xlsx", "c.yaml"))]

    for before, after in pairwise(steps):
        assert run("convert", before, after).exit_code == 0

    assert (tmp_path / "a.yaml").read_bytes() == (tmp_path / "c.yaml").read_bytes()
    assert run("check", tmp_path / "b.xlsx").exit_code == 0
    assert run("convert", HUIJI, tmp_path / "a.yaml").exit_code == 2


def test_ballots_in_a_cell_that_are_no_yaml_are_refused_and_not_taken_for_none(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["key", "kind", "6.1/votes"])
    sheet.append(["market_regulation", "enforcement_department", "{leaders: [90"])
    book.save(tmp_path / "f.xlsx")

    done = run("score", HUIJI, "--facts", tmp_path / "f.xlsx")

    assert done.exit_code == 2
    assert "要填各组评分" in done.output
