"""Facts of units as files, to try a scheme by: YAML, or a worksheet with one row per unit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from liandong.kernel import yamlfile
from liandong.kernel.errors import InvalidInputError, Problem

_OWN = ("key", "name", "kind", "roles")


@dataclass(frozen=True)
class Facts:
    """Units as an edition states them, and what is stated of each by input."""

    units: tuple[dict[str, Any], ...]
    evidence: Mapping[str, Mapping[str, Any]]


def read_facts(path: Path) -> Facts:
    """Return the facts of a file.

    Args:
        path: YAML with `units`, each with key, kind, roles and `facts` by code and input; or an
            .xlsx file with the columns key, name, kind, roles and one per input.

    Raises:
        InvalidInputError: It cannot be read, or a unit has no key or stands twice.
    """
    rows = [*(_of_sheet(path) if path.suffix == ".xlsx" else _of_yaml(path))]
    problems = []
    units: list[dict[str, Any]] = []
    evidence: dict[str, dict[str, Any]] = {}
    for where, row in rows:
        key = str(row.get("key") or "")
        if not key or key in evidence:
            zh = f"单位“{key}”写了两次" if key else "缺少单位代码（key）"
            problems.append(Problem(where, zh, f"unit '{key}' twice" if key else "no key"))
            continue
        roles = row.get("roles") or []
        roles = roles.split() if isinstance(roles, str) else list(roles)
        units.append(
            {"key": key, "name": str(row.get("name") or key), "kind": str(row.get("kind") or ""),
             "roles": roles}
        )  # fmt: skip
        evidence[key] = {name: _value(value) for name, value in row["facts"].items()}
    if problems:
        raise InvalidInputError(problems)
    return Facts(tuple(units), evidence)


def _value(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value


def _cell(value: Any) -> Any:
    """Return what a cell says; a list, or ballots by group, stand in it as one line of YAML.

    What is no YAML stays text, to be refused where it is read.
    """
    if isinstance(value, str) and value.startswith(("{", "[")):
        loaded = yamlfile.parse(value, "cell")
        return value if loaded.problems else loaded.data
    return value


def _of_yaml(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    loaded = yamlfile.load(path, name=path.name)
    if loaded.problems:
        raise InvalidInputError(loaded.problems)
    listed = loaded.data.get("units") if isinstance(loaded.data, Mapping) else None
    if not isinstance(listed, Sequence) or any(not isinstance(e, Mapping) for e in listed):
        wrong = Problem(loaded.where(), "要有 units，每个单位一项", "units are wanted, one by one")
        raise InvalidInputError([wrong])
    for i, each in enumerate(listed):
        facts = each.get("facts") or {}
        yield loaded.where("units", i), {**each, "facts": facts}


def _of_sheet(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        book = load_workbook(BytesIO(path.read_bytes()), data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        wrong = Problem(path.name, "不是 .xlsx 文件", "no .xlsx file")
        raise InvalidInputError([wrong]) from error
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    titles = [str(each or "") for each in next(rows, ())]
    for n, row in enumerate(rows, start=2):
        named = {title: value for title, value in zip(titles, row, strict=True) if title}
        if any(value is not None for value in named.values()):
            facts = {k: _cell(v) for k, v in named.items() if k not in _OWN and v is not None}
            own = {k: v for k, v in named.items() if k in _OWN}
            yield f"{path.name} {sheet.title}!A{n}", {**own, "facts": facts}
