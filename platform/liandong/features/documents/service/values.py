"""How a value of a case is written in a letter, and how a template takes it in."""

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liandong.features.documents.service.letters import OPEN_MARK, Run, Text

# A field of the case, or of the row whose move makes the paper: `row.why`.
_NAME = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?")
_KEPT_CONTROLS = "\n\t"
_STOPS = "。；，、;,. \n"
_MARKS = ("。", "；", "，", "、", "：", "（", "）", "》", "”")


@dataclass(frozen=True)
class Open:
    """A value of which only the beginning is known; the mark says what is awaited."""

    known: str = ""
    mark: str = OPEN_MARK


@dataclass
class Filling:
    """Fills templates from values and remembers what it did not find."""

    values: Mapping[str, object]
    unknown: set[str]
    missing: set[str]

    def inside(self, row: Mapping[str, object]) -> "Filling":
        """Return the same filling with a row's fields in front of the letter's."""
        return Filling({**self.values, **row}, self.unknown, self.missing)

    def is_empty(self, name: str) -> bool:
        """Tell whether the field has no value yet; an unknown one is remembered."""
        if name not in self.values:
            self.unknown.add(name)
            return True
        value = self.values[name]
        return isinstance(value, Open) or written(value) == ""

    def text_of(self, name: str) -> str:
        """Return the value of a field as a letter writes it."""
        return written(self.values.get(name))

    def fill(self, template: str) -> Text:
        """Return the template's text with every placeholder replaced or marked.

        A value gives up its own full stop where the template goes on with a mark.
        """
        runs: list[Run] = []
        for literal, name in parts(template):
            if runs and literal.startswith(_MARKS):
                runs[-1] = Run(runs[-1].text.rstrip(_STOPS), is_open=runs[-1].is_open)
            runs.append(Run(literal))
            if name is not None:
                runs.extend(self._value(name))
        return tuple(run for run in runs if run.text)

    def _value(self, name: str) -> Iterator[Run]:
        if not self.is_empty(name):
            yield Run(written(self.values[name]))
            return
        value = self.values.get(name)
        awaited = value if isinstance(value, Open) else Open()
        self.missing.add(name)
        yield Run(awaited.known)
        yield Run(awaited.mark, is_open=True)


def parts(template: str) -> Iterator[tuple[str, str | None]]:
    """Yield a template's literal stretches, each with the placeholder that follows it.

    Raises:
        ValueError: A brace is not closed, or a placeholder is more than a plain name.
    """
    for literal, name, spec, conversion in string.Formatter().parse(template):
        if name is not None and (not _NAME.fullmatch(name) or spec or conversion):
            raise ValueError(f"Not a plain placeholder in {template!r}")
        yield literal, name


def written(value: object) -> str:
    """Return a value the way a letter writes it; nothing at all for None."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return legible(value).strip()
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
        case Sequence():
            return "、".join(filter(None, map(written, value)))
        case _:
            return str(value)


def legible(text: str) -> str:
    """Drop control characters and lone surrogates: XML and PDF refuse them."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in unified
        if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cs"}
    )
