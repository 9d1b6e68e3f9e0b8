"""What a form of the action panel says: values by the kinds of their fields, acts as commands."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from werkzeug.datastructures import FileStorage, MultiDict

from liandong.features.cases.service import Act, FireTransition, RowCommand
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Field, FieldKind, Offer

Keep = Callable[[FileStorage], str]
Form = MultiDict[str, str]
Files = MultiDict[str, FileStorage]


def typed_values(form: Form) -> dict[str, Any]:
    """Return everything that was typed, so that nothing is lost when the page comes again."""
    found: dict[str, Any] = {}
    for name in form:
        every = [text for text in form.getlist(name) if text != ""]
        found[name] = every if name.endswith("copy_triggers") else (every[0] if every else "")
    return found


def command_of(
    act: Act, form: Form, files: Files, keep: Keep, today: date, seen: int
) -> FireTransition:
    """Return the command of a filled form."""
    offer = act.offers[0]
    occurred_on = _day(form.get("occurred_on") or today.isoformat())
    if act.kind == "rows":
        rows = tuple(_chosen(act.offers, form, files, keep))
        return FireTransition(None, occurred_on, rows=rows, seen=seen)
    if offer.row_type is not None:
        prefix = f"row.{act.row_id or 'new'}" if act.kind != "draft" else f"row.{act.row_id}"
        facts = _facts(offer.inputs, prefix, form, files, keep)
        row = RowCommand(offer.row_type.key, offer.transition.key, act.row_id, facts)
        return FireTransition(None, occurred_on, rows=(row,), seen=seen)
    if act.paper is not None and act.kind == "fire":
        return FireTransition(offer.transition.key, occurred_on, seen=seen)
    facts = {**_kept_files(act), **_facts(offer.inputs, "facts", form, files, keep)}
    rows = tuple(_chosen(offer.along, form, files, keep))
    proof = tuple(UUID(facts[key]) for key in ("delivery_proof",) if facts.get(key))
    return FireTransition(offer.transition.key, occurred_on, facts, rows, proof=proof, seen=seen)


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


def _chosen(offers: Iterable[Offer], form: Form, files: Files, keep: Keep) -> Iterable[RowCommand]:
    """Return a command for each row whose move was chosen."""
    for offer in offers:
        prefix = f"row.{offer.row_id}"
        if offer.row_type is None or form.get(f"{prefix}.move") != offer.transition.key:
            continue
        facts = _facts(offer.inputs, prefix, form, files, keep)
        row_id = offer.row_id if isinstance(offer.row_id, UUID) else None
        yield RowCommand(offer.row_type.key, offer.transition.key, row_id, facts)


def _kept_files(act: Act) -> dict[str, Any]:
    """Return the files a draft holds already: a browser cannot send them again."""
    drafted = act.document.content.get("facts", {}) if act.document and act.kind == "draft" else {}
    named = {field.key for field in act.offer.inputs if field.kind is FieldKind.FILE}
    return {key: value for key, value in drafted.items() if key in named}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        problem = Problem("occurred_on", "日期写成 2026-04-30 这样", "write the day as 2026-04-30")
        raise InvalidInputError([problem]) from wrong


def _facts(
    fields: Iterable[Field], prefix: str, form: Form, files: Files, keep: Keep
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        value = _value(field, f"{prefix}.{field.key}", form, files, keep)
        if value not in (None, "", []):
            found[field.key] = value
    return found


def _value(field: Field, name: str, form: Form, files: Files, keep: Keep) -> Any:
    if field.kind is FieldKind.FILE:
        kept = [keep(each) for each in files.getlist(name) if each.filename]
        return kept if field.multiple else (kept[0] if kept else None)
    if field.multiple:
        return [text for text in form.getlist(name) if text]
    text = form.get(name, "").strip()
    if field.kind is FieldKind.NUMBER and text:
        return int(text) if text.lstrip("-").isdecimal() else text
    if field.kind is FieldKind.BOOLEAN:
        return text == "true"
    return text


def errors_of(problems: Iterable[Problem], command: FireTransition | None) -> dict[str, list[str]]:
    """Return the problems under the names of the form's fields."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(_name(problem.where, command), []).append(problem.message_zh)
    return found


def _name(where: str, command: FireTransition | None) -> str:
    if not where.startswith("rows[") or command is None:
        return where
    number, _, rest = where.removeprefix("rows[").partition("].")
    row = command.rows[int(number)]
    return f"row.{row.row_id or 'new'}.{rest.removeprefix('facts.')}"
