"""What would weaken an installation is refused at the start, unless it is accepted by name."""

import logging
from collections.abc import Iterator, Sequence

from liandong.authz.vocabulary import DUTIES
from liandong.entrypoints.settings import SECOND_FACTOR_DUTIES, Settings
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.web.security import LOOPBACK_NAMES

PLAIN_HTTP, ANY_HOST = "plain_http", "any_host"
RISKS = (PLAIN_HTTP, ANY_HOST)
_ANY = "*"
NO_DUTY = "none"

logger = logging.getLogger(__name__)


class UnsafeSettingsError(ConfigurationError):
    """A setting weakens the installation, and nobody has accepted that."""

    code = "settings.unsafe"
    title_zh = "这样设置不安全，没有启动"
    title_en = "These settings are unsafe; nothing was started"


def require_safe(settings: Settings) -> None:
    """Refuse settings that weaken the installation; what is accepted by name is logged instead.

    Raises:
        UnsafeSettingsError: Each weak setting is named, with what to do.
    """
    problems = [
        Problem("LIANDONG_ACCEPT_RISKS", f"没有“{each}”这一项", f"there is no risk '{each}'")
        for each in settings.accept_risks
        if each not in RISKS
    ]
    for risk, problem in _weak(settings):
        if risk in settings.accept_risks:
            logger.warning("accepted risk %s: %s", risk, problem.message_en)
        else:
            problems.append(problem)
    if problems:
        raise UnsafeSettingsError(problems)
    missing = frozenset(SECOND_FACTOR_DUTIES.split(",")) - duties_with_two_factors(settings)
    if missing:
        logger.warning("no second factor is asked of: %s", ", ".join(sorted(missing)))


def duties_with_two_factors(settings: Settings) -> frozenset[str]:
    """Return the duties that nobody holds in a county at work without a second factor.

    Raises:
        ConfigurationError: One is no duty.
    """
    if settings.second_factor_duties.strip() == NO_DUTY:
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


def trusted_hosts(settings: Settings) -> Sequence[str]:
    """Return the names to answer to; none: any, which `require_safe` lets pass if accepted."""
    if _ANY in settings.hosts:
        return ()
    return settings.hosts or LOOPBACK_NAMES


def _weak(settings: Settings) -> Iterator[tuple[str, Problem]]:
    is_open = settings.host not in LOOPBACK_NAMES
    if (is_open or set(settings.hosts) - {*LOOPBACK_NAMES}) and not settings.secure_cookies:
        zh = "别的机器能访问，会话却不限 HTTPS：前面设 TLS 代理，并设为 1（或接受 plain_http）"
        en = "others can reach it, and sessions travel without HTTPS: put a proxy with TLS in "
        en += "front and set it to 1, or accept plain_http"
        yield PLAIN_HTTP, Problem("LIANDONG_SECURE_COOKIES", zh, en)
    if _ANY in settings.hosts:
        zh = "任何主机名都应答：请写明域名（或接受 any_host）"
        en = "it answers to any host name: name yours, or accept any_host"
        yield ANY_HOST, Problem("LIANDONG_HOSTS", zh, en)
    if is_open and not settings.hosts:
        zh = "别的机器能访问，没有写明用什么域名：请写明（如 ld.example.gov.cn）"
        en = "others can reach it, and no name is said by which: name it, as ld.example.gov.cn"
        yield "", Problem("LIANDONG_HOSTS", zh, en)
