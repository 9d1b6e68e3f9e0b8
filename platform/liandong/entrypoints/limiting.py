"""How often an address, a person and a county may call, and which address a request comes from."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from flask import Flask, g, request

from liandong.entrypoints.settings import Settings
from liandong.kernel.errors import ConfigurationError, Problem, TooManyRequestsError
from liandong.web.context import current_visitor, runtime
from liandong.web.rates import Rates

Network = IPv4Network | IPv6Network
_FREE = frozenset({"static", "healthz", "readyz"})


def rates_of(settings: Settings) -> Rates:
    """Return the buckets that the settings ask for.

    Raises:
        ConfigurationError: A rate is no positive number.
    """
    stated = {
        "account": settings.rate_per_account,
        "tenant": settings.rate_per_tenant,
        "address": settings.rate_per_address,
    }
    wrong = [
        Problem(f"LIANDONG_RATE_PER_{kind.upper()}", "要大于 0", "has to be above 0")
        for kind, rate in stated.items()
        if rate < 1
    ]
    if wrong:
        raise ConfigurationError(wrong)
    return Rates(stated)


def by_address(app: Flask) -> None:
    """Limit what comes from one address; install it before what finds out who it is."""

    @app.before_request
    def _of_address() -> None:
        if request.endpoint not in _FREE:
            _take("address", current_visitor().network)


def by_person(app: Flask) -> None:
    """Limit what one person and one county call; install it after what finds out who it is."""

    @app.before_request
    def _of_person() -> None:
        principal = g.get("principal")
        if principal is not None and request.endpoint not in _FREE:
            _take("account", str(principal.account_id))
            _take("tenant", str(principal.tenant_id))


def _take(kind: str, subject: str) -> None:
    rates: Rates | None = runtime().parts.get("rates")
    wait = rates.take(kind, subject) if rates else 0
    if wait:
        zh, en = f"请求太多，{wait} 秒后再试", f"Too many requests; try again in {wait} s"
        raise TooManyRequestsError(zh, en, retry_after=wait)


def proxies_of(settings: Settings) -> tuple[Network, ...]:
    """Return the proxies whose word for an address is taken.

    Raises:
        ConfigurationError: One is no address and no network.
    """
    found, wrong = [], []
    for part in filter(None, (each.strip() for each in settings.trusted_proxies.split(","))):
        try:
            found.append(ip_network(part))
        except ValueError:
            zh, en = f"“{part}”不是地址或网段", f"'{part}' is no address and no network"
            wrong.append(Problem("LIANDONG_TRUSTED_PROXIES", zh, en))
    if wrong:
        raise ConfigurationError(wrong)
    return tuple(found)


class BehindProxies:
    """The application behind trusted proxies: the address is the last one that they did not add.

    Without such proxies nobody is believed: X-Forwarded-For is what any browser may write.
    """

    def __init__(self, inner: Callable[..., Any], proxies: Iterable[Network]) -> None:
        self._inner = inner
        self._proxies = tuple(proxies)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer a request as coming from where it came from."""
        trail = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = environ.get("REMOTE_ADDR", "")
        while trail and self._is_ours(address) and _is_address(trail[-1]):
            address = trail.pop()
        return self._inner({**environ, "REMOTE_ADDR": address}, start_response)

    def _is_ours(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in each for each in self._proxies)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
