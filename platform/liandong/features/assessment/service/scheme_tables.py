"""A scheme as a workbook and back: what is on the sheet is the scheme, to the last value.

The first worksheet holds what is said of the whole scheme, the second one row per place of the
tree. Nested parts stand in their cell as one line of YAML.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from liandong.features.tenants.service.package_schema import check_form, schema_of
from liandong.kernel import yamlfile
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded, PathKey
from liandong.scoring.rule_words import rule_in_words

Raw = dict[str, Any]
HEAD, ITEMS = "方案", "指标"
#: Key of a place and the heading of its column; what has no column of its own stands in `more`.
COLUMNS = {
    "level": "级",
    "code": "编码",
    "label": "名称",
    "label_en": "英文名称",
    "points": "满分",
    "weight": "权重",
    "words": "规则（只看，不读）",
    "start": "起评",
    "terms": "规则",
    "exceptions": "例外",
    "inputs": "输入项和来源",
    "scorer": "评分单位",
    "for": "适用单位",
    "basis": "依据",
    "evidence": "佐证要求",
    "note": "说明",
    "more": "其他",
}
_PLAIN = frozenset({"code", "label", "label_en", "scorer", "evidence", "note"})
_WIDE = {"label": 24, "words": 60, "terms": 50, "inputs": 50, "note": 40}
_WIDEST = 10**6


@dataclass(frozen=True)
class Sheets(Loaded):
    """A scheme out of a workbook: its parts go by worksheet and cell."""

    cells: Mapping[PathKey, str] = field(default_factory=dict)

    def where(self, *path: str | int) -> str:
        """Return file, worksheet and cell of a part, or of the nearest part around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.cells:
                return f"{self.file} {self.cells[path[:end]]}"
        return self.file


def as_yaml(raw: Mapping[str, Any]) -> str:
    """Return a scheme as YAML, keys in the order of the published schema: the same for the same."""
    return yaml.safe_dump(_ordered(raw), allow_unicode=True, sort_keys=False, width=_WIDEST)


def as_workbook(raw: Mapping[str, Any]) -> bytes:
    """Return a scheme as an .xlsx file."""
    book = Workbook()
    del book[book.sheetnames[0]]
    head = book.create_sheet(HEAD)
    for key, value in _ordered(raw).items():
        if key != "sheets":
            _write(head, head.max_row + 1 if head.max_row > 1 or head["A1"].value else 1,
                   [key, _line(value)])  # fmt: skip
    items = book.create_sheet(ITEMS)
    _write(items, 1, list(COLUMNS.values()))
    items.freeze_panes = "D2"
    for i, key in enumerate(COLUMNS, start=1):
        items.column_dimensions[get_column_letter(i)].width = _WIDE.get(key, 12)
    for row, (level, place) in enumerate(_places(raw["sheets"], 0), start=2):
        _write(items, row, [_shown(key, level, place) for key in COLUMNS])
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def from_workbook(data: bytes, name: str) -> tuple[Loaded, list[Problem]]:
    """Return the scheme of an .xlsx file and all that is wrong with its form, by cell.

    Args:
        data: The bytes of the file.
        name: What problems call it.
    """
    try:
        book = load_workbook(BytesIO(data))
        head, items = book[HEAD], book[ITEMS]
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError):
        zh = f"不是有工作表“{HEAD}”和“{ITEMS}”的 .xlsx 文件"
        wrong = [Problem(name, zh, f"no .xlsx file with the worksheets {HEAD} and {ITEMS}")]
        return yamlfile.unreadable(name, wrong), wrong
    reader = _Reader(name)
    raw = reader.head(head)
    raw["sheets"] = reader.items(items)
    loaded = Sheets(name, raw, {}, reader.problems, cells=reader.cells)
    return loaded, reader.problems or check_form(loaded, "scheme")


def _ordered(raw: Mapping[str, Any]) -> Raw:
    known = list(schema_of("scheme")["properties"])
    found = {key: raw[key] for key in known if key in raw}
    return found | {"sheets": [_in_order(each) for each in raw["sheets"]]}


