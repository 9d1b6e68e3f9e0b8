"""Everything that must be right about the declarations before the process may start."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from liandong.kernel.errors import Problem
from liandong.mechanisms.checking.clocks import check_clocks, check_uses
from liandong.mechanisms.checking.counties import check_county_change
from liandong.mechanisms.checking.graphs import check_graph
from liandong.mechanisms.checking.informants import check_informants
from liandong.mechanisms.checking.names import check_names
from liandong.mechanisms.checking.papers import check_papers
from liandong.mechanisms.checking.secrecy import check_secrecy
from liandong.mechanisms.checking.sources import Clause, check_ids, check_sources
from liandong.mechanisms.checking.tables import check_tables
from liandong.mechanisms.checking.ways import check_ways
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.limit_files import LimitFile

__all__ = ["check"]


def check(
    mechanisms: Iterable[Mechanism], limits: Iterable[LimitFile], clauses: AbstractSet[Clause]
) -> list[Problem]:
    """Return everything that is wrong with the declarations, all at once."""
    declared = tuple(mechanisms)
    problems = list(_check_shared_keys(declared))
    for file in limits:
        problems += check_sources(file, clauses)
    for mechanism in declared:
        problems += _check_one(mechanism)
    problems += check_secrecy(declared)
    return problems


def _check_one(mechanism: Mechanism) -> Iterator[Problem]:
    graphs = [(mechanism.key, mechanism.transitions)]
    graphs += [(f"{mechanism.key}.{row.key}", row.transitions) for row in mechanism.rows]
    for where, transitions in graphs:
        yield from check_graph(where, transitions)
        yield from check_clocks(where, transitions)
    yield from check_names(mechanism)
    yield from check_uses(mechanism)
    yield from check_papers(mechanism)
    yield from check_county_change(mechanism)
    yield from check_tables(mechanism)
    yield from check_ways(mechanism)
    yield from check_ids(mechanism)
    yield from check_informants(mechanism)


def _check_shared_keys(mechanisms: tuple[Mechanism, ...]) -> Iterator[Problem]:
    seen: set[tuple[str, int]] = set()
    for mechanism in mechanisms:
        named = (mechanism.key, mechanism.version)
        if named in seen:
            yield Problem(
                mechanism.key,
                f"第 {mechanism.version} 版声明了两次",
                f"version {mechanism.version} is declared twice",
            )
        seen.add(named)
