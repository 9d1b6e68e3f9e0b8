"""The identity provider that the settings name, checked before anybody works."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from liandong.entrypoints.settings import Settings
from liandong.features.single_sign_on.service import Provider
from liandong.features.single_sign_on.service.provider import is_safe
from liandong.kernel.errors import ConfigurationError, Problem

CALLBACK = "/sso/callback"
_LABEL = "用统一身份认证登录"


def open_provider(settings: Settings) -> Provider | None:
    """Return the provider of the settings; None where they name none. It is not asked yet.

    Raises:
        ConfigurationError: An address is not safe, or something is missing; everything is named.
    """
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_client_secret or _in_file(settings.oidc_client_secret_file)
    problems = list(_problems(settings, secret))
    if problems:
        raise ConfigurationError(problems)
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=secret,
        redirect_uri=settings.oidc_redirect_uri,
        label=settings.oidc_label or _LABEL,
    )


def _in_file(name: str) -> str:
    try:
        return Path(name).read_text("utf-8").strip() if name else ""
    except (OSError, UnicodeDecodeError):
        return ""


def _problems(settings: Settings, secret: str) -> Iterator[Problem]:
    parts = urlsplit(settings.oidc_issuer)
    if not is_safe(settings.oidc_issuer) or parts.query or parts.fragment or parts.username:
        zh = "要用 https（本机可以用 http），不带参数"
        yield Problem("LIANDONG_OIDC_ISSUER", zh, "must be https (http on this machine), no query")
    if not settings.oidc_client_id:
        yield Problem("LIANDONG_OIDC_CLIENT_ID", "没有写", "is missing")
    if not secret:
        zh, en = "没有写，或者文件读不到", "is missing, or its file cannot be read"
        yield Problem("LIANDONG_OIDC_CLIENT_SECRET", zh, en)
    redirect = settings.oidc_redirect_uri
    if not is_safe(redirect) or urlsplit(redirect).path != CALLBACK or urlsplit(redirect).query:
        zh, en = f"要是本平台的 https 地址，以 {CALLBACK} 结尾", f"must be our https {CALLBACK}"
        yield Problem("LIANDONG_OIDC_REDIRECT_URI", zh, en)
