"""The cells of a workbook as what their fields hold: each field's reader is made once; pure."""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from liandong.mechanisms import DayOf, Field, FieldKind, Table

Words = tuple[str, str]
Days = Mapping[DayOf, date]
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?"
)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
#: The number of an identity card: it stands in no report.
_PERSON = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_ANSWERS = {
    **dict.fromkeys(("是", "有", "√", "✓", "y", "yes", "true", "1"), True),
    **dict.fromkeys(("否", "无", "×", "n", "no", "false", "0"), False),
}
_LONGEST = 2000
_MOST_FEN = 10**14
_EARLIEST = date(1990, 1, 1)


class _WrongCellError(Exception):
    """A cell does not hold what its field takes; the words stand after the field's label."""


@dataclass(frozen=True)
class Wrong:
    """What is wrong with a line: the key of the field, and the words."""

    field: str
    zh: str
    en: str


@dataclass(frozen=True)
class Line:
    """One line that was read: what it holds, and what is wrong with it."""

    content: dict[str, Any]
    wrong: tuple[Wrong, ...] = ()


Reader = Callable[[Sequence[Any]], Line]


def reader_of(table: Table, columns: Mapping[str, int], days: Days) -> Reader:
    """Return what reads a row: `columns` say where each field stands; a field without one is empty.

    A cell that was read before, such as a choice or a day, is looked up.
    """
    readers = [(f.key, columns.get(f.key, -1), _cell_reader(f, days), f) for f in table.fields]
    pairs = [(a.key, b.key, a, b) for a, b in table.ordered]

    def read(row: Sequence[Any]) -> Line:
        content: dict[str, Any] = {}
        wrong: list[Wrong] = []
        width = len(row)
        for key, at, cell, field in readers:
            raw = row[at] if 0 <= at < width else None
            if raw is None or raw == "":
                if field.required:
                    wrong.append(_missing(field))
                continue
            try:
                value = cell(raw)
            except _WrongCellError as error:
                zh, en = error.args
                wrong.append(Wrong(key, f"“{field.label}”{zh}", f"'{key}' {en}"))
                continue
            if value is not None:
                content[key] = value
            elif field.required:
                wrong.append(_missing(field))
        for first, then, a, b in pairs:
            if first in content and then in content and content[then] < content[first]:
                zh, en = f"“{b.label}”早于“{a.label}”", f"'{then}' lies before '{first}'"
                wrong.append(Wrong(then, zh, en))
        return Line(content, tuple(wrong))

    return read


def digest_of(table: Table, content: Mapping[str, Any]) -> str:
    """Return what tells a line from every other: the same whatever blanks or width were typed."""
    said = "\x1f".join(_bare(str(content.get(field.key, ""))) for field in table.unique)
    return sha256(said.encode()).hexdigest()


def search_words(table: Table, content: Mapping[str, Any]) -> str:
    """Return the texts of a line as they are searched in, but for those that a mask may hide."""
    hidden = {mask.field.key for mask in table.masks}
    texts = (FieldKind.TEXT, FieldKind.LONG_TEXT)
    found = (content.get(f.key) for f in table.fields if f.kind in texts and f.key not in hidden)
    return _bare("\x1f".join(each for each in found if each))


def bare(text: str) -> str:
    """Return a text as it is compared: without blanks, width and case."""
    return _bare(text)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _missing(field: Field) -> Wrong:
    return Wrong(field.key, f"请填写“{field.label}”", f"'{field.key}' is required")


def _cell_reader(field: Field, days: Days) -> Callable[[Any], Any]:
    one = _KINDS[field.kind](field, days)
    if field.kind in {FieldKind.TEXT, FieldKind.LONG_TEXT}:
        return one
    known: dict[Hashable, Any] = {}

    def read(raw: Any) -> Any:
        # True and 1, or a day and its first moment, are equal but not the same.
        key = (type(raw), raw)
        if key not in known:
            known[key] = one(raw)
        return known[key]

    return read


def _text(field: Field, _: Days) -> Callable[[Any], Any]:
    most = int(field.maximum or _LONGEST)

    def read(raw: Any) -> str | None:
        text = raw.strip() if isinstance(raw, str) else _said(raw)
        if not text:
            return None
        if len(text) > most:
            raise _WrongCellError(f"最多 {most} 个字", f"takes {most} characters at most")
        if len(text) >= len("320830199001011234") and _PERSON.search(text):
            raise _WrongCellError("里有身份证号码，不要填", "holds the number of an identity card")
        return text

    return read


