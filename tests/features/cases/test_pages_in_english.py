"""The pages of cases in English: nothing that the catalogue knows is left in Chinese."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from features.cases.test_pages import PEOPLE, pages_of
from liandong.kernel.clock import FixedClock
from support.browsing import Visit
from support.stages import stages

PO = Path(__file__).parents[3] / "platform/liandong/web/translations/en/LC_MESSAGES/messages.po"
#: The pages of this feature; a case of its own has its own test.
OURS = ("todo", "cases", "suggestions")
MORE = (
    "todo?scope=unit",
    "todo?on=2026-05-07",
    "cases?progress=all",
    "cases?progress=closed",
    "cases?q=没有这样的",
    "cases?progress=all&state=verified",
)
HAN = re.compile("[\u4e00-\u9fff]")
_VALUE = re.compile(r"\{\w+\}|%\(\w+\)s")
VOID = {"meta", "link", "input", "br", "hr", "use", "img"}


class Words(HTMLParser):
    """The words of a page, outside what is marked as Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in VOID:
            self._open.append(known.get("lang") == "zh-CN")
        if not any(self._open):
            self.found += [known.get(n) or "" for n in ("aria-label", "title", "placeholder")]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.found.append(data)


def words_of(text: str) -> set[str]:
    reader = Words()
    reader.feed(text)
    return {each.strip() for each in reader.found}


@pytest.fixture(scope="module")
def chinese() -> re.Pattern[str]:
    """What the catalogue knows, with anything where a value stands."""
    with PO.open("rb") as file:
        known = [str(each.id) for each in read_po(file, locale="en") if each.id]
    words = [word for word in known if re.search("[\u4e00-\u9fff]", _VALUE.sub("", word))]
    return re.compile("|".join(".+".join(map(re.escape, _VALUE.split(word))) for word in words))


@pytest.fixture
def huiji(county: Callable[..., Any]) -> Any:
    huiji = county()
    stages(huiji)
    return huiji


def test_no_word_that_has_its_english_is_left_in_chinese(
    huiji: Any, visit: Visit, clock: FixedClock, chinese: re.Pattern[str]
) -> None:
    left: dict[str, list[str]] = {}
    for who in PEOPLE:
        browser = visit(huiji, who)
        browser.set_cookie("ld_language", "en")
        own = [path for path in pages_of(huiji, who, clock) if path in OURS]
        own += ["suggestions/new"] if who == "prosecutor" else []
        for path in (*own, *(each for each in MORE if each.partition("?")[0] in own)):
            text = browser.get(f"/t/{huiji.tenant_id}/{path}").text
            assert '<html lang="en"' in text, (who, path)
            said = [each for each in words_of(text) if HAN.search(each)]
            left[f"{who} {path}"] = [each for each in said if chinese.fullmatch(each)]
    assert len(left) > len(PEOPLE)
    assert {path: words for path, words in left.items() if words} == {}
