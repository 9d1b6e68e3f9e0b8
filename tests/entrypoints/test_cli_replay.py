"""An exported result is computed again by anybody; what was touched is refused or named."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from liandong.entrypoints.cli.commands import main
from liandong.scoring.editions import canonical, computed, digest
from support.assessing import scheme

UNITS = [{"key": "finance", "name": "区财政局", "kind": "department", "roles": []}]
EVIDENCE = {
    "finance": {"4.1/quality": "4.5", "4.1/late": "0", "4.1/wrong": "0", "5.1/practices": "1"}
}
COUNTED = ("3.1/due", "3.1/met", "3.2/due", "3.2/sent")


@pytest.fixture
def content() -> dict[str, object]:
    stated = EVIDENCE["finance"] | dict.fromkeys(COUNTED, "2")
    return computed(scheme(), UNITS, {"finance": stated}, {})


def written(folder: Path, content: dict[str, object], of: object = None) -> Path:
    file = folder / "edition.json"
    head = {"number": 1, "digest": digest(of or content), "previous": ""}
    file.write_bytes(canonical({**head, "content": content}))
    return file


def run(file: Path) -> tuple[int, str]:
    answer = CliRunner().invoke(main, ["assessment", "replay", str(file), "--json"])
    return answer.exit_code, answer.output


def test_it_gives_what_was_published(tmp_path: Path, content: dict[str, object]) -> None:
    code, output = run(written(tmp_path, content))

    assert code == 0
    assert json.loads(output)["differences"] == []


def test_what_does_not_fit_its_digest_is_refused(
    tmp_path: Path, content: dict[str, object]
) -> None:
    code, output = run(written(tmp_path, content | {"evidence": {}}, of=content))

    assert code == 3, output


def test_a_total_nobody_could_compute_is_named(tmp_path: Path, content: dict[str, object]) -> None:
    text = json.dumps(content).replace('"4.50"', '"4.60"')
    code, output = run(written(tmp_path, json.loads(text)))

    assert code == 1
    places = [each["where"] for each in json.loads(output)["differences"]]
    assert "units.finance.places.4.1.points" in places


def test_another_scheme_is_tried_on_it(tmp_path: Path, content: dict[str, object]) -> None:
    result, other = written(tmp_path, content), tmp_path / "other.yaml"
    raw = scheme()
    raw["sheets"][0]["items"][1]["items"][0]["terms"][0] = {"per": "quality", "each": 2}
    other.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    asked = ["assessment", "try", str(other), "--on", str(result)]
    answer = CliRunner().invoke(main, asked)

    assert answer.exit_code == 0, answer.output
    assert "4.1 4.50 → 6.00" in answer.output
    same = json.loads(CliRunner().invoke(main, [*asked, "--json"]).output)
    assert same["units"][0]["changed"][0]["after"] == "6.00"
    other.write_text("key: x", "utf-8")
    assert CliRunner().invoke(main, asked).exit_code == 2


def test_another_file_is_no_result(tmp_path: Path) -> None:
    file = tmp_path / "edition.json"
    file.write_text("{}")

    assert run(file)[0] == 2
