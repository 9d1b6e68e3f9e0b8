"""JSON out: orjson, so that dates and ids need no second thought; and files."""

from io import BytesIO
from typing import IO, Any, BinaryIO, cast

import orjson
from flask import Response, send_file

from liandong.web.security import FILE_CSP


def to_json(data: Any) -> bytes:
    """Return the bytes of a JSON document; ids and days as text."""
    return orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)


def json_answer(data: Any, status: int = 200) -> Response:
    """Return a response with a JSON body."""
    return Response(to_json(data), status, mimetype="application/json")


def file_answer(content: bytes | IO[bytes], name: str, media_type: str) -> Response:
    """Return a response that a browser keeps as a file and never shows as a page."""
    stream = BytesIO(content) if isinstance(content, bytes) else cast("BinaryIO", content)
    response = send_file(stream, media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = FILE_CSP
    return response
