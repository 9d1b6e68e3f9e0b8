"""The identity provider: its discovery document, its keys, and what of its tokens is believed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import Token, decode

from liandong.features.single_sign_on.errors import ProviderSilentError, SignOnFailedError
from liandong.kernel.clock import Clock

#: Signatures with a public key alone: neither `none` nor one that our own secret could make.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_SECONDS = 10
_KEPT_FOR = 3600.0
_LEEWAY = 60
_LONGEST_SUBJECT = 255
_HTTP_OK = 200


def is_safe(address: str) -> bool:
    """Say whether an address is https, or http on this very machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"


@dataclass
class Provider:
    """One provider as this installation knows it; what it published is kept for an hour."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    label: str
    _kept: dict[str, tuple[float, dict[str, Any]]] = field(
        default_factory=dict, init=False, repr=False
    )

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Return the discovery document.

        Raises:
            ProviderSilentError: It is not there, is another issuer's, or names unsafe addresses.
        """
        found = self._document(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        is_whole = all(isinstance(found.get(n), str) and is_safe(found[n]) for n in names)
        if found.get("issuer") != self.issuer or not is_whole:
            raise ProviderSilentError
        return found

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Return where a browser is sent: authorization code, PKCE, state and nonce.

        Raises:
            ProviderSilentError: The provider does not answer.
        """
        endpoint = self.metadata["authorization_endpoint"]
        with self._client() as client:
            made: tuple[str, str] = client.create_authorization_url(
                endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        return made[0]

    def leaving(self, back: str) -> str | None:
        """Return where one signs out at the provider too; None where it has no such place.

        Raises:
            ProviderSilentError: The provider does not answer.
        """
        endpoint = self.metadata.get("end_session_endpoint")
        if not isinstance(endpoint, str) or not is_safe(endpoint):
            return None
        asked = {"client_id": self.client_id, "post_logout_redirect_uri": back}
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def exchange(self, code: str, verifier: str) -> Mapping[str, Any]:
        """Return the tokens for a code.

        Raises:
            ProviderSilentError: The provider does not answer.
            SignOnFailedError: It takes the code from nobody, or not from us.
        """
        endpoint = self.metadata["token_endpoint"]
        try:
            with self._client() as client:
                found: Mapping[str, Any] = client.fetch_token(
                    endpoint,
                    code=code,
                    code_verifier=verifier,
                    timeout=_SECONDS,
                    allow_redirects=False,
                )
        except requests.RequestException:
            raise ProviderSilentError from None
        except (AuthlibBaseError, ValueError):
            raise SignOnFailedError from None
        return found

    def subject_of(self, clock: Clock, tokens: Mapping[str, Any], nonce: str) -> str:
        """Return whom an ID token speaks of.

        Raises:
            ProviderSilentError: The provider does not answer.
            SignOnFailedError: Signature, issuer, audience, time or nonce is wrong.
        """
        raw = tokens.get("id_token")
        if not isinstance(raw, str) or not nonce:
            raise SignOnFailedError
        token = self._verified(raw)
        required = {"essential": True}
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {**required, "value": self.issuer},
                "aud": {**required, "value": self.client_id},
                "nonce": {**required, "value": nonce},
            },
            params={
                "nonce": nonce,
                "client_id": self.client_id,
                "access_token": tokens.get("access_token"),
            },
        )
        try:
            claims.validate(now=int(clock.now().timestamp()), leeway=_LEEWAY)
        except (JoseError, AuthlibBaseError, ValueError, TypeError):
            raise SignOnFailedError from None
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise SignOnFailedError
        return subject

    def _verified(self, raw: str) -> Token:
        """Return a token whose signature is the provider's; new keys are asked for once."""
        for is_fresh in (False, True):
            try:
                return decode(raw, self._keys(fresh=is_fresh), algorithms=ALGORITHMS)
            except (JoseError, ValueError, TypeError):
                continue
        raise SignOnFailedError

    def _keys(self, *, fresh: bool) -> KeySet:
        address = self.metadata["jwks_uri"]
        if fresh:
            self._kept.pop(address, None)
        found: Any = self._document(address)
        return KeySet.import_key_set(found)

    def _document(self, address: str) -> dict[str, Any]:
        kept = self._kept.get(address)
        if kept and time.monotonic() - kept[0] < _KEPT_FOR:
            return kept[1]
        try:
            answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
            found = answer.json() if answer.status_code == _HTTP_OK else None
        except (requests.RequestException, ValueError):
            raise ProviderSilentError from None
        if not isinstance(found, dict):
            raise ProviderSilentError
        self._kept[address] = (time.monotonic(), found)
        return found

    def _client(self) -> Any:
        return OAuth2Session(
            self.client_id,
            self.client_secret,
            scope="openid",
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106  # nosec B106  # the name of a method
        )
