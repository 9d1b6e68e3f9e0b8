"""What may be set from outside; read once, here, and documented in docs/guides/settings.md."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from liandong.kernel.errors import ConfigurationError, Problem

#: Without a word in the settings, these need a second factor.
SECOND_FACTOR_DUTIES = "tenant_admin,province_admin,auditor"


@dataclass(frozen=True)
class Settings:
    """The settings of one installation; each comes from a variable of the same name."""

    #: LIANDONG_DATABASE_URL: the application's login (no owner, no BYPASSRLS); empty = embedded
    database_url: str = ""
    #: LIANDONG_OWNER_DATABASE_URL: the owner's login, for migrations, backup and restore alone
    owner_database_url: str = ""
    #: LIANDONG_BROKER_URL: amqp:// or redis://; empty = the queue inside the database
    broker_url: str = ""
    #: LIANDONG_FILES_URL: where uploaded files lie, any fsspec address; empty = a folder of HOME
    files_url: str = ""
    #: LIANDONG_HOME: the embedded database, files and logs
    home: Path = Path("var")
    #: LIANDONG_SECRETS_KEY: 32 bytes in Base64; empty = the file secrets.key of HOME (embedded)
    secrets_key: str = field(default="", repr=False)
    #: LIANDONG_SECRETS_KEY_OLD: the key before it, while `liandong secrets rotate` is not done
    secrets_key_old: str = field(default="", repr=False)
    #: LIANDONG_AUDIT_ALGORITHM: sha256 or sm3; entries before keep theirs
    audit_algorithm: str = "sha256"
    #: LIANDONG_ANCHORS_URL: where the anchors of the audit lie; empty = a folder of HOME
    anchors_url: str = ""
    #: LIANDONG_OIDC_ISSUER: the identity provider of a single sign-on; empty = none
    oidc_issuer: str = ""
    #: LIANDONG_OIDC_CLIENT_ID: what we are called there
    oidc_client_id: str = ""
    #: LIANDONG_OIDC_CLIENT_SECRET: shared with the provider
    oidc_client_secret: str = field(default="", repr=False)
    #: LIANDONG_OIDC_CLIENT_SECRET_FILE: a file that holds it instead
    oidc_client_secret_file: str = ""
    #: LIANDONG_OIDC_REDIRECT_URI: this platform's /sso/callback as the provider knows it
    oidc_redirect_uri: str = ""
    #: LIANDONG_OIDC_LABEL: what the button says
    oidc_label: str = ""
    #: LIANDONG_HOST: loopback unless a proxy stands in front
    host: str = "127.0.0.1"
    #: LIANDONG_PORT
    port: int = 8230
    #: LIANDONG_WEB_WORKERS: web processes
    web_workers: int = 2
    #: LIANDONG_SECURE_COOKIES: 1 behind TLS; has to be said unless only this machine can call
    secure_cookies: bool = False
    #: LIANDONG_SECOND_FACTOR_DUTIES: duties, with commas, that need one; `none`: no duty does
    second_factor_duties: str = SECOND_FACTOR_DUTIES
    #: LIANDONG_TRUSTED_PROXIES: addresses or networks whose X-Forwarded-For is believed
    trusted_proxies: str = ""
    #: LIANDONG_RATE_PER_ACCOUNT: requests a minute in each web process
    rate_per_account: int = 600
    #: LIANDONG_RATE_PER_TENANT
    rate_per_tenant: int = 12_000
    #: LIANDONG_RATE_PER_ADDRESS: a whole office may share one
    rate_per_address: int = 6_000
    #: LIANDONG_HOSTS: the names by which browsers reach it, comma-separated; empty = loopback's
    hosts: tuple[str, ...] = ()
    #: LIANDONG_REMOVAL_DAYS: so long a removal is announced before it can be carried out
    removal_days: int = 30
    #: LIANDONG_ACCEPT_RISKS: plain_http, any_host; each is logged at every start
    accept_risks: tuple[str, ...] = ()

    @property
    def is_embedded(self) -> bool:
        """Whether this installation brings its own database server."""
        return not self.database_url

    @property
    def files_address(self) -> str:
        """Return where files lie."""
        return self.files_url or str(self.home.resolve() / "files")

    @property
    def anchors_address(self) -> str:
        """Return where the anchors of the audit lie."""
        return self.anchors_url or str(self.home.resolve() / "anchors")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings that the environment asks for.

    Raises:
        ConfigurationError: A number is not a number.
    """
    env = os.environ if environment is None else environment
    return Settings(
        database_url=env.get("LIANDONG_DATABASE_URL", ""),
        owner_database_url=env.get("LIANDONG_OWNER_DATABASE_URL", ""),
        broker_url=env.get("LIANDONG_BROKER_URL", ""),
        files_url=env.get("LIANDONG_FILES_URL", ""),
        home=Path(env.get("LIANDONG_HOME", "var")),
        secrets_key=env.get("LIANDONG_SECRETS_KEY", ""),
        secrets_key_old=env.get("LIANDONG_SECRETS_KEY_OLD", ""),
        audit_algorithm=env.get("LIANDONG_AUDIT_ALGORITHM", "") or "sha256",
        anchors_url=env.get("LIANDONG_ANCHORS_URL", ""),
        oidc_issuer=env.get("LIANDONG_OIDC_ISSUER", ""),
        oidc_client_id=env.get("LIANDONG_OIDC_CLIENT_ID", ""),
        oidc_client_secret=env.get("LIANDONG_OIDC_CLIENT_SECRET", ""),
        oidc_client_secret_file=env.get("LIANDONG_OIDC_CLIENT_SECRET_FILE", ""),
        oidc_redirect_uri=env.get("LIANDONG_OIDC_REDIRECT_URI", ""),
        oidc_label=env.get("LIANDONG_OIDC_LABEL", ""),
        host=env.get("LIANDONG_HOST", "127.0.0.1"),
        port=_number(env, "LIANDONG_PORT", 8230),
        web_workers=_number(env, "LIANDONG_WEB_WORKERS", 2),
        secure_cookies=env.get("LIANDONG_SECURE_COOKIES", "") == "1",
        second_factor_duties=env.get("LIANDONG_SECOND_FACTOR_DUTIES", "") or SECOND_FACTOR_DUTIES,
        trusted_proxies=env.get("LIANDONG_TRUSTED_PROXIES", ""),
        rate_per_account=_number(env, "LIANDONG_RATE_PER_ACCOUNT", 600),
        rate_per_tenant=_number(env, "LIANDONG_RATE_PER_TENANT", 12_000),
        rate_per_address=_number(env, "LIANDONG_RATE_PER_ADDRESS", 6_000),
        hosts=_listed(env, "LIANDONG_HOSTS"),
        removal_days=_number(env, "LIANDONG_REMOVAL_DAYS", 30),
        accept_risks=_listed(env, "LIANDONG_ACCEPT_RISKS"),
    )


def _listed(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in env.get(name, "").split(",") if each.strip())


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    stated = env.get(name, "")
    try:
        return int(stated) if stated else default
    except ValueError as error:
        zh, en = f"“{stated}”不是整数", f"'{stated}' is no whole number"
        raise ConfigurationError([Problem(name, zh, en)]) from error
