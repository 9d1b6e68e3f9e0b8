"""The identity provider that the entry point wired, if any."""

from liandong.features.single_sign_on.service.provider import Provider
from liandong.kernel.errors import NotFoundError
from liandong.web.context import runtime


def provider() -> Provider:
    """Return the identity provider of this installation.

    Raises:
        NotFoundError: It has none.
    """
    found: Provider | None = runtime().parts.get("provider")
    if found is None:
        raise NotFoundError
    return found
