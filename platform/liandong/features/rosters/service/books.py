"""Workbooks that go out: the template, with or without the roster, and the refused rows; pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from liandong.features.rosters.service.drafting import is_held
from liandong.features.rosters.service.judging import Judged
from liandong.features.rosters.service.reading import KIND_LABELS, ROLE_LABELS
from liandong.features.rosters.service.sheets import MOST_ROWS, REFUSED, fields_of
from liandong.features.rosters.service.wording import SEAT_FIELDS, UNIT_FIELDS, wording
from liandong.web.spreadsheets import workbook

_KEYS = ("key", "seat_key")
FIELDS = (*(name for name in (*UNIT_FIELDS, *SEAT_FIELDS) if name not in _KEYS), *_KEYS)
_WIDTH = 18
_LISTS = "选项"
_NEEDED = ("name",)
_HOW = {
    "name": "必填，写文件里的名称。一个单位有几个人，写几行，每行都写单位",
    "aliases": "几个别名用顿号分开",
    "roles": f"几个角色用顿号分开，只能选：{'、'.join(ROLE_LABELS.values())}",
    "kind": "选一个；空着就按名称推断，导入时请核对",
    "vertical": "是或否",
    "part": "成员单位、协作单位或者其他",
    "superior": "垂直管理的单位写上级主管单位的名称",
    "note": "单位类别选其他单位的，写明是什么单位",
    "seat": "选一个；可以有几个召集人。换了人的，写新人，原来的人到新人起始的前一天为止",
    "label": "和席位不同的叫法，如常务副召集人",
    "phone": "手机、区号-座机或者短号；几个号码用顿号分开",
    "from": "日期，如 2026-03-02；空着的新人从导入当天起",
    "to": "日期；空着就是还在任",
}


def template(roster: Mapping[str, Any] | None = None, today: date = date.min) -> bytes:
    """Return the template; with a roster, all its units and those who sit there on a day."""
    book = Workbook()
    sheet = book.active
    sheet.title = "单位名册"
    labels = wording().labels
    for row in ([labels[name] for name in FIELDS], *_rows(roster or {}, today)):
        _append(sheet, row)
    sheet.freeze_panes = "B2"
    for number, name in enumerate(FIELDS, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden = _WIDTH, name in _KEYS
        sheet.cell(1, number).font = Font(bold=name in _NEEDED)
    _add_lists(book, sheet)
    _add_notes(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def refused_book(rows: Sequence[Judged]) -> bytes:
    """Return the rows that failed, alone, with the reasons; it can be handed in again."""
    names = fields_of([each.row for each in rows])
    labels = [wording().labels[_plain(name)] for name in names]
    head = ["原文件行号", "没有导入的原因", *labels]
    lines = (
        [
            str(each.row.number),
            "；".join(wrong.words.zh for wrong in each.wrong),
            *(each.row.cells.get(name, "") for name in names),
        ]
        for each in rows
    )
    return workbook(REFUSED, head, lines)


def _plain(name: str) -> str:
    """Return the field of any person of a line: `phone` of `phone_2`."""
    start, _, end = name.rpartition("_")
    return start if end.isdecimal() else name


def _rows(roster: Mapping[str, Any], today: date) -> Iterator[list[str]]:
    for unit in roster.get("units", ()):
        mine = [seat for seat in roster["seats"] if seat["unit"] == unit["key"]]
        held = [seat for seat in mine if is_held(seat, today)]
        for number, seat in enumerate(held or [{}]):
            cells = _unit_cells(unit) if not number else {"name": unit["name"]}
            cells |= _seat_cells(seat) if seat else {}
            yield [cells.get(name, "") for name in FIELDS[:-2]] + [
                unit["key"],
                seat.get("key", ""),
            ]


def _unit_cells(unit: Mapping[str, Any]) -> dict[str, str]:
    part = next((each for each in ("member", "partner") if unit[each]), "neither")
    texts = {name: unit.get(name, "") for name in ("name", "full_name", "short_name")}
    return {
        **texts,
        **{name: unit.get(name, "") for name in ("superior", "note")},
        "aliases": "、".join(unit.get("aliases", ())),
        "kind": KIND_LABELS[unit["kind"]],
        "roles": "、".join(ROLE_LABELS[role] for role in unit.get("roles", ())),
        "vertical": "是" if unit["vertical"] else "否",
        "part": wording().part_labels[part],
    }


def _seat_cells(seat: Mapping[str, Any]) -> dict[str, str]:
    known = {name: str(seat.get(name, "")) for name in SEAT_FIELDS if name not in _KEYS}
    return known | {"seat": wording().seat_labels[seat["seat"]]}


def _append(sheet: Worksheet, row: Iterable[str]) -> None:
    at = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    for number, text in enumerate(row, 1):
        if text:
            cell = sheet.cell(at, number, ILLEGAL_CHARACTERS_RE.sub("", text))
            cell.data_type = "s"


def _add_lists(book: Workbook, sheet: Worksheet) -> None:
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    chosen = {
        "kind": list(KIND_LABELS.values()),
        "vertical": ["是", "否"],
        "part": list(wording().part_labels.values()),
        "seat": list(wording().seat_labels.values()),
    }
    for number, (name, words) in enumerate(chosen.items(), 1):
        for row, word in enumerate(words, 1):
            lists.cell(row, number, word)
        letter = get_column_letter(number)
        check = DataValidation(
            type="list", formula1=f"'{_LISTS}'!${letter}$1:${letter}${len(words)}", allow_blank=True
        )
        column = get_column_letter(FIELDS.index(name) + 1)
        check.add(f"{column}2:{column}{MOST_ROWS + 1}")
        sheet.add_data_validation(check)


def _add_notes(book: Workbook) -> None:
    notes = book.create_sheet("填写说明")
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = _WIDTH, 90
    for name in FIELDS[:-2]:
        notes.append([wording().labels[name], _HOW.get(name, "选填")])
    cleared = "、".join(sorted(wording().nothing))
    notes.append(["", f"空着的格子不改原来的内容；要去掉选填的内容，写：{cleared}"])
    notes.append(["", "隐藏的编号列用来认出原来的单位和席位，不要改；新的单位空着"])
    notes.append(["", "不要填身份证号码"])
