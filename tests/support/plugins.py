"""A plugin's package installed beside the platform, from a folder, for as long as a test runs."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import invalidate_caches
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz.generation import generate_duties
from liandong.entrypoints.administering import apply_all, read_packages
from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import StatedPackage, stable_id
from liandong.kernel.resources import data_root
from liandong.mechanisms import Mechanism
from support.counties import HUIJI, County, build_county, on

SAMPLE = Path(__file__).parent / "sample_plugin"
PACKAGE, KEY = "liandong_sample", "sample_linkage"
HUIJI_FOLDER = data_root() / "tenants" / "henan" / "zhengzhou" / "huiji"
POINTS = f"[liandong.mechanisms]\n{KEY} = {PACKAGE}.{KEY}:MECHANISM\n"


def lay_out(folder: Path) -> Path:
    """Write what `pip install --target` leaves of a plugin: its package and its entry point."""
    folder.mkdir(parents=True)
    shutil.copytree(SAMPLE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    about = folder / f"{PACKAGE}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(POINTS)
    return folder


@contextmanager
def installed_from(folder: Path) -> Iterator[Mechanism]:
    """Let the platform find what lies in a folder, by its entry point, and forget it again."""
    sys.path.insert(0, str(folder))
    invalidate_caches()
    wire.cache_clear()
    try:
        yield wire().registry.current(KEY)
    finally:
        sys.path.remove(str(folder))
        for name in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
            del sys.modules[name]
        wire.cache_clear()
        wire()


def enabling(folder: Path, mechanism: Mechanism) -> StatedPackage:
    """Return the package of 惠济 that enables a mechanism and lets its people act by it."""
    county = folder / "huiji"
    shutil.copytree(HUIJI_FOLDER, county)
    mechanisms = county / "mechanisms.yaml"
    line = f"enabled:\n  {mechanism.key}: {{clauses: [三(十五)]}}\n"
    mechanisms.write_text(mechanisms.read_text("utf-8").replace("enabled:\n", line, 1), "utf-8")
    lines = [line for own in generate_duties([mechanism]).values() for line in own]
    with (county / "policy.csv").open("a", encoding="utf-8") as policy:
        policy.writelines(line.replace(", ", ",") + "\n" for line in lines)
    (package,) = read_packages((county,))
    return package


def add_person(county: County, name: str, unit: str, *duties: str) -> None:
    """Give a unit of the roster a person."""
    county.units[unit] = stable_id(county.tenant_id, "unit", unit)
    county.join(name, unit, *duties)


def build_sample_county(
    sessions: sessionmaker[Session], folder: Path, mechanism: Mechanism
) -> County:
    """Return 惠济 with the mechanism enabled, with people of the police and the market bureau."""
    apply_all(sessions, on("2026-01-05"), [enabling(folder, mechanism)])
    county = build_county(sessions, HUIJI)
    add_person(county, "officer", "police", "handler", "liaison")
    add_person(county, "police_head", "police", "unit_head")
    add_person(county, "asker", "market_regulation", "handler", "liaison")
    add_person(county, "judge", "court", "handler", "liaison")
    return county


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mechanism]:
    """The sample mechanism, installed from a temporary folder through its entry point."""
    with installed_from(lay_out(tmp_path_factory.mktemp("sample") / "plugins")) as mechanism:
        yield mechanism


@pytest.fixture
def linked(sessions: sessionmaker[Session], tmp_path: Path, sample: Mechanism) -> County:
    """惠济, which works by the sample mechanism too."""
    return build_sample_county(sessions, tmp_path / "tenants", sample)
