"""The forms of a case page as a browser fills them."""

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.counties import County


def address(county: County, case_id: object) -> str:
    """Return where a case's page is."""
    return f"/t/{county.tenant_id}/cases/procuratorial_suggestion/{case_id}"


def hidden(browser: FlaskClient, where: str, act: str) -> dict[str, str]:
    """Return what the form of an act sends without anybody typing it."""
    text = browser.get(f"{where}?act={act}").text
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))


def send(
    browser: FlaskClient, where: str, act: str, step: str = "fire", **typed: object
) -> TestResponse:
    """Fill the form of an act in and press one of its buttons."""
    data = {**hidden(browser, where, act), "act": act, "step": step, **typed}
    return browser.post(where, data=data)


def words(html: str) -> str:
    """Return what a person reads of a page's main part, without the marks."""
    main = html[html.index("<main") : html.index("</main>")]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))
