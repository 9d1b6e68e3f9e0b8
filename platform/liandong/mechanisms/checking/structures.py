"""Checks `documents/<key>.yaml` of the plugins: every key and block is one that a letter knows."""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded, load
from liandong.mechanisms.declaration import Mechanism
from liandong.mechanisms.fields import FieldKind
from liandong.mechanisms.parties import Part

_KEYS = {"title": str, "numbered": bool, "blocks": list}
_MAY = {"head": bool}
_TEXTS = ("heading", "paragraph")
_WORDS = {"signature": (*Part, "maker"), "date": ("signed", "occurred")}
_BLOCKS = (*_TEXTS, "items", "attachments", *_WORDS, "copies")
_ITEM_KEYS = ("rows", "states", "text")
At = tuple[str | int, ...]


def check_structures(mechanisms: Iterable[Mechanism]) -> Iterator[Problem]:
    """Name what is wrong with the structure of any paper, by file and line."""
    for mechanism in mechanisms:
        package = mechanism.home
        for paper in mechanism.documents if package else ():
            path = Path(str(files(package))) / "documents" / f"{paper.key}.yaml"
            name = f"{package.replace('.', '/')}/documents/{paper.key}.yaml"
            if path.is_file():
                yield from check_structure(load(path, name=name), mechanism)
            else:
                yield Problem(f"{name}:1", "缺少这个文件", "no such file")


def check_structure(loaded: Loaded, mechanism: Mechanism) -> Iterator[Problem]:
    """Name what is wrong with one structure; one that is no YAML says nothing further."""
    yield from loaded.problems
    if not loaded.is_readable:
        return
    data = loaded.data if isinstance(loaded.data, dict) else {}
    for key in data.keys() - _KEYS.keys() - _MAY.keys():
        yield _unknown(loaded, (key,), "键", "key", key, (*_KEYS, *_MAY))
    given = {key: kind for key, kind in _MAY.items() if key in data}
    for key, kind in (_KEYS | given).items():
        if not isinstance(data.get(key), kind):
            zh = f"要有“{key}”，写成 {kind.__name__}"
            yield Problem(loaded.where(key), zh, f"'{key}' must stand here, as {kind.__name__}")
    blocks = data.get("blocks")
    for i, block in enumerate(blocks if isinstance(blocks, list) else ()):
        yield from _check_block(loaded, mechanism, ("blocks", i), block)


def _check_block(loaded: Loaded, mechanism: Mechanism, at: At, block: Any) -> Iterator[Problem]:
    if not isinstance(block, dict) or len(block) != 1:
        zh, en = "一块只写一个键", "a block is a mapping with exactly one key"
        yield Problem(loaded.where(*at), zh, en)
        return
    ((kind, value),) = block.items()
    here = (*at, kind)
    if kind not in _BLOCKS:
        yield _unknown(loaded, here, "块", "block", kind, _BLOCKS)
    elif kind in _TEXTS and not isinstance(value, str):
        yield Problem(loaded.where(*here), f"“{kind}”后面要是文字", f"'{kind}' takes a text")
    elif kind in _WORDS and value not in _WORDS[kind]:
        yield _unknown(loaded, here, "写法", kind, value, _WORDS[kind])
    elif kind == "copies":
        yield from _check_row(loaded, mechanism, here, value)
    elif kind == "items":
        yield from _check_items(loaded, mechanism, here, value)
    elif kind == "attachments" and value not in _files(mechanism):
        yield _unknown(loaded, here, "文件字段", "field for files", value, _files(mechanism))


def _files(mechanism: Mechanism) -> list[str]:
    """Return the fields for files: of the case, and of the rows as `row.<field>`."""
    rows = [field for row in mechanism.rows for m in row.transitions for field in m.inputs]
    own = [field.key for field in mechanism.fields if field.kind is FieldKind.FILE]
    return own + [f"row.{field.key}" for field in rows if field.kind is FieldKind.FILE]


def _check_items(loaded: Loaded, mechanism: Mechanism, at: At, items: Any) -> Iterator[Problem]:
    data = items if isinstance(items, dict) else {}
    for key in data.keys() - set(_ITEM_KEYS):
        yield _unknown(loaded, (*at, key), "键", "key", key, _ITEM_KEYS)
    yield from _check_row(loaded, mechanism, (*at, "rows"), data.get("rows"))
    if not isinstance(data.get("text"), str):
        yield Problem(loaded.where(*at, "text"), "缺少“text”", "'text' is missing")
    states = data.get("states", [])
    row = next((each for each in mechanism.rows if each.key == data.get("rows")), None)
    known = [state.key for state in row.states] if row else []
    for i, state in enumerate(states if row and isinstance(states, list) else ()):
        if state not in known:
            yield _unknown(loaded, (*at, "states", i), "状态", "state", state, known)


def _check_row(loaded: Loaded, mechanism: Mechanism, at: At, key: Any) -> Iterator[Problem]:
    known = [row.key for row in mechanism.rows]
    if key not in known:
        yield _unknown(loaded, at, "行", "row type", key, known)


def _unknown(
    loaded: Loaded, at: At, zh: str, en: str, name: object, known: Iterable[str]
) -> Problem:
    listed = ", ".join(known)
    return Problem(
        loaded.where(*at),
        f"没有{zh}“{name}”，只有：{listed}",
        f"unknown {en} '{name}'; known are: {listed}",
    )
