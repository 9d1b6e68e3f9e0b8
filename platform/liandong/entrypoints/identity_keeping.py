"""What the command line does with the identities of a county's accounts."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from liandong.entrypoints.client_keeping import inside
from liandong.entrypoints.settings import Settings
from liandong.features.single_sign_on import service
from liandong.kernel.clock import SystemClock
from liandong.kernel.errors import ConfigurationError, Problem


def link_identity(settings: Settings, tenant: str, login: str, subject: str) -> dict[str, Any]:
    """Let a subject of the provider open an account.

    Raises:
        ConfigurationError: The settings name no provider.
        IdentityTakenError: The subject or the account is linked already.
        InvalidInputError: No such account.
        NotFoundError: No such county.
    """
    issuer = _issuer(settings)
    with inside(settings, tenant) as uow:
        made = service.link_by_login(uow, SystemClock(), None, issuer, subject, login)
        return asdict(made)


def list_identities(settings: Settings, tenant: str) -> list[dict[str, Any]]:
    """Return the linked accounts of a county.

    Raises:
        ConfigurationError: The settings name no provider.
        NotFoundError: No such county.
    """
    issuer = _issuer(settings)
    with inside(settings, tenant) as uow:
        return [asdict(each) for each in service.list_linked(uow, None, issuer)]


def unlink_identity(settings: Settings, tenant: str, identity_id: UUID) -> None:
    """Take a link away.

    Raises:
        ConfigurationError: The settings name no provider.
        NotFoundError: No such county, or no such link.
    """
    issuer = _issuer(settings)
    with inside(settings, tenant) as uow:
        service.unlink_id(uow, SystemClock(), None, issuer, identity_id)


def _issuer(settings: Settings) -> str:
    if not settings.oidc_issuer:
        raise ConfigurationError([Problem("LIANDONG_OIDC_ISSUER", "没有写", "is missing")])
    return settings.oidc_issuer
