"""Which blocks of a structure stand in a letter: none without its values, no bare heading."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from liandong.features.documents.service.numbering import chinese_ordinal
from liandong.features.documents.service.structures import Declared
from liandong.features.documents.service.values import Filling

_ORDINAL = re.compile(r"[一二三四五六七八九十]+、")


def standing(
    declared: Sequence[Declared], filling: Filling, optional: Collection[str]
) -> list[Declared]:
    """Return the blocks that stand, their headings counted anew.

    A block that needs an `optional` field without a value is left out, and so are items of which
    no row is in a state they show. A heading goes with the values right below it, items or
    paragraphs that end in a field: where none of them stands, neither does the heading.
    """
    left = [block for block in declared if _stands(block, filling, optional)]
    return list(_counted(_headed(declared, left)))


def is_open_list(block: Declared, filling: Filling) -> bool:
    """Tell whether a list has no row at all, so that a draft marks it as awaited."""
    return filling.is_empty(block.of)


def chosen_rows(block: Declared, filling: Filling) -> Sequence[object]:
    """Return the rows, or the lines of a text, that a list of items shows."""
    rows = filling.values.get(block.of)
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        rows = [line for line in filling.text_of(block.of).splitlines() if line.strip()]
    return [row for row in rows if not block.states or _state(row) in block.states]


def _stands(block: Declared, filling: Filling, optional: Collection[str]) -> bool:
    if block.when and filling.is_empty(block.when):
        return False
    if block.kind != "items":
        return not any(map(filling.is_empty, block.names() & set(optional)))
    if is_open_list(block, filling):
        return block.of not in optional
    return bool(chosen_rows(block, filling))


def _headed(declared: Sequence[Declared], left: Sequence[Declared]) -> Iterator[Declared]:
    places = [n for n, block in enumerate(declared) if block.kind == "heading"]
    bare: list[Declared] = []
    for start, end in pairwise([*places, len(declared)]):
        below = declared[start + 1 : end]
        values = [block for block in below if _is_value(block)]
        if values and values[0] is below[0] and not any(block in left for block in values):
            bare.append(declared[start])
    return (block for block in left if block not in bare)


def _is_value(block: Declared) -> bool:
    return block.kind == "items" or (block.kind == "paragraph" and block.text.endswith("}"))


def _counted(blocks: Iterator[Declared]) -> Iterator[Declared]:
    listed = list(blocks)
    counted = [b for b in listed if b.kind == "heading" and _ORDINAL.match(b.text)]
    for block in listed:
        if block in counted:
            word = f"{chinese_ordinal(counted.index(block) + 1)}、" if len(counted) > 1 else ""
            yield replace(block, text=_ORDINAL.sub(word, block.text, count=1))
        else:
            yield block


def _state(row: object) -> object:
    return row.get("state_key") if isinstance(row, Mapping) else None
