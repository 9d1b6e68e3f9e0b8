"""Reads `time_limits.yaml` of a plugin; what is wrong is collected with its line, never raised.

Every key is required, because there is no default for how a law counts days. What a value may
hold depends on its regime: NONE has no length, STATED only says so, every other one has a number.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded, load
from liandong.mechanisms.limit_reader import LimitReader
from liandong.mechanisms.limits import TimeLimit

FILE = "time_limits.yaml"
#: Entry points of packages whose limits are known before any mechanism of theirs is declared.
LIMITS = "liandong.limits"


@dataclass(frozen=True)
class LimitFile:
    """The limits of one plugin, where each part of them stands, and what is wrong there."""

    package: str
    limits: dict[str, TimeLimit] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    loaded: Loaded | None = None

    def where(self, *path: str | int) -> str:
        """Return `file:line` of a part."""
        return self.loaded.where(*path) if self.loaded else f"{self.package}/{FILE}"


@cache
def read_limits(package: str) -> LimitFile:
    """Read the limits of a plugin's package, once."""
    path = Path(str(files(package))) / FILE
    name = f"{package.replace('.', '/')}/{FILE}"
    if not path.is_file():
        missing = Problem(name, "缺少期限文件", "there is no such file")
        return LimitFile(package, problems=(missing,))
    return parse_limits(package, load(path, name=name))


def parse_limits(package: str, loaded: Loaded) -> LimitFile:
    """Make limits of what was read."""
    reader = LimitReader(loaded, package)
    limits = reader.read()
    return LimitFile(package, limits, (*loaded.problems, *reader.problems), loaded)


def time_limits(package: str, *ids: str) -> tuple[TimeLimit, ...]:
    """Return limits of the plugin's file; one that does not stand there is reported at start."""
    limits = read_limits(package).limits
    return tuple(limits.get(each) or TimeLimit(each, package=package) for each in ids)


def files_of(limits: Iterable[TimeLimit], packages: Iterable[str] = ()) -> tuple[LimitFile, ...]:
    """Return the files that the limits were read from, then those of packages, each once."""
    used = (limit.package for limit in limits if limit.package)
    return tuple(read_limits(package) for package in dict.fromkeys((*used, *packages)))


def load_packages(points: Iterable[EntryPoint]) -> tuple[list[str], list[Problem]]:
    """Return the names of the packages, and what is wrong with those that cannot be loaded."""
    packages: list[str] = []
    problems: list[Problem] = []
    for point in sorted(points, key=lambda each: each.name):
        try:
            point.load()
        except Exception as wrong:  # noqa: BLE001  # a plugin may fail in any way; all are reported
            zh, en = f"载入不了：{wrong!r}", f"cannot be loaded: {wrong!r}"
            problems.append(Problem(point.name, zh, en))
        else:
            packages.append(point.module)
    return packages, problems
