"""The page that lists every time limit.

`python -m support.limits_page`, from the folder of the tests, writes the page anew.
"""

from collections.abc import Iterable, Iterator

from liandong.mechanisms import (
    Bound,
    CountedIn,
    LegalBasis,
    LimitValue,
    Regime,
    TimeLimit,
    why_never_late,
)
from support.declared import REPO, county_limits, limits, register, registry

PAGE = REPO / "docs" / "reference" / "time-limits.md"
HEAD = """# Time limits

Every limit of the law, by plugin, from `plugins/liandong_plugins/<plugin>/time_limits.yaml`; below them the slots that counties fill, and what the counties that come with the platform state in the `limits` of their `mechanisms.yaml`. Where no length stands, the provision gives no number. How each is counted: [How a date is computed](../guides/time.md).

| Word | Means |
|---|---|
| ≥ n | lasts or waits at least n |
| n before | at least n before the event; the day of the event is not counted |
| + n to ID | an extension of ID by at most n |
| point | a day inside a period, or before the event (0) |
| 1 month, quarter, half_year, year in POINT | once in every natural period of that kind, to its last day |
| text, reported, unconfirmed | the wording was read; the number is known from another account; not seen. Only `text` may make anybody late |
| late | who may be called late: – where evidence, instrument and county allow it; otherwise the reason why nobody ever is. `court`: watched for the next step of others. `party`: a private person or enterprise. `other_party`: another party of a court case, no member unit. `right`: it lapses. `lapse`: the time in which a penalty may be given. `at_least`: ending too early is the fault. `no_number`: 及时, 立即 and the like |
| since | the day the value took effect; where the file says "to be confirmed", from general knowledge. That of a draft document is the day its rehearsal begins |

"""  # noqa: E501  # a line of the page
_HEAD_OF = """| ID | Matter | Length | Unit | From | Owed by | Regime | Roll | Basis | Evidence | Late | Since | {} |
|---|---|---|---|---|---|---|---|---|---|---|---|---|"""  # noqa: E501  # a line of the page
_SLOTS = """## Slots

What a mechanism leaves to each county: where no limit of the county fills it, nothing is owed.

| ID | Matter | Owed | By | Filled by | Plugin |
|---|---|---|---|---|---|"""


def _length(limit: TimeLimit, value: LimitValue) -> str:
    if value.length is None:
        return "–"
    texts = {
        Bound.AT_MOST: f"{value.length}",
        Bound.AT_LEAST: f"≥ {value.length}",
        Bound.BEFORE: f"{value.length} before",
        Bound.EXTENSION: f"+ {value.length} to {limit.extends}",
    }
    is_day = value.counted_in is CountedIn.POINT and limit.inclusive
    return texts[value.bound] + (", that day in time" if is_day else "")


def _basis(bases: Iterable[LegalBasis]) -> str:
    clauses: dict[str, list[str]] = {}
    for basis in bases:
        clauses.setdefault(basis.instrument, []).append(basis.clause)
    cited = register().instruments
    return "; ".join(f"{cited[key].citation} {'、'.join(each)}" for key, each in clauses.items())


def _never_late(limit: TimeLimit, value: LimitValue) -> str:
    never = why_never_late(limit, value)
    return f"never: {never.key}" if never else "–"


def _rows(limit: TimeLimit, where: str) -> Iterator[str]:
    for since, value in limit.values:
        cells = (limit.id, limit.matter, "repealed", "–", *[""] * 7, since, "")
        if value:
            cells = (
                limit.id,
                limit.matter,
                _length(limit, value),
                value.counted_in or "–",
                limit.start_event,
                ", ".join(limit.owed_by),
                limit.regime,
                limit.roll,
                _basis(value.basis),
                value.evidence,
                _never_late(limit, value),
                since,
                where,
            )
        yield f"| {' | '.join(map(str, cells))} |"


def _slot(limit: TimeLimit) -> str:
    filled = [each.id for each in limits().values() if each.in_place_of == limit.id]
    kind = "in every period" if limit.regime is Regime.POINT else "from an event"
    owed, plugin = ", ".join(limit.owed_by), limit.package.rpartition(".")[2]
    cells = (limit.id, limit.matter, kind, owed, ", ".join(filled), plugin)
    return f"| {' | '.join(cells)} |"


def page() -> str:
    """Return the reference page."""
    files = sorted(registry().files, key=lambda each: each.package)
    law = [limit for file in files for limit in file.limits.values()]
    lines = [_HEAD_OF.format("Plugin")]
    for limit in law:
        lines += _rows(limit, limit.package.rpartition(".")[2])
    lines += ["\n" + _SLOTS, *(_slot(limit) for limit in law if limit.is_slot)]
    lines += ["\n## Counties\n\n" + _HEAD_OF.format("County")]
    for folder, own in county_limits().items():
        for limit in own.values():
            lines += _rows(limit, folder.name)
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
