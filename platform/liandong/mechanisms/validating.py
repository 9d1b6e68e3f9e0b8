"""Checks entered values against Fields, in words for the person who entered them."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from liandong.kernel.errors import Problem
from liandong.kernel.sealing import Purged
from liandong.mechanisms.fields import DayOf, Field, FieldKind

Words = tuple[str, str]
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_EMPTY: tuple[object, ...] = (None, "", [], ())


def is_empty(value: object) -> bool:
    """Tell whether nothing is there; zero and false are something, what was purged is not."""
    held = value if isinstance(value, list | tuple) else (value,)
    return value in _EMPTY or all(isinstance(each, Purged) for each in held)


def validate_fields(
    fields: Iterable[Field],
    values: Mapping[str, Any],
    *,
    path: str = "facts",
    days: Mapping[DayOf, date] | None = None,
) -> list[Problem]:
    """Name every value that is missing, unknown or wrong by its field path."""
    known = {field.key: field for field in fields}
    problems = [
        Problem(f"{path}.{key}", "没有这一项", "there is no such field")
        for key in values
        if key not in known
    ]
    for key, field in known.items():
        value = values.get(key)
        words = _judge(field, value) or _out_of_bounds(field, value, days or {})
        if words is not None:
            problems.append(Problem(f"{path}.{key}", *words))
    return problems


def missing_fields(
    fields: Iterable[Field], values: Mapping[str, Any], *, path: str = "facts"
) -> list[Problem]:
    """Name every required field that has no value."""
    return [
        Problem(f"{path}.{field.key}", *_required(field))
        for field in fields
        if field.required and is_empty(values.get(field.key))
    ]


_EVENTS = {DayOf.EVENT: "办理当天", DayOf.ISSUE: "制发当天", DayOf.DELIVERY: "送达当天"}


def _out_of_bounds(field: Field, value: object, days: Mapping[DayOf, date]) -> Words | None:
    if field.kind is not FieldKind.DATE or is_empty(value):
        return None
    day = value if isinstance(value, date) else date.fromisoformat(str(value))
    first = days.get(field.not_before) if field.not_before else None
    last = days.get(field.not_after) if field.not_after else None
    if first is not None and field.not_before and day < first:
        return _bound(field, "早", "before", field.not_before, first)
    if last is not None and field.not_after and day > last:
        return _bound(field, "晚", "after", field.not_after, last)
    return None


def _bound(field: Field, zh: str, en: str, what: DayOf, day: date) -> Words:
    shown = f"{_EVENTS[what]}（{day.year}年{day.month}月{day.day}日）"
    return (
        f"“{field.label}”不能{zh}于{shown}",
        f"'{field.key}' must not lie {en} the day of the {what} ({day})",
    )


def _required(field: Field) -> Words:
    return f"请填写“{field.label}”", f"'{field.key}' is required"


def _judge(field: Field, value: object) -> Words | None:
    if is_empty(value):
        return _required(field) if field.required else None
    if not field.multiple:
        return _judge_one(field, value)
    if not isinstance(value, list | tuple):
        return f"“{field.label}”要是一个列表", f"'{field.key}' must be a list"
    return next((words for each in value if (words := _judge_one(field, each))), None)


def _judge_one(field: Field, value: object) -> Words | None:
    zh, en = _KINDS[field.kind](field, value) or ("", "")
    return (f"“{field.label}”{zh}", f"'{field.key}' {en}") if zh else None


def _text(field: Field, value: object) -> Words | None:
    if not isinstance(value, str):
        return "要是文字", "must be text"
    if not value.strip():
        return "不能只有空格", "must not be blank"
    if field.maximum is not None and len(value) > field.maximum:
        return f"最多 {field.maximum} 个字", f"takes {field.maximum} characters at most"
    return None


def _date(_: Field, value: object) -> Words | None:
    try:
        if isinstance(value, str):
            date.fromisoformat(value)
            return None
    except ValueError:
        pass
    return None if type(value) is date else ("要是日期，如 2026-03-02", "must be a day")


def _time(_: Field, value: object) -> Words | None:
    try:
        if isinstance(value, str) and len(value) == len("09:30"):
            time.fromisoformat(value)
            return None
    except ValueError:
        pass
    return "要是时间，如 09:30", "must be a time as 09:30"


def _month(_: Field, value: object) -> Words | None:
    known = isinstance(value, str) and _MONTH.fullmatch(value)
    return None if known else ("要是月份，如 2026-10", "must be a month")


def _number(field: Field, value: object) -> Words | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "要是数字", "must be a number"
    if field.minimum is not None and value < field.minimum:
        return f"不能小于 {field.minimum}", f"must be {field.minimum} at least"
    if field.maximum is not None and value > field.maximum:
        return f"不能大于 {field.maximum}", f"must be {field.maximum} at most"
    return None


def _amount(field: Field, value: object) -> Words | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return "要是金额，最多到分", "must be a whole number of fen"
    return _number(field, value)


def _choice(field: Field, value: object) -> Words | None:
    if any(choice.key == value for choice in field.choices):
        return None
    listed = "、".join(choice.label for choice in field.choices)
    return f"只能选：{listed}", f"must be one of: {', '.join(c.key for c in field.choices)}"


def _boolean(_: Field, value: object) -> Words | None:
    return None if isinstance(value, bool) else ("只能是或否", "must be true or false")


def _file(_: Field, value: object) -> Words | None:
    try:
        UUID(str(value))
    except ValueError:
        return "要是已上传的文件", "must be the id of a stored file"
    return None


def _unit(_: Field, value: object) -> Words | None:
    try:
        UUID(str(value))
    except ValueError:
        return "要选一个单位", "must be the id of a unit"
    return None


_KINDS: dict[FieldKind, Callable[[Field, object], Words | None]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.DATE: _date,
    FieldKind.TIME: _time,
    FieldKind.MONTH: _month,
    FieldKind.NUMBER: _number,
    FieldKind.AMOUNT: _amount,
    FieldKind.CHOICE: _choice,
    FieldKind.BOOLEAN: _boolean,
    FieldKind.FILE: _file,
    FieldKind.UNIT: _unit,
}
