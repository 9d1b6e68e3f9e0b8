"""Every template, rendered once with invented pages, is held against the rules of the design.

Needs Chromium and ``assets/node_modules`` (``npm ci`` in ``assets``).
"""

import importlib.util
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "platform" / "liandong" / "web"
ASSETS = ROOT / "assets"
AXE = ASSETS / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
UNFOLD = "document.querySelectorAll('details:not(.ld-menu)').forEach((d) => (d.open = true))"
# The events come before any script of the page, so the counter is there before the page is.
COUNT_VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation",
        (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""


def _gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", Path(__file__).parent / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


gallery = _gallery()


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Render the gallery once."""
    return list(gallery.build())


@pytest.fixture(scope="module")
def address(names: list[str]) -> Iterator[str]:  # noqa: ARG001  # the pages must be there
    with gallery.served() as where:
        yield where


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with gallery.browser() as browser:
        yield browser


def _page(chromium: Any, **settings: Any) -> Any:
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **settings)
    context.add_init_script(COUNT_VIOLATIONS)
    return context.new_page()


def test_no_page_carries_styles_or_scripts_of_its_own(names: list[str]) -> None:
    for name in names:
        html = (gallery.TARGET / f"{name}.html").read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|hx-on|javascript:", html), name
        assert not re.findall(r"<script(?![^>]*\ssrc=)", html), name


def test_every_icon_named_in_a_template_stands_in_the_sprite() -> None:
    lines = (ASSETS / "icons.txt").read_text(encoding="utf-8").split("\n")
    known = {line for line in lines if line and not line.startswith("#")}
    text = "".join(path.read_text(encoding="utf-8") for path in WEB.glob("templates/**/*.html"))
    named = set(re.findall(r"icon\('([a-z0-9-]+)'", text))
    named |= set(
        re.findall(r"icon: ([a-z0-9-]+)", (ROOT / "tests/web/gallery.yaml").read_text("utf-8"))
    )
    assert not named - known


def test_every_word_of_templates_and_pages_has_its_english() -> None:
    found = extract_from_dir(
        str(WEB / "templates"),
        method_map=[("**.html", "jinja2")],
        keywords={"_": None, "gettext": None},
    )
    with (WEB / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    said = {message for _file, _line, message, _comments, _context in found}
    features = WEB.parent / "features"
    sources = extract_from_dir(
        str(features), method_map=[("**.py", "python")], keywords={"say": None}
    )
    said |= {message for _file, _line, message, _comments, _context in sources}
    assert not {word for word in said if word not in catalogue or not catalogue[word].string}


def test_not_found_and_forbidden_read_the_same(names: list[str]) -> None:
    assert {"problem-404", "problem-403"} <= set(names)
    pages = [(gallery.TARGET / f"problem-{code}.html").read_text("utf-8") for code in (404, 403)]
    assert pages[0] == pages[1]


def test_html_is_valid(names: list[str]) -> None:
    files = [str(gallery.TARGET / f"{name}.html") for name in [*names, "letter"]]
    checker = str(ASSETS / "node_modules/.bin/html-validate")
    done = subprocess.run(  # noqa: S603  # our own files, no shell
        [checker, "--config", str(ASSETS / "htmlvalidate.json"), "-f", "text", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def visits(chromium: Any, address: str, names: list[str]) -> dict[str, list[Any]]:
    """Open each page once and note what is wrong with it in both schemes and at all widths."""
    page = _page(chromium, viewport={"width": 1440, "height": 900})
    axe = AXE.read_text(encoding="utf-8")
    wrong: dict[str, list[Any]] = {"light": [], "dark": [], "policy": [], "noise": [], "wide": []}
    page.on("console", lambda message: wrong["noise"].append(message.text))
    page.on("requestfailed", lambda request: wrong["noise"].append(request.url))
    for name in names:
        page.goto(f"{address}/{name}.html")
        # What is folded away is looked at too; menus cover the page and have their own test.
        page.evaluate(UNFOLD)
        page.evaluate(axe)
        # The tree is the same in the dark; only the contrast has to be looked at again.
        for scheme, rules in (("light", TAGS), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=scheme)
            wrong[scheme] += [(name, *each) for each in _axe(page, rules)]
        page.emulate_media(color_scheme="light")
        for width in (1200, 900, 600, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong["wide"].append((name, width))
        page.set_viewport_size({"width": 1440, "height": 900})
        wrong["policy"] += [(name, each) for each in page.evaluate("window.violations")]
    page.context.close()
    return wrong


def _axe(page: Any, rules: list[str], within: str = "html") -> list[tuple[str, str, str]]:
    found = page.evaluate(
        "([rules, within]) => axe.run(within, {runOnly: rules, resultTypes: ['violations']})",
        [rules, within],
    )
    return [
        (one["id"], node["html"][:120], node["failureSummary"][:200])
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("kind", ["light", "dark", "policy", "noise", "wide"])
def test_pages_are_accessible_quiet_and_within_the_policy(
    visits: dict[str, list[Any]], kind: str
) -> None:
    assert not visits[kind], json.dumps(visits[kind], ensure_ascii=False, indent=1)


def test_menus_open_one_at_a_time_and_are_accessible(chromium: Any, address: str) -> None:
    page = _page(chromium)
    page.goto(f"{address}/todo.html")
    page.locator(".ld-who summary").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert _axe(page, TAGS, ".ld-who") == []
    page.locator(".ld-dots summary").nth(3).click()
    assert page.locator("details.ld-menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.ld-menu[open]").count() == 0
    page.context.close()


def test_pages_read_and_send_without_script(chromium: Any, address: str) -> None:
    page = _page(chromium, java_script_enabled=False)
    page.goto(f"{address}/case.html")
    # Without script each reason is open, and the form goes as a plain post.
    assert page.locator("[data-when-name]:visible").count() == len(
        page.locator("[data-when-name]").all()
    )
    page.get_by_role("button", name="送签").click()
    assert page.get_by_role("heading", name="加强校园周边食品经营监管").is_visible()
    page.context.close()


def test_reasons_open_with_anything_but_adoption(chromium: Any, address: str) -> None:
    page = _page(chromium)
    page.goto(f"{address}/case.html")
    reasons = page.locator("#f-rows-1-reasons")
    assert not reasons.is_visible()
    page.locator("input[name='rows.1.adoption'][value=none]").check()
    assert reasons.is_visible()
    assert page.locator("#f-rows-1-measures").is_disabled()
    page.get_by_role("link", name="第 3 项：请选择是否采纳").click()
    focused = "document.activeElement.name"
    assert page.evaluate(focused) == "rows.3.adoption"
    page.context.close()


def test_the_letter_follows_the_form(chromium: Any, address: str) -> None:
    page = _page(chromium)
    page.goto(f"{address}/new-suggestion.html")
    with page.expect_request(f"{address}/letter.html") as asked:
        page.get_by_label("标题").fill("关于电动自行车的检察建议")
    assert "objection_days" in asked.value.post_data
    with page.expect_response(f"{address}/letter.html"):
        page.get_by_role("button", name="加一项").click()
    page.wait_for_function("document.querySelectorAll('[name=items]').length === 3")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "第 3 项"
    assert page.evaluate("window.violations") == []
    page.context.close()


def test_choosing_a_move_changes_the_panel_alone(chromium: Any, address: str) -> None:
    page = _page(chromium)
    page.goto(f"{address}/case-moves.html")
    page.evaluate("window.stayed = true")
    with page.expect_response("**/case-moves.html?move=return"):
        page.get_by_role("link", name="退回补充").click()
    page.wait_for_function("location.search === '?move=return'")
    assert page.evaluate("window.stayed")
    page.context.close()


def test_letters_move_through_the_worklist(chromium: Any, address: str) -> None:
    page = _page(chromium)
    page.goto(f"{address}/todo.html")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "移送公安" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.textContent") == "制作移送书"
    page.keyboard.press("/")
    page.keyboard.type("gt")
    assert page.get_by_label("搜案件、文书、文号、单位").input_value() == "gt"
    page.context.close()
