"""Secrets in memory and under a key: texts that never reach the database in clear; pure.

AES-256-GCM; a nonce of its own goes before every ciphertext. What a ciphertext belongs to is part
of it, so that it cannot be read at another place.
"""

import hmac
import secrets
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
#: What stands for a secret in events, in what follows from them, and in stored answers.
REFERENCE = frozenset({"sealed", "digest"})


class SealedText(str):
    """A secret in clear, for whoever may read it; the database is given its reference instead."""

    __slots__ = ("digest", "id")

    id: str
    digest: str

    @classmethod
    def of(cls, text: str, sealed_id: str, digest: str) -> Self:
        """Return a text with the reference under which it is kept."""
        made = cls(text)
        made.id, made.digest = sealed_id, digest
        return made

    @property
    def reference(self) -> dict[str, str]:
        """Return what is written in its place."""
        return {"sealed": self.id, "digest": self.digest}


class MaskedText(SealedText):
    """What stands where a secret is, for who sees the case and may not see its secrets."""

    __slots__ = ()


class PurgedText(SealedText):
    """What stands where a secret was, once its key is gone: when, and on which basis."""

    __slots__ = ("basis", "on")

    on: str
    basis: str


class PurgedFile(str):
    """The id of a file that nobody can open any more: since when, and on which basis."""

    __slots__ = ("basis", "on")

    on: str
    basis: str


#: What is left of a secret.
Purged = PurgedText | PurgedFile


def is_reference(value: object) -> bool:
    """Tell whether a stored value stands for a secret."""
    return isinstance(value, dict) and value.keys() == REFERENCE


def new_key() -> bytes:
    """Return a key nobody has."""
    return secrets.token_bytes(KEY_BYTES)


def encrypt(key: bytes, content: bytes, belongs_to: str) -> bytes:
    """Return the content under a key: the nonce, then the ciphertext."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, belongs_to.encode())


def decrypt(key: bytes, kept: bytes, belongs_to: str) -> bytes:
    """Return what was encrypted.

    Raises:
        ValueError: It is another key, another place, or it was changed.
    """
    nonce, ciphertext = kept[:_NONCE_BYTES], kept[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, belongs_to.encode())
    except InvalidTag as error:
        raise ValueError(belongs_to) from error


def digest_of(key: bytes, text: str, belongs_to: str) -> str:
    """Return the digest of a secret, salted with its key: nobody else can try guesses on it."""
    return hmac.digest(key, f"{belongs_to}\n{text}".encode(), "sha256").hex()


def storable(value: Any) -> Any:
    """Return a value as it may be written: every secret in it as its reference."""
    if isinstance(value, SealedText):
        return value.reference
    if isinstance(value, dict):
        return {key: storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [storable(each) for each in value]
    return value
