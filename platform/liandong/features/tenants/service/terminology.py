"""What a county calls things in its own document: 协调机制 for 联席会议, each from a day on.

Terminology is always current: the day of the reader decides, for running matters too. A document
that was made keeps its words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from liandong.calendars import Text
from liandong.kernel.yamlfile import load


@dataclass(frozen=True)
class Term:
    """A word of the platform that a county may replace; `within` is the term it is made of."""

    key: str
    label: Text
    within: str = ""


@dataclass(frozen=True)
class Wording:
    """The words of a county on a day: its own label by the key of a term."""

    own: Mapping[str, str]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return what stands for each word of the platform; most stand for themselves."""
        found: dict[str, str] = {}
        for key, term in terms().items():
            word, inner = term.label.zh, terms().get(term.within)
            made = word.replace(inner.label.zh, self.own.get(term.within, "")) if inner else word
            found[word] = self.own.get(key) or (made if term.within in self.own else word)
        return found

    def __call__(self, words: str) -> str:
        """Return words of the platform as the county says them, longest terms first."""
        return _pattern().sub(lambda found: self.labels[found[0]], words) if self.own else words


@cache
def terms() -> Mapping[str, Term]:
    """Return every term that may be replaced, by its key."""
    data = load(Path(__file__).with_name("terminology.yaml")).data
    return {
        key: Term(key, Text(each["zh"], each["en"]), each.get("within", ""))
        for key, each in data.items()
    }


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((each.label.zh for each in terms().values()), key=len, reverse=True)
    return re.compile("|".join(words))
