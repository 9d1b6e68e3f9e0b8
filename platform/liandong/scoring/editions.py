"""What was published, complete: scheme, units, evidence, decisions, and what came of them.

An edition holds everything that its numbers follow from, so that it gives the same numbers again
years later, whatever became of the county, its cases and its schemes since.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from liandong.kernel.errors import InvalidInputError, Problem
from liandong.scoring.checking import check
from liandong.scoring.outcome import Awarded, Evidence, dumped, evaluate
from liandong.scoring.scheme import Scheme
from liandong.scoring.tree import Unit

Plain = dict[str, Any]
FORM = 1


class UnscorableError(InvalidInputError):
    """A scheme, or what is stated of the units, does not let anybody be scored."""

    code = "assessment.unscorable"
    title_zh = "还不能算分"
    title_en = "The scores cannot be computed yet"


def canonical(content: Any) -> bytes:
    """Return plain data as bytes that are the same for the same data."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(content: Any) -> str:
    """Return the SHA-256 of plain data."""
    return hashlib.sha256(canonical(content)).hexdigest()


def unit_of(raw: Mapping[str, Any]) -> Unit:
    """Return a unit as an edition states it."""
    return Unit(raw["key"], raw["kind"], frozenset(raw["roles"]))


def scorable(raw: Mapping[str, Any]) -> Scheme:
    """Return a scheme by which units can be scored.

    Raises:
        UnscorableError: Something in it is wrong, or still to be entered.
    """
    checked = check(raw)
    open_places = [] if checked.scheme is None else [e for e in checked.scheme.items if e.is_open]
    problems = list(checked.problems)
    problems += [Problem(e.code, "待本地录入", "to be entered by the tenant") for e in open_places]
    if checked.scheme is None or problems:
        raise UnscorableError(problems)
    return checked.scheme


def computed(
    raw: Mapping[str, Any],
    units: Sequence[Mapping[str, Any]],
    evidence: Evidence,
    awarded: Awarded,
) -> Plain:
    """Return a complete result as plain data: what goes in, and what comes out.

    Args:
        raw: The scheme as stated.
        units: Each with key, name, kind and roles.
        evidence: What is stated, by unit and input.
        awarded: What decisions on appeals gave, by unit and code.

    Raises:
        UnscorableError: The scheme is not usable, or something stated is not.
    """
    outcome, problems = evaluate(
        scorable(raw), [unit_of(each) for each in units], evidence, awarded
    )
    if problems:
        raise UnscorableError(problems)
    return {
        "form": FORM,
        "scheme": raw,
        "units": list(units),
        "evidence": evidence,
        "awarded": awarded,
        "outcome": dumped(outcome),
    }


def replay(content: Mapping[str, Any]) -> list[Problem]:
    """Compute an edition again and return where it differs from what it says; nothing: nowhere."""
    parts = (content["scheme"], content["units"], content["evidence"], content["awarded"])
    again = computed(*parts)["outcome"]
    return [*_differences("", content["outcome"], again)]


def _differences(path: str, old: Any, new: Any) -> Iterator[Problem]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in sorted({*old, *new}):
            yield from _differences(f"{path}.{key}".lstrip("."), old.get(key), new.get(key))
    elif old != new:
        yield Problem(path, f"当时 {old}，重算 {new}", f"it says {old}, computed again {new}")
