"""Lists are narrowed by unit, kind and deadline; the table for Excel is the same list."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from support.browsing import Visit

SECRET = "还没想好的草稿标题"
LATE, SOON, FAR = "逾期的一件", "快到期的一件", "还早的一件"


@pytest.fixture
def huiji(county: Callable[..., Any]) -> Any:
    """One late, one due on 6 May, one due in June, one draft; today is 27 April."""
    huiji = county()
    huiji.serve("2026-02-20", title=LATE, kind="correction")
    huiji.serve("2026-02-28", title=SOON)
    huiji.serve("2026-04-24", title=FAR)
    huiji.open("2026-04-24", title=SECRET, kind="correction")
    return huiji


def listed(browser: FlaskClient, path: str) -> str:
    answer = browser.get(f"/t/410108/{path}")
    assert answer.status_code == 200, answer.text[-2000:]
    return answer.text


def titles(text: str) -> set[str]:
    return {each for each in (LATE, SOON, FAR, SECRET) if each in text}


def table(browser: FlaskClient, path: str) -> str:
    answer = browser.get(f"/t/410108/{path}")
    assert answer.status_code == 200
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    (sheet,) = load_workbook(BytesIO(answer.data)).worksheets
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)


def count(text: str, label: str) -> int:
    found = re.search(rf">{label} (\d+)</a>", text)
    assert found, label
    return int(found[1])


def test_by_deadline_kind_and_unit(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "handler")
    text = listed(browser, "cases")
    assert titles(text) == {LATE, SOON, FAR}
    assert (count(text, "已逾期"), count(text, "近期到期")) == (1, 1)
    assert titles(listed(browser, "cases?due=late")) == {LATE}
    assert titles(listed(browser, "cases?due=soon")) == {SOON}
    assert (count(text, "纠正违法"), count(text, "社会治理")) == (1, 2)
    assert titles(listed(browser, "cases?kind=correction")) == {LATE}
    assert titles(listed(browser, f"cases?unit={huiji.units['addressee']}")) == {LATE, SOON, FAR}
    empty = listed(browser, f"cases?unit={huiji.units['bystander']}&due=late")
    assert titles(empty) == set()
    assert "清除筛选" in empty


def test_the_address_keeps_what_was_chosen_and_numbers_follow(huiji: Any, visit: Visit) -> None:
    text = listed(visit(huiji, "handler"), "cases?due=late&progress=all")
    assert count(text, "全部") == 1
    assert 'href="/t/410108/cases?progress=closed&amp;due=late"' in text
    assert 'href="/t/410108/cases.xlsx?progress=all&amp;due=late"' in text


def test_nonsense_in_the_address_asks_for_nothing(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "handler")
    for odd in ("due=x", "kind=y", "unit=zz", "state=1", "progress=2"):
        for page in ("cases", "cases.xlsx"):
            assert browser.get(f"/t/410108/{page}?{odd}").status_code == 200, odd
    for odd in ("kind=%00", "state=%00", "q=%00", "unit=%00&due=%00"):
        assert browser.get(f"/t/410108/cases?{odd}").status_code == 422, odd


def test_whoever_sees_the_header_alone_learns_nothing_by_filtering(
    huiji: Any, visit: Visit
) -> None:
    office = visit(huiji, "office")
    text = listed(office, "cases")
    assert titles(text) == {LATE, SOON, FAR}
    assert "已逾期" not in text
    assert ">纠正违法 " not in text
    for narrowed in ("cases?due=late", "cases?due=soon", "cases?kind=correction"):
        assert titles(listed(office, narrowed)) == set()
        assert titles(table(office, narrowed.replace("cases", "cases.xlsx"))) == set()


@pytest.mark.parametrize("who", ["handler", "office", "bystander", "reader"])
def test_a_foreign_draft_never_gets_into_the_table(huiji: Any, visit: Visit, who: str) -> None:
    browser = visit(huiji, who)
    for asked in ("progress=all", "kind=correction", f"q={SECRET}", "state=drafting", "due=soon"):
        assert SECRET not in table(browser, f"cases.xlsx?{asked}")
    assert browser.get("/t/410108/suggestions.xlsx").status_code == 404


def test_the_table_is_the_list(huiji: Any, visit: Visit) -> None:
    browser = visit(huiji, "prosecutor")
    assert titles(listed(browser, "suggestions")) == {LATE, SOON, FAR, SECRET}
    assert titles(listed(browser, f"suggestions?unit={huiji.units['addressee']}&due=late")) != set()
    assert titles(table(browser, "suggestions.xlsx")) == {LATE, SOON, FAR, SECRET}
    late = table(browser, "suggestions.xlsx?due=late")
    assert titles(late) == {LATE, SOON}  # its own filing with the upper procuratorate is late too
    assert "逾期" in late
    assert "惠检建〔2026〕1号" in late
    assert browser.get("/t/620725/cases.xlsx").status_code == 404


def test_a_copied_unit_learns_no_state_by_filtering(huiji: Any, visit: Visit) -> None:
    case_id = huiji.open("2026-03-02", title="抄送的一件")
    huiji.list_copy("2026-03-02", case_id)
    huiji.move_row("chief", "2026-03-02", case_id, "copy", "choose")
    huiji.step("prosecutor", "2026-03-02", case_id, "submit")
    huiji.step("reviewer", "2026-03-02", case_id, "review")
    huiji.fire("chief", "2026-03-02", case_id, "issue")
    huiji.fire("handler", "2026-03-02", case_id, "serve", facts={"delivery_mode": "electronic"})
    huiji.move_row("prosecutor", "2026-03-02", case_id, "copy", "send")
    reader = visit(huiji, "reader")
    assert "抄送的一件" in listed(reader, "cases")
    for narrowed in ("state=served", "kind=governance", "due=soon", "due=late", "progress=closed"):
        assert "抄送的一件" not in listed(reader, f"cases?{narrowed}")
