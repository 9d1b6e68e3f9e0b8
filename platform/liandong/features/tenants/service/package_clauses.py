"""The register of instruments and their clauses: what every legal basis has to resolve to."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from liandong.features.tenants.service.package_parts import Part, entries, listed, mapping, text
from liandong.features.tenants.service.package_schema import optional_day, read_yaml
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.resources import data_root
from liandong.mechanisms import LegalBasis


@dataclass(frozen=True)
class Clause:
    """One clause in our own words; `quotes` are words of the instrument itself."""

    instrument: str
    key: str
    summary: str
    quotes: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """A law, rule or county document; number, date and effect are None only for a draft."""

    id: str
    citation: str
    number: str | None
    title: str
    kind: str
    date: dt.date | None
    published_on: dt.date | None
    issuers: tuple[str, ...]
    status: str
    on_trial: bool
    effective_from: dt.date | None
    effective_note: str
    to_confirm: bool
    interpreters: tuple[str, ...]
    anomalies: tuple[str, ...]
    clauses: Mapping[str, Clause]
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClauseRegister:
    instruments: Mapping[str, Instrument] = field(default_factory=dict)

    def __contains__(self, basis: LegalBasis) -> bool:
        """Tell whether a basis resolves to a clause."""
        return self.find(basis.instrument, basis.clause) is not None

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every (instrument, clause), as the checks of mechanisms and limits want them."""
        return frozenset((i.id, key) for i in self.instruments.values() for key in i.clauses)

    @cached_property
    def _successors(self) -> Mapping[str, Instrument]:
        """The instrument in force that says of another that it stands in its place."""
        newer = (each for each in self.instruments.values() if each.status == "in_force")
        return {older: each for each in newer for older in each.supersedes}

    def successor(self, instrument: str) -> Instrument | None:
        """Return what stands in the place of an instrument, or will from its first day on."""
        return self._successors.get(instrument)

    def is_superseded(self, instrument: str) -> bool:
        """Say whether an instrument was superseded, or will be by one that is in force already."""
        known = self.instruments.get(instrument)
        has_gone = known is not None and known.status == "superseded"
        return has_gone or instrument in self._successors

    def with_own(self, stated: Iterable[Part]) -> "ClauseRegister":
        """Return the register with the instruments that a package and those above it state."""
        own = {text(each.get("id")): _own(each) for each in stated}
        return ClauseRegister({**self.instruments, **own}) if own else self

    def find(self, instrument: str, clause: str) -> Clause | None:
        """Return the clause, or None where the register does not hold it."""
        known = self.instruments.get(instrument)
        return known.clauses.get(clause) if known else None


def load_clauses(folder: Path | None = None) -> ClauseRegister:
    """Read every instrument of a folder, by default of `docs/reference/clauses`.

    Raises:
        ConfigurationError: A file is wrong; every problem of every file is listed.
    """
    problems: list[Problem] = []
    instruments: dict[str, Instrument] = {}
    for path in sorted((folder or data_root() / "docs/reference/clauses").glob("*.yaml")):
        loaded, found = read_yaml(path, "clauses")
        if not found and loaded.data["id"] != path.stem:
            where = loaded.where("id")
            en = f"the id must be the name of the file, '{path.stem}'"
            found.append(Problem(where, f"编号要与文件名“{path.stem}”一致", en))
        if not found:
            instruments[path.stem] = _instrument(loaded.data, loaded.data["clauses"])
        problems += found
    problems += _unknown(instruments)
    if problems:
        raise ConfigurationError(problems)
    return ClauseRegister(instruments)


def _own(data: Part) -> Instrument:
    """Build an instrument of a package, whose clauses are a list."""
    listed_clauses = (each for _, each in entries(data.get("clauses")))
    return _instrument(data, {text(each.get("key")): each for each in listed_clauses})


def _unknown(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    """Yield what is said to be superseded and is none of the register."""
    for each in instruments.values():
        for older in each.supersedes:
            if older not in instruments or older == each.id:
                en = f"the register has no other instrument '{older}'"
                yield Problem(f"{each.id}.yaml: supersedes", f"登记里没有另一份“{older}”", en)


def _instrument(data: Part, clauses: Part) -> Instrument:
    """Build an instrument of what can be read in it; what cannot, its schema has refused."""
    known = text(data.get("id"))
    return Instrument(
        id=known,
        citation=text(data.get("citation")),
        number=text(data.get("number")) or None,
        title=text(data.get("title")),
        kind=text(data.get("kind")),
        date=_day(data.get("date")),
        published_on=_day(data.get("published_on")),
        issuers=_words(data.get("issuers")),
        status=text(data.get("status")),
        on_trial=data.get("on_trial") is True,
        effective_from=_day(data.get("effective_from")),
        effective_note=text(data.get("effective_note")),
        to_confirm=data.get("to_confirm") is True,
        interpreters=_words(data.get("interpreters")),
        anomalies=_words(data.get("anomalies")),
        clauses={key: _clause(known, key, mapping(part)) for key, part in clauses.items()},
        supersedes=_words(data.get("supersedes")),
    )


def _clause(instrument: str, key: str, data: Part) -> Clause:
    quotes, mechanisms = _words(data.get("quotes")), _words(data.get("mechanisms"))
    return Clause(instrument, key, text(data.get("summary")), quotes, mechanisms)


def _words(value: object) -> tuple[str, ...]:
    return tuple(each for each in listed(value) if isinstance(each, str))


def _day(value: object) -> dt.date | None:
    try:
        return optional_day(text(value))
    except ValueError:
        return None
