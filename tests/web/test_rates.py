"""Requests are limited by address, person and county; who is behind a proxy is told by it alone."""

from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.entrypoints.limiting import BehindProxies, proxies_of, rates_of
from liandong.entrypoints.settings import Settings
from liandong.features.documents.service import FileStore
from liandong.kernel.errors import ConfigurationError
from liandong.web.rates import Rates
from support.applications import app_over
from support.counties import HUIJI, build_county, on
from support.http import Caller, sign_in

DAY = "2026-04-27"
PLENTY = 10_000


class Watch:
    """Seconds that the test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_is_emptied_and_fills_evenly() -> None:
    watch = Watch()
    rates = Rates({"account": 6}, watch)

    assert [rates.take("account", "a") for _ in range(7)] == [0] * 6 + [10]
    assert rates.take("account", "b") == 0
    watch.now = 9.0
    assert rates.take("account", "a") == 1
    watch.now = 10.0
    assert [rates.take("account", "a") for _ in range(2)] == [0, 10]
    watch.now = 10_000.0
    assert [rates.take("account", "a") for _ in range(7)] == [0] * 6 + [10]


def test_buckets_that_are_full_again_are_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandong.web.rates._MOST", 10)
    watch = Watch()
    rates = Rates({"address": 2}, watch)
    for n in range(9):
        rates.take("address", str(n))
    watch.now = 60.0
    rates.take("address", "last")
    rates.take("address", "one more")

    assert len(rates._buckets) == 2


@pytest.fixture
def caller(sessions: sessionmaker[Session], request: pytest.FixtureRequest) -> Caller:
    limits = {"account": PLENTY, "tenant": PLENTY, "address": PLENTY} | request.param
    clock = on(DAY)
    files = FileStore.at("memory://files")
    app = app_over(sessions, files, lambda _: clock, rates=Rates(limits))
    return sign_in(app, build_county(sessions), "handler", DAY)


@pytest.mark.parametrize("caller", [{"account": 3}, {"tenant": 3}, {"address": 3}], indirect=True)
def test_one_request_too_many_is_told_when_to_come_back(caller: Caller) -> None:
    path = f"/api/v1/t/{HUIJI}/me"
    answers = [caller.call("GET", path) for _ in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert answers[-1].mimetype == "application/problem+json"
    assert answers[-1].json["code"] == "too_many"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert caller.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("caller", [{"address": 1}], indirect=True)
def test_a_page_says_it_in_words(caller: Caller) -> None:
    caller.client.get("/sign-in")
    page = caller.client.get("/sign-in")

    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert "请求太多，" in page.text
    assert page.headers["Retry-After"]


def _address_seen(proxies: str, remote: str, forwarded: str) -> str:
    seen: list[str] = []

    def inner(environ: dict[str, Any], _start: Any) -> None:
        seen.append(environ["REMOTE_ADDR"])

    app = BehindProxies(inner, proxies_of(Settings(trusted_proxies=proxies)))
    app({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}, None)
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "seen"),
    [
        ("", "203.0.113.5", "10.9.9.9", "203.0.113.5"),
        ("10.0.0.0/8", "203.0.113.5", "10.9.9.9", "203.0.113.5"),
        ("10.0.0.0/8", "10.0.0.2", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.0/8", "10.0.0.2", "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        ("10.0.0.0/8", "10.0.0.2", "198.51.100.1, 203.0.113.5, 10.0.0.3", "203.0.113.5"),
        ("10.0.0.2", "10.0.0.2", "<script>", "10.0.0.2"),
        ("10.0.0.2", "10.0.0.2", "", "10.0.0.2"),
        ("fd00::/8", "fd00::2", "2001:db8::9", "2001:db8::9"),
    ],
)
def test_an_address_is_believed_of_trusted_proxies_alone(
    proxies: str, remote: str, forwarded: str, seen: str
) -> None:
    assert _address_seen(proxies, remote, forwarded) == seen


def test_a_proxy_that_is_none_and_a_rate_of_nothing_stop_the_start() -> None:
    with pytest.raises(ConfigurationError, match="LIANDONG_TRUSTED_PROXIES"):
        proxies_of(Settings(trusted_proxies="10.0.0.0/8, proxy.example"))
    with pytest.raises(ConfigurationError, match="LIANDONG_RATE_PER_TENANT"):
        rates_of(Settings(rate_per_tenant=0))
