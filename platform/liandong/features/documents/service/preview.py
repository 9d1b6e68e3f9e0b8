"""A letter as plain data, for the preview on a page."""

from liandong.features.documents.service.layout import is_title_spaced, lines
from liandong.features.documents.service.letters import DRAFT_MARK, Letter


def to_html_blocks(letter: Letter) -> list[dict[str, object]]:
    """Return the letter's lines as data: kind, label, and runs with text and is_open.

    The template escapes the text and gives each kind its class; the first block of a draft has
    the kind `draft`.
    """
    blocks: list[dict[str, object]] = [
        {
            "kind": line.kind.value,
            "label": line.label,
            "runs": [{"text": run.text, "is_open": run.is_open} for run in line.text],
            "is_spaced": line.kind == "title" and is_title_spaced(letter),
        }
        for line in lines(letter)
    ]
    if letter.draft:
        mark = {"text": DRAFT_MARK, "is_open": False}
        blocks.insert(0, {"kind": "draft", "label": "", "runs": [mark], "is_spaced": False})
    return blocks
