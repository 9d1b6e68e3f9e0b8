"""Every paper of every mechanism has a structure, written in the small vocabulary of blocks."""

import re
from importlib import import_module
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import liandong.mechanisms as lm
import liandong_plugins
from liandong.kernel.yamlfile import load

PLUGINS = Path(liandong_plugins.__file__).parent
BLOCKS = {"heading", "paragraph", "items", "attachments", "signature", "date", "copies"}
KNOWN = set(lm.Part) | {
    "number",
    "signed_on",
    "occurred_on",
    "case_number",
    "reply_period",
    "served_paper",
}


def papers() -> list[Any]:
    found = []
    for examples in sorted(PLUGINS.glob("*/examples/*.yaml")):
        plugin = examples.parts[-3]
        mechanism = import_module(f"liandong_plugins.{plugin}.{examples.stem}").MECHANISM
        for paper in mechanism.documents:
            path = PLUGINS / plugin / "documents" / f"{paper.key}.yaml"
            found.append(pytest.param(mechanism, paper, path, id=f"{mechanism.key}-{paper.key}"))
    return found


def row_fields(row: lm.RowType) -> set[str]:
    return {field.key for move in row.transitions for field in move.inputs} | {"state"}


@pytest.mark.parametrize(("mechanism", "paper", "path"), papers())
def test_a_paper_is_built_from_known_blocks(
    mechanism: lm.Mechanism, paper: lm.DocumentType, path: Path
) -> None:
    loaded = load(path)

    assert loaded.problems == []
    assert set(loaded.data) - {"head"} == {"title", "numbered", "blocks"}
    stated = {name for _, name, _, _ in Formatter().parse(loaded.data["title"]) if name}
    assert stated <= {field.key for field in mechanism.fields} | set(lm.Part)
    assert stated or loaded.data["title"] == paper.label
    for block in loaded.data["blocks"]:
        ((kind, value),) = block.items()
        assert kind in BLOCKS
        if kind == "items":
            row = mechanism.row(value["rows"])
            assert set(value.get("states", [])) <= {state.key for state in row.states}
            assert set(re.findall(r"\{([\w.]+)\}", value["text"])) <= row_fields(row)
        if kind == "copies":
            mechanism.row(value)
        if kind == "signature":
            assert value in {"maker", *(party.key for party in mechanism.parties)}
        if kind == "date":
            assert value in {"signed", "occurred"}


@pytest.mark.parametrize(("mechanism", "paper", "path"), papers())
def test_a_paper_names_only_fields_that_somebody_enters(
    mechanism: lm.Mechanism, paper: lm.DocumentType, path: Path
) -> None:
    templates = [
        text
        for block in load(path).data["blocks"]
        for kind, text in block.items()
        if kind in {"heading", "paragraph"}
    ]
    known = KNOWN | {field.key for field in mechanism.fields}
    for row, move in mechanism.moves:
        if row is not None and move.produces == paper:
            known |= {f"row.{key}" for key in row_fields(row)}

    named = {name for text in templates for name in re.findall(r"\{([\w.]+)\}", text)}

    assert named - known == set()
