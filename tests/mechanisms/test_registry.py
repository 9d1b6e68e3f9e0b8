"""Plugins are found by entry point, and the start fails with every problem at once."""

from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.kernel.errors import ConfigurationError
from liandong.mechanisms.limit_files import LIMITS
from liandong.mechanisms.registry import GROUP
from mechanisms.samples import CLAUSES, LIMITS_YAML

MODULE = """
import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move, duties, roles
A_01, = lm.time_limits(__package__, "A-01")
issuer = lm.Party(lm.Part.ISSUER, held_by=roles.court)
clerk = duties.handler @ issuer
begun, ended = lm.states(begun="开始", ended="结束")
def declare(key, version=1, **more):
    return lm.Mechanism(key=key, version=version, label="样例", transitions=(
        Move("open", None, begun, label="立项", by=clerk, starts=(A_01,)),
        Move("end", begun, ended, label="结束", by=clerk, **({"stops": (A_01,)} | more))))
ALPHA = declare("alpha")
BOTH = declare("alpha"), declare("alpha", 2)
PAPER = declare("alpha", produces=lm.DocumentType("letter", label="信"))
BROKEN = declare("broken", stops=())
NOTHING = "alpha"
EMPTY = ()
"""


OTHER_NAME = "the key of the mechanism, 'alpha', is not the name of the entry point"


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: Any) -> str:
    """Install a plugin's package under a name of its own, because modules are cached."""
    name = f"plugin_{abs(hash(request.node.name))}"
    for package in (name, f"{name}_twin"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
        (tmp_path / package / "alpha.py").write_text(MODULE, "utf-8")
        (tmp_path / package / "time_limits.yaml").write_text(LIMITS_YAML, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return name


def point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def refused(*points: EntryPoint, clauses: set[tuple[str, str]] = CLAUSES) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        lm.load_plugins(clauses, points)
    return [f"{each.where}: {each.message_en}" for each in caught.value.problems]


def line_of(text: str) -> int:
    return 1 + next(i for i, line in enumerate(MODULE.splitlines()) if text in line)


def test_a_plugin_is_found_by_key_and_version(plugin: str) -> None:
    registry = lm.load_plugins(CLAUSES, [point("alpha", f"{plugin}.alpha:BOTH")])

    assert [each.version for each in registry] == [1, 2]
    assert registry["alpha", 1].version == 1
    assert registry.current("alpha").version == 2
    assert registry.keys == ("alpha",)
    assert registry.limit("A-01").matter == "书面回复"


def test_what_is_not_installed_is_a_key_error(plugin: str) -> None:
    registry = lm.load_plugins(CLAUSES, [point("alpha", f"{plugin}.alpha:ALPHA")])

    with pytest.raises(KeyError):
        registry.current("omega")
    with pytest.raises(KeyError):
        registry.limit("A-99")


def test_key_and_entry_point_agree(plugin: str) -> None:
    assert refused(point("beta", f"{plugin}.alpha:ALPHA")) == [
        f"{plugin}/alpha.py:{line_of('ALPHA = declare')}: beta: {OTHER_NAME}"
    ]


def test_two_plugins_never_share_a_key(plugin: str) -> None:
    same = point("alpha", f"{plugin}.alpha:ALPHA")

    assert refused(same, same) == ["alpha: two plugins share this key"]


def test_two_plugins_never_share_a_limit(plugin: str) -> None:
    twin = f"{plugin}_twin"

    found = refused(
        point("alpha", f"{plugin}.alpha:ALPHA"), point("broken", f"{twin}.alpha:BROKEN")
    )

    assert f"{twin}/time_limits.yaml:1: time limit 'A-01' already stands in {plugin}" in found


def test_every_problem_of_every_plugin_comes_at_once(plugin: str) -> None:
    found = refused(
        point("broken", f"{plugin}.alpha:BROKEN"),
        point("nothing", f"{plugin}.alpha:NOTHING"),
        point("empty", f"{plugin}.alpha:EMPTY"),
        point("absent", f"{plugin}.absent:MECHANISM"),
        clauses=set(),
    )

    at = f"{plugin}/alpha.py"
    limit = line_of("A_01, =")
    running = "broken: time limit 'A-01' still runs in final state 'ended'"
    assert f"{at}:{limit}: {running}" in found
    assert f"{at}:{line_of('NOTHING =')}: nothing: 'NOTHING' is no mechanism" in found
    assert f"{at}:{line_of('EMPTY =')}: empty: 'EMPTY' is no mechanism" in found
    assert any(each.startswith("absent: cannot be loaded") for each in found)
    assert any("no clause '第一条' of 'law'" in each for each in found)


def test_a_plugin_that_does_not_load_is_named_by_file_and_line(plugin: str, tmp_path: Path) -> None:
    (tmp_path / plugin / "unready.py").write_text("import liandong\n\nraise ValueError\n", "utf-8")
    (tmp_path / plugin / "garbled.py").write_text("x = 1\nclass\n", "utf-8")

    unready, garbled = refused(
        point("a", f"{plugin}.unready:MECHANISM"), point("b", f"{plugin}.garbled:MECHANISM")
    )

    assert unready.startswith(f"{plugin}/unready.py:3: a: cannot be loaded")
    assert garbled.startswith(f"{plugin}/garbled.py:2: b: cannot be loaded")


def test_structure_of_each_paper_is_read_at_start(plugin: str, tmp_path: Path) -> None:
    paper = point("alpha", f"{plugin}.alpha:PAPER")
    name = f"{plugin}/documents/letter.yaml"
    assert refused(paper) == [f"{name}:1: no such file"]

    (tmp_path / plugin / "documents").mkdir()
    text = "title: 信\nnumbered: false\nblocks: []\nunknownkey: 3\n"
    (tmp_path / plugin / "documents" / "letter.yaml").write_text(text, "utf-8")

    known = "known are: title, numbered, blocks, head"
    assert refused(paper) == [f"{name}:4: unknown key 'unknownkey'; {known}"]


def test_limits_of_a_file_that_is_no_yaml_are_not_missed(plugin: str, tmp_path: Path) -> None:
    (tmp_path / plugin / "time_limits.yaml").write_text("A-01:\n  matter: [\n", "utf-8")

    (problem,) = refused(point("alpha", f"{plugin}.alpha:ALPHA"))

    assert problem.startswith(f"{plugin}/time_limits.yaml:3: not YAML")


def test_without_a_list_the_installed_plugins_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def installed(*, group: str) -> list[EntryPoint]:
        asked.append(group)
        return []

    monkeypatch.setattr("liandong.mechanisms.registry.entry_points", installed)

    assert lm.load_plugins(CLAUSES).keys == ()
    assert asked == ["liandong.mechanisms", "liandong.limits"]


def test_limits_are_known_before_a_mechanism_uses_them(plugin: str) -> None:
    registry = lm.load_plugins(CLAUSES, [EntryPoint("waiting", plugin, LIMITS)])

    assert registry.keys == ()
    assert registry.limit("A-01").package == plugin


def test_a_package_named_in_both_groups_is_read_once(plugin: str) -> None:
    points = [point("alpha", f"{plugin}.alpha:ALPHA"), EntryPoint("alpha", plugin, LIMITS)]

    registry = lm.load_plugins(CLAUSES, points)

    assert [file.package for file in registry.files] == [plugin]


def test_what_is_wrong_in_waiting_limits_is_reported_too(plugin: str) -> None:
    twin = f"{plugin}_twin"
    (Path(import_module(twin).__path__[0]) / "time_limits.yaml").write_text(
        LIMITS_YAML.replace("第一条", "第九条").replace("A-02:", "A-03:"), "utf-8"
    )

    found = refused(
        point("alpha", f"{plugin}.alpha:ALPHA"),
        EntryPoint("twin", twin, LIMITS),
        EntryPoint("absent", "no_such_package", LIMITS),
        EntryPoint("bare", "mechanisms", LIMITS),
    )

    assert f"{twin}/time_limits.yaml:1: time limit 'A-01' already stands in {plugin}" in found
    assert f"{twin}/time_limits.yaml:13: no clause '第九条' of 'law' is registered" in found
    assert any(each.startswith("absent: cannot be loaded") for each in found)
    assert "mechanisms/time_limits.yaml: there is no such file" in found


def test_a_conflict_with_a_limit_nobody_has_is_named(plugin: str, tmp_path: Path) -> None:
    conflict = "  conflicts_with: {B-77: {zh: 甲, en: a}}\n  regime"
    path = tmp_path / plugin / "time_limits.yaml"
    path.write_text(LIMITS_YAML.replace("  regime", conflict, 1), "utf-8")

    (said,) = refused(point("alpha", f"{plugin}.alpha:ALPHA"))

    assert said == f"{plugin}/time_limits.yaml:5: there is no limit 'B-77'"
