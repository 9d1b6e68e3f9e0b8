"""Tenant packages: a folder of YAML and one CSV, from which a tenant is rebuilt from nothing.

Reading knows no database; every problem of every file is named at once, with file and line.
"""

from pathlib import Path

from liandong.features.tenants.service.known import Known
from liandong.features.tenants.service.package_build import build
from liandong.features.tenants.service.package_checks import check_package, check_tenant
from liandong.features.tenants.service.package_clauses import ClauseRegister, load_clauses
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.package_parts import mapping
from liandong.features.tenants.service.package_schema import in_order, read_rows, read_yaml
from liandong.features.tenants.service.package_tree import check_tree
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.resources import data_root
from liandong.kernel.yamlfile import Loaded

__all__ = ["ClauseRegister", "TenantPackage", "load_all", "load_clauses", "load_package"]

_COUNTY_FILES = ("roster", "mechanisms", "calendar")


def load_package(path: Path, clauses: ClauseRegister, known: Known | None = None) -> TenantPackage:
    """Read one folder; without `known` any name passes.

    Raises:
        ConfigurationError: The package is wrong; every problem is listed with file and line.
    """
    package, _, problems = _read(path, clauses, known)
    if package is None or problems:
        raise ConfigurationError(problems)
    return package


def load_all(
    root: Path | None = None,
    clauses: ClauseRegister | None = None,
    known: Known | None = None,
) -> tuple[TenantPackage, ...]:
    """Read every package under `root`, by default `tenants`; parents come before their children.

    Raises:
        ConfigurationError: Some package is wrong, or stands under no parent; all are listed.
    """
    folder = root or data_root() / "tenants"
    register = load_clauses() if clauses is None else clauses
    paths = sorted({file.parent for file in folder.rglob("*.yaml")})
    read = {path: _read(path, register, known) for path in paths}
    problems = [problem for _, _, found in read.values() for problem in found]
    problems += check_tree(folder, {path: file for path, (_, file, _) in read.items()})
    if problems:
        raise ConfigurationError(problems)
    packages = [package for package, _, _ in read.values() if package is not None]
    return tuple(
        sorted(packages, key=lambda package: (len(package.tenant.code), package.tenant.code))
    )


def _read(
    path: Path, clauses: ClauseRegister, known: Known | None
) -> tuple[TenantPackage | None, Loaded, list[Problem]]:
    tenant, problems = read_yaml(path / "tenant.yaml", "tenant")
    files = {"tenant": tenant}
    is_county = mapping(tenant.data).get("level") == "county" or (path / "roster.yaml").exists()
    if is_county:
        for kind in _COUNTY_FILES:
            files[kind], found = read_yaml(path / f"{kind}.yaml", kind)
            problems += found
        files["policy"], found = read_rows(path / "policy.csv", "policy")
        problems += found
    problems += check_package(files, clauses, known) if is_county else check_tenant(tenant)
    if problems:
        return None, tenant, in_order(problems)
    return build({kind: file.data for kind, file in files.items()}), tenant, []
