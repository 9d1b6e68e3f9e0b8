"""At the door: who acts and from where, for everything that the audit records meanwhile."""

import getpass
import hashlib
import socket
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import Any

from flask import Flask, g, request

from liandong.authz import Principal
from liandong.features.audit.service import Origin, coming_from, current_origin
from liandong.web.security import bearer_token, session_token

_SESSION_LETTERS = 16


def install(app: Flask) -> None:
    """Let every request say from where; install it before what finds out who it is."""

    @app.before_request
    def _begin() -> None:
        g.coming_from = ExitStack()
        g.coming_from.enter_context(coming_from(_origin()))

    @app.teardown_request
    def _end(_error: BaseException | None) -> None:
        stack: ExitStack | None = g.pop("coming_from", None)
        if stack is not None:
            stack.close()


def tell_who(principal: Principal) -> None:
    """Let what this request does from now on say who acts, too."""
    told = replace(current_origin(), who=who_is(principal))
    g.coming_from.enter_context(coming_from(told))


def from_terminal(command: str) -> AbstractContextManager[None]:
    """Return the block in which a command of the terminal acts."""
    return coming_from(Origin("cli", place={"command": command, **_machine()}))


def who_is(principal: Principal) -> dict[str, Any]:
    """Return who somebody is in words that stay readable after they have left."""
    return {
        "account": str(principal.account_id),
        "login": principal.login,
        "name": principal.name,
        "unit_id": str(principal.unit_id),
        "unit": principal.unit_name,
        "duties": sorted(principal.duties),
    }


def _origin() -> Origin:
    by_token = bool(bearer_token())
    token = bearer_token() or session_token()
    place = {"address": request.remote_addr or "", "request": g.get("request_id", "")}
    if token:
        # What is stored of a session is the digest of its token; the start of it opens nothing.
        place["session"] = hashlib.sha256(token.encode()).hexdigest()[:_SESSION_LETTERS]
    return Origin("api" if by_token else "browser", place=place)


def _machine() -> dict[str, str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container without an entry for its user
        user = ""
    return {"user": user, "host": socket.gethostname()}
