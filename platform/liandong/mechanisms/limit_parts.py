"""What the reader of time limits is made of: mappings, keys and words, each wrong one named."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded

Word = TypeVar("Word", bound=StrEnum)
Path = tuple[str | int, ...]


class PartReader:
    """Reads parts of one file; `problems` holds what is wrong afterwards."""

    def __init__(self, loaded: Loaded, package: str, root: Path = ()) -> None:
        self.problems: list[Problem] = []
        self._loaded = loaded
        self._package = package
        self._root = root

    def _mapping(self, path: Path, raw: object) -> dict[str, Any]:
        if isinstance(raw, dict):
            return raw
        self._say(path, "这里要写成“键: 值”", "a mapping must stand here")
        return {}

    def _keys(
        self, path: Path, data: Mapping[str, Any], required: set[str], allowed: set[str]
    ) -> None:
        for key in sorted(required - data.keys()):
            self._say(path, f"缺少“{key}”", f"'{key}' is missing")
        for key in sorted(data.keys() - required - allowed):
            self._say((*path, key), f"不认识“{key}”", f"unknown key '{key}'")

    def _word(
        self, path: Path, data: Mapping[str, Any], key: str, words: type[Word], default: Word
    ) -> Word:
        value = data.get(key)
        if value is None:
            return default
        try:
            return words(value)
        except ValueError:
            listed = ", ".join(words)
            self._say((*path, key), f"“{value}”不在：{listed}", f"'{value}' is none of: {listed}")
            return default

    def _say(self, path: Path, zh: str, en: str) -> None:
        self.problems.append(
            Problem(self._loaded.where(*self._root, *path), zh, f"{_dotted(path)}: {en}")
        )


def as_words(raw: object) -> tuple[str, ...]:
    if raw is None:
        return ()
    return tuple(str(each) for each in raw) if isinstance(raw, list) else (str(raw),)


def day_of(raw: object) -> date | None:
    """Return a day as YAML or as text gives it; None for what is no day."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def _dotted(path: Path) -> str:
    return ".".join(str(part) for part in path)