def _in_order(place: Mapping[str, Any]) -> Raw:
    first = [key for key in COLUMNS if key in place]
    rest = [key for key in schema_of("scheme")["$defs"]["place"]["properties"] if key in place]
    keys = dict.fromkeys([*first, *(key for key in rest if key != "items")])
    found: Raw = {key: place[key] for key in keys}
    if "items" in place:
        found["items"] = [_in_order(each) for each in place["items"]]
    return found


def _places(places: Any, level: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for each in places:
        yield level, each
        yield from _places(each.get("items", ()), level + 1)


def _shown(key: str, level: int, place: Mapping[str, Any]) -> Any:
    if key == "level":
        return level
    if key == "words":
        return rule_in_words(place)
    if key == "more":
        more = {k: v for k, v in _in_order(place).items() if k not in COLUMNS and k != "items"}
        return _line(more) if more else None
    if key not in place:
        return None
    return place[key] if key in _PLAIN else _line(place[key])


def _line(value: Any) -> str:
    """Return a value as one line of YAML."""
    text = yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, default_flow_style=True, width=_WIDEST
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _write(sheet: Any, row: int, values: list[Any]) -> None:
    for column, value in enumerate(values, start=1):
        if value is not None:
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # what begins with = is text, never a formula


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.cells: dict[PathKey, str] = {(): f"{HEAD}!A1"}

    def head(self, sheet: Any) -> Raw:
        found: Raw = {}
        for key, value in sheet.iter_rows(min_col=1, max_col=2):
            if key.value is not None:
                self.cells[str(key.value),] = self._place(value)
                found[str(key.value)] = self._yaml(value)
        return found

    def items(self, sheet: Any) -> list[Raw]:
        known = {title: key for key, title in COLUMNS.items()}
        rows = sheet.iter_rows()
        titles = {i: known.get(str(cell.value)) for i, cell in enumerate(next(rows))}
        top: list[Raw] = []
        #: The places that are open now, by their level, and where each stands.
        chain: list[tuple[list[Raw], PathKey]] = [(top, ("sheets",))]
        for row in rows:
            cells = {key: row[i] for i, key in titles.items() if key and row[i].value is not None}
            if cells:
                self._row(cells, row[0], chain)
        return top

    def _row(
        self, cells: Mapping[str, Cell], first: Any, chain: list[tuple[list[Raw], PathKey]]
    ) -> None:
        level = cells["level"].value if "level" in cells else None
        if not isinstance(level, int) or not 0 <= level < len(chain):
            zh = f"级要是 0 到 {len(chain) - 1} 的整数"
            self._refuse(cells.get("level", first), zh, f"a level is 0 to {len(chain) - 1}")
            return
        into, around = chain[level]
        path = (*around, len(into))
        place = self._values(cells, path)
        self.cells[path] = self._place(first)
        into.append(place)
        if level:
            chain[level - 1][0][-1]["items"] = into
        del chain[level + 1 :]
        chain.append(([], (*path, "items")))

    def _values(self, cells: Mapping[str, Cell], path: PathKey) -> Raw:
        found: Raw = {}
        for key, cell in cells.items():
            if key in {"level", "words"}:
                continue
            self.cells[*path, key] = self._place(cell)
            value = str(cell.value) if key in _PLAIN else self._yaml(cell)
            if key != "more":
                found[key] = value
            elif isinstance(value, dict):
                found |= value
            elif value is not None:
                self._refuse(cell, "这一格要写“键: 值”", "keys with values are wanted here")
        return found

    def _yaml(self, cell: Any) -> Any:
        if cell.data_type == "f":
            self._refuse(cell, "这一格是公式，请写成值", "a formula; write its value")
            return None
        if not isinstance(cell.value, str):
            return cell.value
        read = yamlfile.parse(cell.value, "")
        for each in read.problems:
            self._refuse(cell, each.message_zh, each.message_en)
        return read.data

    def _place(self, cell: Any) -> str:
        return f"{cell.parent.title}!{cell.coordinate}"

    def _refuse(self, cell: Any, zh: str, en: str) -> None:
        self.problems.append(Problem(f"{self.name} {self._place(cell)}", zh, en))
