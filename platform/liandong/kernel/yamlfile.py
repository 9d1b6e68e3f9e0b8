"""YAML read strictly: every trap is a named problem with its line, and all of them come at once.

YAML 1.1 reads a bare `on`, `off`, `yes` or `no` as a boolean, keeps the last of two equal keys
and turns some codes into numbers, each without a word. Here each is refused.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from liandong.kernel.errors import Problem

_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where that is built
_TRAPS = {"on", "off", "yes", "no"}
PathKey = tuple[str | int, ...]


@dataclass(frozen=True)
class Loaded:
    """The data of a file, the line of each of its parts, and what is wrong with its form.

    Of a file that is not `is_readable` nobody knows what it says: its data says nothing.
    """

    file: str
    data: Any
    lines: dict[PathKey, int]
    problems: list[Problem] = field(default_factory=list)
    is_readable: bool = True

    def where(self, *path: str | int) -> str:
        """Return `file:line` of a part, or of the nearest part around it that stands there.

        Data that was read from no file has no lines: its parts go by their path.
        """
        if not self.lines:
            return ".".join((self.file, *map(str, path)))
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return f"{self.file}:{self.lines[path[:end]]}"
        return f"{self.file}:1"


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[PathKey, int] = {}
        self.problems: list[Problem] = []
        self._loader = yaml.SafeLoader("")

    def read(self, node: yaml.Node, path: PathKey) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*path, i)) for i, child in enumerate(node.value)]
        return self._scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: PathKey) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in found:
                self._say(key_node, f"“{key}”写了两次", f"'{key}' stands here twice")
            self.lines[(*path, key)] = key_node.start_mark.line + 1
            found[key] = self.read(value_node, (*path, key))
        return found

    def _key(self, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value.lower() in _TRAPS:
                self._trap(node)
            return str(node.value)
        self._say(node, "键要是一个词", "a key must be one word")
        return "?"

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if not node.style and str(node.value).lower() in _TRAPS:
            self._trap(node)
            return str(node.value)
        try:
            return self._loader.construct_object(node, deep=True)
        except (ValueError, yaml.YAMLError) as wrong:
            self._say(node, f"读不懂“{node.value}”", f"cannot read '{node.value}' ({wrong})")
            return None

    def _trap(self, node: yaml.ScalarNode) -> None:
        word = node.value
        self._say(
            node,
            f"“{word}”会被 YAML 读成真假值，请用 true、false 或加引号",
            f"YAML reads '{word}' as a boolean: write true or false, or quote it",
        )

    def _say(self, node: yaml.Node, zh: str, en: str) -> None:
        self.problems.append(Problem(f"{self.file}:{node.start_mark.line + 1}", zh, en))


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_FAST)
    except yaml.YAMLError:  # what is wrong is said by the other loader, alike everywhere
        return yaml.compose(text, Loader=yaml.SafeLoader)


def load(path: Path, *, name: str = "") -> Loaded:
    """Read one YAML file; what is wrong with its form stands in `problems`, never raised."""
    shown = name or path.as_posix()
    text, problems = read_text(path, shown)
    return unreadable(shown, problems) if problems else parse(text, shown)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a file as UTF-8; a byte that is none is a problem with its line."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        return "", [Problem(f"{name}:{line}", "不是 UTF-8 编码的文字", "this is no text in UTF-8")]


def unreadable(name: str, problems: list[Problem]) -> Loaded:
    """Return what is left of a file that could not be read."""
    return Loaded(name, {}, {(): 1}, problems, is_readable=False)


def parse(text: str, name: str) -> Loaded:
    """Read YAML text under the name that problems shall show."""
    reader = _Reader(name)
    try:
        node = _compose(text)
    except yaml.YAMLError as wrong:
        return unreadable(name, [_broken(text, name, wrong)])
    data = reader.read(node, ()) if node is not None else {}
    return Loaded(name, data, reader.lines, reader.problems)


def _broken(text: str, name: str, wrong: yaml.YAMLError) -> Problem:
    line, why = 1, str(wrong)
    if isinstance(wrong, yaml.MarkedYAMLError):
        line, why = wrong.problem_mark.line + 1 if wrong.problem_mark else 1, str(wrong.problem)
    elif isinstance(wrong, yaml.reader.ReaderError):
        line, why = text.count("\n", 0, wrong.position) + 1, wrong.reason
    return Problem(f"{name}:{line}", f"不是 YAML：{why}", f"not YAML: {why}")
