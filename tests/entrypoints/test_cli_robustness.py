"""The intervals of a published result are drawn again by anybody; what cannot be is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from liandong.entrypoints.cli.commands import main
from liandong.scoring.editions import canonical, computed, digest
from liandong.scoring.robustness import analysed_again
from support.assessing import scheme

COUNTED = ("3.1/due", "3.1/met", "3.2/due", "3.2/sent")
QUALITY = {"finance": "4.5", "police": "3.5", "water": "1", "health": "3"}


@pytest.fixture(scope="module")
def content() -> dict[str, object]:
    units = [{"key": k, "name": f"区{k}局", "kind": "department", "roles": []} for k in QUALITY]
    stated = {
        key: {"4.1/quality": quality, "4.1/late": "0", "4.1/wrong": "0", "5.1/practices": "1"}
        | dict.fromkeys(COUNTED, "2")
        for key, quality in QUALITY.items()
    }
    found = computed(scheme(), units, stated, {})
    plain = analysed_again(found, lambda _done, _of: None, draws=300, samples=64, seed=5)
    (name,) = plain
    found["robustness"] = {name: plain[name] | {"errors": {"4.1": "0.5000"}}}
    found["robustness"] = analysed_again(found, lambda _done, _of: None)
    return found


def run(folder: Path, content: dict[str, object], *options: str) -> Result:
    file = folder / "edition.json"
    head = {"number": 1, "digest": digest(content), "previous": ""}
    file.write_bytes(canonical({**head, "content": content}))
    return CliRunner().invoke(main, ["assessment", "robustness", str(file), *options])


def test_it_gives_the_intervals_that_were_published(
    tmp_path: Path, content: dict[str, object]
) -> None:
    done = run(tmp_path, content, "--json")
    answer = json.loads(done.stdout)

    assert done.exit_code == 0
    assert answer["as_published"] is True
    assert answer["sheets"] == content["robustness"]
    (sheet,) = answer["sheets"].values()
    assert sheet["draws"] == 300
    assert sheet["intervals"]["finance"] == [1, 1]
    assert sheet["intervals"]["police"][1] > sheet["intervals"]["police"][0]


def test_people_read_a_table_with_names_and_what_it_hangs_on(
    tmp_path: Path, content: dict[str, object]
) -> None:
    done = run(tmp_path, content)

    lines = done.stdout.splitlines()
    assert [line.split()[-1] for line in lines[1:5]] == [
        "区finance局", "区police局", "区health局", "区water局",
    ]  # fmt: skip
    assert "2–3" in lines[2]
    assert "  评分 4.1  100%" in lines
    assert lines[-1] == "与公布的一致 / As published"


def test_something_else_may_be_asked_for(tmp_path: Path, content: dict[str, object]) -> None:
    answer = json.loads(run(tmp_path, content, "--json", "--seed", "6", "--samples", "0").stdout)

    assert answer["as_published"] is None
    (sheet,) = answer["sheets"].values()
    assert (sheet["seed"], sheet["samples"], sheet["draws"]) == (6, 0, 300)
    assert sheet["influence"] == {"weights": {}, "marks": {}}


def test_other_intervals_than_those_drawn_are_told(
    tmp_path: Path, content: dict[str, object]
) -> None:
    told = json.loads(json.dumps(content))
    (sheet,) = told["robustness"].values()
    sheet["intervals"]["water"] = [1, 1]

    assert "Not as published" in run(tmp_path, told).stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--draws", "0"), "draws: 至少一次"),
        (("--weights", "1.5"), "weights: 要在 0 到 1 之间"),
        (("--samples", "1"), "samples: 零，或者至少两个"),
        (("--year", "2026"), "给一个文件，或者给县区和年度"),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, content: dict[str, object], options: tuple[str, str], said: str
) -> None:
    done = run(tmp_path, content, *options)

    assert done.exit_code == 2
    assert said in done.stderr
