"""The published schemas are sound, closed, and agree with the lists of other rooms."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from liandong.kernel.resources import data_root
from liandong.mechanisms import duties, roles
from liandong.mechanisms.parties import Role

FOLDER = data_root() / "docs/reference/schemas"
KINDS = (
    "assessment",
    "calendar",
    "clauses",
    "instruments",
    "mechanisms",
    "policy",
    "roster",
    "scheme",
    "tenant",
)
SCHEMAS = {kind: json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8")) for kind in KINDS}


def objects(part: object) -> Iterator[dict[str, Any]]:
    """Every schema of an object with named properties, inside `part` and below."""
    if isinstance(part, dict):
        if part.get("type") in ("object", ["object", "null"]) and "properties" in part:
            yield part
        for child in part.values():
            yield from objects(child)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_is_closed_and_bears_a_chinese_title(name: str) -> None:
    found = list(objects(SCHEMAS[name]))

    assert found
    for part in found:
        assert part["additionalProperties"] is False
        assert any("\u4e00" <= character <= "\u9fff" for character in part["title"])


def test_roles_are_those_of_the_mechanisms() -> None:
    listed = SCHEMAS["roster"]["properties"]["units"]["items"]["properties"]["roles"]
    known = {role.key for role in vars(roles).values() if isinstance(role, Role)}

    assert set(listed["items"]["enum"]) == known - {"any_unit"}


def test_duties_of_policy_lines_are_those_of_the_mechanisms() -> None:
    row = SCHEMAS["policy"]["properties"]["rows"]["items"]
    pattern = row["properties"]["subject"]["pattern"]

    assert set(pattern[2 : pattern.index(")")].split("|")) == {duty.key for duty in duties.ALL}


def test_each_file_of_a_package_names_its_schema() -> None:
    for path in (data_root() / "tenants").rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        target = first.removeprefix("# yaml-language-server: $schema=")
        if path.stem not in {"assessment", "examples"}:
            kind = "scheme" if path.parent.name == "schemes" else path.stem
            assert (path.parent / target).resolve() == FOLDER / f"{kind}.schema.json"


def test_each_file_of_the_register_names_its_schema() -> None:
    for path in (data_root() / "docs/reference/clauses").glob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../schemas/clauses.schema.json"
