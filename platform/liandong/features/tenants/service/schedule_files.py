"""The file of an official schedule: YAML, CSV or XLSX; what is wrong is said by row and field."""

import csv
from collections.abc import Iterable
from pathlib import Path

from liandong.calendars import (
    Given,
    Judged,
    ScheduleError,
    Stated,
    default_calendar,
    judge,
    read_stated,
    read_table,
)
from liandong.calendars.tables import Row
from liandong.kernel import yamlfile
from liandong.kernel.errors import Problem
from liandong.web.spreadsheets import read_cells

#: What Excel in China writes as CSV, besides UTF-8.
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_schedule(path: Path, given: Given) -> Judged:
    """Return the schedule that a file states; nothing is stored.

    Raises:
        ScheduleError: The file cannot be read, or something in it is wrong; everything is listed.
    """
    return judge(_stated(path, given), default_calendar().schedules)


def _stated(path: Path, given: Given) -> Stated:
    data = _bytes(path)
    if path.suffix in {".yaml", ".yml"}:
        text, problems = yamlfile.read_text(path, path.name)
        if problems:
            raise ScheduleError(problems)
        return read_stated(yamlfile.parse(text, path.name), given)
    rows = _rows_of_csv(data) if path.suffix == ".csv" else _rows_of_workbook(data)
    if rows is None:
        raise _unreadable(path)
    known = {h.name: h.name_en for each in default_calendar().schedules for h in each.holidays}
    return read_table(path.name, rows, given, known)


def _bytes(path: Path) -> bytes:
    if path.suffix not in {".yaml", ".yml", ".csv", ".xlsx"}:
        zh, en = "只读 .yaml、.csv、.xlsx 文件", "only .yaml, .csv and .xlsx files are read"
        raise ScheduleError([Problem(path.name, zh, en)])
    try:
        return path.read_bytes()
    except OSError:
        raise _unreadable(path) from None


def _unreadable(path: Path) -> ScheduleError:
    return ScheduleError([Problem(path.name, "读不了这个文件", "this file cannot be read")])


def _rows_of_workbook(data: bytes) -> Iterable[Row] | None:
    rows = read_cells(data)
    return None if rows is None else enumerate(rows, 1)


def _rows_of_csv(data: bytes) -> Iterable[Row] | None:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        reader = csv.reader(text.splitlines())
        try:
            return [(reader.line_num, row) for row in reader]
        except csv.Error:
            return None
    return None
