"""The register of what the law leaves open: questions A1–A18 and the settings that answer them.

Source: section 4 of the list of time limits. `ambiguities.yaml` holds the words and the defaults;
`settable` spells out which key a county may set for which limit.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from liandong.calendars import Text
from liandong.kernel.yamlfile import load
from liandong.mechanisms import Bound, LegalBasis, TimeLimit

ID = "<id>"
_ROLLS = {
    "next_working_day": Text("顺延到下一个工作日", "moves to the next working day"),
    "previous_working_day": Text("提前到前一个工作日", "moves to the working day before"),
    "none": Text("不顺延", "does not move"),
}
_FORMS = {
    "working_days": Text("{value} 个工作日", "{value} working days"),
    "day_of_december": Text(
        "12月{value}日起等下一年的放假安排公布，以前是预计",
        "from {value} December on days are expected until the next year's notice",
    ),
    "time": Text("{value} 起签收算次日", "from {value} on it counts for the next day"),
    "date": Text("到 {value} 为止", "until {value}"),
}


@dataclass(frozen=True)
class Spec:
    """A setting a county may make: of which kind, with which default, and who reads it.

    It is made for limits named in `limits`, for those of `regimes`, for a county's own in the place
    of those in `in_place_of`, and for what is owed again and counted as `recurring` says.
    """

    key: str
    ambiguity: str
    kind: str
    default: Any
    default_words: Text
    choices: Mapping[str, Text]
    refused: Mapping[str, Text]
    limits: tuple[str, ...]
    regimes: tuple[str, ...]
    in_place_of: tuple[str, ...]
    recurring: tuple[str, ...]
    read_by: str
    idle_until: str
    stands_in: str
    label: Text

    @property
    def is_family(self) -> bool:
        """Whether the key stands for one of every limit that it takes."""
        return ID in self.key

    def takes(self, limit: TimeLimit) -> bool:
        """Say whether a county may make this setting for a limit.

        What lies before an event never moves; an extension is read as the limit it extends.
        """
        if not (self.is_named or self.regimes):
            return True
        value = limit.values[-1][1] if limit.values else None
        recurs = value is not None and limit.every(value) and value.counted_in in self.recurring
        is_meant = limit.id in self.limits or limit.in_place_of in self.in_place_of
        if not (is_meant or recurs or limit.regime in self.regimes):
            return False
        return value is None or value.bound not in {Bound.BEFORE, Bound.EXTENSION}

    @property
    def is_named(self) -> bool:
        """Whether it is made for certain limits, not for all of a regime."""
        return bool(self.limits or self.in_place_of or self.recurring)

    def words(self, value: Any) -> Text:
        """Return a value as people read it; None is the default without a value of its own."""
        if value is None:
            return self.default_words
        known = self.choices.get(spelt(value))
        form = _FORMS.get(self.kind, Text("{value}", "{value}"))
        return known or Text(form.zh.format(value=value), form.en.format(value=value))


@dataclass(frozen=True)
class Ambiguity:
    """One open question with the settings that answer it."""

    id: str
    question: Text
    why: Text
    basis: tuple[LegalBasis, ...] = ()
    specs: tuple[Spec, ...] = field(default=())


def spelt(value: Any) -> str:
    """Return a value as YAML spells it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def ambiguities() -> tuple[Ambiguity, ...]:
    """Return the register, read once."""
    data = load(Path(__file__).with_name("ambiguities.yaml")).data
    return tuple(_ambiguity(key, each) for key, each in data.items())


def settable(limits: Iterable[TimeLimit]) -> dict[str, Spec]:
    """Return every key that a county may set, families spelt out for the limits they take."""
    known = tuple(limits)
    return {spec.key: spec for spec in _each(known)}


def _each(limits: tuple[TimeLimit, ...]) -> Iterator[Spec]:
    for ambiguity in ambiguities():
        for spec in ambiguity.specs:
            if not spec.is_family:
                yield spec
                continue
            for limit in filter(spec.takes, limits):
                yield replace(spec, key=spec.key.replace(ID, limit.id))


def _ambiguity(key: str, data: Mapping[str, Any]) -> Ambiguity:
    return Ambiguity(
        id=key,
        question=_text(data["question"]),
        why=_text(data["why"]),
        basis=tuple(LegalBasis(b["instrument"], b["clause"]) for b in data.get("basis", ())),
        specs=tuple(_spec(key, name, each) for name, each in data["settings"].items()),
    )


def _spec(ambiguity: str, key: str, data: Mapping[str, Any]) -> Spec:
    choices = {name: _text(each) for name, each in data.get("choices", {}).items()}
    return Spec(
        key=key,
        ambiguity=ambiguity,
        kind=data["kind"],
        default=data.get("default"),
        default_words=_text(data.get("default_words", {"zh": "按规定", "en": "as the rule says"})),
        choices=_ROLLS if data["kind"] == "roll" else choices,
        refused={name: _text(each) for name, each in data.get("refused", {}).items()},
        limits=tuple(data.get("limits", ())),
        regimes=tuple(data.get("regimes", ())),
        in_place_of=tuple(data.get("in_place_of", ())),
        recurring=tuple(data.get("recurring", ())),
        read_by=data.get("read_by", ""),
        idle_until=data.get("idle_until", ""),
        stands_in=data.get("stands_in", ""),
        label=_text(data.get("label", {"zh": "", "en": ""})),
    )


def _text(data: Mapping[str, str]) -> Text:
    return Text(data["zh"], data["en"])
