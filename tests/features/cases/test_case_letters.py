"""What a signed paper states is read on the page by whoever reads the paper, by nobody else."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand
from support.browsing import Visit, visit
from support.case_forms import address, words
from support.counties import HUIJI, WENSHUI, County
from support.stages import STAGES

__all__ = ["visit"]
DAY = "2026-04-27"
REFERRAL = {"facts": "处罚决定书引用条款不规范", "legal_basis": "行政处罚法第五十九条"}
Counties = Callable[..., County]


def letters(text: str) -> str:
    """Return what the page says under 文书内容; nothing where it says nothing."""
    _, _, rest = text.partition('aria-labelledby="letters"')
    card = rest.partition("</section>")[0]
    return words(f"<main{card}</main>") if card else ""


@pytest.fixture
def referral(county: Counties) -> tuple[County, UUID]:
    """A problem referred to the justice bureau, whose letter is signed and not served."""
    wenshui = county(WENSHUI)
    wenshui.join("clerk", "office", "handler", "unit_head")
    parties = (PartyCommand(wenshui.units["office"], "addressee"),)
    facts = {"title": "引用条款不规范", "kind": "common"}
    with wenshui.acting("prosecutor", DAY) as (uow, me, clock):
        command = FireTransition("open", date.fromisoformat(DAY), facts, (), parties)
        case_id = service.open_case(uow, me, clock, "problem_referral", command).id
    wenshui.fire("prosecutor", DAY, case_id, "revise", facts=REFERRAL)
    wenshui.step("prosecutor", DAY, case_id, "submit", "referral_letter")
    wenshui.step("reviewer", DAY, case_id, "review", "referral_letter")
    wenshui.fire("chief", DAY, case_id, "send")
    return wenshui, case_id


def test_the_addressee_reads_the_letter_once_it_is_served(
    referral: tuple[County, UUID], visit: Visit
) -> None:
    wenshui, case_id = referral
    where = f"/t/{WENSHUI}/cases/problem_referral/{case_id}"
    clerk = visit(wenshui, "clerk")

    before = clerk.get(where).text
    assert "引用条款不规范" in before
    assert REFERRAL["facts"] not in before
    assert not letters(before)
    assert REFERRAL["facts"] in letters(visit(wenshui, "prosecutor").get(where).text)

    wenshui.fire("clerk", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})
    said = letters(clerk.get(where).text)
    for text in ("问题移送函", "4月27日 送达", f"法律依据 {REFERRAL['legal_basis']}"):
        assert text in said
    assert REFERRAL["facts"] in said
    assert "引用条款不规范" not in said.replace(REFERRAL["facts"], "")  # the title stands above

    wenshui.fire("clerk", DAY, case_id, "review", facts={"plan": "抽查"})
    wenshui.fire("clerk", DAY, case_id, "handle", facts={"measure": "letter", "result": "督办"})
    drafted = FireTransition("feed_back", date.fromisoformat(DAY), {"feedback": "已督办四件"})
    wenshui.draft("clerk", DAY, case_id, drafted)
    for who in ("clerk", "prosecutor"):
        assert "已督办四件" not in letters(visit(wenshui, who).get(where).text)
    assert "已督办四件" not in visit(wenshui, "prosecutor").get(where).text


def test_who_is_copied_reads_the_letter_and_no_answer(county: Counties, visit: Visit) -> None:
    huiji = county(HUIJI)
    case_id = STAGES["copied"](huiji)

    said = letters(visit(huiji, "reader").get(address(huiji, case_id)).text)
    ours = letters(visit(huiji, "prosecutor").get(address(huiji, case_id)).text)
    theirs = letters(visit(huiji, "handler").get(address(huiji, case_id)).text)

    assert "建议内容 第 1 项" in said
    assert "检察建议书" in said
    assert "回复函" not in said
    assert "抄送函" in said
    assert "抄送函" in ours
    assert "抄送函" not in theirs
    assert "法律依据" in theirs
    assert visit(huiji, "bystander").get(address(huiji, case_id)).status_code == 404
