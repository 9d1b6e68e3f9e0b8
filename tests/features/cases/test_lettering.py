"""What the papers of a case say: numbers, periods, copies, and what is still open."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, RowCommand
from liandong.features.cases.service.lettering import letter_of, preview_letter
from liandong.features.documents.service import Letter
from liandong.features.documents.service.layout import lines
from liandong.features.documents.service.letters import plain
from liandong.features.tenants.service import current, installed
from liandong.features.units import service as units
from support.counties import KEY, LETTER, SHANDAN, WENSHUI, County

DAY = "2026-04-27"
Counties = Callable[..., County]


def letter(county: County, case_id: UUID, who: str = "prosecutor", paper: str = "letter") -> Letter:
    with county.acting(who, DAY) as (uow, me, clock):
        picture = service.look(uow, me, clock, KEY, case_id)
        found = [each for each in picture.papers if each.type == paper]
        return letter_of(uow, picture.opened, found[-1])


def texts(made: Letter) -> list[str]:
    return [plain(line.text) for line in lines(made)]


def said(made: Letter) -> str:
    return "\n".join(texts(made))


def full_name(county: County, unit: str) -> str:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        return units.get(uow, county.units[unit]).full_name


def test_a_signed_letter_bears_its_number_its_day_and_both_names(county: Counties) -> None:
    huiji = county()
    made = letter(huiji, huiji.issue(DAY, items=2))

    assert plain(made.number) == "惠检建〔2026〕1号"
    assert plain(made.date) == "2026年4月27日"
    assert plain(made.addressee) == full_name(huiji, "addressee")
    assert plain(made.issuer_name) == full_name(huiji, "procuratorate")
    assert not made.draft
    assert "两个月内作出相应处理" in said(made)
    assert "收到之日起15日内" in said(made)
    assert "第 2 项" in said(made)
    assert "情况紧急" not in said(made)


def test_a_draft_leaves_its_number_and_its_day_open(county: Counties) -> None:
    huiji = county()
    made = letter(huiji, huiji.open(DAY))

    assert made.draft
    assert plain(made.number) == "惠检建〔2026〕签发时编号"
    assert [run.is_open for run in made.number or ()] == [False, True]
    assert any(run.is_open for run in made.date or ())


def test_what_a_draft_has_to_state_is_marked_while_it_is_missing(county: Counties) -> None:
    huiji = county()
    made = letter(huiji, huiji.open(DAY, legal_basis=""))

    assert texts(made)[texts(made).index("二、法律依据") + 1] == "待填"


def test_wenshui_writes_its_own_two_months(county: Counties) -> None:
    wenshui = county(WENSHUI)

    assert "起两个月内作出相应处理" in said(letter(wenshui, wenshui.issue(DAY)))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"variant": "urgent", "urgency_reason": "仍在扩散", "stated_days": 10}, "起十日内"),
        ({"variant": "minors"}, "起一个月内"),
        ({"kind": "public_interest", "variant": "public_interest"}, "起两个月内"),
        (
            {
                "kind": "public_interest",
                "variant": "public_interest_urgent",
                "urgency_reason": "仍在扩散",
            },
            "起十五日内",
        ),
    ],
)
def test_each_kind_of_letter_names_its_own_period(
    county: Counties, facts: dict[str, Any], words: str
) -> None:
    huiji = county()
    made = said(letter(huiji, huiji.issue(DAY, **facts)))

    assert words in made
    assert ("本案情况紧急：仍在扩散" in made) is ("urgency_reason" in facts)


def test_the_letter_lists_who_is_copied_but_not_who_was_left_out(county: Counties) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(DAY)
    shandan.list_copy(DAY, case_id)
    shandan.move_row("chief", DAY, case_id, "copy", "choose")
    shandan.list_copy(DAY, case_id, "discipline")
    shandan.move_row("chief", DAY, case_id, "copy", "leave_out", why="与其职责无关")

    assert letter(shandan, case_id).copies == (full_name(shandan, "copied"),)


def test_the_receipt_and_the_reply_speak_of_the_letter(county: Counties) -> None:
    huiji = county()
    case_id = huiji.serve("2026-04-20", items=2)
    huiji.reply(DAY, case_id)

    receipt = said(letter(huiji, case_id, paper="return_receipt"))
    reply = letter(huiji, case_id, "handler", "reply")
    assert "检察建议书（惠检建〔2026〕1号）" in receipt
    assert "送达方式：电子签收" in receipt
    assert "收到日期：2026年4月20日" in receipt
    assert plain(reply.issuer_name) == full_name(huiji, "addressee")
    assert plain(reply.addressee) == full_name(huiji, "procuratorate")
    assert reply.number is None
    assert "第 1 项（采纳）。整改措施：已整改。完成日期：2026年4月27日。" in said(reply)


def test_a_draft_reply_shows_what_was_typed_so_far(county: Counties) -> None:
    huiji = county()
    case_id = huiji.serve("2026-04-20")
    row = RowCommand("item", "decline", huiji.row(case_id, "item"), {"why": "不属本局职责"})
    typed = FireTransition("reply", date.fromisoformat(DAY), {"measures": "已办"}, (row,))
    huiji.draft("handler", DAY, case_id, typed)

    made = letter(huiji, case_id, "handler", "reply")

    assert made.draft
    assert "第 1 项（不采纳）。理由：不属本局职责。" in said(made)
    assert "已办" in texts(made)


def test_an_answer_states_the_finding_on_its_own_objection(county: Counties) -> None:
    huiji = county()
    case_id = huiji.serve("2026-04-20")
    objects = (RowCommand("objection", "object", None, {"grounds": "事实有出入"}),)
    huiji.fire("handler", "2026-04-21", case_id, None, rows=objects)
    row_id = huiji.row(case_id, "objection")
    rejects = (RowCommand("objection", "reject", row_id, {"why": "证据确实"}),)
    huiji.draft(
        "prosecutor", DAY, case_id, FireTransition(None, date.fromisoformat(DAY), {}, rejects)
    )

    drafted = said(letter(huiji, case_id, paper="answer"))
    huiji.step("prosecutor", DAY, case_id, "submit", "answer", row_id=row_id)
    huiji.step("reviewer", DAY, case_id, "review", "answer", row_id=row_id)
    huiji.fire("chief", DAY, case_id, None, rows=rejects)
    final = said(letter(huiji, case_id, "handler", "answer"))

    for made in (drafted, final):
        assert "复核结果：异议不成立" in made
        assert "证据确实" in made
        assert "事实有出入" not in made


def test_a_letter_can_be_seen_before_there_is_a_case(county: Counties) -> None:
    huiji = county()
    with huiji.acting("prosecutor", DAY) as (uow, _, clock):
        made = preview_letter(
            uow,
            current(uow),
            installed().registry.current(KEY),
            huiji.units["procuratorate"],
            huiji.units["addressee"],
            {**LETTER, "variant": "minors"},
            ["划定停放区域"],
            [huiji.units["copied"]],
            clock.today(),
        )

    assert made.draft
    assert plain(made.number) == "惠检建〔2026〕签发时编号"
    assert "一个月内" in said(made)
    assert "划定停放区域" in said(made)
    assert made.copies == (full_name(huiji, "copied"),)


def test_a_final_reply_gives_the_reason_for_what_is_declined(county: Counties) -> None:
    huiji = county()
    case_id = huiji.serve("2026-04-20")
    row = RowCommand("item", "decline", huiji.row(case_id, "item"), {"why": "不属本局职责"})
    day, facts = date.fromisoformat(DAY), {"measures": "已办"}
    huiji.draft("handler", DAY, case_id, FireTransition("reply", day, facts, (row,)))
    huiji.step("handler", DAY, case_id, "submit", "reply")
    huiji.fire("head", DAY, case_id, "reply", facts=facts, rows=(row,))

    made = letter(huiji, case_id, "prosecutor", "reply")

    assert not made.draft
    assert "第 1 项（不采纳）。理由：不属本局职责。" in said(made)
