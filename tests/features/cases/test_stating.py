"""A paper names the number of the paper it speaks of, never its own in its place."""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from liandong.features.cases.service import stating
from liandong.features.cases.service.viewing import Opened
from support.declared import registry

CONTENT = {"facts": {}, "rows": [], "signed_on": "2026-07-28", "parties": [], "row_id": None}


def paper(key: int, kind: str, number: str | None) -> Any:
    return SimpleNamespace(
        id=UUID(int=key),
        type=kind,
        number=number,
        position=key,
        content=CONTENT,
        unit_id=UUID(int=9),
    )


def opened(*papers: Any) -> Opened:
    case = SimpleNamespace(number="惠检意〔2026〕7号")
    found = SimpleNamespace(
        mechanism=registry().current("reverse_linkage"), papers=list(papers), rows=[], case=case
    )
    return cast(Opened, found)


def test_a_numbered_notice_speaks_of_the_opinion_by_the_number_of_the_opinion() -> None:
    opinion = paper(1, "opinion", "惠检意〔2026〕1号")
    notice = paper(2, "opinion_notice", "惠检意〔2026〕3号")

    stated = stating.signed(opened(opinion, notice), notice)

    assert stated.own_number == "惠检意〔2026〕3号"
    assert stated.number == "惠检意〔2026〕1号"
    assert stated.served_paper == "检察意见书"


def test_without_a_paper_before_it_the_case_is_named() -> None:
    opinion = paper(1, "opinion", "惠检意〔2026〕1号")

    stated = stating.signed(opened(opinion), opinion)

    assert stated.number == "惠检意〔2026〕7号"
    assert stated.served_paper is None
