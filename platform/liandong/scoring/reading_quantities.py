"""Quantities as a scheme writes them: a number, the name of an input, or one key and its parts."""

from collections.abc import Callable, Mapping
from typing import Any

from liandong.scoring.columns import Standing
from liandong.scoring.fixed import SCALE, fixed
from liandong.scoring.quantities import (
    PERCENT,
    Bands,
    Choice,
    Fold,
    Gap,
    Given,
    Input,
    Not,
    Number,
    Peers,
    Quantity,
    Ratio,
    Several,
    Test,
    Times,
    When,
)


class UnreadableError(ValueError):
    """A part of a rule says nothing that can be computed."""

    def __init__(self, path: str, zh: str, en: str) -> None:
        self.path, self.zh, self.en = path, zh, en
        super().__init__(f"{path}: {zh} / {en}")


class QuantityReader:
    """Reads the quantities of one item.

    Args:
        inputs: The inputs that it may name: its own by their name, others as `code/name`.
    """

    def __init__(self, inputs: Mapping[str, Input]) -> None:
        self._inputs = inputs

    def read(self, raw: Any, path: str) -> Quantity:
        """Return a quantity.

        Args:
            raw: As YAML has it.
            path: Where it stands, for errors.

        Raises:
            UnreadableError: It names no input, no known form, or no number.
        """
        if isinstance(raw, bool) or raw is None:
            raise UnreadableError(
                path, "不是数，也不是输入项的名称", "neither a number nor an input"
            )
        if isinstance(raw, str) and raw in self._inputs:
            return Given(self._inputs[raw])
        if not isinstance(raw, Mapping):
            return Number(number(raw, path, self._inputs))
        if len(raw) != 1:
            raise UnreadableError(path, "一个量只写一种算法", "a quantity has one key")
        (form, body), *_ = raw.items()
        if form not in _FORMS:
            known = "、".join(sorted(_FORMS))
            raise UnreadableError(
                path, f"没有这种算法：{form}；有 {known}", f"no such form: {form}"
            )
        return _FORMS[form](self, body, f"{path}.{form}")

    def given(self, raw: Any, path: str) -> Given:
        """Return an input that is named directly."""
        found = self.read(raw, path)
        if not isinstance(found, Given):
            raise UnreadableError(path, "这里要写输入项的名称", "an input has to be named here")
        return found


def number(raw: Any, path: str, known: Mapping[str, Input] | None = None) -> int:
    """Return a number at scale; floats of YAML are read by what was written."""
    try:
        return fixed(str(raw) if isinstance(raw, float) else raw)
    except (ValueError, TypeError) as error:
        own = [each for each in known or () if "/" not in each]
        names = f"；输入项有 {'、'.join(own)}" if own else ""
        zh = f"不是数（至多四位小数）：{raw}{names}"
        raise UnreadableError(path, zh, f"no number of at most four places: {raw}") from error


_Body = Any
_Form = Callable[[QuantityReader, _Body, str], Quantity]


def _standing(raw: Any, path: str) -> Standing | int:
    words = {"not_applicable": Standing.NOT_APPLICABLE, "missing": Standing.MISSING}
    return words[raw] if raw in words else number(raw, path)


def _rate(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    return Ratio(
        reader.read(body["of"], f"{path}.of"),
        reader.read(body["in"], f"{path}.in"),
        PERCENT,
        int(body.get("places", 2)),
        _standing(body.get("empty", "not_applicable"), f"{path}.empty"),
        number(body.get("at_least", 0), f"{path}.at_least"),
    )


def _ratio(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    return Ratio(
        reader.read(body["of"], f"{path}.of"),
        reader.read(body["to"], f"{path}.to"),
        number(body.get("times", 1), f"{path}.times"),
        int(body.get("places", 2)),
        _standing(body.get("empty", "not_applicable"), f"{path}.empty"),
        is_rate=False,
    )


def _gap(limit: str, *, is_short: bool) -> _Form:
    def read(reader: QuantityReader, body: _Body, path: str) -> Quantity:
        step = number(body.get("step", 1), f"{path}.step")
        if step <= 0:
            raise UnreadableError(f"{path}.step", "一档要大于零", "a step is above zero")
        return Gap(
            reader.read(body["of"], f"{path}.of"),
            reader.read(body[limit], f"{path}.{limit}"),
            is_short,
            step,
            body.get("part", "exact"),
        )

    return read


def _test(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    of = reader.read(body["of"], f"{path}.of")
    (how,) = [each for each in body if each != "of"]
    raw = body[how]
    if isinstance(of, Given) and of.input.options and raw in dict(of.input.options):
        place = [key for key, _ in of.input.options].index(raw)
        return Test(of, Number(place * SCALE), how)
    return Test(of, reader.read(raw, f"{path}.{how}"), how)


def _list(reader: QuantityReader, body: _Body, path: str) -> tuple[Quantity, ...]:
    return tuple(reader.read(each, f"{path}[{i}]") for i, each in enumerate(body))


def _bands(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    rows = [
        (
            number(each["from"], f"{path}.table[{i}].from"),
            number(each["is"], f"{path}.table[{i}].is"),
        )
        for i, each in enumerate(body["table"])
    ]
    if len({edge for edge, _ in rows}) != len(rows):
        raise UnreadableError(f"{path}.table", "两档从同一个数起", "two bands begin at one number")
    rows.sort()
    of = reader.read(body["of"], f"{path}.of")
    otherwise = number(body.get("else", 0), f"{path}.else")
    return Bands(of, tuple(a for a, _ in rows), tuple(b for _, b in rows), otherwise)


def _choice(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    of = reader.given(body["of"], f"{path}.of")
    table = body["table"]
    options = [key for key, _ in of.input.options]
    if sorted(map(str, table)) != sorted(options):
        zh = f"每个选项要有分，不多不少：{'、'.join(options)}"
        raise UnreadableError(f"{path}.table", zh, f"one number for each of {', '.join(options)}")
    return Choice(of, tuple(number(table[key], f"{path}.table.{key}") for key in options))


def _when(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    return When(
        reader.read(body["if"], f"{path}.if"),
        reader.read(body["then"], f"{path}.then"),
        reader.read(body.get("else", 0), f"{path}.else"),
    )


def _times(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    of, by = _list(reader, body, path)
    return Times(of, by)


def _peers(reader: QuantityReader, body: _Body, path: str) -> Quantity:
    return Peers(
        reader.read(body["of"], f"{path}.of"),
        body["take"],
        body.get("within", "group"),
        body.get("better", "more") == "more",
        int(body.get("places", 2)),
    )


_FORMS: dict[str, _Form] = {
    "rate": _rate,
    "ratio": _ratio,
    "short": _gap("below", is_short=True),
    "over": _gap("above", is_short=False),
    "test": _test,
    "all": lambda reader, body, path: Several(_list(reader, body, path), is_all=True),
    "any": lambda reader, body, path: Several(_list(reader, body, path), is_all=False),
    "not": lambda reader, body, path: Not(reader.read(body, path)),
    "sum": lambda reader, body, path: Fold(_list(reader, body, path), "sum"),
    "most": lambda reader, body, path: Fold(_list(reader, body, path), "most"),
    "least": lambda reader, body, path: Fold(_list(reader, body, path), "least"),
    "times": _times,
    "bands": _bands,
    "choice": _choice,
    "when": _when,
    "peers": _peers,
}
