"""What an address or a form says of lines: which are wanted, and what their columns hold; pure."""

from collections.abc import Mapping
from datetime import date

from liandong.features.cases.service.line_listing import SHOWN, Wanted

#: Names of form fields that say what a column holds begin so, the heading follows.
COLUMN = "column."
_LONGEST = 200
_DIGITS = 9


def wanted_of(args: Mapping[str, str], *, every: bool = False) -> Wanted:
    """Return what is looked for; `every` takes all at once."""
    shown, after = args.get("show", "all"), args.get("after", "")
    wanted = Wanted(
        word=args.get("q", "").strip()[:_LONGEST],
        shown=shown if shown in SHOWN else "all",
        since=_day(args.get("since", "")),
        until=_day(args.get("until", "")),
        after=int(after) if after.isdecimal() and len(after) <= _DIGITS and not every else 0,
    )
    return Wanted(**{**vars(wanted), "limit": None}) if every else wanted


def mapping_of(args: Mapping[str, str]) -> dict[str, str]:
    """Return by heading which field a column holds, as somebody chose it."""
    return {name.removeprefix(COLUMN): args[name] for name in args if name.startswith(COLUMN)}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
