"""Turns the YAML of time limits into values; names each key that is missing, unknown or wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from liandong.kernel.yamlfile import Loaded
from liandong.mechanisms.limit_parts import PartReader, Path, as_words, day_of
from liandong.mechanisms.limits import (
    AppliesTo,
    Bound,
    Conflict,
    CountedIn,
    Evidence,
    LegalBasis,
    LimitValue,
    Regime,
    Roll,
    TimeLimit,
)

_LIMIT_KEYS = ("matter", "start_event", "owed_by", "regime", "roll", "values")
_OPTIONAL_KEYS = {"extends", "met_by_progress", "right", "lapse", "applies_to"} | {
    "conflicts_with",
    "used_by",
    "received_by",
}
_SLOT_KEYS = ("matter", "start_event", "owed_by", "regime", "slot")
#: Beside its form: in whose place a county's limit stands, and why the county has it.
OWN_KEYS = {"replaces", "supplements", "fills", "clauses", "basis", "to_confirm", "note"}
_NUMBERED = {"length", "counted_in"}
_RECURRING = {CountedIn.MONTH, CountedIn.QUARTER, CountedIn.HALF_YEAR, CountedIn.YEAR}
_IN_WORKING_DAYS = {Regime.WD, Regime.PEN, Regime.COER, Regime.REC}
_BY_CALENDAR = {Regime.NAT, Regime.NATX, Regime.LIT, Regime.CRIM}
#: What a regime may count; a regime that counts nothing does not stand here.
_COUNTED_IN = {
    **{regime: {CountedIn.WORKING_DAY} for regime in _IN_WORKING_DAYS},
    **{regime: {CountedIn.DAY, CountedIn.MONTH, CountedIn.YEAR} for regime in _BY_CALENDAR},
    Regime.HOUR: {CountedIn.HOUR},
    Regime.POINT: {CountedIn.POINT, *_RECURRING},
    Regime.STATED: {CountedIn.STATED},
}


class LimitReader(PartReader):
    """Reads one file; `problems` holds what is wrong afterwards.

    With `own`, the id of a county's document, it reads the limits of that county: each may say in
    whose place it stands, and `clauses` are those of the document. `root` is where they stand.
    """

    def __init__(
        self, loaded: Loaded, package: str, root: Path = (), own: str | None = None
    ) -> None:
        super().__init__(loaded, package, root)
        self._own = own

    def read(self, data: object = None) -> dict[str, TimeLimit]:
        """Return the limits by id, also those with problems as far as they can be read."""
        found = self._mapping((), self._loaded.data if data is None else data)
        return {key: self._limit(key, value) for key, value in found.items()}

    def _limit(self, key: str, raw: object) -> TimeLimit:
        data = self._mapping((key,), raw)
        regime = self._word((key,), data, "regime", Regime, Regime.NONE)
        if data.get("slot") is True and self._own is None:
            return self._slot(key, data, regime)
        required = {*_LIMIT_KEYS, *({"inclusive"} if regime is Regime.POINT else ())}
        allowed = _OPTIONAL_KEYS if self._own is None else _OPTIONAL_KEYS | OWN_KEYS
        self._keys((key,), data, required, allowed)
        roll = self._word((key,), data, "roll", Roll, Roll.NONE)
        if regime in _IN_WORKING_DAYS and roll is not Roll.NONE:
            self._say((key, "roll"), "按工作日计的期限不顺延", "working days never roll")
        for name in ("inclusive",) if regime is Regime.POINT else ():
            self._boolean((key, name), data.get(name))
        for name in ("right", "lapse", "met_by_progress"):
            self._boolean((key, name), data.get(name, False))
        values = self._values(key, data.get("values"), regime)
        self._extension((key, "extends"), data.get("extends"), values)
        return TimeLimit(
            key,
            matter=str(data.get("matter", "")),
            start_event=str(data.get("start_event", "")),
            owed_by=as_words(data.get("owed_by")),
            regime=regime,
            roll=roll,
            values=values,
            inclusive=data.get("inclusive"),
            extends=data.get("extends"),
            met_by_progress=data.get("met_by_progress") is True,
            package=self._package,
            used_by=as_words(data.get("used_by")),
            received_by=as_words(data.get("received_by")),
            is_right=data.get("right") is True,
            is_lapse=data.get("lapse") is True,
            applies_to=self._word((key,), data, "applies_to", AppliesTo, AppliesTo.START_EVENT),
            conflicts=self._conflicts((key, "conflicts_with"), data.get("conflicts_with", {})),
            in_place_of=str(data.get("replaces") or data.get("fills") or ""),
        )

    def _slot(self, key: str, data: Mapping[str, Any], regime: Regime) -> TimeLimit:
        self._keys((key,), data, {*_SLOT_KEYS}, set())
        return TimeLimit(
            key,
            matter=str(data.get("matter", "")),
            start_event=str(data.get("start_event", "")),
            owed_by=as_words(data.get("owed_by")),
            regime=regime,
            package=self._package,
            is_slot=True,
        )

    def _boolean(self, path: Path, value: object) -> None:
        if not isinstance(value, bool):
            self._say(path, "要写 true 或 false", "it is true or false")

    def _conflicts(self, path: Path, raw: object) -> tuple[Conflict, ...]:
        found = []
        for other, each in self._mapping(path, raw).items():
            data = self._mapping((*path, other), each)
            self._keys((*path, other), data, {"zh", "en"}, set())
            found.append(Conflict(other, str(data.get("zh", "")), str(data.get("en", ""))))
        return tuple(found)

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
            path, starts = (key, "values", day), day_of(day)
            if starts is None:
                self._say(path, f"“{day}”不是日期", f"'{day}' is not a date")
                continue
            self._order(path, starts, found)
            is_repeal = value is None
            found.append((starts, None if is_repeal else self._value(path, starts, value, regime)))
        return tuple(sorted(found, key=lambda pair: pair[0]))

    def _order(
        self, path: Path, starts: date, before: list[tuple[date, LimitValue | None]]
    ) -> None:
        """Values stand in the order of their days, each day once, none inside the one before."""
        if not before:
            return
        last, value = before[-1]
        if starts <= last:
            zh, en = f"生效日期要晚于上一个值的 {last}", f"it must take effect after {last}"
            self._say(path, zh, en)
        elif value and value.effective_to and value.effective_to >= starts:
            zh = f"上一个值到 {value.effective_to} 才失效"
            self._say(path, zh, f"the value before it holds until {value.effective_to}")

    def _value(self, path: Path, starts: date, raw: object, regime: Regime) -> LimitValue:
        data = self._mapping(path, raw)
        required, allowed = {"evidence", "basis"}, {"effective_to"}
        if self._own is not None:
            required, allowed = {"evidence"}, {"effective_to", "basis", "clauses"}
        if regime is Regime.STATED:
            required |= {"counted_in"}
        elif regime is not Regime.NONE:
            required |= _NUMBERED
        numbered = required >= _NUMBERED and regime is not Regime.POINT
        self._keys(path, data, required, allowed | ({"bound"} if numbered else set()))
        return LimitValue(
            starts,
            self._length(path, data, regime),
            self._counted_in(path, data, regime),
            self._word(path, data, "evidence", Evidence, Evidence.UNCONFIRMED),
            self._cited(path, data),
            self._word(path, data, "bound", Bound, Bound.AT_MOST),
            self._end(path, starts, data.get("effective_to")),
        )

    def _end(self, path: Path, starts: date, raw: object) -> date | None:
        ends = day_of(raw)
        if raw is not None and (ends is None or ends < starts):
            zh, en = "失效日期要是生效以后的日期", "it is a day after the value took effect"
            self._say((*path, "effective_to"), zh, en)
        return ends

    def _length(self, path: Path, data: Mapping[str, Any], regime: Regime) -> int | None:
        length = data.get("length")
        if length is None:
            return None
        if not isinstance(length, int) or isinstance(length, bool) or length < 0:
            self._say((*path, "length"), "长度要是不小于零的整数", "a length is a whole number")
            return None
        if length == 0 and regime is not Regime.POINT:  # a point may lie before its event
            self._say((*path, "length"), "只有时点的长度可以是零", "only a point has length 0")
        if length != 1 and regime is Regime.POINT and data.get("counted_in") in _RECURRING:
            self._say((*path, "length"), "每期一次，长度是 1", "once in each period: length 1")
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

    def _cited(self, path: Path, data: Mapping[str, Any]) -> tuple[LegalBasis, ...]:
        """Return what a value rests on: for a county, clauses of its own document first."""
        clauses = as_words(data.get("clauses")) if self._own is not None else ()
        named = tuple(LegalBasis(self._own or "", clause) for clause in clauses)
        if named and "basis" not in data:
            return named
        return (*named, *self._basis(path, data.get("basis")))

    def _basis(self, path: Path, raw: object) -> tuple[LegalBasis, ...]:
        if not isinstance(raw, list) or not raw:
            self._say((*path, "basis"), "缺少依据", "the legal basis is missing")
            return ()
        found = []
        for i, each in enumerate(raw):
            here = (*path, "basis", i)
            data = self._mapping(here, each)
            if self._own is not None and "as_written" in data:  # found nowhere by the county
                self._keys(here, data, {"as_written"}, {"note"})
                found.append(LegalBasis("", str(data["as_written"])))
                continue
            self._keys(here, data, {"instrument", "clause"}, {"quote", "conflict"})
            words = (str(data.get(key, "")) for key in ("instrument", "clause", "quote"))
            found.append(LegalBasis(*words))
        return tuple(found)
