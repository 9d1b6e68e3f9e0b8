"""A PDF is read page by page beside what it proves, by those who may open it and nobody else."""

import re
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest

from liandong.db.unit_of_work import unit_of_work
from liandong.features.assessment.service import stating
from liandong.features.assessment.service.evidencing import Paper
from liandong.features.assessment.service.saying import About
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file
from support.assessing import PDF, SELF, Assessing
from support.counties import HUIJI, County
from support.http import Caller, open_app, sign_in

STORE = FileStore.at("memory://files")
Enter = Callable[[str], Caller]
TURN = r"hx-get=\S+/pages/(\d)"


def two_pages() -> bytes:
    document, kept = pypdfium2.PdfDocument.new(), BytesIO()
    for _ in range(2):
        document.new_page(595, 842)
    document.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="module")
def shown(own_county: County) -> tuple[Enter, dict[str, str]]:
    """A statement with a PDF of two pages and one that is damaged, each by its address."""
    with unit_of_work(own_county.sessions, HUIJI) as uow:
        play = Assessing(uow, own_county)
        play.plan()
        play.step("clerk", SELF, "noticed")
        play.assign()
        who = play.who("liaison", SELF)
        files = {
            name: keep_file(uow, SELF, who, STORE, BytesIO(content), f"{name}.pdf").id
            for name, content in (("验收记录", two_pages()), ("坏文件", PDF))
        }
        papers = tuple(map(Paper, files.values()))
        about = About(play.round_id, "finance", "4.1")
        stating.state(uow, who, SELF, about, stating.Statement("见材料", papers=papers))
    app = open_app(own_county.sessions, "2026-10-28")
    base = f"/t/{HUIJI}/assessment/{play.round_id}/evidence"
    enter: Enter = lambda who: sign_in(app, own_county, who, "2026-10-28")  # noqa: E731
    return enter, {name: f"{base}/{file}" for name, file in files.items()}


@pytest.mark.parametrize("who", ["liaison", "first", "clerk"])
def test_pages_are_turned_by_those_who_may_open_the_file(
    shown: tuple[Enter, dict[str, str]], who: str
) -> None:
    enter, at = shown
    browser, path = enter(who).browser, at["验收记录"]
    first, last = browser.get(f"{path}/pages/1"), browser.get(f"{path}/pages/2")

    assert "第 1 页，共 2 页" in first.text
    assert set(re.findall(TURN, first.text)) == {"2"}
    assert set(re.findall(TURN, last.text)) == {"1"}
    assert first.text.count("data:image/png;base64,") == 1
    assert browser.get(f"{path}/pages/3").status_code == 404


@pytest.mark.parametrize("who", ["police", "convener"])
def test_nobody_else_sees_a_page(shown: tuple[Enter, dict[str, str]], who: str) -> None:
    enter, at = shown

    assert enter(who).browser.get(f"{at['验收记录']}/pages/1").status_code == 404


def test_what_cannot_be_drawn_says_so_and_is_there_to_download(
    shown: tuple[Enter, dict[str, str]],
) -> None:
    enter, at = shown
    page = enter("clerk").browser.get(f"{at['坏文件']}/pages/1")

    assert page.status_code == 200
    assert "这一页画不出来，请下载后打开" in page.text
    assert f'href="{at["坏文件"]}"' in page.text


def test_the_desk_offers_the_pages_of_a_pdf(shown: tuple[Enter, dict[str, str]]) -> None:
    enter, at = shown
    desk = at["验收记录"].partition("/evidence")[0] + "/desk?unit=finance&code=4.1"

    assert f'hx-get="{at["验收记录"]}/pages/1"' in enter("first").browser.get(desk).text
