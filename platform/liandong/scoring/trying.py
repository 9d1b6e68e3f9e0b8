"""Another scheme tried on the figures of a result that is there: who would gain, who would lose."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.calendars import Text
from liandong.kernel.errors import Problem
from liandong.scoring.checking import check_units
from liandong.scoring.editions import UnscorableError, scorable, unit_of
from liandong.scoring.outcome import dumped, evaluate
from liandong.scoring.scheme import Scheme

Plain = dict[str, Any]
_TOTAL = ("total", "full", "rank", "ranked", "grade")


@dataclass(frozen=True)
class Changed:
    """An item that a unit would have other points for; nothing where one scheme has no such item.

    Args:
        words: The new sum, step by step.
    """

    code: str
    label: Text
    before: str | None
    after: str | None
    words: tuple[Text, ...]


@dataclass(frozen=True)
class Tried:
    """One unit: total, full points, rank and grade by both schemes, and what makes the difference.

    Args:
        group: The peer group in which the new scheme ranks it.
    """

    unit: str
    name: str
    group: Text | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changed: tuple[Changed, ...]


@dataclass(frozen=True)
class Trial:
    """All units, those ranked together side by side; and what could not be brought over."""

    units: tuple[Tried, ...]
    unknown: tuple[Problem, ...]


def tried(content: Mapping[str, Any], raw: Mapping[str, Any]) -> Trial:
    """Compute a result once more by another scheme; what has no figures is missing, never zero.

    An input takes what was stated under its name in the item, or in the one its item replaces;
    a metric also what was counted of it anywhere else.

    Args:
        content: A complete result (`editions.computed`).
        raw: The other scheme as stated.

    Raises:
        UnscorableError: The other scheme is not usable, or not for these units.
    """
    new, old = scorable(raw), scorable(content["scheme"])
    units = [unit_of(each) for each in content["units"]]
    wrong = check_units(new, units)
    if wrong:
        raise UnscorableError(wrong)
    came = _origins(old, new)
    evidence = {
        unit: {key: stated[of] for key, of in came.items() if of in stated}
        for unit, stated in content["evidence"].items()
    }
    awarded, lost = _awards(content["awarded"], old, new)
    outcome, unusable = evaluate(new, units, evidence, awarded)
    after = dumped(outcome)["units"]
    before = content["outcome"]["units"]
    groups = {each.key: each.label for each in new.groups}
    labels = {each.code: each.label for scheme in (old, new) for each in scheme.items}
    order = {key: i for i, key in enumerate(groups)}
    rows = [
        Tried(
            each["key"],
            each["name"],
            groups.get(after[each["key"]]["group"]),
            {name: before[each["key"]][name] for name in _TOTAL},
            {name: after[each["key"]][name] for name in _TOTAL},
            tuple(_changed(before[each["key"]], after[each["key"]], labels)),
        )
        for each in content["units"]
    ]
    rows.sort(key=lambda e: (order.get(after[e.unit]["group"], 0), e.after["rank"] or len(rows)))
    return Trial(tuple(rows), (*_unknown(new, came), *lost, *unusable))


def _origins(old: Scheme, new: Scheme) -> dict[str, str]:
    """Return under which key the old scheme stated what an input of the new one asks for."""
    sources = {input_.key: source for item in old.items for input_, source in item.inputs}
    counted = {(e.name, e.take): key for key, e in sources.items() if e.kind == "metric"}
    replaced = {to: of for of, all_ in new.codes for to in all_}
    found = {}
    for item in new.items:
        for input_, source in item.inputs:
            name = input_.key.partition("/")[2]
            named = f"{replaced.get(item.code, item.code)}/{name}"
            if source.kind == "metric":
                if (source.name, source.take) in counted:
                    found[input_.key] = counted[source.name, source.take]
            elif named in sources and sources[named].kind == source.kind:
                found[input_.key] = named
    return found


def _awards(
    awarded: Mapping[str, Mapping[str, str]], old: Scheme, new: Scheme
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return what appeals gave where an item is worth the same still, and the rest by name."""
    worth = {each.code: each.full for each in new.items}
    same = {each.code for each in old.items if worth.get(each.code) == each.full}
    zh, en = "申诉裁定的分没有带过来，按规则重算", "what an appeal gave is not brought over"
    lost = [
        Problem(f"{unit}.{code}", zh, en)
        for unit, of in awarded.items()
        for code in of
        if code not in same
    ]
    kept = {unit: {c: p for c, p in of.items() if c in same} for unit, of in awarded.items()}
    return kept, lost


def _unknown(new: Scheme, came: Mapping[str, str]) -> Iterator[Problem]:
    for item in new.items:
        for input_, _ in item.inputs:
            if input_.key not in came:
                zh = f"“{input_.label.zh}”那时没有数据，这一项算不出"
                en = f"there are no figures of '{input_.label.en}': the item cannot be computed"
                yield Problem(item.code, zh, en)


def _changed(before: Plain, after: Plain, labels: Mapping[str, Text]) -> Iterator[Changed]:
    """Yield the items whose points differ, those of the new sheet first."""
    olds, news = before["places"], after["places"]
    for code in [*news, *(each for each in olds if each not in news)]:
        old, new = olds.get(code), news.get(code)
        is_item = (new or old or {}).get("is_item", False)
        if not is_item or _worth(old) == _worth(new):
            continue
        steps = () if new is None else tuple(Text(each["zh"], each["en"]) for each in new["sum"])
        yield Changed(code, labels[code], _points(old), _points(new), steps)


def _worth(place: Plain | None) -> tuple[Any, ...] | None:
    return None if place is None else (place["standing"], place["points"], place["full"])


def _points(place: Plain | None) -> str | None:
    return None if place is None else place["points"]
