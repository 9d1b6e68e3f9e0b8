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
OLD_VARIABLE = "LIANDONG_SECRETS_KEY_OLD"
FILE = "secrets.key"
#: The former key, from the moment a new one is made until everything lies under that.
OLD_FILE = "secrets.key.old"


def master_keys(settings: Settings) -> tuple[bytes, ...]:
    """Return the key in use, and after it the former one while there is one.

    Raises:
        ConfigurationError: An outside database has no key set, or one of them is none.
    """
    current = master_key(settings)
    if settings.secrets_key_old:
        return current, _decoded(settings.secrets_key_old, OLD_VARIABLE)
    if settings.secrets_key or not settings.is_embedded:
        return (current,)
    try:
        return current, _read(settings.home / OLD_FILE)
    except FileNotFoundError:
        return (current,)


def begin_rotation(settings: Settings) -> tuple[bytes, ...]:
    """Return the new key and the former one; those of a file are made here, or found half done.

    Raises:
        ConfigurationError: No former key is set, it is the new one, or one of them is none.
    """
    if settings.secrets_key or not settings.is_embedded:
        keys = master_keys(settings)
        if not settings.secrets_key_old or keys[0] == keys[1]:
            zh, en = (
                "要设成原来的密钥，与新的不同",
                "has to be the former key, not the new one",
            )
            raise ConfigurationError([Problem(OLD_VARIABLE, zh, en)])
        return keys
    current, former = settings.home / FILE, settings.home / OLD_FILE
    before = master_key(settings)
    if not former.exists():
        os.link(current, former)
    if _read(former) == before:
        _written(current).replace(current)
    _sync(settings.home)
    return master_keys(settings)


def end_rotation(settings: Settings) -> None:
    """Forget the former key of a file; one that was set from outside is taken back there."""
    if settings.is_embedded and not settings.secrets_key:
        (settings.home / OLD_FILE).unlink(missing_ok=True)
        _sync(settings.home)


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
    return _read(file)


def own_keys() -> tuple[bytes, ...]:
    """Return the keys of this process's installation; a file is read anew, as it may be replaced.

    Raises:
        ConfigurationError: There is none.
    """
    return master_keys(_own_settings())


@cache
def _own_settings() -> Settings:
    return read_settings()


def _make(file: Path) -> None:
    """Write a new key whole or not at all; of two that do it at once, one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = _written(file)
    try:
        os.link(part, file)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _written(file: Path) -> Path:
    """Write a new key beside a file, readable by its owner alone; return where."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.unlink(missing_ok=True)  # of a process that went before it was done
    descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(base64.b64encode(new_key()) + b"\n")
        target.flush()
        os.fsync(target.fileno())
    return part


def _sync(folder: Path) -> None:
    """Let what was renamed or removed in a folder outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read(file: Path) -> bytes:
    return _decoded(file.read_text(encoding="ascii"), str(file))


def _decoded(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        zh, en = "不是 32 字节的 Base64 密钥", "is no key of 32 bytes in Base64"
        raise ConfigurationError([Problem(where, zh, en)])
    return key
