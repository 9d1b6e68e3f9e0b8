"""One check on everything that is read: what no field can hold is refused before any view."""

import json
import math
from collections.abc import Iterator
from typing import Any

from flask import Flask, request

from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem

#: Below this, any number suits a column and a JSON document; far above what people count.
_LARGEST = 2**63
#: What people type as a number is shorter; Python refuses to read much longer ones.
_MOST_DIGITS = 1000
_DEEPEST = 32
_SHOWN = 60

Found = Iterator[Problem]


def install(app: Flask) -> None:
    """Check address, headers, query, form and JSON of every request."""
    app.before_request(_check)


def _check() -> None:
    if any(isinstance(v, str) and _is_unreadable(v) for v in (request.view_args or {}).values()):
        raise NotFoundError
    problems = [*_headers(), *_pairs(request.args.items(multi=True)), *_form(), *_json()]
    if problems:
        raise InvalidInputError(problems)


def _is_unreadable(text: str) -> bool:
    """Say whether a text holds NUL or half a character: the database takes neither."""
    if text.isascii():
        return "\x00" in text
    return "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


def _text(where: str, text: str) -> Found:
    if _is_unreadable(text):
        zh, en = "有不能识别的字符，请删去", "holds a character that cannot be read"
        yield Problem(where, zh, en)


def _number(where: str) -> Problem:
    return Problem(where, "数字太大", "the number is too big")


def _named(name: object) -> str:
    """Return the name of a field, fit to be shown."""
    text = str(name).encode(errors="replace").decode().replace("\x00", "?")
    return text[:_SHOWN]


def _pairs(pairs: Any, most_digits: float = _MOST_DIGITS) -> Found:
    for name, value in pairs:
        where = _named(name)
        yield from _text(where, name)
        yield from _text(where, value)
        if len(value) > most_digits and value.strip().lstrip("+-").isdecimal():
            yield _number(where)


def _headers() -> Found:
    for name, value in request.headers:
        yield from _text(_named(name), value)


def _form() -> Found:
    if request.mimetype in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        is_page = not request.path.startswith("/api/")  # a page names the number beside its field
        yield from _pairs(request.form.items(multi=True), math.inf if is_page else _MOST_DIGITS)
        for name, file in request.files.items(multi=True):
            yield from _text(_named(name), f"{name}{file.filename or ''}")


def _json() -> Found:
    """Read the body as the views do; what is no JSON at all is left for them to refuse."""
    if not request.is_json:
        return
    try:
        data = json.loads(request.get_data(cache=True).decode())
    except (json.JSONDecodeError, UnicodeDecodeError):
        return
    except RecursionError:
        yield _nested("")
        return
    except ValueError:  # a number longer than Python reads
        yield _number("")
        return
    yield from _walk(data)


def _nested(where: str) -> Problem:
    return Problem(where, "套的层数太多", "is nested too deep")


def _walk(data: Any) -> Found:
    """Yield what is wrong anywhere in a document, without recursion."""
    waiting: list[tuple[str, Any, int]] = [("", data, 0)]
    while waiting:
        where, value, depth = waiting.pop()
        if depth > _DEEPEST:
            yield _nested(where.partition(".")[0].partition("[")[0])
        elif isinstance(value, dict):
            yield from (each for key in value for each in _text(_join(where, key), key))
            waiting += [(_join(where, key), inner, depth + 1) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{where}[{n}]", inner, depth + 1) for n, inner in enumerate(value)]
        else:
            yield from _single(where, value)


def _single(where: str, value: Any) -> Found:
    if isinstance(value, str):
        yield from _text(where, value)
    elif isinstance(value, int | float) and not _is_countable(value):
        yield _number(where)


def _is_countable(value: float) -> bool:
    return math.isfinite(value) if isinstance(value, float) else -_LARGEST <= value < _LARGEST


def _join(where: str, key: str) -> str:
    return f"{where}.{_named(key)}" if where else _named(key)
