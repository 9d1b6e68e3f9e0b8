"""JSON out: orjson, so that dates and ids need no second thought."""

from typing import Any

import orjson
from flask import Response


def to_json(data: Any) -> bytes:
    """Return the bytes of a JSON document; ids and days as text."""
    return orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)


def json_answer(data: Any, status: int = 200) -> Response:
    """Return a response with a JSON body."""
    return Response(to_json(data), status, mimetype="application/json")
