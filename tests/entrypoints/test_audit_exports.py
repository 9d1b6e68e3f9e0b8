"""A crafted or damaged export is refused with its line, in both languages; no database is asked."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from liandong.entrypoints.cli import main

_FIRST = {"format": "liandong-audit/1", "tenant": 410108, "name": "惠济区", "entries": 1}
_FIRST |= {"exported_at": "2026-04-30T10:00:00+00:00", "head": "a"}
_LINE = {"position": 1, "digest": "a", "at": "2026-04-30T10:00:00+00:00", "account": None}
_LINE |= {"unit": None, "action": "a", "subject": "b", "content": {}, "previous": "c"}
_LINE |= {"algorithm": "sha256"}


_SAID = {1: ("不是审计导出文件", "is no export"), 2: ("不是一条审计", "is no audit entry")}
_WRONG_FIRST: list[tuple[str, Any]] = [
    ("tenant", "../410108"),
    ("tenant", -1),
    ("tenant", True),
    ("name", None),
    ("entries", "1"),
    ("entries", -1),
    ("entries", 1.5),
    ("head", []),
    ("exported_at", "yesterday"),
    ("exported_at", "2026-04-30T10:00:00"),
    ("format", ["liandong-audit/1"]),
]
_WRONG_LINE: list[tuple[str, Any]] = [
    ("position", "1"),
    ("position", -1),
    ("position", 0),
    ("position", 1e300),
    ("position", True),
    ("digest", None),
    ("at", 0),
    ("at", "0001-01-01T00:00:00+08:00"),
    ("account", 5),
    ("content", []),
    ("previous", {}),
    ("algorithm", ["sha256"]),
    ("body", 5),
    ("body", "5"),
    ("body", "{"),
    ("body", '{"version": "2"}'),
]


def _refused(tmp_path: Path, content: bytes, line: int) -> None:
    file = tmp_path / "crafted.jsonl"
    file.write_bytes(content)
    found = CliRunner().invoke(main, ["audit", "verify", "--file", str(file)])
    assert found.exit_code == 2, found.output
    assert f"crafted.jsonl:{line}: " in found.stderr
    assert all(words in found.stderr for words in _SAID[line])


@pytest.mark.parametrize("content", ["", "\xff\xfe\n", "[]\n", "null", "[" * 99])
def test_a_file_whose_first_line_is_none_of_ours_is_refused(tmp_path: Path, content: str) -> None:
    _refused(tmp_path, content.encode("latin-1"), 1)


@pytest.mark.parametrize(("key", "wrong"), _WRONG_FIRST)
def test_a_first_line_that_states_nonsense_is_refused(tmp_path: Path, key: str, wrong: Any) -> None:
    _refused(tmp_path, orjson.dumps(_FIRST | {key: wrong}) + b"\n", 1)
    left_out = {each: said for each, said in _FIRST.items() if each != key}
    _refused(tmp_path, orjson.dumps(left_out) + b"\n", 1)


@pytest.mark.parametrize("line", ["\xff\xfe", '{"position": 1', "[]", "null", "[" * 99])
def test_a_line_that_is_no_entry_is_refused(tmp_path: Path, line: str) -> None:
    _refused(tmp_path, orjson.dumps(_FIRST) + b"\n" + line.encode("latin-1"), 2)


@pytest.mark.parametrize(("key", "wrong"), _WRONG_LINE)
def test_a_line_that_states_nonsense_is_refused(tmp_path: Path, key: str, wrong: Any) -> None:
    _refused(tmp_path, orjson.dumps(_FIRST) + b"\n" + orjson.dumps(_LINE | {key: wrong}), 2)


def test_a_line_without_end_is_not_read_into_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.features.audit.service.exporting.LONGEST_LINE", 1000)
    _refused(tmp_path, b"[" * 100_000, 1)
    long = orjson.dumps(_LINE | {"content": {"x": "x" * 2000}})

    _refused(tmp_path, orjson.dumps(_FIRST) + b"\n" + long, 2)


def test_numbers_beyond_all_reason_are_a_fault_of_the_chain_and_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "crafted.jsonl"
    file.write_bytes(orjson.dumps(_FIRST) + b"\n" + orjson.dumps(_LINE | {"position": 2**62}))

    found = CliRunner().invoke(main, ["audit", "verify", "--file", str(file)])

    assert found.exit_code == 1
    assert "第 1 条：缺少这一条" in found.stdout
