"""What is chosen for the rows of a form: one way each, and at least one row; pure."""

from collections.abc import Mapping
from uuid import UUID

from liandong.features.cases.service import Act
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Offer
from liandong.web.languages import say


def leaves_no_choice(act: Act) -> bool:
    """Say whether there is one row and one thing to do with it: nobody has to choose."""
    return act.kind == "rows" and len(act.offers) == 1


def require_choice(act: Act, form: Mapping[str, str]) -> None:
    """Hold the person to a choice for each row they wrote about, and for one row at least.

    Raises:
        InvalidInputError: Rows were left without a choice; each is named, and what to choose.
    """
    by_row: dict[UUID, list[Offer]] = {}
    for offer in act.offers:
        if isinstance(offer.row_id, UUID):
            by_row.setdefault(offer.row_id, []).append(offer)
    open_rows = [row for row in by_row if not form.get(f"row.{row}.move")]
    wanted = [row for row in open_rows if _is_written(form, row, by_row[row])]
    if not wanted and len(open_rows) == len(by_row):
        wanted = open_rows[:1]
    problems = [_problem(row, by_row[row], len(by_row)) for row in wanted]
    if problems:
        raise InvalidInputError(problems)


def _is_written(form: Mapping[str, str], row: UUID, offers: list[Offer]) -> bool:
    asked = {field.key for offer in offers for field in offer.inputs if not field.choices}
    return any(form.get(f"row.{row}.{key}", "").strip() for key in asked)


def _problem(row: UUID, offers: list[Offer], n_rows: int) -> Problem:
    ways = say("、").join(say(offer.transition.label) for offer in offers)
    lead = "请选怎么办" if n_rows == 1 else "请选这一项怎么办"
    return Problem(f"row.{row}.move", f"{lead}：{ways}", f"choose what to do: {ways}")
