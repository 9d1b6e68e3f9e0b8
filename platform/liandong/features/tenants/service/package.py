"""Tenant packages: a folder of YAML and one CSV, from which a tenant is rebuilt from nothing.

Reading knows no database; every problem of every file is named at once, with file and line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.merging import Layer, merge, rules_of
from liandong.features.tenants.service.package_checks import check_package
from liandong.features.tenants.service.package_clauses import ClauseRegister, load_clauses
from liandong.features.tenants.service.package_parts import mapping, text
from liandong.features.tenants.service.package_schema import (
    check_form,
    in_order,
    read_rows,
    read_yaml,
)
from liandong.features.tenants.service.package_tree import check_tree
from liandong.features.tenants.service.stated import FILES, NEEDED, StatedPackage
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import Loaded

Files = Mapping[str, Loaded]
Above = tuple[Layer, ...]


@dataclass(frozen=True)
class Against:
    """What a package is held against: the clauses, the names, and what it inherits.

    Without `known` any name passes.
    """

    clauses: ClauseRegister
    known: Known | None = None
    above: Sequence[Layer] = ()


def load_package(path: Path, clauses: ClauseRegister, known: Known | None = None) -> StatedPackage:
    """Read one folder, below what the folders around it state.

    Raises:
        ConfigurationError: The package is wrong; every problem is listed with file and line.
    """
    above: Above = ()
    for folder in reversed(path.resolve().parents[:2]):
        if (folder / "tenant.yaml").is_file():
            upper = _require(*read_folder(folder, Against(clauses, known, above)))
            above = (*above, layer_of(upper))
    return _require(*read_folder(path, Against(clauses, known, above)))


def load_all(
    root: Path | None = None,
    clauses: ClauseRegister | None = None,
    known: Known | None = None,
) -> tuple[StatedPackage, ...]:
    """Read every package under `root`, by default `tenants`; parents come before their children.

    Raises:
        ConfigurationError: Some package is wrong, or stands under no parent; all are listed.
    """
    folder = root or data_root() / "tenants"
    register = load_clauses() if clauses is None else clauses
    identities: dict[Path, Loaded] = {}
    packages: dict[Path, StatedPackage] = {}
    layers: dict[Path, Above] = {}
    problems: list[Problem] = []
    for path in sorted({file.parent for file in folder.rglob("tenant.yaml")}):
        above = layers.get(path.parent, ())
        package, found, identities[path] = read_folder(path, Against(register, known, above))
        problems += found
        layers[path] = above
        if package is not None:
            packages[path] = package
            layers[path] = (*above, layer_of(package))
    problems += _lost(folder, identities)
    problems += check_tree(folder, identities)
    if problems:
        raise ConfigurationError(problems)
    return tuple(sorted(packages.values(), key=lambda each: (len(each.code), each.code)))


def check_stated(stated: StatedPackage, against: Against) -> list[Problem]:
    """List what is wrong with data that no file holds; a problem names the path of its part."""
    files = {kind: Loaded(kind, data, {}) for kind, data in stated.files.items() if kind in FILES}
    problems = [problem for kind, file in files.items() for problem in check_form(file, kind)]
    return list(dict.fromkeys([*problems, *_check(files, against)]))


def layer_of(stated: StatedPackage, position: int = 0) -> Layer:
    """Return what a tenant hands down to those below it."""
    return Layer(stated.code, stated.name, position, rules_of(stated))


def _require(package: StatedPackage | None, problems: list[Problem], _: Loaded) -> StatedPackage:
    if package is None:
        raise ConfigurationError(problems)
    return package


def read_folder(path: Path, against: Against) -> tuple[StatedPackage | None, list[Problem], Loaded]:
    """Read one folder: its package unless something is wrong with it, what is, and its identity."""
    tenant, problems = read_yaml(path / "tenant.yaml", "tenant")
    files = {"tenant": tenant}
    is_county = text(mapping(tenant.data).get("level")) == "county"
    for kind in FILES[1:]:
        read, name = (read_rows, f"{kind}.csv") if kind == "policy" else (read_yaml, f"{kind}.yaml")
        if (path / name).is_file() or (is_county and kind in NEEDED):
            files[kind], found = read(path / name, kind)
            problems += found
    problems += _check(files, against)
    if problems:
        return None, in_order(problems), tenant
    return StatedPackage({kind: file.data for kind, file in files.items()}), [], tenant


def _check(files: Files, against: Against) -> Iterator[Problem]:
    inherited = merge(each.rules for each in against.above)
    yield from check_package(files, against.clauses, against.known, inherited)


def _lost(root: Path, identities: Mapping[Path, Any]) -> Iterator[Problem]:
    """Yield folders with files of a package, but without the one that says whose they are."""
    kinds = {f"{kind}.yaml" for kind in FILES}
    for path in sorted({file.parent for file in root.rglob("*.yaml") if file.name in kinds}):
        if path not in identities:
            yield from read_yaml(path / "tenant.yaml", "tenant")[1]
