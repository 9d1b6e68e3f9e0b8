"""Pages and addresses of lines: what a clerk clicks from the workbook to the report."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.documents.service import FileStore
from liandong.web.spreadsheets import read_cells
from support.casework import Work
from support.counties import XUYI, County
from support.http import open_app, sign_in
from support.reports import HEAD, KEY, Desk, row, workbook, xuyi

DAY = "2026-03-03"
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
ETAG = re.compile(r'name="etag" value="([^"]+)"')


def browser(app: Flask, county: County, who: str) -> FlaskClient:
    caller = sign_in(app, county, who, DAY)
    caller.client.set_cookie("ld_session", caller.token)
    return caller.client


@pytest.fixture
def county(sessions: sessionmaker[Session]) -> County:
    return xuyi(sessions)


@pytest.fixture
def app(county: County) -> Flask:
    return open_app(county.sessions, DAY)


@pytest.fixture
def desk(county: County) -> Desk:
    case_id = Work(county, KEY).open("clerk", DAY, "open", {"month": "2026-02"}, addressee="bureau")
    return Desk(county, FileStore.at("memory://files"), case_id)


@pytest.fixture
def lines(county: County, app: Flask, desk: Desk) -> Iterator[Callable[..., Any]]:
    """Ask for a page below a table's lines, as one of the people."""

    def _ask(who: str, path: str = "", form: dict[str, Any] | None = None, **more: Any) -> Any:
        client = browser(app, county, who)
        at = f"/t/{XUYI}/cases/{KEY}/{desk.case_id}/lines/penalty{path}"
        return client.get(at, **more) if form is None else client.post(at, data=form, **more)

    return _ask


def _sent(lines: Callable[..., Any], data: bytes, name: str = "案件.xlsx") -> str:
    token = TOKEN.search(lines("clerk").text)
    assert token is not None
    form = {"form_token": token[1], "file": (BytesIO(data), name)}
    answered = lines("clerk", "/upload", form, headers={"Accept": "application/json"})
    assert answered.status_code == 200, answered.text
    return str(answered.json["href"]).partition("/lines/penalty")[2]


def _accept(lines: Callable[..., Any], path: str, **more: str) -> Any:
    page = lines("clerk", path).text
    token, etag = TOKEN.search(page), ETAG.search(page)
    assert token is not None
    assert etag is not None
    form = {"form_token": token[1], "etag": etag[1], "idempotency_key": str(uuid4()), **more}
    return lines("clerk", path.partition("?")[0], form)


def test_a_workbook_is_checked_first_and_taken_in_with_the_next_click(
    lines: Callable[..., Any], desk: Desk
) -> None:
    wrong = row(3, 当事人类型="公司")
    path = _sent(lines, workbook([row(1), row(2), wrong]))

    page = lines("clerk", path).text
    assert "共 3 行，可以导入 2 行" in page
    assert "“当事人类型”只能选" in page
    assert desk.lines("clerk", DAY).total == 0
    left = read_cells(lines("clerk", f"{path}/refused").data)
    assert left is not None
    assert [each[0] for each in left] == ["原文件行号", "4"]
    assert "只能选" in left[1][1]

    assert _accept(lines, path).status_code == 303
    page = lines("clerk").text
    assert "共 2 行" in page
    assert "某某食品经营部1" in page


def test_columns_are_chosen_on_a_page_of_their_own(lines: Callable[..., Any], desk: Desk) -> None:
    path = _sent(lines, workbook([row(1)], ("文书号", "被处罚人", *HEAD[2:])))
    assert "没有认出这些必填的列：决定书文号、当事人" in lines("clerk", path).text

    chosen = {"column.文书号": "decision_no", "column.被处罚人": "party"}
    page = lines("clerk", f"{path}?{urlencode(chosen)}").text
    assert "可以导入 1 行" in page
    assert _accept(lines, f"{path}?{urlencode(chosen)}", **chosen).status_code == 303
    assert desk.lines("clerk", DAY).total == 1


def test_what_is_no_table_is_refused_on_the_page(lines: Callable[..., Any]) -> None:
    token = TOKEN.search(lines("clerk").text)
    assert token is not None
    form = {"form_token": token[1], "file": (BytesIO(b"%PDF-1.4"), "案件.pdf")}
    answered = lines("clerk", "/upload", form)
    assert answered.status_code == 422
    assert "请传 Excel 工作簿" in answered.text
    broken = _sent(lines, workbook([]), "空.xlsx")
    assert "没有认出" not in lines("clerk", broken).text


def test_a_line_is_entered_corrected_and_struck_out_on_a_form(
    lines: Callable[..., Any], desk: Desk
) -> None:
    said = {
        "line.decision_no": "9号", "line.party": "某店", "line.party_kind": "enterprise",
        "line.cause": "无照经营", "line.legal_basis": "条例第六条",
        "line.penalty_kinds": ["warning", "fine"], "line.amount": "100.5",
        "line.filed_on": "2026-02-02", "line.decided_on": "2026-02-20",
    }  # fmt: skip
    page = lines("clerk", "/line").text
    token, etag = TOKEN.search(page), ETAG.search(page)
    assert token is not None
    assert etag is not None
    form = {"form_token": token[1], "etag": etag[1], "idempotency_key": "a", **said}
    refused = lines("clerk", "/line", {**form, "line.party": ""})
    assert refused.status_code == 422
    assert "请填写“当事人”" in refused.text
    form["idempotency_key"] = "b"
    assert lines("clerk", "/line", form).status_code == 303
    (line,) = desk.lines("clerk", DAY).lines
    assert (line.content["amount"], line.content["penalty_kinds"]) == (10050, ["warning", "fine"])
    assert lines("clerk", "/line?number=1").status_code == 200
    etag = ETAG.search(lines("clerk", "/line?number=1").text)
    assert etag is not None
    struck = {**form, "etag": etag[1], "idempotency_key": "c", "number": "1", "step": "strike"}
    assert lines("clerk", "/line", struck).status_code == 303
    assert desk.lines("clerk", DAY).total == 0


