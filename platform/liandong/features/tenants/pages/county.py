from dataclasses import dataclass
from datetime import date

from liandong.calendars.words import dated_words
from liandong.features.tenants.service import Configuration, Installation, clause_link
from liandong.web.languages import language, say

_HERE = {"区": "本区", "县": "本县", "市": "本市"}


@dataclass(frozen=True)
class County:
    """What the page is made of."""

    config: Configuration
    installation: Installation
    today: date
    base: str

    @property
    def here(self) -> str:
        """Return what the county calls itself: 本区, 本县 or 本市."""
        return say(_HERE.get(self.config.tenant["name"][-1:], "本地"))

    def clause(self, instrument: str, clause: str) -> dict[str, str | None]:
        """Return a link to a clause's entry."""
        return clause_link(self.base, self.config.register, instrument, clause)

    def day(self, day: date | str) -> str:
        """Return a day of the rules in words, with its year."""
        known = date.fromisoformat(day) if isinstance(day, str) else day
        return dated_words(known).pick(language())

    @property
    def installed(self) -> frozenset[str]:
        """Return the keys of the mechanisms that can be worked with."""
        return frozenset(self.installation.registry.keys)
