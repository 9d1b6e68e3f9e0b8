"""Between password and code: a sealed word that the password was right, for five minutes."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import timedelta

import orjson

from liandong.db.master_keys import master_keys
from liandong.kernel.clock import Clock
from liandong.kernel.sealing import decrypt, encrypt

LASTS = timedelta(minutes=5)
_PLACE = "sign_in/step"


@dataclass(frozen=True)
class Step:
    """Whose password was right, and a mark of that password."""

    login: str
    mark: str


def make_step(clock: Clock, login: str, password_hash: str) -> str:
    """Return the word to bring along with the code."""
    until = int((clock.now() + LASTS).timestamp())
    content = orjson.dumps([login, mark_of(password_hash), until])
    return base64.urlsafe_b64encode(encrypt(master_keys()[0], content, _PLACE)).decode()


def open_step(clock: Clock, word: str) -> Step | None:
    """Return what a word says; None where it is none of ours, or too old."""
    for key in master_keys():
        try:
            kept = base64.b64decode(word.encode(), altchars=b"-_", validate=True)
            login, mark, until = orjson.loads(decrypt(key, kept, _PLACE))
        except (ValueError, binascii.Error):
            continue
        return Step(login, mark) if clock.now().timestamp() < until else None
    return None


def mark_of(password_hash: str) -> str:
    """Return what changes with a password, and says nothing of it."""
    return hashlib.sha256(password_hash.encode()).hexdigest()
