"""Papers as a page names them, and one page of one; pure."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from liandong.features.documents.service import PagePicture
from liandong.web.languages import say

Plain = dict[str, Any]


def shown_papers(papers: Sequence[Mapping[str, Any]], base: str) -> list[Plain]:
    """Return papers as links; a picture, or the pages of a PDF, show beside what it proves."""
    return [
        {
            "name": each["name"],
            "href": f"{base}/evidence/{each['file']}",
            "is_picture": each["media_type"].startswith("image/"),
            "pages": f"{base}/evidence/{each['file']}/pages/1" if _has_pages(each) else None,
            "note": _origin(each["origin"]),
        }
        for each in papers
    ]


def _has_pages(each: Mapping[str, Any]) -> bool:
    return bool(each["media_type"] == "application/pdf")


def page_view(name: str, drawn: PagePicture | None, page: int, base: str, why: str = "") -> Plain:
    """Return one page of a paper with the way to its neighbours; or why it cannot be shown.

    Args:
        name: As the file is called.
        drawn: The page as a picture.
        page: Counted from 1.
        base: Where the paper is downloaded.
        why: In words, where nothing could be drawn.
    """
    pages = 0 if drawn is None else drawn.pages
    return {
        "title": name,
        "file": base,
        "why": why,
        "picture": "" if drawn is None else b64encode(drawn.png).decode(),
        "where": say("第 {page} 页，共 {pages} 页", page=page, pages=pages),
        "before": f"{base}/pages/{page - 1}" if page > 1 else None,
        "after": f"{base}/pages/{page + 1}" if page < pages else None,
    }


def _origin(origin: str) -> str:
    words = {"letter": "平台文书", "case": "案件里已有", "upload": "本次上传"}[origin]
    return say(words)
