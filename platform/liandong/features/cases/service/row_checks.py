"""The rows that an act names in its body: each exists, and each problem says where."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from liandong.features.cases.errors import FactsError
from liandong.features.cases.models import CaseRow
from liandong.features.cases.service.commands import FireTransition, RowCommand
from liandong.features.cases.service.row_sight import seen_rows
from liandong.features.cases.service.signing import row_move
from liandong.features.cases.service.viewing import Opened
from liandong.kernel.errors import NotFoundError, Problem
from liandong.mechanisms import Mechanism


def require_rows(
    mechanism: Mechanism, rows: Iterable[CaseRow], unit_id: UUID, command: FireTransition
) -> None:
    """Hold the rows that an act names to those that this unit may know of.

    Raises:
        NotFoundError: An act on rows alone names one that is hidden: it is as unknown as none.
        FactsError: One that goes along with a move of the case has no such type, move or row.
    """
    known = list(rows)
    types = {row.id: row.type for row in seen_rows(mechanism, known, unit_id)}
    if command.transition is None:
        hidden = {row.id for row in known} - types.keys()
        if any(row.row_id in hidden for row in command.rows):
            raise NotFoundError
        return
    problems = [
        problem
        for number, row in enumerate(command.rows)
        for problem in _wrong(mechanism, types, row, f"rows[{number}].")
    ]
    if problems:
        raise FactsError(problems)


def _wrong(
    mechanism: Mechanism, types: dict[UUID, str], row: RowCommand, path: str
) -> Iterator[Problem]:
    if row.type not in {kind.key for kind in mechanism.rows}:
        yield Problem(f"{path}type", "没有这一类内容", "there is no such type of row")
        return
    move = row_move(mechanism, row)
    if move is None:
        yield Problem(f"{path}transition", "没有这种办法", "there is no such move of a row")
    elif move.creates and row.row_id is not None:
        zh, en = "新的一项不带编号", "a new row is given its id by the platform"
        yield Problem(f"{path}row_id", zh, en)
    elif not move.creates and (row.row_id is None or types.get(row.row_id) != row.type):
        yield Problem(f"{path}row_id", "没有这一项", "there is no such row")


def require_named_row(opened: Opened, command: FireTransition) -> None:
    """Refuse a draft about one row that the case does not have.

    Raises:
        NotFoundError: There is no such row of this type.
    """
    types = {row.id: row.type for row in opened.rows}
    if command.transition is None and any(
        row.row_id is None or types.get(row.row_id) != row.type for row in command.rows
    ):
        raise NotFoundError
