"""Finds the installed mechanisms, checks them together and hands them out by key and version."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from liandong.kernel.errors import ConfigurationError, Problem
from liandong.mechanisms.checking import check
from liandong.mechanisms.checking.places import located, moved, place_of_error, sources_of
from liandong.mechanisms.checking.structures import check_structures
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.limit_files import LIMITS, LimitFile, files_of, load_packages
from liandong.mechanisms.limits import TimeLimit

GROUP = "liandong.mechanisms"


@dataclass(frozen=True)
class Registry:
    """The installed mechanisms, every version, and the files of their limits."""

    mechanisms: tuple[Mechanism, ...]
    files: tuple[LimitFile, ...]

    def __getitem__(self, named: tuple[str, int]) -> Mechanism:
        return {(each.key, each.version): each for each in self.mechanisms}[named]

    def __iter__(self) -> Iterator[Mechanism]:
        return iter(self.mechanisms)

    def current(self, key: str) -> Mechanism:
        """Return the newest version, with which new cases begin.

        Raises:
            KeyError: No such mechanism is installed.
        """
        versions = [each for each in self.mechanisms if each.key == key]
        if not versions:
            raise KeyError(key)
        return max(versions, key=lambda each: each.version)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the installed mechanisms, each once."""
        return tuple(dict.fromkeys(each.key for each in self.mechanisms))

    def has_limit(self, limit_id: str) -> bool:
        """Say whether any plugin has such a limit."""
        return any(limit_id in file.limits for file in self.files)

    def limit(self, limit_id: str) -> TimeLimit:
        """Return a limit of any plugin.

        Raises:
            KeyError: No plugin has such a limit.
        """
        for file in self.files:
            if limit_id in file.limits:
                return file.limits[limit_id]
        raise KeyError(limit_id)


def _of(points: Iterable[EntryPoint] | None, group: str) -> list[EntryPoint]:
    known = entry_points(group=group) if points is None else points
    return [point for point in known if point.group == group]


def load_plugins(
    clauses: AbstractSet[tuple[str, str]], installed: Iterable[EntryPoint] | None = None
) -> Registry:
    """Load what is installed under `liandong.mechanisms` and `liandong.limits`.

    An entry point of the first group names one mechanism, or a tuple of its versions; one of the
    second names a package whose limits are known before any mechanism of it is declared.

    Raises:
        ConfigurationError: Declarations are wrong; it lists every problem of every plugin.
    """
    given = None if installed is None else tuple(installed)
    points = _of(given, GROUP)
    mechanisms: list[Mechanism] = []
    packages, problems = load_packages(_of(given, LIMITS))
    names: set[str] = set()
    modules: dict[str, str] = {}
    for point in sorted(points, key=lambda each: each.name):
        if point.name in names:
            problems.append(Problem(point.name, "两个插件用同一个键", "two plugins share this key"))
            continue
        names.add(point.name)
        found, wrong = _load(point)
        mechanisms += found
        problems += wrong
        modules |= {each.key: point.module for each in found}
    files = files_of((limit for each in mechanisms for limit in each.limits), packages)
    problems += [_located(problem, modules) for problem in check(mechanisms, files, clauses)]
    problems += check_structures(mechanisms)
    problems += [*_shared_limits(files), *_unknown_conflicts(files)]
    if problems:
        raise ConfigurationError(problems)
    return Registry(tuple(mechanisms), files)


def _located(problem: Problem, modules: Mapping[str, str]) -> Problem:
    module = modules.get(problem.where.partition(".")[0])
    return located(problem, sources_of(module)) if module else problem


def _load(point: EntryPoint) -> tuple[tuple[Mechanism, ...], list[Problem]]:
    sources = sources_of(point.module)
    try:
        value = point.load()
    except Exception as wrong:  # noqa: BLE001  # a plugin may fail in any way; all are reported
        problem = Problem(point.name, f"载入不了：{wrong!r}", f"cannot be loaded: {wrong!r}")
        return (), [moved(problem, place_of_error(wrong, sources))]
    found = value if isinstance(value, tuple) else (value,)
    if not found or not all(isinstance(each, Mechanism) for each in found):
        wrong_value = Problem(point.name, "不是机制", f"'{point.attr}' is no mechanism")
        return (), [located(wrong_value, sources)]
    return found, [
        located(
            Problem(
                point.name,
                f"机制的键是“{each.key}”，与登记的名称不同",
                f"the key of the mechanism, '{each.key}', is not the name of the entry point",
            ),
            sources,
        )
        for each in found
        if each.key != point.name
    ]


def _shared_limits(files: Iterable[LimitFile]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for file in files:
        for limit_id in file.limits:
            other = seen.setdefault(limit_id, file.package)
            if other != file.package:
                yield Problem(
                    file.where(limit_id),
                    f"期限“{limit_id}”已在 {other} 中",
                    f"time limit '{limit_id}' already stands in {other}",
                )


def _unknown_conflicts(files: tuple[LimitFile, ...]) -> Iterator[Problem]:
    known = {limit_id for file in files for limit_id in file.limits}
    for file in files:
        for limit in file.limits.values():
            for each in limit.conflicts:
                if each.limit_id not in known - {limit.id}:
                    where = file.where(limit.id, "conflicts_with", each.limit_id)
                    zh, en = f"没有期限“{each.limit_id}”", f"there is no limit '{each.limit_id}'"
                    yield Problem(where, zh, en)
