"""Papers as a page names them; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from liandong.web.languages import say

Plain = dict[str, Any]


def shown_papers(papers: Sequence[Mapping[str, Any]], base: str) -> list[Plain]:
    """Return papers as links; a picture shows beside what it proves."""
    return [
        {
            "name": each["name"],
            "href": f"{base}/evidence/{each['file']}",
            "is_picture": each["media_type"].startswith("image/"),
            "note": _origin(each["origin"]),
        }
        for each in papers
    ]


def _origin(origin: str) -> str:
    words = {"letter": "平台文书", "case": "案件里已有", "upload": "本次上传"}[origin]
    return say(words)
