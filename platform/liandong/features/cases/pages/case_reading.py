"""What a form of the action panel says: values by the kinds of their fields, acts as commands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from werkzeug.datastructures import FileStorage, MultiDict

from liandong.features.cases.pages.case_copies import copy_facts, lists_a_copy
from liandong.features.cases.pages.case_days import DAY, PROOF, day_of, may_be_earlier
from liandong.features.cases.pages.keeping import Keep
from liandong.features.cases.pages.unit_fields import named_parties, party_field
from liandong.features.cases.pages.words import in_words
from liandong.features.cases.service import Act, FireTransition, RowCommand
from liandong.features.cases.service.copies import COPY_UNIT, CopyAdvice
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Field, FieldKind, Offer, is_empty

Form = MultiDict[str, str]
Files = MultiDict[str, FileStorage]
#: A number of more digits is a slip of the hand, whatever it was meant to be.
_DIGITS = 9
#: Ten thousand times a hundred million 元.
_MOST_FEN = 10**14


def typed_values(form: Form) -> dict[str, Any]:
    """Return everything that was typed, so that nothing is lost when the page comes again."""
    found: dict[str, Any] = {}
    for name in form:
        every = [text for text in form.getlist(name) if text != ""]
        found[name] = every if len(every) > 1 else (every[0] if every else "")
    return found


@dataclass(frozen=True)
class Filled:
    """A form that came back, and how to keep its files; `advice` is whom the county copies."""

    form: Form
    files: Files
    keep: Keep
    today: date
    seen: int
    advice: tuple[CopyAdvice, ...] = ()


def command_of(act: Act, filled: Filled) -> FireTransition:
    """Return the command of a filled form.

    Raises:
        InvalidInputError: The day is none, or what was chosen is no unit of the list.
    """
    offer, form = act.offers[0], filled.form
    day = day_of(form.get(DAY, "") if may_be_earlier(act) else "", filled.today)
    said = FireTransition(None, day, proof=_proof(act, filled), seen=filled.seen)
    if act.kind == "rows":
        return replace(said, rows=tuple(_chosen(act.offers, filled)))
    if offer.row_type is not None:
        row = RowCommand(
            offer.row_type.key, offer.transition.key, act.row_id, _row_facts(act, filled)
        )
        return replace(said, rows=(row,))
    parties = named_parties(offer.transition, form.to_dict(flat=False))
    said = replace(said, transition=offer.transition.key, parties=parties)
    if act.paper is not None and act.kind == "fire":
        return said
    facts = {**_kept_files(act), **facts_of(offer.inputs, "facts", filled)}
    proof = (UUID(facts[key]) for key in ("delivery_proof",) if facts.get(key))
    rows = tuple(_chosen(offer.along, filled))
    return replace(said, facts=facts, rows=rows, proof=(*said.proof, *proof))


def _row_facts(act: Act, filled: Filled) -> dict[str, Any]:
    prefix = f"row.{act.row_id or 'new'}" if act.kind != "draft" else f"row.{act.row_id}"
    if lists_a_copy(act):
        name = f"{prefix}.{COPY_UNIT}"
        return copy_facts(act, name, filled.form.get(name, ""), filled.advice)
    return facts_of(act.offer.inputs, prefix, filled)


def _proof(act: Act, filled: Filled) -> tuple[UUID, ...]:
    """Return the files that prove an earlier day."""
    sent = filled.files.getlist(PROOF) if may_be_earlier(act) else []
    return tuple(UUID(filled.keep(file, False)) for file in sent if file.filename)


def require_each_row(act: Act, form: Form) -> None:
    """Hold the person to an answer for each row that goes along.

    Raises:
        InvalidInputError: Some rows have none; each is named.
    """
    rows = list(dict.fromkeys(offer.row_id for offer in act.offer.along if offer.row_id))
    problems = [
        Problem(
            f"row.{row_id}.move",
            f"第 {number} 项：请选择是否采纳",
            f"item {number}: choose an answer",
        )
        for number, row_id in enumerate(rows, 1)
        if not form.get(f"row.{row_id}.move")
    ]
    if problems:
        raise InvalidInputError(problems)


def _chosen(offers: Iterable[Offer], filled: Filled) -> Iterable[RowCommand]:
    """Return a command for each row whose move was chosen."""
    for offer in offers:
        prefix = f"row.{offer.row_id}"
        if offer.row_type is None or filled.form.get(f"{prefix}.move") != offer.transition.key:
            continue
        facts = facts_of(offer.inputs, prefix, filled)
        row_id = offer.row_id if isinstance(offer.row_id, UUID) else None
        yield RowCommand(offer.row_type.key, offer.transition.key, row_id, facts)


def _kept_files(act: Act) -> dict[str, Any]:
    """Return the files a draft holds already: a browser cannot send them again."""
    drafted = act.document.content.get("facts", {}) if act.document and act.kind == "draft" else {}
    named = {field.key for field in act.offer.inputs if field.kind is FieldKind.FILE}
    return {key: value for key, value in drafted.items() if key in named and not is_empty(value)}


def facts_of(fields: Iterable[Field], prefix: str, filled: Filled) -> dict[str, Any]:
    """Return what was entered in fields; None is what was there and was emptied."""
    found: dict[str, Any] = {}
    for field in fields:
        value = _value(field, f"{prefix}.{field.key}", filled)
        if value not in (None, "", []):
            found[field.key] = value
        elif _was_emptied(field, f"{prefix}.{field.key}", filled):
            found[field.key] = None
    return found


def _was_emptied(field: Field, name: str, filled: Filled) -> bool:
    return field.kind is not FieldKind.FILE and not field.required and name in filled.form


def _value(field: Field, name: str, filled: Filled) -> Any:
    if field.kind is FieldKind.FILE:
        sent = [each for each in filled.files.getlist(name) if each.filename]
        kept = [filled.keep(each, field.secrecy is not None) for each in sent]
        return kept if field.multiple else (kept[0] if kept else None)
    if field.multiple:
        return [text for text in filled.form.getlist(name) if text]
    text = filled.form.get(name, "").strip()
    if field.kind is FieldKind.NUMBER:
        return number_of(text)
    if field.kind is FieldKind.AMOUNT:
        return amount_of(text)
    if field.kind is FieldKind.BOOLEAN:
        return {"true": True, "false": False}.get(text)
    return text


def amount_of(text: str) -> int | str:
    """Return 元 as fen; what is no amount, or goes beyond fen, stays text, which is refused."""
    try:
        fen = Decimal(text.replace(",", "").replace("，", "")) * 100
    except InvalidOperation:
        return text
    is_whole = fen.is_finite() and abs(fen) < _MOST_FEN and fen == fen.to_integral_value()
    return int(fen) if is_whole else text


def number_of(text: str) -> int | str:
    """Return a whole number as such; what is none stays text, which its field will refuse."""
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) <= _DIGITS else text


def errors_of(problems: Iterable[Problem], command: FireTransition | None) -> dict[str, list[str]]:
    """Return the problems under the names of the form's fields."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(_name(problem.where, command), []).append(in_words(problem))
    return found


def _name(where: str, command: FireTransition | None) -> str:
    if where.startswith(f"{PROOF}["):
        return PROOF
    if command is None:
        return where
    if not where.startswith("rows["):
        return party_field(where, command.parties)
    number, _, rest = where.removeprefix("rows[").partition("].")
    if int(number) >= len(command.rows):  # a row of the draft that is signed
        return ""
    row = command.rows[int(number)]
    return f"row.{row.row_id or 'new'}.{rest.removeprefix('facts.')}"
