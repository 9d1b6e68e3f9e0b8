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
_OPTIONAL = {"extends", "used_by", "received_by"}
_NUMBERED = {"length", "counted_in"}
_IN_WORKING_DAYS = {Regime.WD, Regime.PEN, Regime.COER, Regime.REC}
_BY_CALENDAR = {Regime.NAT, Regime.NATX, Regime.LIT, Regime.CRIM}
#: What a regime may count; a regime that counts nothing does not stand here.
_COUNTED_IN = {
    **{regime: {CountedIn.WORKING_DAY} for regime in _IN_WORKING_DAYS},
    **{regime: {CountedIn.DAY, CountedIn.MONTH, CountedIn.YEAR} for regime in _BY_CALENDAR},
    Regime.HOUR: {CountedIn.HOUR},
    Regime.POINT: {CountedIn.POINT, CountedIn.MONTH, CountedIn.QUARTER, CountedIn.YEAR},
    Regime.STATED: {CountedIn.STATED},
}


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
        self._keys((key,), data, required, _OPTIONAL)
        roll = self._word((key,), data, "roll", Roll, Roll.NONE)
        if regime in _IN_WORKING_DAYS and roll is not Roll.NONE:
            self._say((key, "roll"), "按工作日计的期限不顺延", "working days never roll")
        if regime is Regime.POINT and not isinstance(data.get("inclusive"), bool):
            self._say((key, "inclusive"), "要写 true 或 false", "it is true or false")
        values = self._values(key, data.get("values"), regime)
        self._extension((key, "extends"), data.get("extends"), values)
        return TimeLimit(
            key,
            matter=str(data.get("matter", "")),
            start_event=str(data.get("start_event", "")),
            owed_by=_as_words(data.get("owed_by")),
            regime=regime,
            roll=roll,
            values=values,
            inclusive=data.get("inclusive"),
            extends=data.get("extends"),
            package=self._package,
            used_by=_as_words(data.get("used_by")),
            received_by=_as_words(data.get("received_by")),
        )

    def _extension(
        self, path: Path, extends: object, values: tuple[tuple[date, LimitValue | None], ...]
    ) -> None:
        for _, value in values:
            if value and (value.bound is Bound.EXTENSION) != (extends is not None):
                zh = "extends 与 bound: extension 要同时写"
                self._say(path, zh, "'extends' and 'bound: extension' come together")

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
            self._length(path, data, regime),
            self._counted_in(path, data, regime),
            self._word(path, data, "evidence", Evidence, Evidence.UNCONFIRMED),
            self._basis(path, data.get("basis")),
            self._word(path, data, "bound", Bound, Bound.AT_MOST),
        )

    def _length(self, path: Path, data: Mapping[str, Any], regime: Regime) -> int | None:
        length = data.get("length")
        if length is None:
            return None
        if not isinstance(length, int) or isinstance(length, bool) or length < 0:
            self._say((*path, "length"), "长度要是不小于零的整数", "a length is a whole number")
            return None
        if length == 0 and regime is not Regime.POINT:  # a point may lie before its event
            self._say((*path, "length"), "只有时点的长度可以是零", "only a point has length 0")
        return length

    def _counted_in(self, path: Path, data: Mapping[str, Any], regime: Regime) -> CountedIn | None:
        if "counted_in" not in data:
            return None
        counted_in = self._word(path, data, "counted_in", CountedIn, CountedIn.DAY)
        if counted_in not in _COUNTED_IN.get(regime, set(CountedIn)):
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
