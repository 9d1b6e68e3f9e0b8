"""What the pages about accounts share: addresses, words of errors, a link told once."""

from typing import Any

from flask import Response, g, make_response, render_template, request

from liandong.features.accounts.pages.people_view import (
    told_link_page,
)
from liandong.features.accounts.service import Done
from liandong.kernel.errors import ConflictError, InvalidInputError, LiandongError
from liandong.web.languages import language

Plain = dict[str, Any]
REFUSED = (InvalidInputError, ConflictError)


def base() -> str:
    """Return the address of the county's pages."""
    return f"/t/{g.tenant_code}"


def told(done: Done) -> Response:
    """Return the page that tells a one-time link, this once."""
    address = f"{request.host_url.rstrip('/')}/invitation/{done.token}"
    page = told_link_page(address, str(done.account_id), base())
    return make_response(render_template("pages/link_told.html", page=page), 201)


def errors_of(error: LiandongError | None) -> dict[str, list[str]]:
    """Return what is wrong, by field."""
    found: dict[str, list[str]] = {}
    for each in error.problems if isinstance(error, InvalidInputError) else ():
        where = "duty" if each.where == "duties" and "duty" in request.form else each.where
        found.setdefault(where, []).append(
            each.message_en if language() == "en" else each.message_zh
        )
    return found


def words_of(error: LiandongError) -> str:
    """Return an error in the language of this answer."""
    return error.message_en if language() == "en" else error.message_zh