def _said(raw: Any) -> str:
    """Return what a cell shows that Excel holds as a number or a day."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return str(raw).strip()


def _day(field: Field, days: Days) -> Callable[[Any], Any]:
    last = days.get(field.not_after) if field.not_after else None

    def read(raw: Any) -> str | None:
        if isinstance(raw, str) and not raw.strip():
            return None
        day = _as_day(raw)
        if day is None or day < _EARLIEST:
            raise _WrongCellError("要是日期，如 2026-03-02", "must be a day")
        if last is not None and day > last:
            raise _WrongCellError(f"不能晚于今天（{last}）", f"must not lie after today ({last})")
        return day.isoformat()

    return read


def _as_day(raw: Any) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = unicodedata.normalize("NFKC", _said(raw))
    found = _DAY.fullmatch(text) or _RUN.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _amount(field: Field, _: Days) -> Callable[[Any], Any]:
    def read(raw: Any) -> int | None:
        fen = _as_number(raw, "要是金额，单位元，最多到分", "must be an amount in yuan")
        if fen is None:
            return None
        fen *= 100
        if fen != fen.to_integral_value() or abs(fen) >= _MOST_FEN:
            raise _WrongCellError("要是金额，单位元，最多到分", "must be an amount in yuan")
        return int(_bounded(field, fen))

    return read


def _number(field: Field, _: Days) -> Callable[[Any], Any]:
    def read(raw: Any) -> int | None:
        number = _as_number(raw, "要是整数", "must be a whole number")
        if number is None:
            return None
        if number != number.to_integral_value() or abs(number) >= _MOST_FEN:
            raise _WrongCellError("要是整数", "must be a whole number")
        return int(_bounded(field, number))

    return read


def _bounded(field: Field, number: Decimal) -> Decimal:
    if field.minimum is not None and number < field.minimum:
        raise _WrongCellError(f"不能小于 {field.minimum}", f"must be {field.minimum} at least")
    if field.maximum is not None and number > field.maximum:
        raise _WrongCellError(f"不能大于 {field.maximum}", f"must be {field.maximum} at most")
    return number


def _as_number(raw: Any, zh: str, en: str) -> Decimal | None:
    text = str(raw)
    if isinstance(raw, str):
        text = unicodedata.normalize("NFKC", raw).strip().removesuffix("元").replace(",", "")
        if not text:
            return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _WrongCellError(zh, en) from None
    if isinstance(raw, bool) or not number.is_finite():
        raise _WrongCellError(zh, en)
    return number


def _choice(field: Field, _: Days) -> Callable[[Any], Any]:
    known = {_bare(word): c.key for c in field.choices for word in (c.key, c.label)}
    listed = "、".join(c.label for c in field.choices)
    english = ", ".join(c.key for c in field.choices)

    def one(text: str) -> str:
        found = known.get(_bare(text))
        if found is None:
            raise _WrongCellError(f"只能选：{listed}", f"must be one of: {english}")
        return found

    def read(raw: Any) -> Any:
        text = _said(raw)
        if not text:
            return None
        if not field.multiple or _bare(text) in known:
            return [one(text)] if field.multiple else one(text)
        parts = (part for part in re.split(r"[、，,;；/\n]", text) if part.strip())
        return list(dict.fromkeys(map(one, parts)))

    return read


def _boolean(_: Field, __: Days) -> Callable[[Any], Any]:
    def read(raw: Any) -> bool | None:
        text = _bare(_said(raw))
        if not text:
            return None
        if text not in _ANSWERS:
            raise _WrongCellError("只能填是或否", "must be yes or no")
        return _ANSWERS[text]

    return read


_KINDS: dict[FieldKind, Callable[[Field, Days], Callable[[Any], Any]]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DATE: _day,
    FieldKind.AMOUNT: _amount,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.BOOLEAN: _boolean,
}
#: What a column of a table may hold.
KINDS = frozenset(_KINDS)


def cells_of(fields: Iterable[Field], content: Mapping[str, Any]) -> list[str]:
    """Return a line as the cells of a workbook show it, so that it can be read in again."""
    return [cell_text(field, content.get(field.key)) for field in fields]


def cell_text(field: Field, value: Any) -> str:
    """Return one value as its cell shows it: choices by label, fen as 元."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(cell_text(field, each) for each in value)
    if field.kind is FieldKind.CHOICE:
        return next((c.label for c in field.choices if c.key == value), str(value))
    if field.kind is FieldKind.BOOLEAN:
        return "是" if value else "否"
    if field.kind is FieldKind.AMOUNT and isinstance(value, int):
        return f"{Decimal(value) / 100:.2f}"
    return str(value)
