"""Letters from declared structures: templates with `{field}` placeholders, filled from a case.

A structure is `{title, blocks: [{kind, …}, …]}`. Kinds: heading (text, level), paragraph (text),
items (of, text), attachments (of), signature (text), date (text), copies (of). A block with
`when: field` stands only if the field has a value. The keys issuer, number, addressee, closing and
seal_note may be given beside them as templates; issuer, number and addressee stand for the fields
of these names unless they are declared otherwise, and `null` leaves one out. Without an issuer
there is no red head.
"""

from collections.abc import Collection, Mapping, Sequence

from liandong.features.documents.service.errors import MissingValuesError, UnknownPlaceholderError
from liandong.features.documents.service.letters import (
    Block,
    Heading,
    Items,
    Letter,
    Paragraph,
    Run,
    Text,
    plain,
)
from liandong.features.documents.service.short_form import spelled_out
from liandong.features.documents.service.standing import chosen_rows, is_open_list, standing
from liandong.features.documents.service.structures import HEAD, Declared, read_structure
from liandong.features.documents.service.values import Filling, Open, legible, parts, written
from liandong.kernel.errors import Problem


def compose(
    structure: Mapping[str, object],
    values: Mapping[str, object],
    *,
    draft: bool,
    optional: Collection[str] = (),
) -> Letter:
    """Return the letter that a declared structure and the values of a case make.

    Every placeholder must be a key of `values`; one whose value is None or blank is marked in a
    draft and refused in a final letter. A paragraph that needs an `optional` one is left out
    instead. A value that is a mapping offers its keys as `name.key`.

    Raises:
        StructureError: The structure itself cannot be read; every fault is listed.
        UnknownPlaceholderError: A template names fields that `values` does not have.
        MissingValuesError: The letter is final and some fields have no value.
    """
    structure = spelled_out(structure)
    filling = Filling(_flat(values), set(), set())
    blocks = standing(read_structure(structure), filling, optional)
    letter = _letter(_headed(structure, filling, optional), blocks, filling, draft)
    if filling.unknown:
        raise UnknownPlaceholderError([_unknown(name) for name in sorted(filling.unknown)])
    if filling.missing and not draft:
        raise MissingValuesError([_missing(name) for name in sorted(filling.missing)])
    return letter


def _headed(
    structure: Mapping[str, object], filling: Filling, optional: Collection[str]
) -> Mapping[str, object]:
    """Leave out of the addressees whoever may be missing and is."""
    template = str(structure.get("addressee", HEAD["addressee"]) or "")

    def is_there(each: str) -> bool:
        named = {name for _, name in parts(each) if name}
        return not any(map(filling.is_empty, named & set(optional)))

    named = "、".join(filter(is_there, template.split("、")))
    return {**structure, "addressee": named or None}


def _letter(
    structure: Mapping[str, object], left: Sequence[Declared], filling: Filling, draft: bool
) -> Letter:
    templates = HEAD | dict(structure)

    def part(key: str) -> Text | None:
        template = templates.get(key)
        return None if template is None else filling.fill(str(template))

    def every(kind: str) -> list[Text]:
        return [filling.fill(block.text) for block in left if block.kind == kind]

    signers = every("signature")
    return Letter(
        issuer_name=part("issuer") or (),
        number=part("number"),
        title=part("title") or (),
        addressee=part("addressee"),
        blocks=tuple(made for block in left for made in _blocks(block, filling)),
        closing=part("closing"),
        attachments=_listed(left, "attachments", filling),
        co_signers=tuple(signers[:-1]),
        signature_unit=signers[-1] if signers else None,
        date=next(reversed(every("date")), None),
        copies=_listed(left, "copies", filling),
        seal_note=plain(part("seal_note")) if draft else "",
        draft=draft,
    )


def _blocks(block: Declared, filling: Filling) -> Sequence[Block]:
    match block.kind:
        case "heading":
            return [Heading(filling.fill(block.text), block.level)]
        case "paragraph":
            return [Paragraph(line) for line in _lines(filling.fill(block.text))]
        case "items":
            return [Items(tuple(_items(block, filling)))]
        case _:
            return []


def _items(block: Declared, filling: Filling) -> Sequence[Text]:
    if is_open_list(block, filling):
        filling.missing.add(block.of)
        return [(Run(Open().mark, is_open=True),)]
    return [
        filling.inside(row if isinstance(row, Mapping) else {"text": row}).fill(block.text)
        for row in chosen_rows(block, filling)
    ]


def _listed(left: Sequence[Declared], kind: str, filling: Filling) -> tuple[str, ...]:
    blocks = [block for block in left if block.kind == kind]
    return tuple(name for block in blocks for name in _names(block, filling))


def _names(block: Declared, filling: Filling) -> Sequence[str]:
    if filling.is_empty(block.of):
        return []
    names = filling.values[block.of]
    listed = [names] if isinstance(names, str) or not isinstance(names, Sequence) else names
    units = [row.get(f"{block.of}_unit") if isinstance(row, Mapping) else row for row in listed]
    return [name for name in map(written, units) if name]


def _flat(values: Mapping[str, object]) -> dict[str, object]:
    inner = {
        f"{name}.{key}": value
        for name, group in values.items()
        if isinstance(group, Mapping)
        for key, value in group.items()
    }
    return {**values, **inner}


def _lines(text: Text) -> Sequence[Text]:
    lines: list[list[Run]] = [[]]
    for run in text:
        first, *others = legible(run.text).split("\n")
        lines[-1].append(Run(first, is_open=run.is_open))
        lines.extend([Run(other, is_open=run.is_open)] for other in others)
    return [
        tuple(run for run in line if run.text)
        for line in lines
        if any(run.text.strip() for run in line)
    ]


def _unknown(name: str) -> Problem:
    return Problem(
        name,
        f"模板里的 {{{name}}} 不是这件文书的字段",
        f"{{{name}}} in the template is not a field of this document",
    )


def _missing(name: str) -> Problem:
    return Problem(name, "没有填，文书不能签发", "Has no value; the document cannot be signed")
