"""One page of a PDF as a picture, drawn where it can do no harm."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from liandong.features.documents.service.errors import UndrawnError
from liandong.features.documents.service.picturing import draw
from liandong.kernel.errors import NotFoundError

_MEMORY = 1024 * 1024 * 1024  # bytes of address space: the program and its library take 300 MB
_SECONDS = 10  # of CPU; a page of a scan takes less than one
_PATIENCE = 20  # seconds by the clock: the machine may be busy
_REASONS = {
    draw.LOCKED: ("文件有密码，请下载后打开", "the file has a password: download it to open it"),
}
_DAMAGED = (
    "这一页画不出来，请下载后打开",
    "this page cannot be drawn: download the file to open it",
)


@dataclass(frozen=True)
class PagePicture:
    """One page as PNG, and how many pages there are."""

    png: bytes
    pages: int


def picture_of(content: bytes, page: int) -> PagePicture:
    """Return a page of a PDF, counted from 1, at most 1240 pixels wide.

    Raises:
        NotFoundError: There is no such page.
        UndrawnError: It is no PDF, is damaged or has a password, or asks for too much.
    """
    limits = (page, _MEMORY, _SECONDS)
    command = [sys.executable, "-I", str(Path(draw.__file__)), *map(str, limits)]
    try:
        done = subprocess.run(  # noqa: S603  # our own program, by its path
            command, input=content, capture_output=True, timeout=_PATIENCE, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise UndrawnError(*_DAMAGED) from None
    if done.returncode == draw.NO_PAGE:
        raise NotFoundError
    if done.returncode:
        raise UndrawnError(*_REASONS.get(done.returncode, _DAMAGED))
    pages, _, png = done.stdout.partition(b"\n")
    return PagePicture(png, int(pages))
