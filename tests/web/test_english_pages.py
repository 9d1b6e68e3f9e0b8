"""Served in English, the pages around the cases hold no words the catalogue knows in Chinese."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.kernel.resources import data_root
from support.counties import SHANDAN, XUYI, County, build_county
from support.http import open_app, sign_in

DAY = "2026-05-12"
WORDS = "platform/liandong/web/translations/en/LC_MESSAGES/messages.po"
EMPTY = {"meta", "link", "input", "br", "hr", "use", "img"}
VALUE = re.compile(r"\{\w+\}|%\(\w+\)s")
HAN = re.compile("[\u4e00-\u9fff]")
MECHANISMS = tuple(f"mechanisms?mechanism={key}" for key in CATALOGUE)
PAGES = (
    "overview",
    "escalations",
    "figures",
    "mechanisms",
    "mechanisms?show=off",
    "mechanisms?show=confirm",
    "notices",
    "notices?show=all",
    "obligations",
    "obligations?show=done",
    "account",
    "contacts",
    "contacts?q=nobody",
    "roster",
)


class Main(HTMLParser):
    """The texts of a page's main part, and the words of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.inside: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag not in EMPTY:
            self.inside.append(tag == "main" or (self.inside[-1] and known.get("lang") != "zh-CN"))
        if self.inside[-1]:
            named = (known.get(name) for name in ("aria-label", "title", "placeholder"))
            self.found |= {each.strip() for each in named if each}

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside[-1]:
            self.found.add(data.strip())


def words_of(text: str) -> set[str]:
    assert '<html lang="en"' in text
    reader = Main()
    reader.feed(text)
    assert reader.found
    return reader.found


@pytest.fixture(scope="module")
def known() -> set[str]:
    """What the catalogue says otherwise in English."""
    with (data_root() / WORDS).open("rb") as file:
        return {str(m.id) for m in read_po(file, locale="en") if m.id and m.id != m.string}


@pytest.fixture(scope="module")
def filled(known: set[str]) -> re.Pattern[str]:
    """The same with anything where a value stands, if enough of it is words."""
    long = [word for word in known if len(re.findall("[\u4e00-\u9fff]", VALUE.sub("", word))) > 2]
    return re.compile("|".join(".+".join(map(re.escape, VALUE.split(word))) for word in long))


@pytest.fixture
def enter(sessions: sessionmaker[Session]) -> Callable[[County, str], FlaskClient]:
    app = open_app(sessions, DAY)

    def as_one(county: County, who: str) -> FlaskClient:
        caller = sign_in(app, county, who, DAY)
        caller.client.set_cookie("ld_session", caller.token)
        caller.client.set_cookie("ld_language", "en")
        return caller.client

    return as_one


@pytest.mark.parametrize("tenant_id", [SHANDAN, XUYI])
def test_the_pages_of_a_county_are_english(
    sessions: sessionmaker[Session],
    enter: Callable[[County, str], FlaskClient],
    known: set[str],
    filled: re.Pattern[str],
    tenant_id: int,
) -> None:
    county = build_county(sessions, tenant_id)
    county.join("admin", "office", "tenant_admin")
    late, near = county.serve("2026-03-02"), county.serve("2026-04-20", title="活禽经营")
    assert late != near
    county.tell(DAY)
    read = {"office": (*PAGES, *MECHANISMS), "chief": ("overview", "notices", "visits")}
    read |= {"handler": PAGES, "admin": ("clients", "visits")}
    for who, pages in read.items():
        browser = enter(county, who)
        for page in pages:
            answer = browser.get(f"/t/{tenant_id}/{page}")
            if page == "overview" and who == "handler":
                assert answer.status_code == 404
            found = words_of(answer.text)
            assert sorted(found & known) == [], (who, page)
            assert not [each for each in found if HAN.search(each) and filled.fullmatch(each)], (
                who,
                page,
            )


def test_an_instrument_has_english_around_its_clauses(
    sessions: sessionmaker[Session],
    enter: Callable[[County, str], FlaskClient],
    known: set[str],
) -> None:
    browser = enter(build_county(sessions), "office")
    for instrument in ("410108-linkage-notice-2024", "320830-linkage-opinion-draft"):
        found = words_of(browser.get(f"/t/410108/instruments/{instrument}").text)
        assert sorted(found & known) == []


def test_what_a_stranger_sees_is_english(
    sessions: sessionmaker[Session], known: set[str], filled: re.Pattern[str]
) -> None:
    browser = open_app(sessions, DAY).test_client()
    browser.set_cookie("ld_language", "en")
    pages = [browser.get(path) for path in ("/sign-in", "/api/v1/problems", "/api/v1/reference")]
    token = re.findall(r'name="form_token" value="([^"]+)"', pages[0].text)[0]
    wrong = {"account": "nobody", "password": "wrong", "form_token": token}
    pages += [browser.post("/sign-in", data=wrong), browser.delete("/sign-in")]
    for answer in pages:
        found = words_of(answer.text)
        assert sorted(found & known) == [], answer.request.path
        assert not [each for each in found if HAN.search(each) and filled.fullmatch(each)], (
            answer.request.path
        )


def test_a_wrong_password_is_refused_in_english(
    sessions: sessionmaker[Session],
    enter: Callable[[County, str], FlaskClient],
    known: set[str],
) -> None:
    browser = enter(build_county(sessions), "office")
    page = browser.get("/t/410108/account").text
    token = re.findall(r'name="form_token" value="([^"]+)"', page)[0]
    for change in ({"password": "a", "again": "b"}, {"password": "a", "again": "a"}):
        sent = {"old": "x", "form_token": token, **change}
        answer = browser.post("/t/410108/account", data=sent)
        assert answer.status_code == 422
        assert not words_of(answer.text) & known
