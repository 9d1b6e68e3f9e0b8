"""What the form of a new suggestion says; nothing that is typed can make it fail."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from liandong.kernel.errors import Problem
from liandong.mechanisms import FieldKind, Mechanism

Form = MultiDict[str, str]
#: More digits are a slip of the hand; as text they are refused beside their field.
_DIGITS = 9
_MOST_ITEMS = 999


@dataclass(frozen=True)
class Filled:
    """What the form says."""

    addressee: UUID | None
    facts: dict[str, Any]
    contents: list[str]
    chosen: list[str]

    @property
    def typed(self) -> dict[str, Any]:
        """Return it under the names of the form."""
        found: dict[str, Any] = {f"facts.{key}": value for key, value in self.facts.items()}
        addressee = str(self.addressee) if self.addressee else ""
        return {**found, "addressee": addressee, "contents": self.contents, "copies": self.chosen}


def _clean(text: str) -> str:
    """Return a text without what no column takes: NUL and halves of characters."""
    return "".join(sign for sign in text if not _is_unreadable(sign)).strip()


def _is_unreadable(sign: str) -> bool:
    return sign == "\0" or "\ud800" <= sign <= "\udfff"


def unreadable(form: Form) -> list[Problem]:
    """Return a problem for each field that holds what cannot be stored."""
    zh, en = (
        "有不能识别的字符，已去掉，请再看一遍",
        "held a character that cannot be read; look again",
    )
    found = {name for name, text in form.items(multi=True) if any(map(_is_unreadable, text))}
    return [Problem(name, zh, en) for name in sorted(found)]


def filled_of(form: Form, mechanism: Mechanism) -> Filled:
    """Return what was filled in, as values of the declared fields; odd text stays text."""
    facts: dict[str, Any] = {}
    for field in mechanism.fields:
        name = f"facts.{field.key}"
        text = _clean(form.get(name, ""))
        if field.multiple:
            facts[field.key] = [_clean(each) for each in form.getlist(name)]
        elif field.kind is FieldKind.NUMBER and text.isdecimal() and len(text) <= _DIGITS:
            facts[field.key] = int(text)
        elif text:
            facts[field.key] = text
    stated = {key: value for key, value in facts.items() if value not in ("", [])}
    chosen = [name for name in form.getlist("copies") if _uuid(name.rpartition("/")[2])]
    return Filled(_uuid(form.get("addressee", "")), stated, _contents(form), chosen)


def shown_facts(filled: Filled, mechanism: Mechanism) -> dict[str, Any]:
    """Return what a letter can show: a number that is none is left open."""
    numbers = {field.key for field in mechanism.fields if field.kind is FieldKind.NUMBER}
    odd = {key for key in numbers if isinstance(filled.facts.get(key), str)}
    return {key: value for key, value in filled.facts.items() if key not in odd}


def _contents(form: Form) -> list[str]:
    contents = [_clean(text) for text in form.getlist("contents")]
    if form.get("add_contents"):
        contents.append("")
    gone = form.get("remove_contents", "")
    at = int(gone) if gone.isdecimal() and len(gone) <= len(str(_MOST_ITEMS)) else len(contents)
    return [text for n, text in enumerate(contents) if n != at]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
