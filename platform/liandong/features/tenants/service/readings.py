"""How a county reads what the law leaves open: the value in force, and on what basis."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from liandong.calendars import Text
from liandong.features.tenants.service.ambiguities import ID, Spec, ambiguities
from liandong.features.tenants.service.configuration import Configuration

Basis = dict[str, str]


@dataclass(frozen=True)
class Reading:
    """One setting as it is in force: the default, or a county's own value with its basis."""

    ambiguity: str
    key: str
    value: Any
    words: Text
    is_own: bool
    basis: tuple[Basis, ...]
    to_confirm: bool = False
    note: str = ""
    since: str | None = None

    def stored(self) -> dict[str, Any]:
        """Return the reading as a deadline keeps it."""
        return {
            "ambiguity": self.ambiguity,
            "key": self.key,
            "value": self.value,
            "zh": self.words.zh,
            "en": self.words.en,
            "is_own": self.is_own,
            "basis": [{"instrument": b["instrument"], "clause": b["clause"]} for b in self.basis],
        }


def read(
    config: Configuration,
    spec: Spec,
    limit_id: str = "",
    *,
    default: Any = None,
    day: date | None = None,
) -> Reading:
    """Return a setting as it is in force on a day; `default` is what the limit's row says.

    Without a day whatever is stated counts, also what begins later.
    """
    key = spec.key.replace(ID, limit_id)
    stated = config.stated(key, day)
    if stated is None:
        value = spec.default if spec.default is not None else default
        named = {each.id: each.basis for each in ambiguities()}[spec.ambiguity]
        basis = tuple({"instrument": b.instrument, "clause": b.clause} for b in named)
        return Reading(spec.ambiguity, key, value, spec.words(value), is_own=False, basis=basis)
    source = stated["source"]
    return Reading(
        ambiguity=spec.ambiguity,
        key=key,
        value=stated["value"],
        words=spec.words(stated["value"]),
        is_own=True,
        basis=tuple(source["basis"]),
        to_confirm=source["to_confirm"],
        note=source["note"],
        since=stated["from_on"],
    )


def reading(config: Configuration, key: str, day: date | None = None) -> Reading:
    """Return a setting that stands for no single limit.

    Raises:
        KeyError: The register has no such key.
    """
    specs = {spec.key: spec for each in ambiguities() for spec in each.specs}
    return read(config, specs[key], day=day)
