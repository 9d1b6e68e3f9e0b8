"""The page that leads from each clause of a county's document to what plays it.

`make coverage-matrix` writes the page anew.
"""

from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.features.tenants.service.package_clauses import Clause, Instrument
from liandong.mechanisms.registry import GROUP
from support.declared import REPO, examples_in, register, registry

PAGE = REPO / "docs" / "reference" / "coverage.md"
HEAD = """# From clause to test

Written by `make coverage-matrix`. Every clause of the counties' documents, the mechanisms it is assigned to in the clause register, and what plays them: the examples of moves and limits of each mechanism, and the tests that take it through the engine. A mechanism that is not installed stands with –.

"""  # noqa: E501  # a line of the page
COUNTY = "county_document"
#: The key of each mechanism by its code in the clause register.
KEYS = {code: key for key, (code, _) in CATALOGUE.items()}


def county_documents() -> list[Instrument]:
    """Return the documents of the counties, by their id."""
    known = register().instruments
    return [known[key] for key in sorted(known) if known[key].kind == COUNTY]


@cache
def examples_of(key: str) -> Path | None:
    """Return the examples of an installed mechanism."""
    for point in entry_points(group=GROUP):
        if point.name == key:
            folder = point.module.split(".")[1]
            return REPO / "plugins" / "liandong_plugins" / folder / "examples" / f"{key}.yaml"
    return None


@cache
def played_in(key: str) -> list[str]:
    """Return the tests named after a mechanism."""
    found = (REPO / "tests").rglob(f"test_{key}*.py")
    return sorted(str(path.relative_to(REPO)) for path in found)


@cache
def _played(key: str) -> str:
    path = examples_of(key)
    if path is None or key not in registry().keys:
        return f"`{key}` –"
    count = len(examples_in(path))
    names = ", ".join(f"`{Path(name).name}`" for name in played_in(key))
    return f"`{key}`: {count} examples; {names}"


def _lines_of(plugin: Path) -> tuple[int, int]:
    code = [line for path in plugin.glob("*.py") for line in path.read_text("utf-8").splitlines()]
    guards = sum(line.startswith("def ") for line in code)
    return sum(bool(line.strip()) for line in code), guards


def _row(clause: Clause) -> str:
    played = "<br>".join(_played(KEYS[code]) for code in clause.mechanisms) or "purpose"
    return f"| {clause.key} | {clause.summary} | {played} |"


def _plugins() -> Iterator[str]:
    yield "## Lines per plugin\n"
    yield "Lines of declarations that are not blank, and the guards among them that are code.\n"
    yield "| Plugin | Mechanisms | Lines | Guards |\n|---|---|---|---|"
    modules: dict[str, list[str]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        package, _, rest = point.module.partition(".")
        if package == "liandong_plugins":
            modules.setdefault(rest.partition(".")[0], []).append(point.name)
    for name, keys in sorted(modules.items()):
        lines, guards = _lines_of(REPO / "plugins" / "liandong_plugins" / name)
        yield f"| `{name}` | {', '.join(f'`{key}`' for key in keys)} | {lines} | {guards} |"


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for document in county_documents():
        rows = "\n".join(_row(clause) for clause in document.clauses.values())
        head = "| Clause | Says | Played by |\n|---|---|---|\n"
        parts.append(f"## {document.citation}\n\n{head}{rows}\n\n")
    return "".join(parts) + "\n".join(_plugins()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
