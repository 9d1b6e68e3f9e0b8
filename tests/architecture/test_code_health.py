"""Rules that hold for every file: each test is a loop over all of them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from sqlalchemy import Table

from liandong.db.base import Base
from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.migrate import differences, heads
from liandong.entrypoints.settings import Settings, read_settings
from liandong.entrypoints.tables import metadata
from support import problem_codes

REPO = Path(__file__).resolve().parents[2]
PLATFORM, PLUGINS = REPO / "platform" / "liandong", REPO / "plugins" / "liandong_plugins"
#: One machine's folders and addresses, spelt so that this file does not hold them.
OF_ONE_MACHINE = tuple("/".join(("", *parts, "")) for parts in (("work",), ("home",), ("root",)))
#: uuid7 stamps an id with the instant of its making; nobody reads a day from it.
READS_TIME = {PLATFORM / "kernel" / "clock.py", PLATFORM / "kernel" / "ids.py"}
TIME = {
    "date.today",
    "datetime.date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "datetime.datetime.now",
    "time.time",
    "time.time_ns",
    "time.localtime",
}


def _sources(*roots: Path) -> Iterator[tuple[Path, ast.Module]]:
    for root in roots:
        for path in sorted(root.rglob("*.py")):
            yield path, ast.parse(path.read_text())


def _tracked() -> list[Path]:
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(asked, cwd=REPO, capture_output=True, check=True, text=True)  # noqa: S603
    return [REPO / name for name in said.stdout.split("\0") if name and (REPO / name).is_file()]


def test_the_time_is_read_in_one_place() -> None:
    for path, tree in _sources(PLATFORM, PLUGINS):
        read = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert path in READS_TIME or not read & TIME, (path, read & TIME)


def test_a_plugin_imports_the_kit_the_standard_library_and_itself() -> None:
    for path, tree in _sources(PLUGINS):
        own = ".".join(("liandong_plugins", *path.relative_to(PLUGINS).parts[:1])).removesuffix(
            ".py"
        )
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, (path, node.lineno)
                names = [node.module or ""]
            for name in names:
                allowed = name.partition(".")[0] in sys.stdlib_module_names or any(
                    name == room or name.startswith(f"{room}.")
                    for room in ("liandong.mechanisms", own)
                )
                assert allowed, (path, node.lineno, name)


def test_the_folder_platform_does_not_hide_pythons_own() -> None:
    assert not (REPO / "platform" / "__init__.py").exists()


def test_no_tracked_file_names_a_folder_of_one_machine() -> None:
    for path in _tracked():
        if path.suffix in {".png", ".woff2", ".ico", ".pdf", ".docx"} or path == Path(__file__):
            continue
        text = path.read_text(errors="ignore")
        assert not [place for place in OF_ONE_MACHINE if place in text], path


def test_models_and_migrations_say_the_same(server: EmbeddedServer, template: str) -> None:
    url = clone(server, template, user="liandong_migrator")

    found = differences(url, metadata())
    drop(server, url.partition("@/")[2].partition("?")[0])

    assert found == []


def test_the_tracked_head_is_the_only_one() -> None:
    head = (REPO / "migrations" / ".head").read_text().strip()

    assert heads(REPO / "migrations") == [head]


def _tenants_tables() -> dict[str, Table]:
    metadata()
    return {
        m.class_.__name__: m.class_
        for m in Base.registry.mappers
        if m.class_.table_kind != "global"
    }


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _asked_for(function: ast.FunctionDef) -> set[str]:
    verbs = {"select", "update", "delete", "insert"}
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in verbs:
            for argument in node.args:
                found |= {n.id for n in ast.walk(argument) if isinstance(n, ast.Name)}
    return found


def test_every_query_of_a_tenants_table_names_the_tenant() -> None:
    owned, seen = set(_tenants_tables()), 0
    for path, tree in _sources(PLATFORM / "features", PLATFORM / "web"):
        for function in _functions(tree):
            asked = _asked_for(function) & owned
            seen += bool(asked)
            assert not asked or "tenant_id" in ast.unparse(function), (path, function.name, asked)
    assert seen > 30


def test_every_read_of_cases_for_a_person_joins_visibility() -> None:
    path = PLATFORM / "features" / "cases" / "queries.py"
    for function in _functions(ast.parse(path.read_text())):
        takes = {argument.arg for argument in function.args.args}
        if "Case" in _asked_for(function) and "principal" in takes:
            assert "seen_by(" in ast.unparse(function), function.name
    # Elsewhere a case is selected only for a fact that is there already.
    allowed = {"_case", "_lock_cases", "follow_roster", "speak_in_case", "tell_of_event"}
    allowed |= {"would_change", "_lock_case", "_meet_by_others"}
    allowed |= {"_in_office"}  # of these, four facts that a mechanism declares known in the county
    allowed |= {"_told_entries"}  # of the audit; it joins the rows of visibility themselves
    allowed |= {"case_rows", "event_rows", "letters"}  # all a county owns, for who takes it along
    for path, tree in _sources(PLATFORM / "features" / "cases" / "service"):
        joins = [f"{f.name}(" for f in _functions(tree) if "seen_by(" in ast.unparse(f)]
        for function in _functions(tree):
            if "Case" in _asked_for(function) and function.name not in allowed:
                body = ast.unparse(function.body)
                assert any(way in body for way in ("seen_by(", *joins)), (path, function.name)


def test_every_setting_is_documented_and_read() -> None:
    guide = (REPO / "docs" / "guides" / "settings.md").read_text()
    named = {f"LIANDONG_{field.name.upper()}" for field in fields(Settings)}

    for name in named:
        assert f"`{name}`" in guide, name
    others = dict.fromkeys(named, "1")
    read, standard = read_settings(others), read_settings({})
    assert not [
        f.name for f in fields(Settings) if getattr(read, f.name) == getattr(standard, f.name)
    ]
    assert standard == Settings()


def test_every_problem_code_is_documented() -> None:
    assert problem_codes.PAGE.read_text() == problem_codes.page(), "python -m support.problem_codes"


def test_one_distribution_owns_casbin() -> None:
    assert packages_distributions()["casbin"] == ["pycasbin"]


@pytest.mark.timeout(120)
def test_the_contracts_of_who_may_import_whom_are_kept() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(  # noqa: S603  # our own tool
        [program, "--no-cache"], cwd=REPO, capture_output=True, check=False, text=True
    )
    assert said.returncode == 0, said.stdout
