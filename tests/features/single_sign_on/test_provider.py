"""Of what a provider sends, only that is believed which it signed, for us, now, in this way."""

import base64
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from liandong.entrypoints.settings import read_settings
from liandong.entrypoints.sign_on import open_provider
from liandong.features.single_sign_on.errors import ProviderSilentError, SignOnFailedError
from liandong.features.single_sign_on.service import Provider
from liandong.kernel.clock import FixedClock, SystemClock
from liandong.kernel.errors import ConfigurationError
from support.identity_provider import CALLBACK, Running

VERIFIER = "v" * 64
NOW = SystemClock()


def later(**more: float) -> FixedClock:
    return FixedClock(NOW.now() + timedelta(**more))


def tokens(idp: Running, known: Provider, nonce: str = "n1") -> Mapping[str, Any]:
    code = idp.code(known.address("state", nonce, VERIFIER), "zhang")
    return known.exchange(code, VERIFIER)


@pytest.fixture
def known(idp: Running) -> Provider:
    return idp.known_as("liandong")


def test_it_asks_for_a_code_with_pkce_state_and_nonce(known: Provider) -> None:
    asked = parse_qs(urlsplit(known.address("s1", "n1", VERIFIER)).query)

    assert {key: asked[key] for key in ("state", "nonce", "scope", "response_type")} == {
        "state": ["s1"],
        "nonce": ["n1"],
        "scope": ["openid"],
        "response_type": ["code"],
    }
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [CALLBACK]
    assert VERIFIER not in str(asked)


def test_a_token_for_us_now_says_who_it_is(idp: Running, known: Provider) -> None:
    assert known.subject_of(NOW, tokens(idp, known), "n1") == "zhang"


def test_another_nonce_is_refused(idp: Running, known: Provider) -> None:
    found = tokens(idp, known)

    for nonce in ("n2", "", "N1"):
        with pytest.raises(SignOnFailedError):
            known.subject_of(NOW, found, nonce)


def test_an_expired_token_is_refused(idp: Running, known: Provider) -> None:
    found = tokens(idp, known)

    assert known.subject_of(later(minutes=59), found, "n1") == "zhang"
    with pytest.raises(SignOnFailedError):
        known.subject_of(later(minutes=63), found, "n1")
    with pytest.raises(SignOnFailedError):  # made in the future
        known.subject_of(later(minutes=-10), found, "n1")


def test_a_token_for_another_client_is_refused(idp: Running, known: Provider) -> None:
    other = idp.known_as("other")
    found = tokens(idp, other)

    assert other.subject_of(NOW, found, "n1") == "zhang"
    with pytest.raises(SignOnFailedError):
        known.subject_of(NOW, found, "n1")


def test_a_code_counts_once_and_with_its_verifier_alone(idp: Running, known: Provider) -> None:
    code = idp.code(known.address("s", "n1", VERIFIER), "zhang")
    with pytest.raises(SignOnFailedError):
        known.exchange(code, "w" * 64)
    code = idp.code(known.address("s", "n1", VERIFIER), "zhang")
    known.exchange(code, VERIFIER)
    with pytest.raises(SignOnFailedError):
        known.exchange(code, VERIFIER)
    foreign = idp.code(idp.known_as("other").address("s", "n1", VERIFIER), "zhang")
    with pytest.raises(SignOnFailedError):
        known.exchange(foreign, VERIFIER)


def claims_of(raw: str) -> dict[str, Any]:
    part = raw.split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def _unsigned(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none"}, claims)
    made = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    return ".".join((*made, ""))


def test_what_the_provider_did_not_sign_is_refused(idp: Running, known: Provider) -> None:
    found = tokens(idp, known)
    raw = found["id_token"]
    claims = claims_of(raw)
    kid = json.loads(base64.urlsafe_b64decode(raw.split(".")[0] + "=="))["kid"]
    secret = OctKey.import_key(known.client_secret)
    own = RSAKey.generate_key(2048)
    head, body, sign = raw.split(".")
    forged = [
        _unsigned(claims),
        jwt.encode({"alg": "HS256"}, claims, secret),
        jwt.encode({"alg": "RS256", "kid": kid}, claims, own),
        jwt.encode({"alg": "RS256"}, claims, own),
        f"{head}.{body}.{sign[:-4]}AAAA",
        f"{head}.{_unsigned({**claims, 'sub': 'li'}).split('.')[1]}.{sign}",
        "",
        "a.b.c",
    ]

    for each in forged:
        with pytest.raises(SignOnFailedError):
            known.subject_of(NOW, {**found, "id_token": each}, "n1")
    with pytest.raises(SignOnFailedError):
        known.subject_of(NOW, {"access_token": "x"}, "n1")


def test_a_document_of_another_issuer_is_refused(idp: Running) -> None:
    for issuer in (f"{idp.issuer}/", "http://127.0.0.1:1"):
        wrong = Provider(issuer, "liandong", "s", CALLBACK, "")
        with pytest.raises(ProviderSilentError):
            wrong.address("s", "n", VERIFIER)


def test_what_is_published_is_asked_for_once(
    known: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    from liandong.features.single_sign_on.service import provider

    asked: list[str] = []
    original = provider.requests.get

    def count(address: str, **more: Any) -> Any:
        asked.append(address)
        return original(address, **more)

    monkeypatch.setattr(provider.requests, "get", count)
    for _ in range(3):
        known.address("s", "n", VERIFIER)
    assert len(asked) == 1


def test_a_secret_is_never_shown(known: Provider) -> None:
    assert known.client_secret not in repr(known)
    settings = read_settings({"LIANDONG_OIDC_CLIENT_SECRET": "hidden-one"})
    assert "hidden-one" not in repr(settings)


GOOD = {
    "LIANDONG_OIDC_ISSUER": "https://id.example.gov.cn",
    "LIANDONG_OIDC_CLIENT_ID": "liandong",
    "LIANDONG_OIDC_CLIENT_SECRET": "x",
    "LIANDONG_OIDC_REDIRECT_URI": "https://ld.example.gov.cn/sso/callback",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISSUER", "http://id.example.gov.cn"),
        ("ISSUER", "http://127.0.0.1.example.gov.cn"),
        ("ISSUER", "https://id.example.gov.cn?x=1"),
        ("ISSUER", "ftp://id.example.gov.cn"),
        ("CLIENT_ID", ""),
        ("CLIENT_SECRET", ""),
        ("REDIRECT_URI", ""),
        ("REDIRECT_URI", "http://ld.example.gov.cn/sso/callback"),
        ("REDIRECT_URI", "https://ld.example.gov.cn/elsewhere"),
    ],
)
def test_unsafe_or_missing_settings_stop_the_start(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        open_provider(read_settings({**GOOD, f"LIANDONG_OIDC_{name}": value}))

    assert [each.where for each in refused.value.problems] == [f"LIANDONG_OIDC_{name}"]


def test_the_secret_may_lie_in_a_file_and_loopback_needs_no_tls(tmp_path: Any) -> None:
    file = tmp_path / "secret"
    file.write_text("from-a-file\n")
    stated = {
        **GOOD,
        "LIANDONG_OIDC_ISSUER": "http://[::1]:9000",
        "LIANDONG_OIDC_CLIENT_SECRET": "",
        "LIANDONG_OIDC_CLIENT_SECRET_FILE": str(file),
        "LIANDONG_OIDC_LABEL": "用省统一身份认证登录",
    }
    found = open_provider(read_settings(stated))

    assert found is not None
    assert (found.client_secret, found.label) == ("from-a-file", "用省统一身份认证登录")
    assert open_provider(read_settings({})) is None
