"""The installation's key for secrets: set from outside, or a file of one's own embedded server.

It never enters the database: a backup of the database alone opens no secret.
"""

import base64
import binascii
import os
from functools import cache
from pathlib import Path

from liandong.entrypoints.settings import Settings, read_settings
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.kernel.sealing import KEY_BYTES, new_key

VARIABLE = "LIANDONG_SECRETS_KEY"
FILE = "secrets.key"


def master_key(settings: Settings) -> bytes:
    """Return the key: the one that is set, else that of the file, which is made once.

    Raises:
        ConfigurationError: An outside database has no key set, or it is none.
    """
    if settings.secrets_key:
        return _decoded(settings.secrets_key, VARIABLE)
    if not settings.is_embedded:
        zh = "用外部数据库时要设涉密信息的密钥：openssl rand -base64 32"
        en = "an outside database needs a key for secrets: openssl rand -base64 32"
        raise ConfigurationError([Problem(VARIABLE, zh, en)])
    file = settings.home / FILE
    if not file.exists():
        _make(file)
    return _decoded(file.read_text(encoding="ascii"), str(file))


@cache
def own_key() -> bytes:
    """Return the key of this process's installation; read once.

    Raises:
        ConfigurationError: There is none.
    """
    return master_key(read_settings())


def _make(file: Path) -> None:
    """Write a new key whole or not at all; of two that do it at once, one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(base64.b64encode(new_key()) + b"\n")
        target.flush()
        os.fsync(target.fileno())
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _decoded(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        zh, en = "不是 32 字节的 Base64 密钥", "is no key of 32 bytes in Base64"
        raise ConfigurationError([Problem(where, zh, en)])
    return key
