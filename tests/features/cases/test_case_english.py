"""The case page in English: Chinese is only what was typed and what units and papers are called."""

import re
from collections.abc import Callable

import pytest

from support.browsing import Visit
from support.case_forms import address, hidden, words
from support.counties import LETTER, SHANDAN, County

SERVED = "2026-03-02"
HAN = re.compile(r"[\u4e00-\u9fff]+")


def english(county: County, visit: Visit, who: str, where: str) -> set[str]:
    """Return the Chinese words left on a page that was asked for in English."""
    browser = visit(county, who)
    browser.set_cookie("ld_language", "en")
    answer = browser.get(where)
    assert answer.status_code == 200
    return set(HAN.findall(_without(words(answer.text), _typed(answer.text))))


def _without(said: str, known: list[str]) -> str:
    for each in known:
        said = said.replace(each, "")
    return said


def _typed(page: str) -> list[str]:
    """Return what stays Chinese: what was typed, names, numbers and cited instruments."""
    links = re.findall(r'<a class="ld-link" href="/t/\d+/instruments/[^"]+">([^<]+)</a>', page)
    head = page[page.find('class="ld-parties"') :]
    parties = re.findall(r"<dd>([^<]+)</dd>", head[: head.find("</dl>")])
    units = [name for party in parties for name in re.split(r", | \(", party)]
    typed = [str(value) for value in LETTER.values()]
    stated = ["第 1 项", "逐项整改", "已整改", "已公示", "证照齐全", "是否妥当", "县人大代表"]
    cited = ["山丹县人民政府", "纪检监察机关", "检察建议工作规定 第二十条", "三（四）"]
    known = [*cited, *links, *units, *typed, *stated, *re.findall(r"[^\s<>\"]+〔\d+〕\d+号", page)]
    return sorted(known, key=len, reverse=True)


@pytest.fixture
def shandan(county: Callable[..., County]) -> County:
    return county(SHANDAN)


@pytest.mark.parametrize("who", ["prosecutor", "chief"])
def test_a_draft(shandan: County, visit: Visit, who: str) -> None:
    case_id = shandan.open(SERVED, copy_triggers=["large_impact"])
    shandan.consult(SERVED, case_id)
    for act in ("", "?act=revise", "?act=copy:list:new", "?act=rows:consultation"):
        assert not english(shandan, visit, who, address(shandan, case_id) + act)


@pytest.mark.parametrize("who", ["handler", "prosecutor", "head", "chief"])
def test_a_suggestion_that_waits_for_its_reply(shandan: County, visit: Visit, who: str) -> None:
    case_id = shandan.serve(SERVED)
    for act in ("", "?act=draft:reply", "?act=objection:object:new", "?act=file_upward"):
        assert not english(shandan, visit, who, address(shandan, case_id) + act)


@pytest.mark.parametrize("who", ["handler", "prosecutor", "chief"])
def test_a_suggestion_that_was_answered(shandan: County, visit: Visit, who: str) -> None:
    case_id = shandan.serve(SERVED)
    shandan.reply(SERVED, case_id)
    for act in ("", "?act=rows:item", "?act=withdraw", "?act=ask_more"):
        assert not english(shandan, visit, who, address(shandan, case_id) + act)


def test_a_suggestion_that_was_withdrawn(shandan: County, visit: Visit) -> None:
    case_id = shandan.serve(SERVED)
    shandan.fire("chief", SERVED, case_id, "withdraw", facts={"why": "证照齐全"})
    for who in ("prosecutor", "handler"):
        assert not english(shandan, visit, who, address(shandan, case_id))


def test_what_was_typed_and_not_saved(shandan: County, visit: Visit) -> None:
    case_id = shandan.serve(SERVED)
    browser, where = visit(shandan, "handler"), address(shandan, case_id)
    browser.set_cookie("ld_language", "en")
    form = hidden(browser, where, "draft:reply")
    shandan.reply(SERVED, case_id)

    typed = {"step": "draft", "facts.measures": "证照齐全"}
    answer = browser.post(where, data={**form, **typed})

    assert answer.status_code == 412
    said = words(answer.text)
    said = said[: said.index("Serve ")]
    assert not HAN.findall(_without(said, _typed(answer.text)))


def test_a_reply_to_be_signed_and_who_can_see_it(shandan: County, visit: Visit) -> None:
    case_id = shandan.serve(SERVED)
    shandan.submit_reply(SERVED, case_id)
    where = address(shandan, case_id)
    assert not english(shandan, visit, "head", where)
    left = english(shandan, visit, "head", f"{where}/visibility")
    names = {unit for unit in left if len(unit) > 2}
    assert left == names


def test_what_goes_wrong_is_said_in_english(shandan: County, visit: Visit) -> None:
    case_id = shandan.serve(SERVED)
    browser = visit(shandan, "chief")
    browser.set_cookie("ld_language", "en")
    where = address(shandan, case_id)
    text = browser.get(f"{where}?act=withdraw").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))

    answer = browser.post(where, data={**hidden, "step": "fire"})

    assert answer.status_code == 422
    summary = answer.text[answer.text.index("data-summary") :]
    assert not HAN.findall(summary[: summary.index("</div></div>")])
