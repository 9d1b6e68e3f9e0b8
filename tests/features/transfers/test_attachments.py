"""Attachments are opened from the package, by whoever reads it, for as long as they do."""

from typing import Any
from uuid import UUID

import pytest

from liandong.features.documents.service import FileStore
from liandong.features.transfers.service import packing
from support.browsing import Visit
from support.counties import HUIJI
from support.http import Caller, open_app, sign_in
from support.matters import Matter
from support.transfers import ABOUT, DAY, KEY, Pair

NAME, CONTENT = "现场照片.pdf", b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def attached(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> tuple[UUID, str]:
    """Return an offer with one attachment, and the id of that."""
    kept = FileStore.at("memory://files").put_made(HUIJI, CONTENT, NAME, "application/pdf")
    file_id = str(pair.huiji.file("chief"))
    said = {"name": NAME, "sha256": kept.sha256, "size": 1, "media_type": "application/pdf"}
    monkeypatch.setattr(packing, "addresses_of", lambda *_: {file_id: said})
    _, transfer_id = pair.offered()
    pair.settle()
    return transfer_id, file_id


def read(who: Caller, transfer_id: UUID, file_id: str) -> Any:
    return who.call("GET", f"/api/v1/t/{who.code}/transfers/{transfer_id}/files/{file_id}")


def test_both_sides_read_what_goes_along(pair: Pair, attached: tuple[UUID, str]) -> None:
    app = open_app(pair.sessions, DAY)
    for county in (pair.huiji, pair.shandan):
        answer = read(sign_in(app, county, "chief", DAY), *attached)
        assert (answer.status_code, answer.data) == (200, CONTENT)
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nobody_else_does_and_nothing_else_of_that_county(
    pair: Pair, attached: tuple[UUID, str]
) -> None:
    app = open_app(pair.sessions, DAY)
    transfer_id, _ = attached
    for county in (pair.huiji, pair.shandan):
        assert read(sign_in(app, county, "bystander", DAY), *attached).status_code == 404
    other = str(pair.huiji.file("chief"))
    assert read(sign_in(app, pair.shandan, "chief", DAY), transfer_id, other).status_code == 404


def test_an_id_that_somebody_typed_opens_nothing(pair: Pair) -> None:
    typed = str(pair.huiji.file("chief"))
    clue = Matter(pair.huiji, KEY)
    clue.open("prosecutor", "2026-03-02", "open", {}, title="倾倒", **{**ABOUT, "harm": typed})
    transfer_id = pair.offer(clue.id)
    pair.settle()
    who = sign_in(open_app(pair.sessions, DAY), pair.shandan, "chief", DAY)

    package = who.call("GET", f"/api/v1/t/{who.code}/transfers/{transfer_id}/package").json
    assert package["package"]["facts"]["harm"] == typed
    assert package["package"]["files"] == {}
    assert read(who, transfer_id, typed).status_code == 404


def test_what_went_back_is_read_no_more(pair: Pair, attached: tuple[UUID, str]) -> None:
    pair.accept(attached[0])
    pair.settle()
    who = sign_in(open_app(pair.sessions, DAY), pair.shandan, "chief", DAY)
    assert read(who, *attached).status_code == 200
    back = pair.give_back(attached[0])
    pair.settle()

    pair.accept(back, pair.huiji)
    pair.settle()

    assert read(who, *attached).status_code == 404


def test_what_was_refused_is_read_no_more(pair: Pair, attached: tuple[UUID, str]) -> None:
    pair.reject(attached[0])
    app = open_app(pair.sessions, DAY)

    assert read(sign_in(app, pair.shandan, "chief", DAY), *attached).status_code == 404
    assert read(sign_in(app, pair.huiji, "chief", DAY), *attached).status_code == 200


def test_the_page_leads_to_the_file(pair: Pair, attached: tuple[UUID, str], visit: Visit) -> None:
    transfer_id, file_id = attached
    one = f"/t/{pair.shandan.tenant_id}/transfers/{transfer_id}"
    file = f"{one}/files/{file_id}"
    browser = visit(pair.shandan, "chief")

    assert f'href="{file}"' in browser.get(one).text
    assert visit(pair.shandan, "bystander").get(file).status_code == 404
