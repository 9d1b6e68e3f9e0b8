"""The register of instruments and their clauses: what every legal basis has to resolve to."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

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

    def find(self, instrument: str, clause: str) -> Clause | None:
        """Return the clause, or None where the register does not hold it."""
        known = self.instruments.get(instrument)
        return known.clauses.get(clause) if known else None


def load_clauses(folder: Path | None = None, own: Path | None = None) -> ClauseRegister:
    """Read every instrument of a folder, by default of `docs/reference/clauses`.

    `own` is a second folder, with the documents of counties that are not shipped.

    Raises:
        ConfigurationError: A file is wrong, an id used twice, or `own` no folder; every problem of
            every file is listed.
    """
    problems: list[Problem] = []
    instruments: dict[str, Instrument] = {}
    if own and not own.is_dir():
        problems.append(Problem(str(own), "没有这个文件夹", "there is no such folder"))
    shipped = folder or data_root() / "docs/reference/clauses"
    for path in (each for at in filter(None, (shipped, own)) for each in sorted(at.glob("*.yaml"))):
        loaded, found = read_yaml(path, "clauses")
        if path.stem in instruments:
            zh, en = f"“{path.stem}”已在平台自带的文件里", f"'{path.stem}' is shipped already"
            found.append(Problem(loaded.where("id"), zh, en))
        if not found and loaded.data["id"] != path.stem:
            where = loaded.where("id")
            en = f"the id must be the name of the file, '{path.stem}'"
            found.append(Problem(where, f"编号要与文件名“{path.stem}”一致", en))
        if not found:
            instruments[path.stem] = _instrument(loaded.data)
        problems += found
    problems += _unknown(instruments)
    if problems:
        raise ConfigurationError(problems)
    return ClauseRegister(instruments)


def _unknown(instruments: Mapping[str, Instrument]) -> Iterator[Problem]:
    """Yield what is said to be superseded and is none of the register."""
    for each in instruments.values():
        for older in each.supersedes:
            if older not in instruments or older == each.id:
                en = f"the register has no other instrument '{older}'"
                yield Problem(f"{each.id}.yaml: supersedes", f"登记里没有另一份“{older}”", en)


def _instrument(data: Mapping[str, Any]) -> Instrument:
    clauses = {key: _clause(data["id"], key, part) for key, part in data["clauses"].items()}
    return Instrument(
        id=data["id"],
        citation=data["citation"],
        number=data["number"],
        title=data["title"],
        kind=data["kind"],
        date=optional_day(data["date"]),
        published_on=optional_day(data.get("published_on")),
        issuers=tuple(data["issuers"]),
        status=data["status"],
        on_trial=data["on_trial"],
        effective_from=optional_day(data["effective_from"]),
        effective_note=data["effective_note"],
        to_confirm=data.get("to_confirm", False),
        interpreters=tuple(data["interpreters"]),
        anomalies=tuple(data["anomalies"]),
        clauses=clauses,
        supersedes=tuple(data.get("supersedes", ())),
    )


def _clause(instrument: str, key: str, data: Mapping[str, Any]) -> Clause:
    quotes, mechanisms = tuple(data.get("quotes", ())), tuple(data["mechanisms"])
    return Clause(instrument, key, data["summary"], quotes, mechanisms)
