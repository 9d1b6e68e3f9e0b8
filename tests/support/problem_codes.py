"""Every code a problem document can carry, and the page that lists them.

`python -m support.problem_codes`, from the folder of the tests, writes the page anew.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from liandong.kernel.errors import ConfigurationError, LiandongError
from liandong.mechanisms import RefusalCode
from liandong.web.problems import _titles

REPO = Path(__file__).resolve().parents[2]
PAGE = REPO / "docs" / "reference" / "problems.md"
HEAD = """# Problems

Every error over HTTP is a problem document (RFC 9457) with `type`, `title` (Chinese), `detail`
(English), `status` and `code`; a 422 names each field in `errors`. A code never changes its
meaning. Texts may be more exact than those below.

| Code | Status | Chinese | English |
|---|---|---|---|
"""
# A refusal of the kit that has an error of its own, and so never shows its own code.
TRANSLATED = {"invalid_fields", "unknown_transition", "unknown_row", "not_permitted"}


def _load_everything() -> None:
    for root in (REPO / "platform",):
        for path in sorted(root.rglob("*.py")):
            module = ".".join(path.relative_to(root).with_suffix("").parts)
            if not module.startswith(("liandong.entrypoints", "liandong._data")):
                import_module(module.removesuffix(".__init__"))


def _classes(of: type[LiandongError] = LiandongError) -> Iterator[type[LiandongError]]:
    yield of
    for below in of.__subclasses__():
        yield from _classes(below)


def _raised_with_own_code() -> Iterator[tuple[str, str]]:
    for path in sorted((REPO / "platform").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for keyword in node.keywords:
                    stated = keyword.value
                    is_named = keyword.arg == "code" and isinstance(stated, ast.Constant)
                    if is_named and str(stated.value).count(".") == 1:
                        yield str(stated.value), node.func.id


def codes() -> dict[str, tuple[int, str, str]]:
    """Return status, Chinese and English of every code."""
    _load_everything()
    # What stops a process at its start is no answer to a request; a test's class is none of ours.
    ours = [c for c in _classes() if c.__module__.startswith("liandong.")]
    at_start = ("liandong.entrypoints", "liandong.db.embedded")
    named = {
        c.__name__: c
        for c in ours
        if not issubclass(c, ConfigurationError) and not c.__module__.startswith(at_start)
    }
    found = {c.code: (c.status, c.title_zh, c.title_en) for c in reversed(named.values())}
    for refusal in sorted(set(RefusalCode) - TRANSLATED):
        found[f"case.{refusal}"] = (409, "现在不能这样办", "This cannot be done now")
    for code, name in _raised_with_own_code():
        if name in named:
            raised = named[name]
            found.setdefault(code, (raised.status, raised.title_zh, raised.title_en))
    for status in (400, 405, 415):
        found[f"http.{status}"] = (status, _titles(status), "The request has the wrong form")
    return dict(sorted(found.items()))


def page() -> str:
    """Return the reference page."""
    lines = (f"| `{c}` | {status} | {zh} | {en} |" for c, (status, zh, en) in codes().items())
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
