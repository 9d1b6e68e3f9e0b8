"""Which flags somebody sees, and how much of the records behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service.flags.tables import list_readable
from liandong.features.assessment.service.standing import Said
from liandong.features.assessment.service.viewing import Sight

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class SeenFlag:
    """A flag as somebody sees it, with what was said of it; a record they cannot open is bare."""

    raw: Plain
    records: Sequence[Plain]
    said: Sequence[Said]

    @property
    def verdict(self) -> str:
        """The last verdict; empty where nobody judged yet."""
        given = [each.content["verdict"] for each in self.said if "verdict" in each.content]
        return str(given[-1]) if given else ""


def flags_for(uow: UnitOfWork, principal: Principal, sight: Sight) -> list[SeenFlag]:
    """Return the flags that somebody sees.

    Who organises or confirms sees all, an evaluator those of their units, a unit its own once it
    was shown to it. Number and matter of a case that the reader may not know of are left out.
    """
    standing = sight.standing
    seen = [(key, raw) for key, raw in standing.flags.items() if _is_seen(sight, key, raw)]
    cases = {each["case"] for _, raw in seen for each in raw["records"] if each.get("case")}
    known = list_readable(uow, principal, cases)
    return [
        SeenFlag(
            raw,
            [_bare(each, known) for each in raw["records"]],
            standing.flag_words.get(key, ()),
        )
        for key, raw in seen
    ]


def _is_seen(sight: Sight, key: str, raw: Plain) -> bool:
    unit = raw["unit"]
    if unit == sight.unit:
        return sight.standing.is_told_of(key)
    return sight.hears_of(unit)


def _bare(record: Plain, known: set[str]) -> Plain:
    if not record.get("case") or record["case"] in known:
        return record
    return {**record, "case": "", "number": "", "matter": "", "id": ""}
