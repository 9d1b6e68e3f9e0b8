"""The form of a package's files: the published JSON Schemas decide, problems carry the line."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from liandong.kernel import yamlfile
from liandong.kernel.errors import Problem
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import Loaded

Read = tuple[Loaded, list[Problem]]


def read_yaml(path: Path, schema: str) -> Read:
    """Read a file with its dates as ISO text; the second part says all that is wrong with it."""
    name = _shown(path)
    if not path.is_file():
        missing = Problem(f"{name}:1", "缺少这个文件", "no such file")
        return yamlfile.unreadable(name, [missing]), [missing]
    raw = yamlfile.load(path, name=name)
    loaded = replace(raw, data=_with_iso_days(raw.data))
    return loaded, check_form(loaded, schema)


def read_rows(path: Path, schema: str) -> Read:
    """Read a CSV file as `{"rows": [...]}`; a file that is not there has no rows."""
    name = _shown(path)
    if not path.is_file():
        return Loaded(name, {"rows": []}, {(): 1}), []
    text, problems = yamlfile.read_text(path, name)
    if problems:
        return yamlfile.unreadable(name, problems), problems
    reader = csv.DictReader(text.splitlines(), restkey="?", restval="")
    rows: list[dict[str, Any]] = []
    lines: dict[tuple[str | int, ...], int] = {}
    for row in reader:
        lines["rows", len(rows)] = reader.line_num
        rows.append(dict(row))
    loaded = Loaded(name, {"rows": rows}, {(): 1, **lines})
    return loaded, [
        *_header_problems(loaded, reader.fieldnames, schema),
        *check_form(loaded, schema),
    ]


def check_form(loaded: Loaded, schema: str) -> list[Problem]:
    """List what the reader and the schema refuse, by line; an unreadable line counts once.

    What a file that cannot be read would have held, nobody says.
    """
    if not loaded.is_readable:
        return loaded.problems
    unreadable = {problem.where for problem in loaded.problems}
    found = [
        problem
        for error in _validator(schema).iter_errors(loaded.data)
        for problem in _problems(loaded, error)
        if problem.where not in unreadable or error.validator == "required"
    ]
    return in_order([*loaded.problems, *found]) if loaded.lines else found


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return each problem once: the files in the order they came in, the lines from the top."""
    files = {problem.where.rpartition(":")[0]: None for problem in problems}
    places = {file: i for i, file in enumerate(files)}

    def place(problem: Problem) -> tuple[int, int]:
        file, _, line = problem.where.rpartition(":")
        return places[file], int(line)

    return sorted(dict.fromkeys(problems), key=place)


def optional_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def schema_of(kind: str) -> Any:
    """Return the published JSON Schema of a kind of file."""
    path = data_root() / f"docs/reference/schemas/{kind}.schema.json"
    return json.loads(path.read_text("utf-8"))


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(kind), format_checker=FormatChecker(["date"]))


def _shown(path: Path) -> str:
    root = data_root()
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _with_iso_days(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_iso_days(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_iso_days(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _header_problems(loaded: Loaded, header: Any, schema: str) -> Iterator[Problem]:
    known: Any = _validator(schema).schema
    expected = known["properties"]["rows"]["items"]["required"]
    if list(header or []) != expected:
        en = f"the first line must be {','.join(expected)}"
        yield Problem(loaded.where(), f"首行应为 {','.join(expected)}", en)


def _problems(loaded: Loaded, error: ValidationError) -> Iterator[Problem]:
    schema: Any = error.schema
    path: tuple[Any, ...] = tuple(error.absolute_path)
    where, what = loaded.where(*path), error.instance
    if error.validator == "additionalProperties":
        known: Any = what
        for key in sorted(set(known) - set(schema.get("properties", ()))):
            yield Problem(loaded.where(*path, key), f"不认识的键“{key}”", f"unknown key '{key}'")
    elif error.validator == "required":
        key = re.findall("'([^']*)'", error.message)[0]
        yield Problem(where, f"缺少键“{key}”", f"the key '{key}' is missing")
    elif "propertyNames" in error.absolute_schema_path:
        key_at = loaded.where(*path, str(what))
        yield Problem(key_at, f"键“{what}”的写法不对", f"malformed key '{what}'")
    else:
        zh, en = _refusal(error, path)
        yield Problem(where, zh, en)


def _refusal(error: ValidationError, path: tuple[Any, ...]) -> tuple[str, str]:
    title = error.schema.get("title", "这一项") if isinstance(error.schema, dict) else "这一项"
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "value")
    what = error.instance
    if error.validator == "enum":
        return f"{title}里没有“{what}”", f"unknown {name} '{what}'"
    if "format" in {error.validator, *(error.schema if isinstance(error.schema, dict) else ())}:
        return f"{title}“{what}”不是日期", f"{name}: '{what}' is not a date"
    return f"{title}“{what}”不合要求", f"{name}: {error.message}"
