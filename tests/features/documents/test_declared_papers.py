from pathlib import Path
from typing import Any

import pytest
import yaml

from liandong.features.documents.service import compose, placeholders, to_docx
from liandong.features.documents.service.layout import lines
from liandong.features.documents.service.letters import plain

PAPERS = Path(__file__).parents[3] / "plugins/liandong_plugins/suggestions/documents"


def paper(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((PAPERS / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


def fill(structure: dict[str, Any]) -> dict[str, Any]:
    lists = {block["items"]["rows"] for block in structure["blocks"] if "items" in block}
    row = {"text": "划定区域", "measures": "已划线", "completion_on": "5月1日", "why": "无"}
    rows = [{**row, "state": "采纳", "state_key": key} for key in ("proposed", "adopted")]
    named = {name: f"某{name}" for name in placeholders(structure)}
    return named | dict.fromkeys(lists, rows) | {"copy": [{"copy_unit": "区政府"}]}


@pytest.mark.parametrize("name", sorted(path.stem for path in PAPERS.glob("*.yaml")))
def test_every_declared_paper_can_be_composed_and_written(name: str) -> None:
    structure = paper(name)

    letter = compose(structure, fill(structure), draft=False)

    assert to_docx(letter).startswith(b"PK")
    assert plain(letter.title) == structure["title"].format_map(fill(structure))


def test_the_signing_unit_heads_the_reply_and_rows_are_counted_on() -> None:
    structure = paper("reply")

    letter = compose(structure, fill(structure), draft=False, optional={"evidence"})

    assert plain(letter.issuer_name) == "某addressee"
    assert plain(letter.addressee) == "某issuer"
    assert [line.label for line in lines(letter) if line.kind == "item"] == ["（一）"]


def test_a_paragraph_with_an_empty_optional_field_is_left_out() -> None:
    structure = paper("letter")
    values = {**fill(structure), "urgency_reason": None}

    letter = compose(structure, values, draft=False, optional={"urgency_reason"})

    assert all("情况紧急" not in plain(line.text) for line in lines(letter))
    assert letter.copies == ("区政府",)


def test_a_paper_of_a_row_knows_the_fields_of_the_row() -> None:
    structure = paper("answer")
    values = {k: v for k, v in fill(structure).items() if not k.startswith("row.")}

    letter = compose(structure, {**values, "row": {"why": "属实", "state": "成立"}}, draft=False)

    assert any(plain(line.text) == "复核结果：成立" for line in lines(letter))
