"""A table is taken over: one revision, one transaction, or nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.rosters.errors import RosterProcedureError, RosterRowsError
from liandong.features.rosters.service.guarding import touched
from liandong.features.rosters.service.judging import Outcome
from liandong.features.rosters.service.uploads import Preview, look_as_seen
from liandong.features.tenants.service import amend, current, roster_change
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConfigurationError, InvalidInputError, Problem


def accept(uow: UnitOfWork, clock: Clock, upload_id: UUID, seen: int, *, by: str) -> Outcome:
    """Take over the whole table as one revision, or nothing of it; the upload is gone then.

    Raises:
        NotFoundError: There is no such upload.
        StaleError: It, or the roster, changed since it was seen.
        RosterRowsError: Rows are wrong.
        RosterProcedureError: It changes people whose seats a convener approves.
        InvalidInputError: The roster that would follow does not fit the rest of the package.
    """
    lock(uow, "apply")
    preview = look_as_seen(uow, clock, upload_id, seen)
    outcome = preview.outcome
    if outcome.failed:
        n = len(outcome.failed)
        zh = f"还有 {n} 行要改，整份名册没有接受"
        raise RosterRowsError(zh, f"{n} rows have to be changed; nothing was accepted")
    _require_procedure(uow, clock, preview)
    try:
        amend(uow, clock, preview.stated.with_file("roster", dict(outcome.roster)), by=by)
    except ConfigurationError as error:
        raise _named(error, outcome.roster) from error
    uow.session.delete(preview.upload)
    uow.session.flush()
    return outcome


def _require_procedure(uow: UnitOfWork, clock: Clock, preview: Preview) -> None:
    before, after = preview.stated.files["roster"], preview.outcome.roster
    found = touched(before, after, roster_change(current(uow), clock.today()))
    if found:
        names = {unit["key"]: unit["name"] for unit in (*before["units"], *after["units"])}
        listed = "、".join(f"{names[s['unit']]}{s['label']}{s['person']}" for s in found)
        zh = f"这些席位的人由单位提出、召集人批准，不能用 Excel 改：{listed}"
        en = f"a unit proposes and a convener approves who sits there, no workbook: {listed}"
        raise RosterProcedureError(zh, en)


def _named(error: ConfigurationError, roster: Mapping[str, Any]) -> InvalidInputError:
    """Return the refusal with units by name where it has their place in the roster."""
    names = {f"roster.units.{i}": unit["name"] for i, unit in enumerate(roster["units"])}
    names |= {f"roster.seats.{i}": seat["label"] for i, seat in enumerate(roster["seats"])}
    problems = []
    for each in error.problems:
        part = ".".join(each.where.split(".")[:3])
        problems.append(Problem(names.get(part, each.where), each.message_zh, each.message_en))
    zh, en = "名册和县里其他资料对不上，没有接受", "the roster does not fit the rest; not accepted"
    return InvalidInputError(problems, zh, en)
