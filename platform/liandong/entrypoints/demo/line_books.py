"""Workbooks of invented lines, as a clerk would have filled in the template."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from liandong.mechanisms import Field, FieldKind, Table
from liandong.web.spreadsheets import workbook

Line = Mapping[str, Any]


def book_of(table: Table, lines: Sequence[Line], times: int, day: date) -> BytesIO:
    """Return the lines, one after the other so many times, as a workbook that can be read in.

    `{n}` is the number of the line, `{m}` year and month as 202610; a day is a number of days
    after `day`.
    """
    head = [field.label for field in table.fields]
    rows = [
        [_cell(field, lines[n % len(lines)].get(field.key), n + 1, day) for field in table.fields]
        for n in range(times)
    ]
    return BytesIO(workbook(table.label, head, rows))


def _cell(field: Field, value: Any, n: int, day: date) -> str:
    if value is None:
        return ""
    if field.kind is FieldKind.DATE and isinstance(value, int):
        return (day + timedelta(days=value)).isoformat()
    return str(value).replace("{n}", f"{n:03d}").replace("{m}", f"{day:%Y%m}")
