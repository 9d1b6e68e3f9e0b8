"""Which hash the chain is made with: SHA-256, or SM3 where an installation chooses it."""

import hashlib

from liandong.kernel.errors import ConfigurationError, Problem

ALGORITHMS = ("sha256", "sm3")
VARIABLE = "LIANDONG_AUDIT_ALGORITHM"
_chosen = ["sha256"]


def use_algorithm(name: str) -> None:
    """Let entries of this process be hashed with an algorithm from now on.

    Raises:
        ConfigurationError: It is none of ours, or the machine's OpenSSL does not have it.
    """
    if name not in ALGORITHMS:
        zh, en = f"只能是 {'、'.join(ALGORITHMS)}", f"must be one of {', '.join(ALGORITHMS)}"
        raise ConfigurationError([Problem(VARIABLE, zh, en)])
    try:
        hashlib.new(name)
    except ValueError as error:
        zh, en = f"本机的 OpenSSL 没有 {name}", f"the OpenSSL of this machine lacks {name}"
        raise ConfigurationError([Problem(VARIABLE, zh, en)]) from error
    _chosen[:] = [name]


def chosen_algorithm() -> str:
    """Return the algorithm of new entries."""
    return _chosen[0]


def digest_with(algorithm: str, content: bytes) -> str:
    """Return the digest of bytes in hex.

    Raises:
        ValueError: There is no such algorithm here.
    """
    return hashlib.new(algorithm, content).hexdigest()