def test_others_read_lines_and_the_procuratorate_notes_them(
    lines: Callable[..., Any], desk: Desk, county: County, app: Flask
) -> None:
    desk.load(DAY, row(1), row(2))
    for who in ("checker", "prosecutor", "neighbour"):
        assert lines(who).status_code in {403, 404}
    Work(county, KEY).fire("clerk", DAY, desk.case_id, "submit")

    page = lines("prosecutor").text
    assert 'type="file"' not in page
    found = re.search(r'href="([^"]+annotation[^"]+)"', page)
    assert found is not None
    panel = browser(app, county, "prosecutor").get(found[1].replace("&amp;", "&")).text
    assert 'name="row.new.line_number" value="1"' in panel
    assert "annotation" not in lines("checker").text
    assert lines("checker", "/line").status_code == 404
    book = load_workbook(BytesIO(lines("checker", "/export?q=2号").data))
    assert [cell.value for cell in book.worksheets[0]["A"]] == ["行号", "2"]
    assert lines("neighbour", "/export").status_code in {403, 404}


def test_the_template_can_be_filled_in_and_sent(lines: Callable[..., Any], desk: Desk) -> None:
    book = load_workbook(BytesIO(lines("clerk", "/template").data))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    stars = [text if text[-1] == "）" else f"{text}*" for text in HEAD[:9]]
    usual = dict(zip(stars, row(1), strict=False))
    sheet.append([usual.get(text) for text in head])
    file = BytesIO()
    book.save(file)
    path = _sent(lines, file.getvalue())
    assert _accept(lines, path).status_code == 303
    assert desk.lines("clerk", DAY).total == 1


def test_lines_over_http(desk: Desk, county: County, app: Flask) -> None:
    clerk = sign_in(app, county, "clerk", DAY)
    base = f"/api/v1/t/{XUYI}/cases/{KEY}/{desk.case_id}/tables/penalty"
    sent = {"file": (BytesIO(workbook([row(1), row(2, 当事人="")])), "案件.xlsx")}
    mine = {"Authorization": f"Bearer {clerk.token}"}
    found = clerk.client.post(
        f"{base}/uploads", data={**sent, "confirm": "true"}, headers=mine
    ).json
    assert (found["taken"], found["counts"]["new"], found["counts"]["refused"]) == (True, 1, 1)
    assert found["rows"][0]["reason_en"] == "'party' is required"
    listed = clerk.client.get(f"{base}/lines", headers=mine).json
    assert (listed["total"], listed["items"][0]["number"], listed["next"]) == (1, 1, None)
    cells = {"decision_no": "8号", "party": "某厂", "party_kind": "企业", "cause": "违法排污",
             "legal_basis": "法第九条", "penalty_kinds": "罚款", "filed_on": "2026-02-02",
             "decided_on": "2026-02-20"}  # fmt: skip
    seen = {**mine, "If-Match": f'"{found["position"]}"'}
    added = clerk.client.post(f"{base}/lines", json={"cells": cells}, headers=seen)
    assert added.status_code == 200, added.text
    stale = clerk.client.post(f"{base}/lines", json={"cells": cells}, headers=seen)
    assert stale.status_code == 412
    gone = {**mine, "If-Match": added.headers["ETag"]}
    assert clerk.client.delete(f"{base}/lines/1", headers=gone).status_code == 200
    assert clerk.client.get(f"{base}/lines", headers=mine).json["total"] == 1
    checker = sign_in(app, county, "checker", DAY)
    foreign = {"Authorization": f"Bearer {checker.token}"}
    assert checker.client.get(f"{base}/lines", headers=foreign).status_code == 404


def test_the_page_says_which_lines_were_changed_since_the_report(
    lines: Callable[..., Any], app: Flask, county: County, desk: Desk
) -> None:
    desk.load(DAY, row(1), row(2))
    Work(county, KEY).fire("clerk", DAY, desk.case_id, "submit")
    case = f"/t/{XUYI}/cases/{KEY}/{desk.case_id}"
    assert "还没有报送" not in lines("clerk").text
    desk.strike(DAY, 1)

    assert "有 1 行在报送以后改过，别的单位还看不到。" in lines("clerk").text
    assert "报送以后改过，还没有报送" in lines("clerk", "?show=struck").text
    assert "1 行改动还没有报送" in browser(app, county, "clerk").get(case).text
    for path in ("", "?show=pending"):
        assert "还没有报送" not in lines("checker", path).text
    assert "改动还没有报送" not in browser(app, county, "checker").get(case).text
