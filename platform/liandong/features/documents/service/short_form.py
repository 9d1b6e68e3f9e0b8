"""The short form in which plugins declare papers: each block is a mapping with one key."""

import re
from collections.abc import Mapping, Sequence

_SALUTATION = re.compile(r"[^。，：]{1,60}：")
_DAYS = {"signed": "{signed_on}", "occurred": "{occurred_on}"}
_OWN = {"numbered", "head"}

SEAL_NOTE = "签发后盖章"


def spelled_out(structure: Mapping[str, object]) -> Mapping[str, object]:
    """Return the long form of a structure; what is long already, or faulty, is left as it is.

    The unit that signs gives the red head its name; a form or a record has `head: false`. A paper
    that is `numbered` shows the field `own_number`, because `number` is that of the paper the case
    began with. A first paragraph that is nothing but a name and a colon is the addressee.
    """
    blocks = structure.get("blocks")
    if "numbered" not in structure or not isinstance(blocks, Sequence):
        return structure
    long = [_block(block) for block in blocks]
    head: dict[str, object] = {key: structure[key] for key in structure.keys() - _OWN}
    head["number"] = "{own_number}" if structure["numbered"] is True else None
    head["addressee"] = None
    if structure["numbered"] is True:
        head.setdefault("seal_note", SEAL_NOTE)
    signatures = [block["text"] for block in long if block.get("kind") == "signature"]
    named = signatures[0] if signatures else "{issuer}"
    head["issuer"] = named if structure.get("head", True) else None
    first = str(long[0].get("text")) if long else ""
    if _SALUTATION.fullmatch(first):
        head["addressee"] = first.removesuffix("：")
        long = long[1:]
    return {**head, "blocks": long}


def _block(block: object) -> Mapping[str, object]:
    if not isinstance(block, Mapping) or len(block) != 1:
        return {"kind": block}
    ((kind, value),) = block.items()
    match kind:
        case "items" if isinstance(value, Mapping):
            rest = {key: value[key] for key in value if key != "rows"}
            return {"kind": kind, "of": value.get("rows", ""), **rest}
        case "copies" | "attachments":
            return {"kind": kind, "of": value}
        case "signature":
            return {"kind": kind, "text": f"{{{value}}}"}
        case "date":
            return {"kind": kind, "text": _DAYS.get(str(value))}
        case _:
            return {"kind": kind, "text": value}
