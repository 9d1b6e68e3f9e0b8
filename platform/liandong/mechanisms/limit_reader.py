"""Turns the YAML of time limits into values; names each key that is missing, unknown or wrong."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded
from liandong.mechanisms.limits import (
    Bound,
    CountedIn,
    Evidence,
    LegalBasis,
    LimitValue,
    Regime,
    Roll,
    TimeLimit,
)

Word = TypeVar("Word", bound=StrEnum)
Path = tuple[str | int, ...]

_LIMIT_KEYS = ("matter", "start_event", "owed_by", "regime", "roll", "values")
_NUMBERED = {"length", "counted_in"}
_IN_WORKING_DAYS = {Regime.WD, Regime.PEN, Regime.COER, Regime.REC}


class LimitReader:
    """Reads one file; `problems` holds what is wrong afterwards."""

    def __init__(self, loaded: Loaded, package: str) -> None:
        self.problems: list[Problem] = []
        self._loaded = loaded
        self._package = package

    def read(self) -> dict[str, TimeLimit]:
        """Return the limits by id, also those with problems as far as they can be read."""
        data = self._mapping((), self._loaded.data)
        return {key: self._limit(key, value) for key, value in data.items()}

    def _limit(self, key: str, raw: object) -> TimeLimit:
        data = self._mapping((key,), raw)
        regime = self._word((key,), data, "regime", Regime, Regime.NONE)
        required = {*_LIMIT_KEYS, *({"inclusive"} if regime is Regime.POINT else ())}
        self._keys((key,), data, required, {"extends"})
        roll = self._word((key,), data, "roll", Roll, Roll.NONE)
        if regime in _IN_WORKING_DAYS and roll is not Roll.NONE:
            self._say((key, "roll"), "按工作日计的期限不顺延", "working days never roll")
        return TimeLimit(
            key,
            matter=str(data.get("matter", "")),
            start_event=str(data.get("start_event", "")),
            owed_by=_as_words(data.get("owed_by")),
            regime=regime,
            roll=roll,
            values=self._values(key, data.get("values"), regime),
            inclusive=data.get("inclusive"),
            extends=data.get("extends"),
            package=self._package,
        )

    def _values(
        self, key: str, raw: object, regime: Regime
    ) -> tuple[tuple[date, LimitValue | None], ...]:
        found: list[tuple[date, LimitValue | None]] = []
        values = self._mapping((key, "values"), raw)
        if not values:
            self._say((key, "values"), "至少要有一个生效日期的值", "there must be a dated value")
        for day, value in values.items():
            path = (key, "values", day)
            try:
                starts = date.fromisoformat(day)
            except ValueError:
                self._say(path, f"“{day}”不是日期", f"'{day}' is not a date")
                continue
            found.append((starts, self._value(path, starts, value, regime) if value else None))
        return tuple(sorted(found, key=lambda pair: pair[0]))

    def _value(self, path: Path, starts: date, raw: object, regime: Regime) -> LimitValue:
        data = self._mapping(path, raw)
        required = {"evidence", "basis"}
        if regime is Regime.STATED:
            required |= {"counted_in"}
        elif regime is not Regime.NONE:
            required |= _NUMBERED
        numbered = required >= _NUMBERED and regime is not Regime.POINT
        self._keys(path, data, required, {"bound"} if numbered else set())
        return LimitValue(
            starts,
            self._length(path, data),
            self._counted_in(path, data, regime),
            self._word(path, data, "evidence", Evidence, Evidence.UNCONFIRMED),
            self._basis(path, data.get("basis")),
            self._word(path, data, "bound", Bound, Bound.AT_MOST),
        )

    def _length(self, path: Path, data: Mapping[str, Any]) -> int | None:
        length = data.get("length")
        if length is None:
            return None
        if isinstance(length, int) and not isinstance(length, bool) and length >= 0:
            return length
        self._say((*path, "length"), "长度要是不小于零的整数", "a length is a whole number")
        return None

    def _counted_in(self, path: Path, data: Mapping[str, Any], regime: Regime) -> CountedIn | None:
        if "counted_in" not in data:
            return None
        counted_in = self._word(path, data, "counted_in", CountedIn, CountedIn.DAY)
        if (regime is Regime.STATED) != (counted_in is CountedIn.STATED):
            self._say(
                (*path, "counted_in"),
                f"计算方式 {regime} 不能以 {counted_in} 计",
                f"regime {regime} does not count in {counted_in}",
            )
        return counted_in

    def _basis(self, path: Path, raw: object) -> tuple[LegalBasis, ...]:
        if not isinstance(raw, list) or not raw:
            self._say((*path, "basis"), "缺少依据", "the legal basis is missing")
            return ()
        found = []
        for i, each in enumerate(raw):
            here = (*path, "basis", i)
            data = self._mapping(here, each)
            self._keys(here, data, {"instrument", "clause"}, {"quote"})
            words = (str(data.get(key, "")) for key in ("instrument", "clause", "quote"))
            found.append(LegalBasis(*words))
        return tuple(found)

    def _mapping(self, path: Path, raw: object) -> dict[str, Any]:
        if isinstance(raw, dict):
            return raw
        self._say(path, "这里要写成“键: 值”", "a mapping must stand here")
        return {}

    def _keys(
        self, path: Path, data: Mapping[str, Any], required: set[str], allowed: set[str]
    ) -> None:
        for key in sorted(required - data.keys()):
            self._say(path, f"缺少“{key}”", f"'{key}' is missing")
        for key in sorted(data.keys() - required - allowed):
            self._say((*path, key), f"不认识“{key}”", f"unknown key '{key}'")

    def _word(
        self, path: Path, data: Mapping[str, Any], key: str, words: type[Word], default: Word
    ) -> Word:
        value = data.get(key)
        if value is None:
            return default
        try:
            return words(value)
        except ValueError:
            listed = ", ".join(words)
            self._say((*path, key), f"“{value}”不在：{listed}", f"'{value}' is none of: {listed}")
            return default

    def _say(self, path: Path, zh: str, en: str) -> None:
        self.problems.append(Problem(self._loaded.where(*path), zh, f"{_dotted(path)}: {en}"))


def _as_words(raw: object) -> tuple[str, ...]:
    if raw is None:
        return ()
    return tuple(str(each) for each in raw) if isinstance(raw, list) else (str(raw),)


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)
