"""A scheme as YAML states it becomes a scheme that scores; everything wrong is named at once.

The data is valid against `docs/reference/schemas/scheme.schema.json` by then.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal, TypeVar

from liandong.calendars import Text
from liandong.kernel.errors import Problem
from liandong.scoring.fixed import LARGEST, SCALE
from liandong.scoring.quantities import Input, Quantity
from liandong.scoring.reading_quantities import QuantityReader, UnreadableError, number
from liandong.scoring.rules import Amount, Exemption, Rule, Term, Together
from liandong.scoring.scheme import Grade, Grading, PeerGroup, Reader, Scheme, Sheet
from liandong.scoring.tree import Block, Item, Losses, Place, Selector, Source

Plain = Mapping[str, Any]
T = TypeVar("T")
_FLAG = SCALE
_COMBINED: tuple[Literal["sum", "largest"], ...] = ("sum", "largest")
_WEIGHT_STEP = 100  # weights have at most two places: their hundredth then has four


@dataclass
class SchemeReader:
    """Reads one scheme; what is wrong is kept in `problems`."""

    raw: Plain
    problems: list[Problem] = field(default_factory=list)
    inputs: dict[str, Input] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)

    def read(self) -> Scheme | None:
        """Return the scheme; nothing where something in it cannot be read."""
        for code, item, path in _items(self.raw):
            self._declare(code, item, path)
        sheets = tuple(
            Sheet(root, _selector(each.get("for", {})))
            for i, each in enumerate(self.raw["sheets"])
            if isinstance(root := self._place(each, f"sheets[{i}]", is_root=True), Block)
        )
        grading = self._trying("grading", self._grading, Grading())
        if self.problems:
            return None
        return Scheme(
            key=self.raw["key"],
            edition=str(self.raw["edition"]),
            year=self.raw["year"],
            title=text(self.raw, "title"),
            sheets=sheets,
            groups=tuple(
                PeerGroup(each["key"], text(each), _selector(each.get("for", {})))
                for each in self.raw.get("groups", ())
            ),
            grading=grading,
            readers=self.readers,
            content=self.raw,
            is_demo=self.raw.get("demo", False),
            effective_from=_day(self.raw.get("effective_from")),
            codes=tuple(
                (each["old"], tuple(each["new"]))
                for each in self.raw.get("replaces", {}).get("codes", ())
            ),
        )

    def _refuse(self, path: str, zh: str, en: str) -> None:
        self.problems.append(Problem(path, zh, en))

    def _trying(self, path: str, read: Callable[[], T], instead: T) -> T:
        try:
            found = read()
        except UnreadableError as error:
            self._refuse(error.path, error.zh, error.en)
            return instead
        except (KeyError, TypeError, ValueError) as error:
            zh, en = f"这一处读不懂：{error}", f"this part cannot be read: {error}"
            self._refuse(path, zh, en)
            return instead
        return found

    def _declare(self, code: str, item: Plain, path: str) -> None:
        for name, stated in item.get("inputs", {}).items():
            where = f"{path}.inputs.{name}"
            key = f"{code}/{name}"
            found = self._trying(where, partial(_input, key, stated, where), None)
            if found is not None:
                self.inputs[key] = found
                self.readers[key] = Reader(stated.get("kind", "number"), stated)

    def _place(self, raw: Plain, path: str, *, is_root: bool = False) -> Place | None:
        if "items" in raw or is_root:
            return self._trying(path, lambda: self._block(raw, path), None)
        return self._trying(path, lambda: self._item(raw, path), None)

    def _block(self, raw: Plain, path: str) -> Block:
        known = self._known(str(raw["code"]))
        read = [self._place(e, f"{path}.items[{i}]") for i, e in enumerate(raw.get("items", ()))]
        children = tuple(each for each in read if each is not None)
        reader = QuantityReader(known)
        return Block(
            code=str(raw["code"]),
            label=text(raw),
            children=children,
            selector=_selector(raw.get("for", {})),
            start=number(raw.get("start", 0), f"{path}.start"),
            floor=_optional(raw, "floor", path),
            cap=_optional(raw, "cap", path),
            worth_of=_optional(raw, "worth", path),
            fills=raw.get("fills", False),
            losses=self._losses(raw, path, reader),
            exceptions=self._exceptions(raw, path, reader),
            weight=_weight(raw, path),
            places_kept=int(raw.get("places", self._places("block"))),
        )

    def _losses(self, raw: Plain, path: str, reader: QuantityReader) -> Losses | None:
        stated = raw.get("losses")
        if stated is None:
            return None
        when = reader.read(stated["when"], f"{path}.losses.when") if "when" in stated else None
        return Losses(number(stated["times"], f"{path}.losses.times"), when)

    def _item(self, raw: Plain, path: str) -> Item:
        code = str(raw["code"])
        reader = QuantityReader(self._known(code))
        full = number(raw.get("points", 0), f"{path}.points")
        is_bonus = raw.get("bonus", False)
        start = raw.get("start", 0 if is_bonus else "full")
        rule = Rule(
            start=full if start == "full" else number(start, f"{path}.start"),
            terms=tuple(
                self._term(each, f"{path}.terms[{i}]", reader)
                for i, each in enumerate(raw.get("terms", ()))
            ),
            floor=_end(raw, "floor", 0, path),
            ceiling=_end(raw, "ceiling", full, path),
            exceptions=self._exceptions(raw, path, reader),
            places=int(raw.get("places", self._places("item"))),
        )
        own = [(self.inputs[k], _source(k, s)) for k, s in _declared(code, raw) if k in self.inputs]
        return Item(
            code=code,
            label=text(raw),
            full=full,
            rule=rule,
            inputs=tuple(own),
            scorer=raw.get("scorer", ""),
            selector=_selector(raw.get("for", {})),
            absent=raw.get("absent", "leave_out"),
            is_bonus=is_bonus,
            weight=_weight(raw, path),
            is_open=raw.get("open", False),
        )

    def _places(self, level: str) -> int:
        return int(self.raw.get("places", {}).get(level, 2))

    def _known(self, code: str) -> dict[str, Input]:
        """Own inputs by their name, those of others by code and name."""
        own = f"{code}/"
        return self.inputs | {
            key.removeprefix(own): each for key, each in self.inputs.items() if key.startswith(own)
        }

    def _term(self, raw: Plain, path: str, reader: QuantityReader) -> Amount:
        cap, label = _optional(raw, "cap", path), text(raw, "label")
        for combine in _COMBINED:
            if combine in raw:
                parts = tuple(
                    self._term(each, f"{path}.{combine}[{i}]", reader)
                    for i, each in enumerate(raw[combine])
                )
                return Together(parts, combine, cap, label)
        signs = {"add": SCALE, "take": -SCALE}
        for word, each in signs.items():
            if word in raw:
                return Term(reader.read(raw[word], f"{path}.{word}"), each, cap, label)
        per: Quantity = reader.read(raw["per"], f"{path}.per")
        return Term(per, number(raw["each"], f"{path}.each"), cap, label)

    def _exceptions(self, raw: Plain, path: str, reader: QuantityReader) -> tuple[Exemption, ...]:
        return tuple(
            Exemption(
                when=reader.read(each["when"], f"{path}.exceptions[{i}].when"),
                label=text(each),
                becomes=_optional(each, "becomes", f"{path}.exceptions[{i}]"),
                losses_times=number(each.get("losses_times", 1), f"{path}.exceptions[{i}]"),
                fails=each.get("fails", False),
                leaves_out=each.get("leaves_out", False),
            )
            for i, each in enumerate(raw.get("exceptions", ()))
        )

    def _grading(self) -> Grading:
        raw = self.raw.get("grading", {})
        return Grading(
            grades=tuple(
                Grade(
                    text(each),
                    _optional(each, "from", "grading"),
                    _optional(each, "share", "grading"),
                    each.get("at_most"),
                )
                for each in raw.get("grades", ())
            ),
            of=raw.get("of", "points"),
            ties=raw.get("ties", "out"),
            by_decision=raw.get("by_decision", False),
        )


def text(raw: Plain, key: str = "label") -> Text:
    """Return words of a scheme; the English is the Chinese where none is given."""
    zh = raw.get(key, "")
    return Text(zh, raw.get(f"{key}_en", zh))


def _items(raw: Plain) -> Iterator[tuple[str, Plain, str]]:
    """Yield every place with its code and path."""
    for i, sheet in enumerate(raw["sheets"]):
        yield from _below(sheet, f"sheets[{i}]")


def _below(raw: Plain, path: str) -> Iterator[tuple[str, Plain, str]]:
    yield str(raw["code"]), raw, path
    for i, each in enumerate(raw.get("items", ())):
        yield from _below(each, f"{path}.items[{i}]")


def _declared(code: str, raw: Plain) -> Iterator[tuple[str, Plain]]:
    for name, stated in raw.get("inputs", {}).items():
        yield f"{code}/{name}", stated


def _input(key: str, raw: Plain, path: str) -> Input:
    kind = raw.get("kind", "number")
    options = tuple(
        (str(name), Text(zh, raw.get("options_en", {}).get(name, zh)))
        for name, zh in raw.get("options", {}).items()
    )
    highest = LARGEST * SCALE
    if kind == "flag":
        highest = _FLAG
    if options:
        highest = (len(options) - 1) * SCALE
    return Input(
        key=key,
        label=text(raw),
        unit=Text(raw.get("unit", ""), raw.get("unit_en", "")),
        lowest=number(raw["from"], f"{path}.from") if "from" in raw else 0,
        highest=number(raw["to"], f"{path}.to") if "to" in raw else highest,
        options=options,
        is_flag=kind == "flag",
    )


def _source(key: str, raw: Plain) -> Source:
    ((kind, name),) = ((k, v) for k, v in raw["source"].items() if k != "take")
    named = key if name is True else str(name)
    return Source(kind, named, raw["source"].get("take", ""), raw.get("shared", ""))


def _selector(raw: Plain) -> Selector:
    return Selector(
        frozenset(raw.get("kinds", ())),
        frozenset(raw.get("roles", ())),
        frozenset(raw.get("units", ())),
        frozenset(raw.get("except", ())),
    )


def _optional(raw: Plain, key: str, path: str) -> int | None:
    return number(raw[key], f"{path}.{key}") if key in raw else None


def _end(raw: Plain, key: str, usual: int, path: str) -> int | None:
    stated = raw.get(key, usual)
    return (
        None if stated == "none" else usual if key not in raw else number(stated, f"{path}.{key}")
    )


def _weight(raw: Plain, path: str) -> int | None:
    found = _optional(raw, "weight", path)
    if found is not None and found % _WEIGHT_STEP:
        raise UnreadableError(
            f"{path}.weight", "权重至多两位小数", "a weight has at most two places"
        )
    return found


def _day(raw: Any) -> date | None:
    return date.fromisoformat(str(raw)) if raw else None
