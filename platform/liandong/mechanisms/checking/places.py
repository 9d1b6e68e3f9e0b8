"""Finds the line of a declaration in the source of its plugin, as well as text can tell."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from traceback import extract_tb

from liandong.kernel.errors import Problem

Sources = Mapping[str, list[str]]

_FORMS = (r"\(\s*[\"']{}[\"']", r"\b{}\s*=(?!=)", r"[\"']{}[\"']")
"""Where a key stands, best first: as first argument, as keyword, anywhere in quotes."""


@cache
def sources_of(module: str) -> Sources:
    """Return the lines of a module by the name to show, then of the modules beside it."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        spec = None
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        return {}
    own = Path(spec.origin)
    others = sorted(path for path in own.parent.glob("*.py") if path != own)
    folder = (spec.parent or "").replace(".", "/")
    return {
        f"{folder}/{path.name}": path.read_text("utf-8").splitlines() for path in (own, *others)
    }


def located(problem: Problem, sources: Sources) -> Problem:
    """Return the problem with file and line; what it was about goes before its words."""
    if not sources:
        return problem
    _, *parts = problem.where.split(".")
    quoted = re.findall(r"'([^']+)'", problem.message_en)
    tries = [parts] if len(parts) > 1 else [[*parts, *quoted[:1]], parts]
    tries.append([problem.where.partition(".")[0]])
    place = next(filter(None, (_find(sources, names) for names in tries)), None)
    return moved(problem, place or f"{next(iter(sources))}:1")


def moved(problem: Problem, place: str) -> Problem:
    """Return the problem at another place; where it was goes before its words."""
    if not place:
        return problem
    zh, en = f"{problem.where}：{problem.message_zh}", f"{problem.where}: {problem.message_en}"
    return Problem(place, zh, en)


def _find(sources: Sources, names: Iterable[str]) -> str | None:
    """Return the line of the last name, each sought from the line of the one before."""
    found, start = None, ("", 0)
    for name in names:
        hit = _line(sources, name, *start)
        if hit is None:
            return None
        start, found = hit, f"{hit[0]}:{hit[1]}"
    return found


def _line(sources: Sources, name: str, file: str, after: int) -> tuple[str, int] | None:
    hits = [
        (form, source != file or number < after, place, (source, number))
        for place, (source, lines) in enumerate(sources.items())
        for number, line in enumerate(lines, 1)
        for form, pattern in enumerate(_FORMS)
        if re.search(pattern.format(re.escape(name)), line)
    ]
    return min(hits)[-1] if hits else None


def place_of_error(error: BaseException, sources: Sources) -> str:
    """Return the line of a plugin's file in which loading it failed; nothing if none is known."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_shown(error.filename, sources)}:{error.lineno or 1}"
    names = {Path(file).name for file in sources}
    for frame in reversed(extract_tb(error.__traceback__)):
        if Path(frame.filename).name in names:
            return f"{_shown(frame.filename, sources)}:{frame.lineno}"
    return f"{next(iter(sources))}:1" if sources else ""


def _shown(filename: str, sources: Sources) -> str:
    name = Path(filename).name
    return next((file for file in sources if Path(file).name == name), filename)
