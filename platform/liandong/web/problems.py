"""One shape for every error: RFC 9457 for machines, a page in words for people."""

import logging
import secrets
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from liandong.kernel.errors import (
    ForbiddenError,
    InvalidInputError,
    LiandongError,
    NotFoundError,
    Problem,
    TooLargeError,
    TooManyRequestsError,
    UnauthenticatedError,
)
from liandong.web import typed
from liandong.web.answers import json_answer
from liandong.web.languages import language
from liandong.web.reauthentication import (
    ReauthenticationRequiredError,
    address_of_confirming,
    carried_fields,
    confirm_page,
)
from liandong.web.security import FormExpiredError
from liandong.web.wording import in_chinese

_log = logging.getLogger(__name__)
#: A form from elsewhere is not shown again, nor one for what cannot be seen.
_KEEPS_NOTHING = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})


def wants_json() -> bool:
    """Whether the caller is a machine: the address decides, never a header."""
    return request.path.startswith("/api/")


def body(error: LiandongError) -> dict[str, Any]:
    """Return the problem document of an error; both languages stand in it."""
    found: dict[str, Any] = {
        "type": f"/api/v1/problems#{error.code}",
        "title": error.message_zh,
        "detail": error.message_en,
        "status": error.status,
        "code": error.code,
    }
    problems = getattr(error, "problems", None)
    if problems is not None:
        found["errors"] = [
            {"field": p.where, "message": p.message_zh, "message_en": p.message_en}
            for p in problems
        ]
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        found["request_id"] = g.get("request_id", "")
    return found


def answer(error: LiandongError) -> Response:
    """Turn an error into the answer the caller can read."""
    return answering(error, _answer(error))


def answering(error: LiandongError, response: Response) -> Response:
    """Return the answer to an error with the headers that belong to it."""
    if isinstance(error, TooManyRequestsError) and error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _answer(error: LiandongError) -> Response:
    if wants_json():
        response = json_answer(body(error), error.status)
        response.mimetype = "application/problem+json"
        return response
    if isinstance(error, UnauthenticatedError) and request.method == "GET":
        return _to_sign_in()
    if isinstance(error, ReauthenticationRequiredError):
        return _ask_who(error)
    return Response(_page(error), error.status, mimetype="text/html")


def _ask_who(error: LiandongError) -> Response:
    """Return the page that asks who it is; a form goes on from there with all that was typed."""
    if not typed.was_form():
        return Response(status=302, headers={"Location": address_of_confirming()})
    page = confirm_page(request.full_path.removesuffix("?"), carried_fields(), None)
    text = render_template("pages/confirm.html", page=page)
    return Response(text, error.status, mimetype="text/html")


def _page(error: LiandongError) -> str:
    """Return the error in words of the answer's language, with what was typed into a form."""
    found = _shown(body(error))
    if typed.was_form() and isinstance(error, UnauthenticatedError | FormExpiredError):
        lost = typed.lost_page(error.status, found["title"], error.code)
        return render_template("errors/problem.html", page=lost)
    kept = [] if error.status in _KEEPS_NOTHING else typed.kept_fields()
    return render_template("errors/problem.html", problem=found, page=None, kept=kept)


def _shown(found: dict[str, Any]) -> dict[str, Any]:
    """Return a problem document whose words are in the language of the page."""
    if language() != "en":
        return found
    errors = [{**each, "message": each["message_en"]} for each in found.get("errors", ())]
    return {**found, "title": found["detail"], **({"errors": errors} if errors else {})}


def _to_sign_in() -> Response:
    wanted = request.full_path.removesuffix("?")
    return Response(status=302, headers={"Location": f"/sign-in?{urlencode({'next': wanted})}"})


def from_http(error: HTTPException) -> LiandongError:
    """Translate what Flask, Werkzeug or flask-smorest raised into the platform's own tree."""
    status = error.code or 500
    messages = (getattr(error, "data", None) or {}).get("messages")
    if messages and status != HTTPStatus.BAD_REQUEST:
        return InvalidInputError(list(_flatten(messages)))
    if status == HTTPStatus.NOT_FOUND:
        return NotFoundError()
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLargeError()
    if status == HTTPStatus.UNAUTHORIZED:
        return UnauthenticatedError()
    said = next((p.message_en for p in _flatten(messages)), "") if messages else ""
    chinese = in_chinese(said) if said else _titles(status)
    found = LiandongError(chinese, said or error.name, code=f"http.{status}")
    found.status = status
    return found


def _titles(status: int) -> str:
    return {
        400: "请求的格式不对",
        405: "这个地址不支持这种操作",
        415: "要用 application/json 提交",
        422: "有内容要改",
    }.get(status, "平台出错了")


def _flatten(messages: Any, path: str = "") -> list[Problem]:
    if isinstance(messages, dict):
        found: list[Problem] = []
        for key, inner in messages.items():
            place = path if not path and key in {"json", "query", "form"} else _join(path, key)
            found += _flatten(inner, place)
        return found
    texts = messages if isinstance(messages, list) else [messages]
    return [Problem(path, in_chinese(str(text)), str(text)) for text in texts]


def _join(path: str, key: Any) -> str:
    return f"{path}.{key}" if path else str(key)


def install(app: Flask) -> None:
    """Let every error of the application take the one shape."""

    @app.before_request
    def _name_request() -> None:
        g.request_id = secrets.token_hex(8)

    @app.errorhandler(LiandongError)
    def _own(error: LiandongError) -> Response:
        return answer(NotFoundError() if isinstance(error, ForbiddenError) else error)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if isinstance(error, InternalServerError):
            _log.error("request %s failed", g.get("request_id"), exc_info=error.original_exception)
        response = answer(from_http(error))
        if "Allow" in error.get_response().headers:
            response.headers["Allow"] = error.get_response().headers["Allow"]
        return response
