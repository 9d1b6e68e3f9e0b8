"""What is to be done with each row: nobody chooses where there is one way, else it is asked for."""

from collections.abc import Callable
from uuid import UUID

from features.cases.test_period_life import record, reply_period
from support.browsing import Visit
from support.case_forms import address, send
from support.counties import County

SERVED = "2026-03-02"


def _rows(county: County, case_id: UUID, kind: str) -> list[str]:
    found = county.look("chief", case_id)["rows"]
    return [str(row["id"]) for row in found if row["type"] == kind]


def test_one_row_with_one_way_is_chosen_by_itself(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    record(huiji, "2026-04-01", case_id, "suspend")
    (row,) = _rows(huiji, case_id, "period")
    browser, where = visit(huiji, "chief"), address(huiji, case_id)
    page = browser.get(f"{where}?act=rows:period").text
    form = page[page.index('id="panel"') : page.index("</form>", page.index('id="panel"'))]

    assert f'<input type="hidden" name="row.{row}.move" value="resume">' in form
    assert 'type="radio"' not in form
    assert "恢复回复期限</button>" in form

    chosen = {f"row.{row}.move": "resume"}
    empty = send(browser, where, "rows:period", **chosen)
    done = send(browser, where, "rows:period", **chosen, **{f"row.{row}.why": "报告已出"})

    assert (empty.status_code, done.status_code) == (422, 303)
    assert reply_period(huiji, case_id)["state"] == "open"


def test_nothing_chosen_is_asked_for_beside_the_group_and_what_was_typed_stays(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED, items=2)
    huiji.reply(SERVED, case_id)
    first, second = _rows(huiji, case_id, "item")
    browser, where = visit(huiji, "prosecutor"), address(huiji, case_id)

    nothing = send(browser, where, "rows:item")
    typed = {f"row.{first}.move": "settle", f"row.{first}.finding": "已整改"}
    typed |= {f"row.{second}.finding": "现场看过，还差一处"}
    half = send(browser, where, "rows:item", **typed)

    assert (nothing.status_code, half.status_code) == (422, 422)
    assert "请选这一项怎么办：核实到位、部分到位、未到位" in _group(nothing.text, first)
    assert "请选" not in _group(nothing.text, second)
    assert "没有这一件" not in nothing.text
    assert "请选这一项怎么办" in _group(half.text, second)
    assert "现场看过，还差一处" in half.text


def _group(page: str, row: str) -> str:
    group = page[page.index(f'id="f-row-{row}-move"') :]
    return group[: group.index("</fieldset>")]


def test_one_row_with_several_ways_has_to_be_chosen_for(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.reply(SERVED, case_id)
    (row,) = _rows(huiji, case_id, "item")
    browser, where = visit(huiji, "prosecutor"), address(huiji, case_id)

    answer = send(browser, where, "rows:item", **{f"row.{row}.finding": "现场看过"})

    assert answer.status_code == 422
    assert "请选怎么办：核实到位、部分到位、未到位" in _group(answer.text, row)
    assert "选填" not in _group(answer.text, row)
    assert "现场看过" in answer.text
