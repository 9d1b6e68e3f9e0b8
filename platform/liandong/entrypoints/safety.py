"""Defaults that protect: they are weakened by a word in the settings, and then it is said aloud."""

import logging

from liandong.authz.vocabulary import DUTIES
from liandong.entrypoints.settings import SECOND_FACTOR_DUTIES, Settings
from liandong.kernel.errors import ConfigurationError, Problem

NOBODY = "none"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

logger = logging.getLogger(__name__)


def duties_with_two_factors(settings: Settings) -> frozenset[str]:
    """Return the duties that nobody holds in a county at work without a second factor.

    Raises:
        ConfigurationError: One is no duty.
    """
    if settings.second_factor_duties.strip() == NOBODY:
        return frozenset()
    stated = settings.second_factor_duties.split(",")
    found = frozenset(filter(None, (each.strip() for each in stated)))
    wrong = [
        Problem("LIANDONG_SECOND_FACTOR_DUTIES", f"没有“{each}”这个岗位", f"'{each}' is no duty")
        for each in sorted(found - set(DUTIES))
    ]
    if wrong:
        raise ConfigurationError(wrong)
    return found


def warn_of_weakness(settings: Settings) -> None:
    """Say aloud what protects less than it does by itself.

    Raises:
        ConfigurationError: The platform is open to the network, and nobody said whether by HTTPS.
    """
    missing = frozenset(SECOND_FACTOR_DUTIES.split(",")) - duties_with_two_factors(settings)
    if missing:
        logger.warning("no second factor is asked of: %s", ", ".join(sorted(missing)))
    if settings.host in _LOOPBACK or settings.secure_cookies:
        return
    if settings.secure_cookies is None:
        zh = "对外开放时要写明：有 HTTPS 写 1，确实没有写 0"
        en = "open to the network, this has to be set: 1 behind HTTPS, 0 if there really is none"
        raise ConfigurationError([Problem("LIANDONG_SECURE_COOKIES", zh, en)])
    logger.warning("sessions travel unencrypted: LIANDONG_SECURE_COOKIES is 0")
