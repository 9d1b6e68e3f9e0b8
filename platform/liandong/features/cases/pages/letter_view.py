"""The letter of a preview as its template wants it; pure."""

from typing import Any

from liandong.features.cases.pages.words import Plain
from liandong.features.documents.service import to_html_blocks
from liandong.features.documents.service.letters import Letter


def letter_view(letter: Letter) -> Plain:
    """Return the letter as its template wants it."""
    found: Plain = {"paragraphs": [], "seal_note": "（签发后加盖院印）", "copies": None}
    blocks: list[dict[str, Any]] = to_html_blocks(letter)
    for block in blocks:
        parts = [{"text": run["text"], "gap": run["is_open"]} for run in block["runs"]]
        text = str(block["label"] or "") + "".join(part["text"] for part in parts)
        kind = block["kind"]
        if kind == "number":
            found["number"] = parts
        elif kind in {"issuer", "title", "addressee", "date", "signature", "copies"}:
            found[{"signature": "signer"}.get(kind, kind)] = text
        elif kind == "seal_note":
            found["seal_note"] = text
        elif kind == "draft":
            continue
        else:
            head = f"{block['label']}" if block.get("label") else None
            found["paragraphs"].append({"head": head, "parts": parts})
    blank = {"issuer": "", "title": "", "addressee": "", "signer": "", "date": "", "number": []}
    return {**blank, **found}
