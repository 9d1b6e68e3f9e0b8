"""A package written as a folder: the same data gives the same bytes, whoever stated it."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from liandong.features.tenants.service.configuration import LINE
from liandong.features.tenants.service.package_schema import schema_of
from liandong.features.tenants.service.stated import FILES, StatedPackage
from liandong.kernel.errors import InvalidInputError, Problem

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Block style with lists set in, so that a change of one value is a change of one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002  # the library's own signature
        super().increase_indent(flow, indentless=False)

    def represent_list(self, data: Iterable[Any]) -> yaml.SequenceNode:
        """Write a list of words on one line, a list of entries on many."""
        is_flat = not any(isinstance(each, dict | list) for each in data)
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=is_flat)


_Dumper.add_representer(list, _Dumper.represent_list)


def export_files(stated: StatedPackage) -> dict[str, bytes]:
    """Return the files of a package by their names: YAML in the order of its schema, one CSV."""
    found = {}
    for kind in FILES:
        if kind not in stated.files:
            continue
        data = stated.files[kind]
        name = f"{kind}.csv" if kind == "policy" else f"{kind}.yaml"
        found[name] = _csv(data["rows"]) if kind == "policy" else _yaml(kind, data)
    return found


def export_to(stated: StatedPackage, folder: Path) -> list[str]:
    """Write a package into a folder, over an earlier export; return the names of its files.

    Raises:
        InvalidInputError: The folder holds what is no file of a package, or cannot be written.
    """
    files = export_files(stated)
    names = {f"{kind}.csv" if kind == "policy" else f"{kind}.yaml" for kind in FILES}
    if folder.exists():
        if not folder.is_dir():
            raise InvalidInputError([Problem(str(folder), "不是文件夹", "this is no folder")])
        foreign = sorted(each.name for each in folder.iterdir() if each.name not in names)
        if foreign and not (folder / "tenant.yaml").is_file():
            zh = f"文件夹里有别的东西：{foreign[0]}"
            en = f"the folder holds something else: {foreign[0]}"
            raise InvalidInputError([Problem(str(folder), zh, en)])
    folder.mkdir(parents=True, exist_ok=True)
    for name in names - files.keys():
        (folder / name).unlink(missing_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return list(files)


def _yaml(kind: str, data: Any) -> bytes:
    ordered = _Order(schema_of(kind)).of(data)
    text = yaml.dump(
        ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, indent=2
    )
    return text.encode()


def _csv(rows: list[Mapping[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, LINE, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


class _Order:
    """Puts the keys of mappings in the order of a schema, others by the alphabet."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def of(self, value: Any) -> Any:
        return self._ordered(value, self._schema)

    def _ordered(self, value: Any, given: Any) -> Any:
        schema = self._branch(given, value)
        if isinstance(value, list):
            return [self._ordered(each, schema.get("items")) for each in value]
        if isinstance(value, Mapping):
            known, others = schema.get("properties", {}), schema.get("additionalProperties")
            rest = sorted(key for key in value if key not in known)
            keys = [*(key for key in known if key in value), *rest]
            return {key: self._ordered(value[key], known.get(key, others)) for key in keys}
        return _day(value) if isinstance(value, str) and _DAY.fullmatch(value) else value

    def _branch(self, schema: Any, value: Any) -> Mapping[str, Any]:
        """Return the part of a schema that speaks of a value: an entry, or its other form."""
        if not isinstance(schema, Mapping):
            return {}
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            return self._branch(self._schema["$defs"][name], value)
        if "properties" not in schema and "else" in schema:
            is_other = schema["if"]["required"][0] in value
            chosen: Mapping[str, Any] = schema["then" if is_other else "else"]
            return chosen
        return schema


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
