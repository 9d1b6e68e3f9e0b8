"""The record of a case says what people wrote, to those who may read it."""

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID

from liandong.features.cases.service import FireTransition, RowCommand
from liandong.features.tenants.service import installed
from support.browsing import Visit
from support.case_forms import address, words
from support.counties import KEY, County

SERVED = "2026-03-02"
GROUNDS, DECISION = "事实不清，许可证当日已换发", "换发属实，该项更正"


def test_both_sides_read_why_a_suggestion_was_withdrawn(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.fire("chief", SERVED, case_id, "withdraw", facts={"why": "依据的规定已废止"})

    for who in ("prosecutor", "handler"):
        said = words(visit(huiji, who).get(address(huiji, case_id)).text)
        assert "理由：依据的规定已废止" in said


def test_the_grounds_of_an_objection_stay_beside_the_reason_of_the_decision(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    _object(huiji, case_id)

    for who in ("prosecutor", "handler"):
        said = words(visit(huiji, who).get(address(huiji, case_id)).text)
        assert GROUNDS in said
        assert DECISION in said


def _object(county: County, case_id: UUID) -> None:
    kinds = installed().registry.current(KEY).row("objection")
    asked = kinds.transition("object").asks[0].key
    row = RowCommand("objection", "object", None, {asked: GROUNDS})
    county.fire("handler", SERVED, case_id, None, rows=(row,))
    row_id = county.row(case_id, "objection")
    decided = RowCommand("objection", "partly_uphold", row_id, {"why": DECISION})
    draft = FireTransition(None, date.fromisoformat(SERVED), rows=(decided,))
    county.draft("prosecutor", SERVED, case_id, draft)
    county.step("prosecutor", SERVED, case_id, "submit", "answer", row_id=row_id)
    county.step("reviewer", SERVED, case_id, "review", "answer", row_id=row_id)
    county.fire("chief", SERVED, case_id, None, rows=(decided,))


def test_a_finding_says_how_it_was_come_by(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.reply(SERVED, case_id)
    item = UUID(
        next(r["id"] for r in huiji.look("handler", case_id)["rows"] if r["type"] == "item")
    )
    found = {"method": "on_site", "finding": "五家均已公示"}
    verified = RowCommand("item", "settle", item, found)
    huiji.fire("prosecutor", SERVED, case_id, None, rows=(verified,))

    said = words(visit(huiji, "handler").get(address(huiji, case_id)).text)

    assert said.count("核实方式：实地；核实情况：五家均已公示") == 2


def test_the_bureau_reads_nothing_of_the_inner_rows(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    huiji.consult(SERVED, case_id)
    huiji.list_copy(SERVED, case_id)
    huiji.move_row("chief", SERVED, case_id, "copy", "leave_out", why="另行专报")
    huiji.move_row(
        "prosecutor", SERVED, case_id, "consultation", "record_opinion", opinion="没有意见"
    )
    huiji.step("prosecutor", SERVED, case_id, "submit")
    huiji.step("reviewer", SERVED, case_id, "review")
    huiji.fire("chief", SERVED, case_id, "issue")
    huiji.fire("handler", SERVED, case_id, "serve", facts={"delivery_mode": "electronic"})

    ours = words(visit(huiji, "prosecutor").get(address(huiji, case_id)).text)
    theirs = words(visit(huiji, "handler").get(address(huiji, case_id)).text)

    assert "征求事项：是否妥当" in ours
    assert "理由：另行专报" in ours
    assert "是否妥当" not in theirs
    assert "另行专报" not in theirs


def test_a_withdrawn_suggestion_does_not_pretend_to_have_been_answered(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.fire("chief", SERVED, case_id, "withdraw", facts={"why": "依据的规定已废止"})

    for who in ("prosecutor", "handler"):
        page = visit(huiji, who).get(address(huiji, case_id)).text
        way = page[page.index('<ol class="ld-steps">') :]
        states = re.findall(r'<li class="ld-step-(\w+)"', way[: way.index("</ol>")])
        assert states == ["done", "done", "todo", "done"]
        assert "没有进行" in way
        assert "已撤回" in way[: way.index("</ol>")]
