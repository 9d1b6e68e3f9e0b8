"""What the form of a new case says, as the command that opens it."""

import re
from dataclasses import dataclass, replace
from uuid import UUID

from liandong.features.cases.pages.case_days import DAY, PROOF, day_of
from liandong.features.cases.pages.case_reading import Filled, Form, facts_of
from liandong.features.cases.pages.unit_fields import named_parties, party_field
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import FireTransition, NewRow, Opening, RowCommand
from liandong.kernel.errors import Problem

#: No form has room for more rows of one kind.
_MOST = 50


@dataclass(frozen=True)
class RowForm:
    """One row in the form: what kind it is, and what its fields begin with."""

    kind: NewRow
    prefix: str


def rows_in(form: Form, opening: Opening) -> list[RowForm]:
    """Return the rows that the form shows: those that came, one more or one less if asked for."""
    found = []
    for kind in opening.rows:
        key = f"rows.{kind.row_type.key}"
        came = {int(each[1]) for name in form if (each := _place(key).match(name))}
        gone = form.get(f"remove_{key}", "")
        numbers = sorted(number for number in came if str(number) != gone)
        if not came or (form.get(f"add_{key}") and len(numbers) < _MOST):
            numbers.append(max(came, default=-1) + 1)
        found += [RowForm(kind, f"{key}.{number}") for number in numbers]
    return found


def _place(key: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(key)}\.(\d{{1,3}})\.")


def changes_rows(form: Form) -> bool:
    """Say whether the form was sent to have a row more or less, and not to be kept."""
    return any(name.startswith(("add_rows.", "remove_rows.")) for name in form)


def command_of(opening: Opening, filled: Filled) -> tuple[FireTransition, list[RowForm]]:
    """Return the act that opens the case, and the rows of the form that it holds, in order.

    Raises:
        InvalidInputError: The day is none, or what was chosen is no unit.
    """
    form = filled.form
    day = day_of(form.get(DAY, ""), filled.today)
    parties = named_parties(opening.move, form.to_dict(flat=False))
    proof = tuple(
        UUID(filled.keep(each, False)) for each in filled.files.getlist(PROOF) if each.filename
    )
    said = FireTransition(opening.move.key, day, parties=parties, proof=proof)
    facts = _entered(facts_of(opening.offer.inputs, "facts", filled))
    rows, kept = [], []
    for each in rows_in(form, opening):
        entered = _entered(facts_of(each.kind.move.inputs, each.prefix, filled))
        if entered:
            kind = each.kind
            rows.append(RowCommand(kind.row_type.key, kind.move.key, None, entered))
            kept.append(each)
    return replace(said, facts=facts, rows=tuple(rows)), kept


def _entered(facts: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in facts.items() if value is not None}


def errors_of(
    problems: list[Problem], command: FireTransition | None, rows: list[RowForm]
) -> dict[str, list[str]]:
    """Return the problems under the names of the form's fields."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(_name(problem.where, command, rows), []).append(in_words(problem))
    return found


def _name(where: str, command: FireTransition | None, rows: list[RowForm]) -> str:
    if where.startswith(f"{PROOF}["):
        return PROOF
    number, _, rest = where.removeprefix("rows[").partition("].")
    if where.startswith("rows[") and number.isdecimal() and int(number) < len(rows):
        return f"{rows[int(number)].prefix}.{rest.removeprefix('facts.')}"
    return party_field(where, command.parties) if command else where
