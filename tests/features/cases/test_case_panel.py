"""The action panel: what is possible, what not yet and why, whom to copy, which files are there."""

import io
import re
from collections.abc import Callable

from liandong.features.cases.service import RowCommand
from support.browsing import Visit
from support.case_forms import address, send, words
from support.counties import SHANDAN, County

SERVED = "2026-03-02"


def test_a_move_that_is_refused_stands_beside_the_others_with_its_reason(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.reply(SERVED, case_id)

    page = visit(huiji, "chief").get(address(huiji, case_id)).text

    panel = page[page.index('id="panel"') :]
    refused = panel[panel.index('class="ld-refused"') :]
    refused = refused[: refused.index("</ul>")]
    assert 'name="act" value="withdraw"' in panel
    assert "办结" in refused
    assert "“建议内容”须全部为：整改到位或理由成立、已删去" in refused
    assert "撤回" not in refused


def test_a_copy_is_chosen_by_the_name_of_the_unit_and_rests_on_the_countys_rule(
    county: Callable[..., County], visit: Visit
) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(SERVED, copy_triggers=["large_impact"])
    browser, where = visit(shandan, "prosecutor"), address(shandan, case_id)
    page = browser.get(f"{where}?act=copy:list:new").text
    government = str(shandan.units["copied"])
    offered = f"suggestion_to_county_government/{government}"
    assert f'value="{offered}"' in page
    assert "应当抄送" in page
    assert 'name="row.new.copy_rule"' not in page

    nothing = send(browser, where, "copy:list:new", **{"row.new.copy_unit": government})
    answer = send(browser, where, "copy:list:new", **{"row.new.copy_unit": offered})

    assert nothing.status_code == 422
    assert "请选抄送单位" in nothing.text
    assert answer.status_code == 303
    row = next(r for r in shandan.look("prosecutor", case_id)["rows"] if r["type"] == "copy")
    assert row["facts"]["copy_unit"] == government
    assert row["facts"]["copy_kind"] == "mandatory"
    assert row["facts"]["copy_rule"] == "suggestion_to_county_government"
    said = words(browser.get(where).text)
    assert "suggestion_to_county_government" not in said
    assert government not in said


def test_the_files_of_a_draft_are_named_to_its_drafter_and_its_signer(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    where = address(huiji, case_id)
    item = next(r["id"] for r in huiji.look("handler", case_id)["rows"] if r["type"] == "item")
    typed = {
        f"row.{item}.move": "decline",
        f"row.{item}.why": "不属本局职责",
        "facts.measures": "另行函告",
        "facts.evidence": (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "整改台账.pdf"),
    }
    handler = visit(huiji, "handler")

    assert send(handler, where, "draft:reply", "draft", **typed).status_code == 303
    assert "整改台账.pdf" in handler.get(f"{where}?act=draft:reply").text
    assert "整改台账.pdf" not in visit(huiji, "prosecutor").get(where).text
    del typed["facts.evidence"]
    assert send(handler, where, "draft:reply", "submit", **typed).status_code == 303
    assert "证明材料 整改台账.pdf" in words(visit(huiji, "head").get(where).text)


def test_who_can_see_a_case_is_told_by_post_with_the_clause(
    county: Callable[..., County], visit: Visit
) -> None:
    shandan = county(SHANDAN)
    case_id = shandan.open(SERVED, copy_triggers=["large_impact"])
    shandan.list_copy(SERVED, case_id)
    shandan.move_row("chief", SERVED, case_id, "copy", "choose")
    shandan.step("prosecutor", SERVED, case_id, "submit")
    shandan.step("reviewer", SERVED, case_id, "review")
    shandan.fire("chief", SERVED, case_id, "issue")
    shandan.fire("handler", SERVED, case_id, "serve", facts={"delivery_mode": "electronic"})
    shandan.move_row("prosecutor", SERVED, case_id, "copy", "send")

    page = visit(shandan, "prosecutor").get(f"{address(shandan, case_id)}/visibility").text

    said = words(page)
    assert "联络员、承办人、单位负责人" in said
    assert "承办检察官、检察长、审核人" in said
    assert "召集人" not in said.replace("召集人、副召集人看送达事项的标题", "")
    assert "文书：只有抄送给它的" in said
    copied = re.split("抄送给它(?!的)", page, maxsplit=1)[1]
    assert "山政发〔2025〕8号 三（四）" in copied[: copied.index("</td>")]


def test_who_sees_the_outline_alone_is_not_told_who_else_does(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED)
    said = words(visit(huiji, "handler").get(f"{address(huiji, case_id)}/visibility").text)
    assert "只告诉看得到全部的单位" in said
    assert "0 个单位" not in said
    assert "承办检察官" not in said


def test_once_a_period_is_over_its_chief_is_told_why_nothing_moves_it(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    late, runs = huiji.serve("2026-01-05"), huiji.serve(SERVED)
    told = "期限已届满，不能再中止、扣除、延长"

    assert words(visit(huiji, "chief").get(address(huiji, late)).text).count(told) == 1
    assert told not in words(visit(huiji, "chief").get(address(huiji, runs)).text)
    assert told not in words(visit(huiji, "handler").get(address(huiji, late)).text)


def test_an_objection_waits_to_be_reviewed_not_to_be_upheld(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    grounds = (RowCommand("objection", "object", None, {"grounds": "事实不清"}),)
    huiji.fire("handler", "2026-03-10", case_id, None, rows=grounds)

    for who in ("chief", "prosecutor"):
        todo = words(visit(huiji, who).get(f"/t/{huiji.tenant_id}/todo").text)
        assert "复核异议：" in todo
        assert "成立：" not in todo


def test_who_has_no_turn_is_told_whose_it_is(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    where = address(huiji, case_id)

    unit = visit(huiji, "handler").get(where).text
    procuratorate = visit(huiji, "reviewer").get(where).text

    assert "轮到" not in unit
    assert "轮到本单位的承办检察官" in procuratorate


def test_a_paper_is_handed_up_without_being_asked_why_it_goes_back(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    huiji.step("prosecutor", SERVED, case_id, "submit")

    drafter = visit(huiji, "prosecutor").get(address(huiji, case_id)).text
    reviewer = visit(huiji, "reviewer").get(address(huiji, case_id)).text

    assert "只在退回时填写" not in drafter
    assert "只在退回时填写" in reviewer
