"""The letters of the ladder: numbered when they leave, in Word and PDF for who reads them."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document as WordFile  # type: ignore[import-untyped]  # it ships no types

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.service import render_rung, rung_letters
from liandong.features.units.models import Unit
from liandong.kernel.errors import NotFoundError
from support.counties import SHANDAN, County
from support.http import open_app, sign_in
from support.ladders import FIRST, decide, late, rungs, sweep


@pytest.fixture
def huiji(county: Callable[..., County]) -> County:
    return county()


@pytest.fixture
def suggested(huiji: County) -> UUID:
    case_id = late(huiji)
    sweep(huiji, FIRST)
    return case_id


def lines(county: County, who: str, day: str = FIRST) -> list[str]:
    with county.acting(who, day) as (uow, me, clock):
        made = render_rung(uow, me, clock, rungs(county)[-1].id, "docx")
    return [p.text for p in WordFile(BytesIO(made.content)).paragraphs if p.text.strip()]


@pytest.mark.usefixtures("suggested")
def test_confirmed_it_has_head_number_signature_and_day(huiji: County) -> None:
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        unit = uow.session.get_one(Unit, (uow.tenant_id, huiji.units["office"]))
        unit.full_name = "郑州市惠济区司法局"
    draft = lines(huiji, "office")

    rung = decide(huiji, "office", FIRST, "confirm")

    letter = lines(huiji, "handler")
    assert rung.letter_number == "惠联督〔2026〕1号"
    assert any("惠联督〔2026〕" in line and "1号" not in line for line in draft)
    assert "惠联督〔2026〕1号" in letter
    assert any(line.startswith("关于") and line.endswith("督促函") for line in letter)
    assert (letter[-2].strip(), letter[-1].strip()) == ("郑州市惠济区司法局", "2026年5月19日")
    assert any("草稿" in line or "待填" in line or "签发时编号" in line for line in draft)
    assert not any("草稿" in line for line in letter)


def test_the_next_letter_of_the_year_has_the_next_number(huiji: County) -> None:
    numbers = []
    for _ in range(2):
        late(huiji)
        sweep(huiji, FIRST)
        numbers.append(decide(huiji, "office", FIRST, "confirm").letter_number)

    assert numbers == ["惠联督〔2026〕1号", "惠联督〔2026〕2号"]


@pytest.mark.usefixtures("suggested")
def test_who_may_not_read_the_text_gets_no_letter(huiji: County) -> None:
    for who in ("handler", "prosecutor", "bystander"):
        with huiji.acting(who, FIRST) as (uow, me, clock), pytest.raises(NotFoundError):
            render_rung(uow, me, clock, rungs(huiji)[-1].id, "docx")
    decide(huiji, "office", FIRST, "confirm")
    for who in ("handler", "prosecutor", "office"):
        assert lines(huiji, who)
    with huiji.acting("bystander", FIRST) as (uow, me, clock), pytest.raises(NotFoundError):
        render_rung(uow, me, clock, rungs(huiji)[-1].id, "docx")
    with huiji.acting("office", FIRST) as (uow, me, clock), pytest.raises(NotFoundError):
        render_rung(uow, me, clock, rungs(huiji)[-1].id, "odt")


@pytest.mark.usefixtures("suggested")
def test_what_was_declined_never_became_a_letter(huiji: County) -> None:
    rung = decide(huiji, "office", FIRST, "decline", reason="已当面说明")

    assert rung.letter_number is None
    with huiji.acting("office", FIRST) as (uow, me, clock), pytest.raises(NotFoundError):
        render_rung(uow, me, clock, rung.id, "docx")


def test_where_a_move_is_the_rung_the_paper_of_the_case_is_the_letter(
    county: Callable[..., County],
) -> None:
    shandan = county(SHANDAN)
    late(shandan)
    sweep(shandan, FIRST)
    (rung,) = rungs(shandan)

    assert rung.terms["move"]
    with (
        shandan.acting("prosecutor", FIRST) as (uow, me, clock),
        pytest.raises(NotFoundError),
    ):
        render_rung(uow, me, clock, rung.id, "docx")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("请尽快回复。", ("督促函", "", "请尽快回复。")),
        ("关于某事\n请回复。", ("关于某事", "", "请回复。")),
        ("关于某事\n某局：\n\n请回复。\n谢谢。", ("关于某事", "某局", "请回复。\n谢谢。")),
        ("关于某事\n某局：", ("关于某事", "", "某局：")),
    ],
)
def test_a_text_has_a_title_a_salutation_and_a_body(text: str, parts: tuple[str, ...]) -> None:
    assert rung_letters._parts(text, "督促函") == parts


@pytest.mark.usefixtures("suggested")
def test_page_and_api_offer_word_and_pdf(huiji: County) -> None:
    caller = sign_in(open_app(huiji.sessions, FIRST), huiji, "office", FIRST)
    office = caller.client.application.test_client()
    office.set_cookie("ld_session", caller.token)
    decide(huiji, "office", FIRST, "confirm")
    rung = rungs(huiji)[-1]
    page = f"/t/{huiji.tenant_id}/escalations/{rung.id}"

    shown = office.get(page).text
    pdf = office.get(f"{page}/letter.pdf")
    word = caller.call("GET", f"/api/v1{page}/letter.docx")
    plain = caller.call("GET", f"/api/v1{page}").json

    for part in ("惠联督〔2026〕1号", f'href="{page}/letter.docx"', f'href="{page}/letter.pdf"'):
        assert part in shown
    assert (pdf.status_code, pdf.data[:4]) == (200, b"%PDF")
    assert (word.status_code, word.data[:2]) == (200, b"PK")
    assert plain["letter_number"] == "惠联督〔2026〕1号"
