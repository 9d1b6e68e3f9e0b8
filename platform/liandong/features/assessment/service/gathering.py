"""What each of several units may know of its own matters, read for all of them at once.

As many queries for one unit as for a hundred. Who may know of what is asked here of what was read,
as the queries for one person ask it of the database.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from uuid import UUID

from liandong.authz import Principal
from liandong.authz.vocabulary import Scope
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.queries import holder_in
from liandong.features.assessment.service import unit_queries as queries
from liandong.features.assessment.service.records import Seen
from liandong.features.cases.models import OVERSEEING, Case, CaseEvent, CaseRow
from liandong.features.cases.service import hears, may_see, owed_copies
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.deadlines.service import Reach, reach_of
from liandong.features.tenants.service import Configuration, calendar_of, current, installed
from liandong.mechanisms import Mechanism

#: How much a unit sees of each case, by unit, mechanism and case.
Levels = dict[UUID, dict[str, dict[UUID, str]]]


@dataclass
class Read:
    """All that there is of some mechanisms; what of it is whose is asked afterwards."""

    levels: Levels
    runs: dict[tuple[UUID, str], list[tuple[Deadline, Case]]]
    moves: dict[UUID, list[tuple[CaseEvent, Case]]]
    rows: dict[UUID, list[tuple[CaseRow, Case]]]
    parties: dict[UUID, UUID]
    owed: dict[tuple[UUID, str], list[Obligation]]
    kinds: dict[tuple[str, int], Mechanism] = field(
        default_factory=lambda: {(each.key, each.version): each for each in installed().registry}
    )

    def sees(self, row: CaseRow, case: Case, unit_id: UUID) -> bool:
        """Tell whether a unit that sees the case in full sees a row of it."""
        return may_see(self.kinds[case.mechanism, case.version], row, unit_id)


def gather(
    uow: UnitOfWork,
    readers: Sequence[Principal],
    mechanisms: Sequence[Mechanism],
    since: date,
    until: date,
    today: date,
) -> Iterator[tuple[UUID, Seen]]:
    """Yield what each reader's unit may know of its own matters, mechanism by mechanism."""
    config, keys = current(uow), [each.key for each in mechanisms]
    units = [each.unit_id for each in readers]
    read = Read(
        _levels(uow, readers, keys),
        queries.list_runs(uow, units, keys, since, until),
        queries.list_moves(uow, keys, until),
        queries.list_rows(uow, keys),
        queries.list_parties(uow, mechanisms),
        queries.list_owed(uow, units, keys, since, until),
    )
    for reader in readers:
        reach = reach_of(config, reader)
        for mechanism in mechanisms:
            yield reader.unit_id, _seen(config, read, reader.unit_id, reach, mechanism, today)


def _levels(uow: UnitOfWork, readers: Sequence[Principal], keys: Sequence[str]) -> Levels:
    """What a unit has as the office is for duties that read in that scope, the rest for others."""
    scopes = {(each.unit_id, key): each.read_scopes(key) for each in readers for key in keys}
    office: frozenset[Scope] = frozenset({"office"})
    found: Levels = defaultdict(lambda: defaultdict(dict))
    for each in queries.list_sights(uow, [reader.unit_id for reader in readers], keys):
        held = scopes[each.unit_id, each.mechanism]
        if held & office if each.reason in OVERSEEING else held - office:
            found[each.unit_id][each.mechanism][each.case_id] = each.level
    return found


def _seen(  # one picture has as many sides
    config: Configuration,
    read: Read,
    unit_id: UUID,
    reach: Reach,
    mechanism: Mechanism,
    today: date,
) -> Seen:
    key = mechanism.key
    levels = read.levels[unit_id][key]
    full = sorted(each for each, level in levels.items() if level == "full")
    owed = read.owed.get((unit_id, key), ())
    return Seen(
        mechanism=mechanism,
        runs=[*_runs(read, unit_id, levels, read.runs.get((unit_id, key), ()))],
        moves=[
            (event, case)
            for case_id in full
            for event, case in read.moves.get(case_id, ())
            if hears(event, unit_id)
        ],
        owed=[each for each in owed if reach.office or reach.reads(each)],
        parties=read.parties,
        rows=dict(_holders(read, unit_id, mechanism, full)),
        today=today,
        calendar=calendar_of(config),
        owed_copies=partial(owed_copies, config, key),
    )


def _runs(
    read: Read, unit_id: UUID, levels: Mapping[UUID, str], runs: Iterable[tuple[Deadline, Case]]
) -> Iterator[tuple[Deadline, Case]]:
    for deadline, case in runs:
        if levels.get(case.id) in {"header", "full"}:
            about = [row for row, _ in read.rows.get(case.id, ()) if row.id == deadline.row_id]
            if all(read.sees(row, case, unit_id) for row in about):
                yield deadline, case


def _holders(
    read: Read, unit_id: UUID, mechanism: Mechanism, full: Iterable[UUID]
) -> Iterator[tuple[str, UUID | None]]:
    fields = {kind.key: kind.held_by.key for kind in mechanism.rows if kind.held_by}
    for case_id in full:
        for row, case in read.rows.get(case_id, ()):
            if read.sees(row, case, unit_id):
                yield str(row.id), holder_in(row.facts, fields.get(row.type))
