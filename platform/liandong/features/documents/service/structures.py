"""Reading the declared structure of a paper, with all its faults at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from liandong.features.documents.service.errors import StructureError
from liandong.features.documents.service.short_form import spelled_out
from liandong.features.documents.service.values import parts
from liandong.kernel.errors import Problem

KINDS = {
    "heading": {"text", "level"},
    "paragraph": {"text"},
    "items": {"of", "text", "states"},
    "signature": {"text"},
    "date": {"text"},
    "attachments": {"of"},
    "copies": {"of"},
}
HEAD = {"issuer": "{issuer}", "number": "{number}", "addressee": "{addressee}"}
TEMPLATES = {"title", "issuer", "number", "addressee", "closing", "seal_note"}
_COMMON = {"kind", "when"}
_LEVELS = {1, 2}


@dataclass(frozen=True)
class Declared:
    """One block of a structure as it was declared."""

    kind: str
    text: str
    of: str = ""
    level: int = 1
    when: str | None = None
    states: tuple[str, ...] = ()

    def names(self) -> set[str]:
        """Return the placeholders of the block's text."""
        return {name for _, name in parts(self.text) if name}


def read_structure(structure: Mapping[str, object]) -> tuple[Declared, ...]:
    """Return the declared blocks.

    Raises:
        StructureError: Some keys, kinds or templates are wrong; every one is named.
    """
    structure = spelled_out(structure)
    blocks = structure.get("blocks")
    listed = blocks if isinstance(blocks, Sequence) and not isinstance(blocks, str) else []
    problems = [*_head_problems(structure)]
    for index, block in enumerate(listed):
        problems += [Problem(f"blocks[{index}]", *words) for words in _block_problems(block)]
    if problems:
        raise StructureError(problems)
    return tuple(_declared(block) for block in listed)


def placeholders(structure: Mapping[str, object]) -> frozenset[str]:
    """Return the fields a structure asks for, apart from those of the rows in its items.

    Raises:
        StructureError: The structure cannot be read.
    """
    structure = spelled_out(structure)
    blocks = read_structure(structure)
    given = HEAD | dict(structure)
    texts = [str(given[key]) for key in TEMPLATES & given.keys() if given[key] is not None]
    texts += [block.text for block in blocks if block.kind != "items"]
    named = {name for text in texts for _, name in parts(text) if name}
    lists = {block.of for block in blocks if block.of}
    return frozenset(named | lists | {block.when for block in blocks if block.when})


def _declared(block: Mapping[str, object]) -> Declared:
    kind, states = str(block["kind"]), block.get("states")
    return Declared(
        kind=kind,
        text=str(block.get("text", "{text}" if kind == "items" else "")),
        of=str(block.get("of", kind if kind in {"items", "attachments", "copies"} else "")),
        level=2 if block.get("level") == max(_LEVELS) else 1,
        when=str(block["when"]) if "when" in block else None,
        states=tuple(map(str, states)) if isinstance(states, list | tuple) else (),
    )


def _head_problems(structure: Mapping[str, object]) -> Iterator[Problem]:
    if not isinstance(structure.get("title"), str):
        yield Problem("title", "文书要有标题", "A document needs a title")
    if not isinstance(structure.get("blocks"), Sequence):
        yield Problem("blocks", "文书要有内容块的列表", "A document needs a list of blocks")
    for key in sorted(structure.keys() - TEMPLATES - {"blocks"}):
        yield Problem(key, "文书结构没有这个键", "A document structure has no such key")
    for key in sorted(TEMPLATES & structure.keys()):
        yield from (Problem(key, *words) for words in _template_problems(structure[key]))


def _block_problems(block: object) -> Iterator[tuple[str, str]]:
    kind = block.get("kind") if isinstance(block, Mapping) else None
    if not isinstance(block, Mapping) or not isinstance(kind, str) or kind not in KINDS:
        kinds = "、".join(KINDS)
        yield f"内容块要有 kind：{kinds}", f"A block needs a kind, one of {', '.join(KINDS)}"
        return
    for key in sorted(block.keys() - KINDS[kind] - _COMMON):
        yield f"{kind} 没有 {key} 这个键", f"{kind} has no key {key}"
    if "text" in KINDS[kind] and kind != "items" and not isinstance(block.get("text"), str):
        yield f"{kind} 要有 text", f"{kind} needs a text"
    if block.get("level", 1) not in _LEVELS:
        yield "level 只能是 1 或 2", "level is 1 or 2"
    yield from _template_problems(block.get("text"))


def _template_problems(template: object) -> Iterator[tuple[str, str]]:
    try:
        list(parts(str(template)))
    except ValueError:
        yield f"模板写法有误：{template}", f"The template cannot be read: {template}"
