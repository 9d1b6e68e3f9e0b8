"""Writes that can be repeated safely: `Idempotency-Key` and `If-Match`, once for all of them."""

import hashlib
from collections.abc import Callable
from typing import IO, Any, NoReturn

from flask import Response, request
from sqlalchemy import select

from liandong.db.idempotency import AnsweredRequest
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.kernel.errors import (
    ConflictError,
    InvalidInputError,
    PreconditionRequiredError,
    Problem,
    StaleError,
)
from liandong.web.answers import json_answer
from liandong.web.context import current_principal, current_unit_of_work

Action = Callable[[UnitOfWork], dict[str, Any]]
_LONGEST_KEY = 200
_LONGEST_VERSION = 9


class KeyReusedError(ConflictError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency.reused"
    title_zh = "这个 Idempotency-Key 已用于另一次请求"
    title_en = "This Idempotency-Key was used for another request"


def seen_version() -> int:
    """Return the version the caller saw, from `If-Match`.

    Raises:
        PreconditionRequiredError: The header is missing.
        InvalidInputError: It is no version of ours.
        StaleError: It is longer than any version ever given.
    """
    header = request.headers.get("If-Match", "")
    if not header:
        raise PreconditionRequiredError
    text = header.removeprefix("W/").strip('"')
    if not text.isdecimal():
        zh, en = "If-Match 要用读到的 ETag", "If-Match must be the ETag you read"
        raise InvalidInputError([Problem("If-Match", zh, en)])
    if len(text) > _LONGEST_VERSION:
        raise StaleError
    return int(text)


def write(action: Action, *, status: int = 200) -> Response:
    """Run an action in one transaction and answer; a repeated key gets the first answer again.

    Raises:
        KeyReusedError: The key came before, with another request.
        InvalidInputError: The key is too long.
    """
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > _LONGEST_KEY:
        problem = Problem("Idempotency-Key", "最多 200 个字符", "takes 200 characters at most")
        raise InvalidInputError([problem])
    with current_unit_of_work() as uow:
        known = _find(uow, key) if key else None
        data = known.answer if known else _first(uow, key, status, action)
    response = json_answer(data, known.status if known else status)
    if "position" in data:
        response.set_etag(str(data["position"]))
    return response


def once(uow: UnitOfWork, key: str, action: Action) -> dict[str, Any]:
    """Run the action of a form; the same key a second time gives the first answer again.

    Raises:
        InvalidInputError: The form carries no key, or one that is too long.
        KeyReusedError: The key came before, with something else typed.
    """
    if not key or len(key) > _LONGEST_KEY:
        _refuse_key()
    known = _find(uow, key)
    return known.answer if known else _first(uow, key, 303, action)


def once_each(key: str) -> Callable[[UnitOfWork, str, Action], dict[str, Any]]:
    """Return what runs each of several actions of one request once, under a name of its own.

    Raises:
        InvalidInputError: The request carries no key, or one that is too long.
        KeyReusedError: The key came before, with another request.
    """
    if not key:
        _refuse_key()

    def run(uow: UnitOfWork, name: str, action: Action) -> dict[str, Any]:
        return once(uow, f"{key}/{name}", action)

    return run


def _first(uow: UnitOfWork, key: str, status: int, action: Action) -> dict[str, Any]:
    data = action(uow)
    if key:
        uow.session.flush()
        uow.session.add(_answered(uow, key, status, data))
    return data


def _refuse_key() -> NoReturn:
    problem = Problem("idempotency_key", "请重新打开这一页再办", "open the page again")
    raise InvalidInputError([problem])


def _find(uow: UnitOfWork, key: str) -> AnsweredRequest | None:
    account_id = current_principal().account_id
    lock(uow, f"idempotency/{account_id}/{key}")
    query = select(AnsweredRequest).where(
        AnsweredRequest.tenant_id == uow.tenant_id,
        AnsweredRequest.account_id == account_id,
        AnsweredRequest.key == key,
    )
    found = uow.session.scalar(query)
    if found is not None and found.digest != _digest():
        raise KeyReusedError
    return found


def _answered(uow: UnitOfWork, key: str, status: int, data: dict[str, Any]) -> AnsweredRequest:
    return AnsweredRequest(
        tenant_id=uow.tenant_id,
        account_id=current_principal().account_id,
        key=key,
        digest=_digest(),
        status=status,
        answer=data,
    )


def _digest() -> str:
    # A form is parsed by now, and its stream is read: what it said counts, not its bytes.
    said = repr([*sorted(request.form.items(multi=True)), *_files()])
    body = request.get_data(cache=True, as_text=True) if said == "[]" else said
    return hashlib.sha256(f"{request.method}\n{request.path}\n{body}".encode()).hexdigest()


def _files() -> list[tuple[str, str, str]]:
    """Return each file of a form by its field, its name and the digest of its bytes."""
    return sorted(
        (field, file.filename or "", _digest_of(file.stream))
        for field, file in request.files.items(multi=True)
    )


def _digest_of(stream: IO[bytes]) -> str:
    """Return the digest of a whole stream, and leave it where it stood."""
    place = stream.tell()
    stream.seek(0)
    found = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]  # a stream of a form reads into buffers too
    stream.seek(place)
    return found
