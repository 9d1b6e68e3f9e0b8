"""How what a case holds is worded in its papers: labels, names, days and periods; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from liandong.features.cases.service.copies import COPY_UNIT
from liandong.features.cases.service.purges import PURGED
from liandong.features.documents.service.numbering import chinese_ordinal
from liandong.kernel.sealing import PurgedFile
from liandong.mechanisms import CountedIn, Field, FieldKind, Mechanism, RowType, TimeLimit

_UNITS = {
    CountedIn.HOUR: "小时",
    CountedIn.DAY: "日",
    CountedIn.WORKING_DAY: "个工作日",
    CountedIn.MONTH: "个月",
    CountedIn.QUARTER: "个季度",
    CountedIn.HALF_YEAR: "个半年",
    CountedIn.YEAR: "年",
}
_TWO = 2
_FEN = 100

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Wording:
    """The names by which a paper calls units and files."""

    units: Mapping[UUID, str]
    files: Mapping[str, str]

    def facts(self, fields: Iterable[Field], facts: Facts) -> dict[str, object]:
        """Return every field as a letter words it; None where nothing was entered."""
        return {field.key: self._stated(field, facts.get(field.key)) for field in fields}

    def row(self, kind: RowType, state: str, facts: Facts) -> dict[str, object]:
        """Return a row's fields, with its state in words and its key."""
        labels = {known.key: known.label for known in kind.states}
        return {
            **self.facts(row_fields(kind), facts),
            "state": labels.get(state, state),
            "state_key": state,
        }

    def unit(self, unit_id: str | UUID) -> str:
        """Return the full name of a unit; what is no unit of ours stays as it was entered."""
        try:
            return self.units.get(UUID(str(unit_id)), str(unit_id))
        except ValueError:
            return str(unit_id)

    def _stated(self, field: Field, value: Any) -> object:
        if value is None:
            return None
        if isinstance(value, list | tuple):
            return [self._one(field, each) for each in value]
        return self._one(field, value)

    def _one(self, field: Field, value: Any) -> object:
        if field.key == COPY_UNIT or field.kind is FieldKind.UNIT:
            return self.unit(value)
        if isinstance(value, PurgedFile):
            return PURGED
        if field.kind is FieldKind.FILE:
            return PurePosixPath(self.files.get(str(value), "")).stem
        return _worded(field, value)


def _worded(field: Field, value: Any) -> object:
    match field.kind:
        case FieldKind.CHOICE:
            return next((c.label for c in field.choices if c.key == value), str(value))
        case FieldKind.DATE:
            return date.fromisoformat(value) if isinstance(value, str) and value else value
        case FieldKind.MONTH:
            return f"{value[:4]}年{int(value[5:])}月"
        case FieldKind.AMOUNT:
            return _yuan(int(value))
        case FieldKind.TIME:
            return _clock(value)
    return value


def _clock(time: str) -> str:
    hour, minute = map(int, time.split(":")[:2])
    return f"{hour}时{minute}分" if minute else f"{hour}时"


def _yuan(fen: int) -> str:
    yuan, rest = divmod(fen, _FEN)
    return f"{yuan}.{rest:02d}元" if rest else f"{yuan}元"


def row_fields(kind: RowType) -> tuple[Field, ...]:
    """Return every field that the moves of a row ask for, once per key."""
    found: dict[str, Field] = {}
    for move in kind.transitions:
        for field in move.inputs:
            found.setdefault(field.key, field)
    return tuple(found.values())


def named_files(mechanism: Mechanism, held: Iterable[Facts]) -> set[str]:
    """Return the ids of the files that facts name."""
    fields = [*mechanism.fields, *(f for row in mechanism.rows for f in row_fields(row))]
    keys = {field.key for field in fields if field.kind is FieldKind.FILE}
    found: set[str] = set()
    for facts in held:
        for key in keys & facts.keys():
            value = facts[key]
            found |= {str(v) for v in (value if isinstance(value, list | tuple) else [value]) if v}
    return found


def period_words(limit: TimeLimit, on: date, stated: object = None) -> str | date | None:
    """Return a period in words, such as 两个月 or 十五日; a stated day stays a day."""
    if isinstance(stated, str) and stated:
        return date.fromisoformat(stated)
    if isinstance(stated, int):
        return _words(stated, CountedIn.DAY)
    value = limit.value_on(on)
    if value is None or value.length is None or value.counted_in not in _UNITS:
        return None
    return _words(value.length, value.counted_in)


def _words(length: int, counted_in: CountedIn) -> str:
    is_pair = length == _TWO and counted_in is not CountedIn.DAY
    return f"{'两' if is_pair else chinese_ordinal(length)}{_UNITS[counted_in]}"
