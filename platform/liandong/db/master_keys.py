"""Where the installation's keys come from: an entry point says it, once per process.

What lies under them: the keys of cases' secrets, and the secrets of authenticators.
"""

from collections.abc import Callable

#: Held by whoever encrypts under the key in use, and alone by whoever does it all anew.
WRAPPING = "secrets/wrapping"

_provider: list[Callable[[], tuple[bytes, ...]]] = []


def use_master_keys(provider: Callable[[], tuple[bytes, ...]]) -> None:
    """Say where the installation's keys come from, the one in use first; once per process."""
    _provider[:] = [provider]


def master_keys() -> tuple[bytes, ...]:
    """Return the installation's keys: the one that encrypts, then the one that still opens."""
    if not _provider:
        raise RuntimeError("No key is known: an entry point has to call use_master_keys() first")
    return _provider[0]()
