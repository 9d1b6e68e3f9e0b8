"""Scheme files: read by the published schema, checked by what they say, problems by line."""

import re
from collections.abc import Iterable
from pathlib import Path

from liandong.features.assessment.service.scheme_tables import from_workbook
from liandong.features.tenants.service.package_schema import read_yaml
from liandong.kernel.errors import Problem
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import Loaded
from liandong.scoring.checking import Checked, check

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def shipped_schemes() -> list[Path]:
    """Return the scheme files that come with the product."""
    return sorted((data_root() / "tenants/schemes").glob("*.yaml"))


def read_scheme(path: Path) -> tuple[Loaded, Checked]:
    """Read a scheme file and say all that is wrong with it, each problem by its line or cell.

    Args:
        path: A YAML file, or a workbook (.xlsx) that is there.
    """
    if path.suffix == ".xlsx":
        loaded, problems = from_workbook(path.read_bytes(), path.name)
    else:
        loaded, problems = read_yaml(path, "scheme")
    if problems:
        return loaded, Checked(None, tuple(problems))
    return loaded, at_lines(loaded, check(loaded.data))


def at_lines(loaded: Loaded, checked: Checked) -> Checked:
    """Return what was found in a scheme with file and line in place of paths."""
    return Checked(
        checked.scheme,
        tuple(_at_lines(loaded, checked.problems)),
        tuple(_at_lines(loaded, checked.remarks)),
    )


def _at_lines(loaded: Loaded, problems: Iterable[Problem]) -> list[Problem]:
    return [
        Problem(loaded.where(*path_of(each.where)), each.message_zh, each.message_en)
        for each in problems
    ]


def path_of(where: str) -> tuple[str | int, ...]:
    """Return the steps of a path like `sheets[0].items[2].points`."""
    return tuple(int(i) if i else key for i, key in _STEP.findall(where))
