"""A browser's way to the provider and back: bound to its cookie, used once, ten minutes long."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from liandong.features.single_sign_on.errors import SignOnFailedError
from liandong.features.single_sign_on.models import SignOnFlow
from liandong.features.single_sign_on.service.provider import Provider
from liandong.kernel.clock import Clock

LASTS = timedelta(minutes=10)
_BYTES = 32
_VERIFIER_BYTES = 48


@dataclass(frozen=True)
class Arrived:
    """Who came back from the provider, where to, and whose account is to be linked, if any."""

    subject: str
    target: str
    session_hash: str | None


def begin(
    session: Session, clock: Clock, provider: Provider, target: str, linking: str = ""
) -> tuple[str, str]:
    """Begin a way; return the browser's cookie and the address to send it to.

    `linking` is the token of the session whose account is to be linked.

    Raises:
        ProviderSilentError: The provider does not answer.
    """
    cookie, state = secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES)
    flow = SignOnFlow(
        flow_hash=hash_of(cookie),
        state_hash=hash_of(state),
        nonce=secrets.token_urlsafe(_BYTES),
        verifier=secrets.token_urlsafe(_VERIFIER_BYTES),
        target=target,
        session_hash=hash_of(linking) if linking else None,
        expires_at=clock.now() + LASTS,
    )
    address = provider.address(state, flow.nonce, flow.verifier)
    session.execute(delete(SignOnFlow).where(SignOnFlow.expires_at < clock.now()))
    session.add(flow)
    return cookie, address


def take(session: Session, clock: Clock, cookie: str) -> SignOnFlow:
    """Return the way of a browser and end it: whatever follows, it is gone.

    Raises:
        SignOnFailedError: There is none, or its time is over.
    """
    flow = session.get(SignOnFlow, hash_of(cookie), with_for_update=True) if cookie else None
    if flow is None:
        raise SignOnFailedError
    session.delete(flow)
    session.flush()
    if flow.expires_at <= clock.now():
        raise SignOnFailedError
    return flow


def finish(clock: Clock, provider: Provider, flow: SignOnFlow, said: Mapping[str, str]) -> Arrived:
    """Return who came back, by what the provider said in the address.

    Raises:
        ProviderSilentError: The provider does not answer.
        SignOnFailedError: State, issuer, code or token is not what was asked for.
    """
    state = hash_of(said.get("state", ""))
    if flow.subject is not None or not hmac.compare_digest(state, flow.state_hash):
        raise SignOnFailedError
    names_itself = provider.metadata.get("authorization_response_iss_parameter_supported")
    if said.get("iss", "" if names_itself else provider.issuer) != provider.issuer:
        raise SignOnFailedError
    code = said.get("code", "")
    if "error" in said or not code:
        raise SignOnFailedError
    tokens = provider.exchange(code, flow.verifier)
    subject = provider.subject_of(clock, tokens, flow.nonce)
    return Arrived(subject, flow.target, flow.session_hash)


def choose(session: Session, clock: Clock, arrived: Arrived) -> str:
    """Keep who arrived until they have chosen an account; return the browser's cookie."""
    cookie = secrets.token_urlsafe(_BYTES)
    flow = SignOnFlow(
        flow_hash=hash_of(cookie),
        state_hash="",
        nonce="",
        verifier="",
        target=arrived.target,
        subject=arrived.subject,
        expires_at=clock.now() + LASTS,
    )
    session.add(flow)
    return cookie


def pending(session: Session, clock: Clock, cookie: str, *, ending: bool = False) -> Arrived:
    """Return who is choosing; `ending` uses it up.

    Raises:
        SignOnFailedError: Nobody is, or not any more.
    """
    flow = session.get(SignOnFlow, hash_of(cookie), with_for_update=True) if cookie else None
    if flow is None or flow.subject is None or flow.expires_at <= clock.now():
        raise SignOnFailedError
    if ending:
        session.delete(flow)
    return Arrived(flow.subject, flow.target, None)


def hash_of(token: str) -> str:
    """Return what is stored of a cookie or a state."""
    return hashlib.sha256(token.encode()).hexdigest()
